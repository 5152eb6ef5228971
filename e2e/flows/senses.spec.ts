import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import { longWaitAfterFirstAbort, type TestPractice } from '../support/stores/practice.ts';

/** Pictures, to be looked at. */
const reports = join(import.meta.dirname, '../reports/screens');

async function picture(app: App, name: string): Promise<void> {
  await mkdir(reports, { recursive: true });
  await app.page.screenshot({ animations: 'disabled', caret: 'hide', path: join(reports, `${name}.png`) });
}

/** A bucket whose job waits: rows of three ages, one ticked, one open, and Activity with its dots. */
async function busyBucket(app: App, practice: TestPractice): Promise<void> {
  const stubborn = 'renders/scene 42.exr';
  practice.behave({ lateParts: [{ afterAbort: 1, parts: 2, size: 2048 }] });
  practice.seed(stubborn, [6 << 20]);
  for (let i = 0; i < 12; i += 1) practice.seed(`films/cut-${i}.mov`, [6 << 20], (i + 2) * 86_400_000);
  const { bucket } = practice.seed('fresh.bin', [4096], 60_000);
  await app.scan(practice.store, bucket, { activeHours: 24 });
  practice.behave({ faults: [longWaitAfterFirstAbort(stubborn)] });
  await app.abort(stubborn);
  await expect(app.activity.verdict(stubborn)).toHaveText('stubborn');
  await app.bucket.select('films/cut-3.mov');
}

