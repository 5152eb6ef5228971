import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

// Small things of every screen that a person sees at once, and no other flow looks at. In the smallest window.

const longName = 'archive-of-everything-that-the-night-shift-has-rendered-in-2025';
const hebrew = 'ארכיון/הקלטה 7.mov';
const blanks = 'two  blanks/and one at its end ';

/** Where the text of these elements begins and ends, px from the left, and where its line stands. */
function textBoxes(elements: Locator): Promise<{ text: string; left: number; right: number; bottom: number }[]> {
  return elements.evaluateAll((all) =>
    all.map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right, bottom } = range.getBoundingClientRect();
      return { text: element.textContent ?? '', left, right, bottom };
    }),
  );
}

test('the list of uploads: keys in place, blanks seen, figures in line and apart', async ({ app, practice }) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  practice.store.createBucket(longName);
  const seed = (key: string, sizes: number[]) =>
    practice.store.seedUpload({
      bucket: longName,
      key,
      initiatedAt: 1_700_000_000_000,
      parts: sizes.map((size, index) => ({ partNumber: index + 1, size })),
    });
  seed('plain/clip.mov', [7 << 20, 1111]);
  seed(hebrew, [5 << 20]);
  seed(blanks, [999 * 1024 * 1024]);
  await app.scan(practice.store, longName, { name: 'The storage of the whole company, on the second floor' });
  const { bucket, inspector } = app;
  await expect(bucket.rows).toHaveCount(3);

  // What is read from the right begins at the left of its column all the same.
  const keys = bucket.rows.locator('[role=gridcell]:nth-child(2) bdi');
  const lefts = new Set((await textBoxes(keys)).map(({ left }) => Math.round(left)));
  expect([...lefts], 'keys begin at one line').toHaveLength(1);

  // Blanks that a page would swallow are drawn, and the key that is copied is the key.
  const drawn = bucket.grid.locator(`bdi[data-key="${blanks}"] span`).filter({ hasText: /^ +$/ });
  await expect(drawn).toHaveCount(2);
  for (const blank of await drawn.all()) {
    const { width, border } = await blank.evaluate((element) => ({
      width: element.getBoundingClientRect().width,
      border: getComputedStyle(element).borderBottomWidth,
    }));
    expect(width).toBeGreaterThan(5);
    expect(border).toBe('1px');
  }

  // Figures have digits of one width and end at one line; the time beside them begins well after.
  const sizes = bucket.rows.locator('[role=gridcell]:nth-child(4)');
  const times = bucket.rows.locator('[role=gridcell]:nth-child(5)');
  const figures = await textBoxes(sizes);
  expect(new Set(figures.map(({ right }) => Math.round(right))).size, JSON.stringify(figures)).toBe(1);
  expect(await sizes.first().evaluate((cell) => getComputedStyle(cell).fontVariantNumeric)).toContain('tabular-nums');
  const [size] = figures;
  const [time] = await textBoxes(times);
  expect((time?.left ?? 0) - (size?.right ?? 0), 'px between Size and Initiated').toBeGreaterThanOrEqual(12);

  // Headings stand on one line, whichever of them sorts.
  const heads = (await textBoxes(bucket.grid.getByRole('columnheader'))).filter(({ text }) => text !== '');
  expect(heads.length).toBeGreaterThan(4);
  expect(new Set(heads.map(({ bottom }) => Math.round(bottom))).size, JSON.stringify(heads)).toBe(1);

  // Every time in a list is a day written in one form, with no more than one zone's.
  for (const { text } of await textBoxes(times)) expect(text).toMatch(/^\d{4}-\d\d-\d\d$/);

  // No button's words are cut, however long a name stands beside it.
  const cut = () =>
    app.page.locator('button:visible').evaluateAll((buttons) =>
      buttons
        .flatMap((button) => [...button.querySelectorAll('[class*="Button-label"]')])
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent),
    );
  expect(await cut()).toEqual([]);
  await bucket.open(hebrew);
  await expect(inspector.verify).toBeVisible();
  expect(await cut(), 'beside the details').toEqual([]);
  const inFull = inspector.region.locator(`bdi[data-key="${hebrew}"]`).last();
  expect(await inFull.evaluate((element) => getComputedStyle(element).textAlign)).toBe('left');
});

test('the overview of long names: a tick is a whole box, and a count of a list that broke off says so', async ({
  app,
  practice,
}) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  practice.store.createBucket(longName);
  for (let i = 0; i < 4; i++) practice.seed(`clip-${i}.mov`, [1024]);
  practice.behave({
    uploadsPageLimit: 2,
    faults: [
      {
        operations: ['ListMultipartUploads'],
        after: 1,
        effect: { kind: 'error', status: 400, code: 'InvalidArgument' },
      },
    ],
  });
  await app.connect(practice.store);
  const ticks = app.overview.getByRole('checkbox');
  await expect(ticks).toHaveCount(2);
  for (const tick of await ticks.all()) {
    expect(await tick.evaluate((box) => box.getBoundingClientRect().width)).toBe(16);
  }

  await app.sidebar.open(bucketName);
  await app.bucket.scan.click();
  await expect(app.bucket.main.getByText('Failed', { exact: true })).toBeVisible();
  await expect(app.bucket.main.locator('dl').first()).toContainText(/Uploads2so far/);

  // Nor is it a whole one among the others, or in their sum.
  const entry = app.sidebar.entry(bucketName);
  await expect(entry).toContainText('2+');
  await app.sidebar.open('Test store');
  await expect(app.overview.getByRole('row').filter({ hasText: bucketName })).toContainText('2so far');
  await expect(app.overview.getByRole('row').last()).toContainText('1 not read to the end');
  await expect(app.connection.leftovers).toContainText(
    'At least 2 uploads left over, in 1 bucket. 1 bucket not read yet. 1 bucket not read to the end.',
  );
});
