import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import { FilterBar } from '../pages/filters.ts';
import type { TestPractice } from '../support/stores/practice.ts';

const dayMs = 86_400_000;
const mib = 1 << 20;
const reports = join(import.meta.dirname, '../reports/screens');

/** Six uploads in folders, of several sizes and ages. */
function seedFolders(practice: TestPractice): string {
  practice.seed('renders/a/1.exr', [6 * mib], 40 * dayMs);
  practice.seed('renders/a/2.exr', [6 * mib, 6 * mib], 40 * dayMs);
  practice.seed('renders/b/3.exr', [mib], 3 * dayMs);
  practice.seed('renders/top.exr', [2 * mib], 3 * dayMs);
  practice.seed('backups/dump.zst', [5 * mib], 3 * dayMs);
  return practice.seed('loose.bin', [1024], 3 * dayMs).bucket;
}

async function violations({ page }: App): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations: found } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

test('filters narrow the grid together, show as chips, and go one by one or at once', async ({ app, practice }) => {
  const bucket = seedFolders(practice);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, bucket);
  await expect(app.bucket.rows).toHaveCount(6);

  await filters.more.click();
  await filters.field('Key prefix').fill('renders/');
  await expect(app.bucket.rows).toHaveCount(4);
  await filters.field('Size from').fill('2 MiB');
  await expect(app.bucket.rows).toHaveCount(3);
  await filters.field('Size up to').fill('nothing');
  await expect(filters.panel).toContainText('Enter a size such as 5 GiB');
  await expect(app.bucket.rows).toHaveCount(3);
  await filters.field('Size up to').fill('6 MiB');
  await expect(app.bucket.rows).toHaveCount(2);
  await filters.field('Initiated until (UTC)').fill('11/16/2001');
  await expect(filters.panel).toContainText('Enter a day such as 2026-11-23');
  await expect(app.bucket.rows).toHaveCount(2);
  await filters.field('Initiated until (UTC)').fill('2001-11-16');
  await expect(app.bucket.rows).toHaveCount(0);
  await filters.field('Initiated until (UTC)').fill('');
  await expect(app.bucket.rows).toHaveCount(2);
  await filters.field('Lifecycle abort date').selectOption('Has one');
  await expect(app.bucket.rows).toHaveCount(0);
  await filters.field('Lifecycle abort date').selectOption('Has none');
  // The flows' connection counts nothing as active.
  await filters.field('State').selectOption('active');
  await expect(app.bucket.rows).toHaveCount(0);
  await filters.field('State').selectOption('stale');
  await expect(app.bucket.rows).toHaveCount(2);
  await app.page.keyboard.press('Escape');
  await expect(filters.panel).toBeHidden();
  await expect(filters.more).toBeFocused();

  await filters.chip('State: stale').click();
  await filters.chip('2 MiB – 6 MiB').click();
  await expect(app.bucket.rows).toHaveCount(4);
  await filters.clear.click();
  await expect(app.bucket.rows).toHaveCount(6);
  await expect(filters.clear).toBeDisabled();
  await expect(filters.clear, 'the focus is where it was').toBeFocused();

  await filters.more.click();
  await filters.field('Initiated until (UTC)').fill(new Date(Date.now() - 20 * dayMs).toISOString().slice(0, 10));
  await expect(app.bucket.rows).toHaveCount(2);
});

test('groups by prefix open, add up, and lead to their uploads, by keyboard alone', async ({ app, practice }) => {
  const bucket = seedFolders(practice);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, bucket);
  await filters.groupBy.selectOption('By prefix');
  const groups = filters.groups('prefix');
  const row = (name: string) => filters.group('prefix', name);
  await expect(row('renders/')).toContainText('21.0 MiB');
  await expect(row('renders/').getByRole('gridcell').nth(2)).toHaveText('4');
  await expect(row('In no folder').getByRole('gridcell').nth(2)).toHaveText('1');

  await groups.focus();
  const { keyboard } = app.page;
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(row('renders/')).toHaveAttribute('aria-expanded', 'false');
  await keyboard.press('ArrowRight');
  await expect(row('renders/')).toHaveAttribute('aria-expanded', 'true');
  await expect(row('a/')).toHaveAttribute('aria-level', '2');
  await expect(row('a/')).toContainText('18.0 MiB');
  await expect(row('Directly in it').getByRole('gridcell').nth(2)).toHaveText('1');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect(row('a/')).toBeHidden();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect(filters.chip('Begins with renders/a/')).toBeVisible();
  await expect(app.bucket.rows).toHaveCount(2);

  // Grouped within the filter, the tree begins at its folder.
  await filters.groupBy.selectOption('By prefix');
  await row('Directly in it').click();
  await expect(filters.chip('Directly in renders/a/')).toBeVisible();
  await expect(app.bucket.rows).toHaveCount(2);
});

