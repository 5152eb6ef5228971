import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import type { TestPractice } from '../stores/practice.ts';

const mib = 1 << 20;
const dayMs = 86_400_000;

/** Uploads that sort by key as they were started. */
function seedRows(practice: TestPractice, count: number): string {
  const uploads = Array.from({ length: count }, (_, i) =>
    practice.seed(`team/file-${String(i).padStart(4, '0')}.bin`, [mib], 40 * dayMs - i * 60_000),
  );
  return uploads[0]?.bucket ?? '';
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
