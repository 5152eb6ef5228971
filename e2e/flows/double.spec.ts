import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { violations } from '../pages/axe.ts';

// States that no store brings about on demand, on the double of the engine (renderer/testing): what waits for a person,
// what an endpoint lacks, certificates nobody vouches for. The page is the real one. Browser only: the double speaks HTTP.

const configFile = join(import.meta.dirname, '../../build/vite.fake-engine.config.ts');
let vite: ViteDevServer;

test.beforeEach(async ({ page }) => {
  vite = await createServer({ configFile, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
  await page.goto(`${vite.resolvedUrls?.local[0]}#token=any`);
});
test.afterEach(async ({ page }) => {
  await page.close();
  await vite.close();
});

const ended = async (): Promise<void> => {};

test('@browser prompts wait in the corner, block nothing and end when answered', async ({ page }) => {
  const app = new App(page, ended);
  const mfa = app.prompts.card('billing');
  const sso = app.prompts.card('audit');
  await expect(mfa).toContainText('arn:aws:iam::111122223333:mfa/jane.doe');
  await expect(sso).toContainText('QZRT-WPLK');
  await expect(app.prompts.signInPage).toHaveAttribute('target', '_blank');
  await expect(app.prompts.signInPage).toHaveAttribute('rel', 'noreferrer');
  await expect(app.prompts.signInPage).toHaveAttribute('href', /^https:\/\/device\.sso\./);
  expect(await violations(app), 'prompts').toEqual([]);

  // Put aside, both; the rest of the page is there all the time.
  for (const card of [mfa, sso]) await card.getByRole('button', { name: 'Put this aside' }).click();
  await expect(app.prompts.cards).toHaveCount(0);
  await app.sidebar.entry('footage').first().click();
  await expect(app.bucket.rows.first()).toBeVisible();
  await expect(app.prompts.back).toHaveText('2 sign-ins wait');
  await app.prompts.back.click();

  await app.prompts.code.fill('123 456');
  await app.page.keyboard.press('Enter');
  await expect(mfa).toHaveCount(0);
  await sso.getByRole('button', { name: 'Cancel sign-in' }).click();
  await expect(app.prompts.cards).toHaveCount(0);
});

test('@browser a prompt can be answered within a dialog, by keyboard', async ({ page }) => {
  const app = new App(page, ended);
  await expect(app.prompts.cards).toHaveCount(2);
  await app.sidebar.navigation.getByRole('button', { name: 'Add connection' }).click();
  await expect(app.form.dialog.getByLabel('MFA code', { exact: true })).toBeVisible();
  await expect(app.prompts.code, 'in the dialog, and nowhere else').toHaveCount(1);
  await app.form.field('Name').fill('not sent');
  await app.prompts.code.fill('123456');
  await app.page.keyboard.press('Enter');
  await expect(app.prompts.code).toHaveCount(0);
  // The key was for the code: the form around it has not been sent, so it complains of nothing.
  await expect(app.form.dialog).toBeVisible();
  await expect(app.form.failure).toHaveCount(0);
  await app.page.keyboard.press('Escape');
  await expect(app.prompts.card('audit'), 'back in the corner').toBeVisible();
});

test('@browser credentials say where they come from, how long they last, and who must sign in', async ({ page }) => {
  const app = new App(page, ended);
  await expect(app.connection.access).toContainText(/profile billing \(AssumeRole\) · expires in 4\d minutes/);
  await expect(app.connection.heading).toContainText('same account as Film archive, to look at');
  await app.page.keyboard.press('Alt+Digit3');
  await expect(app.connection.access).toContainText('needs sign-in');
  await expect(app.connection.access).toContainText('The single sign-on session “office” has ended.');
  await app.connection.signIn.click();
  await expect(app.connection.access.getByRole('alert')).toContainText('The double does nothing.');
  await app.page.keyboard.press('Alt+Digit4');
  await expect(app.connection.access).toContainText('expired');
});

test('@browser what a store can do is said in plain words, and an absent guard up front', async ({ page }) => {
  const app = new App(page, ended);
  await app.sidebar.open('Partner store');
  await expect(app.page.getByRole('alert').filter({ hasText: 'The owner guard is absent.' })).toBeVisible();
  await app.connection.facts.locator('summary').click();
  await expect(app.connection.facts).toContainText('This store cannot show who started an upload.');
  await expect(app.connection.facts.getByRole('button', { name: 'Probe again' })).toBeEnabled();
});

test('@browser a certificate that nobody vouches for is shown, and can be the one that is trusted', async ({
  page,
}) => {
  const app = new App(page, ended);
  await app.sidebar.navigation.getByRole('button', { name: 'Add connection' }).click();
  await app.form.field('Name').fill('tls');
  await app.form.field('Endpoint URL').fill('https://nas.office.example:9000');
  await app.form.field('Credentials').selectOption({ label: 'Anonymous' });
  await app.form.testConnection.click();
  const card = app.form.dialog.getByRole('region', { name: 'The server’s certificate' });
  await expect(card).toContainText('CN=nas.office.example, O=Office');
  await expect(card).toContainText('It has expired.');
  const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/;
  await expect(card).toContainText(fingerprint);
  await card.getByRole('button', { name: 'Trust exactly this certificate' }).click();
  await expect(app.form.section('Certificates')).toContainText('one certificate trusted');
  await app.form.openSection('Certificates');
  await expect(app.form.details('Certificates')).toContainText(fingerprint);
  await app.form.dialog.getByRole('button', { name: 'Remove the trusted certificate' }).click();
  await expect(app.form.section('Certificates')).toContainText('the system’s authorities');
});

test('@browser a suggestion of a test is taken over by one button', async ({ page }) => {
  const app = new App(page, ended);
  await app.sidebar.navigation.getByRole('button', { name: 'Add connection' }).click();
  await app.form.field('Name').fill('suggestion');
  await app.form.field('Credentials').selectOption({ label: 'Environment variables' });
  await expect(app.form.field('Path-style addressing')).not.toBeChecked();
  await app.form.testConnection.click();
  await expect(app.form.dialog).toContainText('It answers with path-style addressing.');
  await app.form.dialog.getByRole('button', { name: 'Use that' }).click();
  await expect(app.form.field('Path-style addressing')).toBeChecked();
  await expect(app.form.testConnection, 'the focus is not lost').toBeFocused();
});

test('@browser rights are told apart, and the policy follows what is wanted', async ({ page }) => {
  const app = new App(page, ended);
  await app.sidebar.entry('denied').first().click();
  await app.bucket.main.getByRole('button', { name: 'Check permissions' }).click();
  const { permissions } = app;
  await expect(permissions.summary).toContainText('No access');
  await expect(permissions.right('List uploads')).toContainText('s3:ListBucketMultipartUploads is missing');
  await expect(permissions.right('Abort uploads')).toContainText('not known');
  await expect(permissions.policy).toContainText('arn:aws:s3:::denied/*');
  await permissions.goal.selectOption('See what is there');
  await expect(permissions.policy).not.toContainText('s3:AbortMultipartUpload');
  await permissions.place.selectOption('All buckets');
  await expect(permissions.policy).toContainText('arn:aws:s3:::*');
  await expect(permissions.policy).not.toContainText('kms:');
  await app.page.keyboard.press('Escape');

  await app.sidebar.entry('footage').first().click();
  await app.bucket.more.click();
  await app.page.getByRole('menuitem', { name: 'Check permissions' }).click();
  await expect(permissions.right('Look at parts')).toContainText('KMS key');
  await expect(permissions.policy, 'the key is what is missing').toContainText('kms:Decrypt');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test('@browser what is about access passes axe', async ({ page }) => {
      test.slow();
      const app = new App(page, ended);
      const passes = (screen: string): Promise<void> =>
        test.step(screen, async () => expect(await violations(app), screen).toEqual([]));
      await expect(app.prompts.cards).toHaveCount(2);
      await app.page.keyboard.press('Alt+Digit3');
      await expect(app.connection.signIn).toBeVisible();
      await passes('a sign-in is needed');
      await app.sidebar.open('Partner store');
      await app.connection.facts.locator('summary').click();
      await passes('facts');
      await app.connection.edit.click();
      for (const title of ['Safety', 'Owner and payment', 'Time limits', 'Proxy', 'Certificates']) {
        await app.form.openSection(title);
      }
      await passes('every section of the form');
      await app.page.keyboard.press('Escape');
      await app.sidebar.entry('denied').first().click();
      await app.bucket.main.getByRole('button', { name: 'Check permissions' }).click();
      await expect(app.permissions.rights).toBeVisible();
      await passes('permissions');
      await app.page.keyboard.press('Escape');
      await app.bucket.more.click();
      await app.page.getByRole('menuitem', { name: 'Bucket settings…' }).click();
      await expect(app.page.getByRole('dialog', { name: 'Bucket settings' })).toBeVisible();
      await passes('bucket settings');
    });
  });
}

test('@browser the strip shows whole clauses in the smallest window, among them what is left', async ({ page }) => {
  const { activity } = new App(page, ended);
  await expect(activity.toggle).toContainText('at least 960 MiB left');
  const shown: number[] = [];
  for (const width of [1440, 1024, 640]) {
    await page.setViewportSize({ width, height: 700 });
    const clauses = await activity.inView();
    expect(clauses.filter(({ cut }) => cut)).toEqual([]);
    if (width >= 1024) expect(clauses.map(({ clause }) => clause)).toContain('at least 960 MiB left');
    shown.push(clauses.length);
  }
  // The line has not become shorter: it is the window that shows less of it.
  expect(shown).toEqual(shown.toSorted((one, other) => other - one));
  expect(shown[2]).toBeLessThan(shown[0] ?? 0);
  await expect(activity.toggle).toContainText('being scanned');
});
