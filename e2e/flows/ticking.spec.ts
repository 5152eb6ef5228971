import type { Locator } from '@playwright/test';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import { FilterBar } from '../pages/filters.ts';
import type { TestPractice } from '../support/stores/practice.ts';

const mib = 1 << 20;
const dayMs = 86_400_000;

/** Uploads that sort by key as they were started. */
function seedRows(practice: TestPractice, count: number): string {
  const uploads = Array.from({ length: count }, (_, i) =>
    practice.seed(`team/file-${String(i).padStart(4, '0')}.bin`, [mib], 40 * dayMs - i * 60_000),
  );
  return uploads[0]?.bucket ?? '';
}

/** Widths of windows, px. The smallest is the last: there things are clicked. */
const widths = [1920, 1600, 1440, 1280, 1100, 1024];

/** Where the first rows of the grid lie, px from the top of the window, at every width. */
async function places({ page, bucket }: App): Promise<Record<number, readonly number[]>> {
  const found: Record<number, readonly number[]> = {};
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    found[width] = await bucket.rows.evaluateAll((rows) =>
      rows.slice(0, 6).map((row) => row.getBoundingClientRect().top),
    );
  }
  return found;
}

/** The row of a place in the order, from 1; it must be in view. */
function rowAt({ bucket }: App, place: number): Locator {
  return bucket.grid.locator(`[role="row"][aria-rowindex="${place + 1}"]`);
}

function tickedRows({ bucket }: App): Locator {
  return bucket.rows.and(bucket.grid.locator('[aria-selected="true"]'));
}

/** What the page says is ticked: "3 ticked, 3 MiB". */
function tickedWords({ bucket }: App): Locator {
  return bucket.main.getByText(/^[\d,]+ ticked\b/);
}

// On the browser host, where an engine that is gone leaves the page.
test('@browser no row moves, whatever is ticked, filtered, opened or told', async ({ app, practice }) => {
  // Measured at every width after every step.
  test.slow();
  const bucket = seedRows(practice, 30);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, bucket);
  await expect(app.bucket.rows.nth(5)).toBeVisible();
  const before = await places(app);
  expect(before[1024]).toHaveLength(6);
  const holdsStill = async (after: string): Promise<void> => {
    expect(await places(app), after).toEqual(before);
  };
  const box = (row: number) => app.bucket.rows.nth(row).getByRole('checkbox');
  const tickAndUntick = async (when: string): Promise<void> => {
    for (const row of [2, 3, 4]) await box(row).click();
    await expect(tickedRows(app)).toHaveCount(3);
    await holdsStill(`${when}: rows ticked`);
    for (const row of [2, 3, 4]) await box(row).click();
    await expect(tickedRows(app)).toHaveCount(0);
    await holdsStill(`${when}: nothing ticked`);
  };

  await tickAndUntick('details closed');
  await app.bucket.rows.nth(5).getByRole('gridcell').nth(1).click();
  await expect(app.inspector.parts).toBeVisible();
  await holdsStill('details opened');
  await tickAndUntick('details open');

  await app.bucket.filter.fill('file');
  await expect(filters.clear).toBeEnabled();
  await holdsStill('a text to filter by');
  await filters.more.click();
  await filters.field('Key prefix').fill('team/');
  await filters.field('Size from').fill('1 KiB');
  await filters.field('Size up to').fill('500 GiB');
  await filters.field('State').selectOption('stale');
  await filters.field('Lifecycle abort date').selectOption('Has none');
  await app.page.keyboard.press('Escape');
  await expect(filters.chip('No lifecycle date')).toBeVisible();
  await expect(app.bucket.rows.nth(5)).toBeVisible();
  await holdsStill('as many filters as there may be');
  // In the smallest window, which was measured last.
  expect((await app.bucket.filter.boundingBox())?.width, 'room for what is typed').toBeGreaterThanOrEqual(110);
  await tickAndUntick('filtered, details open');
  await app.inspector.close.click();
  await holdsStill('details closed');
  await tickAndUntick('filtered, details closed');
  await filters.clear.click();
  await expect(filters.chip('No lifecycle date')).toBeHidden();
  await holdsStill('no filter');

  for (let i = 0; i < 200; i += 1) practice.seed(`team/more-${i}.bin`, [mib], dayMs);
  await app.bucket.scanWhole();
  await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', '231');
  await holdsStill('counts grown');
  practice.behave({ faults: [denied('ListMultipartUploads')] });
  await app.bucket.scan.click();
  await expect(app.bucket.main.getByRole('alert')).toBeVisible();
  await holdsStill('a scan that failed');
  await tickAndUntick('beside a failure');
  await app.kill();
  await app.bucket.scan.click();
  await expect(app.bucket.main.getByRole('alert')).toHaveCount(2);
  await holdsStill('a call that failed');
});

