import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

/** In the middle of what both boxes have in common. */
async function commonPoint(one: Locator, other: Locator): Promise<{ x: number; y: number }> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (!a || !b) throw new Error('One of the two is not in sight');
  const [left, right] = [Math.max(a.x, b.x), Math.min(a.x + a.width, b.x + b.width)];
  const [top, bottom] = [Math.max(a.y, b.y), Math.min(a.y + a.height, b.y + b.height)];
  expect(right, 'they lie over one another').toBeGreaterThan(left);
  expect(bottom, 'they lie over one another').toBeGreaterThan(top);
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** The second press of a double click, where the pointer is. */
async function pressAgain(page: Page): Promise<void> {
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

test('a double click that opens a plan below the pointer does not start it', async ({ app, practice }) => {
  const uploads = Array.from({ length: 40 }, (_, i) => practice.seed(`reel-${i}.mov`, [1024]));
  await app.scan(practice.store, bucketName);
  await app.page.setViewportSize({ width: 800, height: 600 });

  // Where both buttons are at their places, once for measuring.
  const planAll = app.bucket.cleanUpAll;
  await planAll.click();
  await expect(app.plan.start).toBeEnabled();
  const at = await commonPoint(planAll, app.plan.start);
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();

  await app.page.mouse.click(at.x, at.y);
  await expect(app.plan.start).toBeEnabled();
  await pressAgain(app.page);
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.activity.toggle).toContainText('Nothing is running');

  // A click of its own starts it, and a double one starts it once.
  await planAll.click();
  await expect(app.plan.start).toBeEnabled();
  await app.plan.start.dblclick();
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.activity.region.getByRole('list', { name: 'Jobs' }).getByRole('button')).toHaveCount(1);
  await expect(app.activity.undo).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.activity.region).toContainText('cancelled');
  expect(uploads.map((upload) => practice.fateOf(upload).phase)).toEqual(uploads.map(() => 'open'));
  expect(practice.count('AbortMultipartUpload')).toBe(0);
});

test('what was ticked for a clean-up is ticked again where that is undone, and not where it went on', async ({
  app,
  practice,
}) => {
  for (const name of ['a', 'b', 'c']) practice.seed(`${name}.bin`, [1024]);
  await app.scan(practice.store, bucketName);
  await app.bucket.select('a.bin');
  await app.bucket.select('c.bin');
  await app.bucket.abort.click();
  await app.plan.start.click();
  await expect(app.bucket.ticked).toContainText('Nothing ticked');
  await expect(app.activity.undo).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.bucket.ticked).toContainText('2 ticked');
  await expect(app.bucket.row('b.bin').getByRole('checkbox')).not.toBeChecked();

  await app.bucket.abort.click();
  await app.startCleanUp();
  await expect(app.activity.verdict('a.bin')).toHaveText('clear');
  await expect(app.bucket.ticked).toContainText('Nothing ticked');
});