/** What an element is painted with: its ground and its edges, as colours. */
function paint(element: Locator): Promise<{ ground: string; edges: string[]; text: string }> {
  return element.evaluate((node) => {
    const style = getComputedStyle(node);
    const edge = (width: string, kind: string, colour: string) =>
      width === '0px' || kind === 'none' ? [] : [`${colour} ${width}`];
    return {
      ground: style.backgroundColor,
      text: style.color,
      edges: [
        ...edge(style.borderTopWidth, style.borderTopStyle, style.borderTopColor),
        ...edge(style.borderInlineStartWidth, style.borderInlineStartStyle, style.borderInlineStartColor),
        ...edge(style.outlineWidth, style.outlineStyle, style.outlineColor),
      ],
    };
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } });

    test('what is chosen, measured and told can be told apart', async ({ app, practice }) => {
      await busyBucket(app, practice);
      await app.bucket.open('films/cut-5.mov');
      await expect(app.inspector.parts).toBeVisible();
      await app.bucket.grid.focus();
      await picture(app, `forced-colours-${colorScheme}`);
      const plain = await paint(app.bucket.row('films/cut-7.mov'));
      for (const [what, one, other] of [
        ['the ticked row', app.bucket.row('films/cut-3.mov'), app.bucket.row('films/cut-7.mov')],
        ['the open row', app.bucket.row('films/cut-5.mov'), app.bucket.row('films/cut-7.mov')],
      ] as const) {
        expect((await paint(one)).edges, what).not.toEqual((await paint(other)).edges);
      }
      const { main } = app.bucket;
      const segment = (name: string) => main.locator('.mantine-SegmentedControl-label', { hasText: name });
      expect((await paint(segment('All'))).ground, 'the chosen segment').not.toBe(
        (await paint(segment('Stale'))).ground,
      );
      const here = await paint(app.sidebar.entry('leftovers'));
      expect(here.edges, 'where one is').not.toEqual((await paint(app.sidebar.entry('Test store'))).edges);
      // Beside open details there is no room for the ages.
      await app.inspector.close.click();
      const bar = main.locator('[data-bin]:not([data-empty]) > span').first();
      expect((await paint(bar)).ground, 'bars of the ages').not.toBe(plain.ground);
      const chosen = main.locator('[data-bin]:not([data-empty])').first();
      const before = await paint(bar);
      await chosen.focus();
      await app.page.keyboard.press('Enter');
      await expect(chosen).toHaveAttribute('aria-pressed', 'true');
      expect((await paint(bar)).ground, 'a bar that is chosen').not.toBe(before.ground);
      await picture(app, `forced-colours-brushed-${colorScheme}`);
      const badge = app.activity.verdict('renders/scene 42.exr').locator('span').first();
      expect((await paint(badge)).edges.length, 'a badge has an edge').toBeGreaterThan(0);
      const dot = app.activity.attempts('renders/scene 42.exr').locator('[data-kind]').first();
      expect((await paint(dot)).edges.length, 'a dot has an edge').toBeGreaterThan(0);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`a box in forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } });

    test('looks otherwise once it is ticked, in a row and beside words', async ({ app, practice }) => {
      const { bucket } = practice.seed('a.bin', [1024]);
      practice.store.createBucket('elsewhere');
      await app.scan(practice.store, bucket);
      await app.sidebar.entry('Test store').click();
      const inRow = app.page.getByRole('checkbox', { name: `Tick ${bucket}` });
      const ofAll = app.page.getByRole('checkbox', { name: 'Tick all shown' });
      // As they are without the keyboard's ring and the pointer.
      const drawn = async (box: Locator): Promise<string> => {
        await box.blur();
        await app.page.mouse.move(0, 0);
        return (await box.screenshot({ animations: 'disabled' })).toString('base64');
      };
      const [row, none] = [await drawn(inRow), await drawn(ofAll)];
      await inRow.check();
      await expect(ofAll).toHaveJSProperty('indeterminate', true);
      const some = await drawn(ofAll);
      await ofAll.check();
      const all = await drawn(ofAll);
      expect(await drawn(inRow)).not.toBe(row);
      expect(new Set([none, some, all]).size).toBe(3);
    });
  });
}

/** Names of controls in view that something else lies over, or that lie beyond the window. */
function covered(app: App): Promise<string[]> {
  return app.page.evaluate(() => {
    const found: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, input:not([type="checkbox"], [type="radio"]), select',
    )) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[role="grid"]')) continue;
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, top, width, height } = control.getBoundingClientRect();
      // What waits above the window comes down with the focus.
      if (top + height <= 0) continue;
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      if (!at || !(control.contains(at) || at.contains(control) || at.closest('label, div')?.contains(control))) {
        found.push(`${control.getAttribute('aria-label') ?? control.textContent}: ${at?.className ?? 'outside'}`);
      }
    }
    return found;
  });
}

for (const [width, height] of [
  [512, 350],
  [720, 450],
] as const) {
  test(`at 200 % of ${width * 2}×${height * 2} nothing lies over anything, and the grid keeps rows`, async ({
    app,
    practice,
  }) => {
    await busyBucket(app, practice);
    await app.page.setViewportSize({ width, height });
    const inView = async () => {
      await app.bucket.grid.scrollIntoViewIfNeeded();
      await app.bucket.rows.nth(0).scrollIntoViewIfNeeded();
      await app.bucket.grid.evaluate((grid) => grid.scrollIntoView({ block: 'end' }));
      return app.bucket.rows.evaluateAll(
        (rows) =>
          rows.filter((row) => {
            const { left, top, bottom } = row.getBoundingClientRect();
            const at = (y: number) => document.elementFromPoint(left + 60, y);
            return row.contains(at(top + 3)) && row.contains(at(bottom - 4));
          }).length,
      );
    };
    await picture(app, `zoomed-${width}-activity`);
    expect(await inView(), 'with Activity open').toBeGreaterThanOrEqual(2);
    expect(await covered(app), 'with Activity open').toEqual([]);
    await app.activity.close();
    await picture(app, `zoomed-${width}`);
    expect(await inView()).toBeGreaterThanOrEqual(4);
    expect(await covered(app)).toEqual([]);
    // As wide as the window, and no wider.
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('Activity is made taller by keyboard and by pointer, and stays so', async ({ app, practice }) => {
  await busyBucket(app, practice);
  const handle = app.activity.region.getByRole('separator', { name: 'Height of Activity' });
  const height = async () => Number(await handle.getAttribute('aria-valuenow'));
  const drawn = () =>
    handle.evaluate((element) => Math.round(element.nextElementSibling?.getBoundingClientRect().height ?? 0));
  await expect.poll(height).toBeGreaterThan(100);
  const before = await height();
  expect(await drawn()).toBe(before);
  await handle.focus();
  await app.page.keyboard.press('ArrowUp');
  await expect.poll(height).toBe(before + 24);
  expect(await drawn()).toBe(before + 24);
  await app.page.keyboard.press('Home');
  await expect.poll(height).toBe(96);
  await app.page.keyboard.press('End');
  await expect.poll(height).toBe(800 - 260);
  const { x, y, width } = (await handle.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await app.page.mouse.move(x + width / 2, y + 4);
  await app.page.mouse.down();
  await app.page.mouse.move(x + width / 2, y + 104, { steps: 4 });
  await app.page.mouse.up();
  await expect.poll(height).toBe(800 - 360);
  await expect(app.bucket.rows.first(), 'the grid above keeps rows').toBeVisible();
  await app.page.reload();
  await app.activity.open();
  await expect.poll(height).toBe(800 - 360);
});

for (const [reducedMotion, moves] of [
  ['reduce', false],
  ['no-preference', true],
] as const) {
  test.describe(`with motion: ${reducedMotion}`, () => {
    test.use({ contextOptions: { reducedMotion } });
    test(
      moves ? 'what moves does so for a moment' : 'nothing moves for longer than a blink',
      async ({ app, practice }) => {
        await busyBucket(app, practice);
        const longest = await app.page.evaluate(async () => {
          let found = 0;
          // What really runs; a style that names a duration moves nothing by itself.
          document.addEventListener('transitionrun', () => {
            for (const animation of document.getAnimations()) {
              found = Math.max(found, Number(animation.effect?.getComputedTiming().duration ?? 0));
            }
          });
          for (const name of ['Stale', 'Active', 'All']) {
            document.querySelector<HTMLInputElement>(`input[type="radio"][value="${name.toLowerCase()}"]`)?.click();
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          }
          return found;
        });
        if (moves) expect(longest).toBeGreaterThan(50);
        else expect(longest).toBeLessThan(1);
      },
    );
  });
}