test('a double click on a box ticks and unticks that one row', async ({ app, practice }) => {
  const bucket = seedRows(practice, 12);
  await app.scan(practice.store, bucket);
  for (const delay of [60, 150, 250, 60, 150, 250]) {
    await app.bucket.rows.first().getByRole('checkbox').dblclick({ delay });
    expect(await tickedRows(app).count(), `at ${delay} ms`).toBeLessThanOrEqual(1);
  }
});

test('the second half of a double click that began on a row ticks nothing else', async ({ app, practice }) => {
  const bucket = seedRows(practice, 12);
  await app.scan(practice.store, bucket);
  const middle = async (element: Locator): Promise<readonly [number, number]> => {
    const box = await element.boundingBox();
    if (!box) throw new Error('It is not in view.');
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const { mouse } = app.page;
  // So wide that no row ever moved.
  await app.page.setViewportSize({ width: 1920, height: 800 });
  const head = await middle(app.bucket.grid.getByRole('checkbox', { name: 'Select all uploads' }));
  const [first, second] = [
    await middle(app.bucket.rows.nth(0).getByRole('checkbox')),
    await middle(app.bucket.rows.nth(1).getByRole('checkbox')),
  ];
  const click = async (at: readonly [number, number], clickCount: 1 | 2): Promise<void> => {
    await mouse.move(...at);
    await mouse.down({ clickCount });
    await mouse.up({ clickCount });
  };
  await click(first, 1);
  await expect(tickedRows(app)).toHaveCount(1);
  // Browsers count clicks by place and time: this is what a row or a head that slipped under the pointer is told.
  await click(head, 2);
  await click(second, 2);
  // A click of its own is meant: it comes after what came before it.
  await click(second, 1);
  await expect(app.bucket.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(tickedRows(app)).toHaveCount(2);
});

test('a range taken out of all that match stays out, and one put in drops nothing', async ({ app, practice }) => {
  const bucket = seedRows(practice, 340);
  await app.scan(practice.store, bucket);
  const words = tickedWords(app);
  const box = (place: number) => rowAt(app, place).getByRole('checkbox');
  await app.bucket.grid.getByRole('checkbox', { name: 'Select all uploads' }).click();
  await expect(words).toContainText('340');
  await box(9).click();
  await expect(words).toContainText('339');
  // Far enough that the rows between are read for it.
  await app.bucket.grid.hover();
  await app.page.mouse.wheel(0, 32 * 290);
  await expect(rowAt(app, 299)).toBeVisible();
  await box(299).click({ modifiers: ['Shift'] });
  await expect(words).toContainText('49');
  await box(301).click({ modifiers: ['Shift'] });
  await expect(words).toContainText('47');
  await expect(box(300)).not.toBeChecked();
  // Ticked anew, the other way round.
  await box(301).click();
  await box(298).click({ modifiers: ['Shift'] });
  await expect(words).toContainText('51');
  for (const place of [298, 299, 300, 301]) await expect(box(place)).toBeChecked();
  await expect(box(297)).not.toBeChecked();
});

test('Shift and the keys give the state of the last tick, and drop nothing', async ({ app, practice }) => {
  const bucket = seedRows(practice, 12);
  await app.scan(practice.store, bucket);
  const { keyboard } = app.page;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key);
  };
  const ticked = async (...places: number[]): Promise<void> => {
    await expect(tickedRows(app)).toHaveCount(places.length);
    for (const place of places) await expect(rowAt(app, place)).toHaveAttribute('aria-selected', 'true');
  };
  await expect(rowAt(app, 1)).toBeVisible();
  await app.bucket.grid.focus();
  await press('ArrowDown', ' ', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await ticked(1, 3, 4, 5);
  await press('Shift+ArrowUp');
  await ticked(1, 3, 4);
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', ' ', 'ArrowDown', 'ArrowDown', 'Shift+ ');
  await ticked(1, 3, 4, 7, 8, 9);
  // An untick is a state as well.
  await press('ControlOrMeta+a', ' ', 'Shift+ArrowUp', 'Shift+ArrowUp');
  await ticked(1, 2, 3, 4, 5, 6, 10, 11, 12);
  await press('ArrowUp', 'ArrowUp', 'ArrowUp', 'Shift+ ');
  await ticked(1, 2, 3, 10, 11, 12);
});

test('what is ticked is said in one place, with its size, and that place keeps the focus', async ({
  app,
  practice,
}) => {
  practice.seed('small.bin', [1024, 1024]);
  const { bucket } = practice.seed('large.bin', [3 * mib]);
  practice.seed('never sized.bin', [mib]);
  practice.behave({ faults: [{ ...denied('ListParts'), key: 'never sized.bin' }] });
  await app.scan(practice.store, bucket);
  await expect(app.bucket.ticked).toContainText('Nothing ticked');
  await expect(app.bucket.abort).toBeDisabled();
  await expect(app.bucket.untickAll).toBeDisabled();
  await app.bucket.select('small.bin');
  await expect(app.bucket.ticked).toContainText('1 ticked, 2 KiB');
  await app.bucket.select('large.bin');
  await expect(app.bucket.ticked).toContainText('2 ticked, 3 MiB');
  await app.bucket.select('never sized.bin');
  await expect(app.bucket.ticked).toContainText('3 ticked, 3 MiB or more');
  await expect(app.bucket.abort).toHaveText('Abort 3 ticked…');
  await app.bucket.untickAll.click();
  await expect(app.bucket.ticked).toContainText('Nothing ticked');
  await expect(app.bucket.untickAll).toBeFocused();
  await app.bucket.select('never sized.bin');
  await expect(app.bucket.ticked).toContainText('1 ticked, size not known');
});

test.describe('in the smallest window, with details open', () => {
  test.use({ viewport: { width: 1024, height: 700 } });

  const openAndTick = async (app: App, practice: TestPractice): Promise<void> => {
    await app.scan(practice.store, seedRows(practice, 12));
    await app.bucket.rows.nth(2).getByRole('gridcell').nth(1).click();
    await expect(app.inspector.parts).toBeVisible();
    await app.bucket.rows.nth(0).getByRole('checkbox').click();
    await expect(tickedWords(app)).toBeVisible();
  };

  test('no two buttons share a name', async ({ app, practice }) => {
    await openAndTick(app, practice);
    const named = [...(await app.page.locator('body').ariaSnapshot()).matchAll(/- button "((?:[^"\\]|\\.)*)"/g)];
    const names = named.map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('the ticked upload is the one that is planned', async ({ app, practice }) => {
    await openAndTick(app, practice);
    await app.page.getByRole('button', { name: 'Abort 1 ticked…', exact: true }).click();
    await expect(app.plan.start).toBeVisible();
    await expect(app.plan.dialog).toContainText('team/file-0000.bin');
    await expect(app.plan.dialog).not.toContainText('team/file-0002.bin');
    await expect(app.plan.dialog.getByRole('row').filter({ has: app.page.getByRole('gridcell') })).toHaveCount(1);
    await app.page.keyboard.press('Escape');
    await expect(app.plan.dialog).toBeHidden();

    await app.inspector.abort.click();
    await expect(app.plan.start).toBeVisible();
    await expect(app.plan.dialog).toContainText('team/file-0002.bin');
    await app.startCleanUp();
    await expect(app.activity.verdict('team/file-0002.bin')).toHaveText('clear');
    // What was ticked for another plan still is.
    await expect(app.bucket.ticked).toContainText('1 ticked');
  });
});
