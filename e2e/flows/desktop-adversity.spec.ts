import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bucketLink } from '../../shared/values/bucket-link.ts';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { Openings } from '../pages/openings.ts';
import { bucketName } from '../support/stores/practice.ts';
import { beginStubbornJob } from '../support/stubborn-job.ts';

// What goes wrong around the desktop app while it works: the keyring goes, the computer sleeps, the page dies, somebody sends
// odd links. On the double of Electron.

const key = 'renders/scene 42.exr';
const logOf = (dataDir: string) => readFileSync(join(dataDir, 'logs/loose-parts.log'), 'utf8');

test.describe('@desktop a keyring that is lost', () => {
  test('is missed in words, and nothing is lost once it answers again', async ({ openDesktop, practice }) => {
    practice.seed(key, [2048]);
    const first = await openDesktop();
    await new App(first.page(), first.kill).scan(practice.store, bucketName);
    await first.stop();

    const second = await openDesktop({ world: { keyring: 'locked' } });
    const app = new App(second.page(), second.kill);
    await app.sidebar.open(bucketName);
    await expect(app.bucket.row(key)).toBeVisible();
    await app.bucket.scan.click();
    await expect(app.bucket.main.getByRole('alert').first()).toContainText('Secrets cannot be stored safely here');
    second.act({ kind: 'world', differences: { keyring: 'running' } });
    await app.bucket.scanWhole();
    await expect(app.bucket.row(key)).toBeVisible();
  });

  test('in the middle of a job, and the computer that sleeps over it, end it no otherwise', async ({
    openDesktop,
    practice,
    dataDir,
  }) => {
    const desktop = await openDesktop();
    const app = new App(desktop.page(), desktop.kill);
    const upload = await beginStubbornJob(app, practice, { key, seconds: 3 });
    desktop.act({ kind: 'world', differences: { keyring: 'failing' } });
    desktop.act({ kind: 'power', event: 'suspend' });
    desktop.act({ kind: 'power', event: 'resume' });
    await expect.poll(() => logOf(dataDir)).toContain('The computer woke up');
    await expect(app.activity.verdict(key)).toHaveText('clear');
    expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
  });
});

test('@desktop a page that dies under an open plan comes back in the chosen language, with nothing started', async ({
  openDesktop,
  practice,
}) => {
  const upload = practice.seed(key, [2048]);
  const desktop = await openDesktop();
  const app = new App(desktop.page(), desktop.kill);
  await app.scan(practice.store, bucketName);
  await app.page.getByRole('button', { name: 'Language', exact: true }).click();
  await app.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await app.page.getByRole('button', { name: 'Den einen Upload aufräumen …' }).click();
  await expect(app.page.getByRole('dialog', { name: 'Aufräumplan' })).toBeVisible();
  const page = await desktop.crash();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('navigation', { name: 'Verbindungen' })).toContainText(bucketName);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect([practice.count('AbortMultipartUpload'), practice.fateOf(upload).phase]).toEqual([0, 'open']);
});

const odd = [
  'loose-parts:',
  'LOOSE-PARTS://ABORT/connections/c/buckets/b',
  'loose-parts://open.example.com/connections/c/buckets/b',
  'loose-parts://ｏｐｅｎ/connections/c/buckets/b',
  'loose-parts://open/connections/c/buckets/%',
  'loose-parts://open/connections/c/buckets/%00',
  'loose-parts://open/connections/c/buckets/a\u0000b',
  'loose-parts://open/connections/%2e%2e/buckets/%2e%2e',
  'loose-parts://open/connections/c/buckets/b --no-sandbox --data-dir=/tmp/other',
  'loose-parts://open/connections/<img src=x onerror=alert(1)>/buckets/b',
  `loose-parts://open/connections/c/buckets/${'a'.repeat(65_536)}`,
];

test('@desktop odd links lead nowhere, in words, whichever way they come', async ({
  openDesktop,
  practice,
  dataDir,
}) => {
  const desktop = await openDesktop();
  const app = new App(desktop.page(), desktop.kill);
  const openings = new Openings(app.page);
  await app.connect(practice.store);
  await expect(app.overview.getByText(bucketName)).toBeVisible();
  const before = practice.store.calls.length;
  for (const [index, url] of odd.entries()) {
    await test.step(url.slice(0, 80), async () => {
      if (index % 2 === 0 || url.length > 32_768) desktop.act({ kind: 'open url', url });
      else desktop.act({ kind: 'second instance', data: { asked: [url], folder: '/' } });
      await expect(openings.refused.getByRole('alert')).toHaveText(/^This link leads to /);
      await openings.close.click();
      await expect(openings.refused).toBeHidden();
    });
  }
  // All at once: no more wait than a person could have asked for, and each is put away.
  for (const url of [...odd, ...odd]) desktop.act({ kind: 'open url', url });
  desktop.act({ kind: 'open url', url: bucketLink({ connectionId: 'c', bucket: 'last' }) });
  await expect(async () => {
    if (await openings.refused.isVisible()) await openings.close.click({ timeout: 1000 });
    await expect(openings.refused).toBeHidden({ timeout: 500 });
  }).toPass();
  expect(practice.store.calls).toHaveLength(before);
  expect(logOf(dataDir)).not.toContain('"level":"error"');
});
