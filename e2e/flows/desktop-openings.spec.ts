import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { bucketLink } from '../../shared/values/bucket-link.ts';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { Openings } from '../pages/openings.ts';
import { bucketName, type TestPractice } from '../support/stores/practice.ts';

// Links and plan files that the system hands to the desktop app, on the double of Electron; and what is dropped on the window
// of either host. They show a place or a plan, and do nothing.

const heading = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 });

/** The plan of all uploads of the bucket, as the app exports it. */
async function exportPlan(app: App): Promise<{ fileName: string; text: string }> {
  await app.bucket.cleanUpAll.click();
  await expect(app.plan.start).toBeEnabled();
  const saved = await app.history.save(/JSON/, app.plan.dialog.getByRole('button', { name: 'Export…' }));
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  return saved;
}

/** The ID of the one connection, as the app keeps it. */
function connectionIdOf(dataDir: string): string {
  const file = z.object({ connections: z.tuple([z.object({ id: z.string() })]) });
  return file.parse(JSON.parse(readFileSync(join(dataDir, 'connections.json'), 'utf8'))).connections[0].id;
}

/** Calls that change something, or could. */
const aborts = (practice: TestPractice) => practice.count('AbortMultipartUpload');

test.describe('@desktop a link', () => {
  test('is copied from a bucket, and opens it from then on, by every way that systems have', async ({
    openDesktop,
    practice,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    practice.seed('a.bin', [1024]);
    practice.store.createBucket('other');
    const first = await openDesktop();
    const app = new App(first.page(), first.kill);
    await app.scan(practice.store, bucketName);
    await app.bucket.more.click();
    await app.page.getByRole('menuitem', { name: 'Copy link' }).click();
    await expect(app.page.getByRole('menuitem', { name: 'Link copied' })).toBeVisible();
    const link = await app.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^loose-parts:\/\/open\/connections\/[\w-]+\/buckets\/leftovers$/);
    await app.page.keyboard.press('Escape');

    await app.sidebar.open('other');
    await expect(heading(app.page)).toHaveText('other');
    // Windows and Linux start the app once more, and that start hands on what it was given.
    const second = await openDesktop({ args: [link], world: { firstInstance: false } });
    expect(await second.ended).toBe(0);
    first.act({ kind: 'second instance', data: second.calls('app.requestSingleInstanceLock')[0]?.[0] });
    await expect(heading(app.page)).toHaveText(bucketName);
    await expect(app.bucket.main).toBeFocused();
    await expect.poll(() => first.calls('window.focus').length).toBe(1);

    await app.sidebar.open('other');
    first.act({ kind: 'open url', url: link });
    await expect(heading(app.page)).toHaveText(bucketName);
    // It is not shown again where the page is.
    await app.sidebar.open('other');
    await app.page.reload();
    await expect(heading(app.page)).toHaveText('other');
    await first.stop();

    const third = await openDesktop({ args: [link] });
    await expect(heading(third.page())).toHaveText(bucketName);
  });

  test('from a stranger is said to lead nowhere, and asks the store nothing', async ({
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
    const says = async (sentence: RegExp) => {
      await expect(openings.refused.getByRole('alert')).toHaveText(sentence);
      await openings.close.click();
      await expect(openings.refused).toBeHidden();
    };
    desktop.act({ kind: 'open url', url: bucketLink({ connectionId: 'c', bucket: bucketName }) });
    await says(/^This link leads to a connection that is not here\./);
    desktop.act({ kind: 'open url', url: `loose-parts://abort/${bucketName}` });
    await says(/^This link leads to no bucket\./);
    const known = connectionIdOf(dataDir);
    desktop.act({ kind: 'open url', url: bucketLink({ connectionId: known, bucket: 'no‮such' }) });
    await says(
      /“no⟨U\+202E⟩such”, which is not among the known buckets of “Test store”\. Nothing was asked of the store\./,
    );
    await expect(heading(app.page)).toHaveText('Test store');
    expect(practice.store.calls).toHaveLength(before);
  });

  test('waits while a dialog is open', async ({ openDesktop, practice, dataDir }) => {
    const desktop = await openDesktop();
    const app = new App(desktop.page(), desktop.kill);
    practice.store.createBucket('other');
    practice.seed('a.bin', [1024]);
    await app.scan(practice.store, bucketName);
    const link = bucketLink({ connectionId: connectionIdOf(dataDir), bucket: 'other' });
    await app.bucket.cleanUpAll.click();
    await app.plan.tick('a.bin').uncheck();
    desktop.act({ kind: 'open url', url: link });
    desktop.act({ kind: 'open url', url: 'loose-parts://nowhere' });
    await expect.poll(() => desktop.calls('window.focus').length).toBe(2);
    await expect(app.plan.tick('a.bin')).not.toBeChecked();
    await expect(app.plan.dialog).toBeVisible();
    await app.page.keyboard.press('Escape');
    await expect(heading(app.page)).toHaveText('other');
    // And what was asked for after it, after it.
    await expect(new Openings(app.page).refused).toBeVisible();
  });
});

test.describe('@desktop a plan file', () => {
  test('opens as a plan of which nothing is started, by double click, from the menu and at the start', async ({
    openDesktop,
    practice,
    dataDir,
  }) => {
    const upload = practice.seed('a.bin', [4096]);
    practice.store.createBucket('other');
    const chosenFiles = [join(dataDir, 'mine.loose-parts-plan')];
    const first = await openDesktop({ world: { chosenFiles } });
    const app = new App(first.page(), first.kill);
    await app.scan(practice.store, bucketName);
    const { fileName, text } = await exportPlan(app);
    expect(fileName).toMatch(/\.loose-parts-plan$/);
    const path = join(dataDir, 'mine.loose-parts-plan');
    writeFileSync(path, text);
    const shows = async (shown: App) => {
      await expect(shown.plan.dialog).toContainText('A plan that was exported before.');
      await expect(shown.plan.tick('a.bin')).toBeChecked();
      await expect(heading(shown.page)).toHaveText(bucketName);
    };
    const putAway = async (shown: App) => {
      await shown.page.keyboard.press('Escape');
      await expect(shown.plan.dialog).toBeHidden();
    };
    for (const ask of [{ kind: 'open file', path } as const, { kind: 'menu', label: 'Open a plan…' } as const]) {
      await app.sidebar.open('other');
      first.act(ask);
      await shows(app);
      await putAway(app);
    }
    await first.stop();

    const second = await openDesktop({ args: [path] });
    const again = new App(second.page(), second.kill);
    await shows(again);
    expect([aborts(practice), practice.fateOf(upload).phase]).toEqual([0, 'open']);
    // As any plan: what is started, is started by the person.
    await again.startCleanUp();
    await expect(again.activity.verdict('a.bin')).toHaveText('clear');
  });

  test('that is none is said to be none', async ({ openDesktop, practice, dataDir }) => {
    const desktop = await openDesktop();
    const app = new App(desktop.page(), desktop.kill);
    const openings = new Openings(app.page);
    await app.scan(practice.store, bucketName);
    const path = join(dataDir, 'broken.loose-parts-plan');
    writeFileSync(path, '{"format":"loose-parts/plan"');
    for (const [asked, sentence] of [
      [path, '“broken.loose-parts-plan” is not opened.'],
      [join(dataDir, 'gone.loose-parts-plan'), '“gone.loose-parts-plan” cannot be read.'],
      [join(dataDir, 'index.sqlite'), '“index.sqlite” is no plan'],
    ] as const) {
      desktop.act({ kind: 'open file', path: asked });
      await expect(openings.refused.getByRole('alert')).toContainText(sentence);
      await app.page.keyboard.press('Escape');
      await expect(openings.refused).toBeHidden();
    }
  });
});

test.describe('what is dropped on the window', { tag: ['@both', '@not-electron'] }, () => {
  test('is a plan, which opens with nothing started, or is refused in a sentence', async ({ app, practice }) => {
    const upload = practice.seed('a.bin', [4096]);
    practice.store.createBucket('other');
    const openings = new Openings(app.page);
    await app.scan(practice.store, bucketName);
    const plan = await exportPlan(app);
    await app.sidebar.open('other');
    const address = app.page.url();
    const refused = async (kept: Promise<boolean>, sentence: RegExp) => {
      expect(await kept).toBe(true);
      await expect(openings.refused.getByRole('alert')).toHaveText(sentence);
      await openings.close.click();
      await expect(openings.refused).toBeHidden();
    };
    await refused(openings.drop({ name: 'evil.html', text: '<script>1</script>' }), /^“evil\.html” is no plan: .*\.$/);
    await refused(
      openings.drop({ name: 'notes.json', text: '{}' }),
      /^“notes\.json” is not opened\. .*no plan of Loose Parts.*$/,
    );
    await refused(
      openings.drop({ name: plan.fileName, ...plan }, { name: 'b.json', text: '' }),
      /^2 files are too many/,
    );
    await refused(openings.dropAddress('https://example.com/'), /^Only the file of an exported plan/);
    expect(app.page.url()).toBe(address);
    await expect(heading(app.page)).toHaveText('other');

    expect(await openings.drop({ name: plan.fileName, text: plan.text })).toBe(true);
    await expect(app.plan.dialog).toContainText('A plan that was exported before.');
    await expect(app.plan.tick('a.bin')).toBeChecked();
    await expect(heading(app.page)).toHaveText(bucketName);
    // A dialog is about what lies beneath it: another plan does not take its place.
    expect(await openings.drop({ name: plan.fileName, text: plan.text })).toBe(true);
    await expect(openings.refused.getByRole('alert')).toContainText('is not opened while a dialog is');
    expect([aborts(practice), practice.fateOf(upload).phase]).toEqual([0, 'open']);
  });
});