test('groups by initiator and by week lead to their uploads', async ({ app, practice }) => {
  const bucket = seedFolders(practice);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, bucket);
  await filters.groupBy.selectOption('By week');
  const weeks = filters
    .groups('week')
    .getByRole('row')
    .filter({ has: app.page.getByRole('gridcell') });
  await expect(weeks).toHaveCount(2);
  await weeks.last().click();
  await expect(app.bucket.rows).toHaveCount(2);
  await filters.clear.click();
  await filters.groupBy.selectOption('By initiator');
  const initiators = filters
    .groups('initiator')
    .getByRole('row')
    .filter({ has: app.page.getByRole('gridcell') });
  await expect(initiators).toHaveCount(1);
  await initiators.first().click();
  await expect(app.bucket.rows).toHaveCount(6);
});

test('selected uploads are copied as they really are', { tag: '@not-electron' }, async ({ app, practice, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const [tab, plain] = [practice.seed('odd\tkey', [1024]), practice.seed('plain.bin', [1024])];
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, plain.bucket);
  const copied = () => app.page.evaluate(() => navigator.clipboard.readText());
  await app.bucket.select('plain.bin');
  await filters.copy.click();
  await app.page.getByRole('menuitem', { name: 'Copy upload IDs' }).click();
  await expect(app.bucket.main.getByText('Copied 1 upload')).toBeVisible();
  expect(await copied()).toBe(plain.uploadId);

  await app.bucket.grid.focus();
  await app.page.keyboard.press('ControlOrMeta+a');
  await expect(app.bucket.ticked).toContainText('2 ticked');
  await app.page.keyboard.press('ControlOrMeta+c');
  await expect(app.bucket.main.getByText('Copied 2 uploads')).toBeVisible();
  expect((await copied()).split('\n').sort()).toEqual(
    [`"odd\tkey"\t${tab.uploadId}`, `plain.bin\t${plain.uploadId}`].sort(),
  );
});

test('one taken out of all that match stays out of the plan', async ({ app, practice }) => {
  const bucket = seedFolders(practice);
  await app.scan(practice.store, bucket);
  await expect(app.bucket.rows).toHaveCount(6);
  await app.bucket.grid.getByRole('checkbox', { name: 'Select all uploads' }).check();
  await app.bucket.row('loose.bin').getByRole('checkbox').uncheck();
  await expect(app.bucket.ticked).toContainText('5 ticked');
  await app.bucket.abort.click();
  await expect(app.plan.start).toBeVisible();
  await expect(app.plan.dialog).toContainText('renders/top.exr');
  await expect(app.plan.dialog).not.toContainText('loose.bin');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1024, height: 700 },
    { width: 1600, height: 1000 },
  ]) {
    test.describe(`at ${viewport.width}×${viewport.height} in the ${colorScheme} theme`, () => {
      test.use({ colorScheme, viewport });

      test('filters and groups pass axe and have their pictures', async ({ app, practice }) => {
        const bucket = seedFolders(practice);
        const filters = new FilterBar(app.page);
        const picture = async (name: string): Promise<void> => {
          expect(await violations(app), name).toEqual([]);
          await mkdir(reports, { recursive: true });
          const path = join(reports, `${name}-${viewport.width}-${colorScheme}.png`);
          await app.page.screenshot({ animations: 'disabled', caret: 'hide', path });
        };
        await app.scan(practice.store, bucket);
        await filters.more.click();
        await filters.field('Key prefix').fill('renders/');
        await filters.field('Size from').fill('1 MiB');
        await expect(app.bucket.rows).toHaveCount(4);
        await filters.field('State').selectOption('stale');
        await filters.field('Lifecycle abort date').selectOption('Has none');
        await expect(filters.chip('No lifecycle date')).toBeVisible();
        await expect(app.bucket.rows).toHaveCount(4);
        await picture('filters-open');
        await app.page.keyboard.press('Escape');
        await app.bucket.select('renders/top.exr');
        await picture('filters-chips');
        await filters.clear.click();
        await filters.groupBy.selectOption('By prefix');
        // Keys move among rows: there are none before the groups have come.
        await expect(filters.group('prefix', 'renders/')).toBeVisible();
        await filters.groups('prefix').focus();
        await app.page.keyboard.press('ArrowDown');
        await app.page.keyboard.press('ArrowDown');
        await app.page.keyboard.press('ArrowRight');
        await expect(filters.group('prefix', 'a/')).toBeVisible();
        await picture('groups-prefix');
      });
    });
  }
}
