import { type Browser, expect, type Page } from '@playwright/test';
import { App } from '../pages/app.ts';
import { FilterBar } from '../pages/filters.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';
import type { FilledFolder } from './million.ts';
import { median } from './page-start.ts';

const runs = 5;

/** From the first key in `Filter` to the rows that match it, for letters that all, some and no keys have. */
export async function measureTyping(
  browser: Browser,
  { dataDir, bucket, rows }: FilledFolder,
): Promise<{ letter: string; matches: number; ms: number }[]> {
  const host = await startBrowserHost({ dataDir });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    const app = new App(page, host.kill);
    await app.sidebar.open(bucket);
    const measured: { letter: string; matches: number; ms: number }[] = [];
    for (const [letter, matches] of [
      ['c', rows],
      ['q', Math.floor(rows / 5)],
      ['z', 0],
    ] as const) {
      const times: number[] = [];
      for (let run = 0; run < runs; run++) {
        await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', String(rows + 1), { timeout: 60_000 });
        // Sums over the whole bucket that are still under way are no part of typing.
        await expect(app.bucket.main.locator('dl[aria-busy]')).toHaveCount(0, { timeout: 60_000 });
        times.push(await typeAndWait(page, letter, matches));
        await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', String(matches + 1));
        if (matches > 0) await expect(app.bucket.rows.first()).toContainText(letter);
        await expect(app.bucket.main.locator('dl[aria-busy]')).toHaveCount(0, { timeout: 60_000 });
        await new FilterBar(page).clear.click();
      }
      measured.push({ letter, matches, ms: median(times) });
    }
    return measured;
  } finally {
    await context.close();
    await host.stop();
  }
}

/** Types one letter; the page itself measures from the key to the frame that shows the answer, ms. */
async function typeAndWait(page: Page, letter: string, matches: number): Promise<number> {
  const field = page.getByLabel('Filter', { exact: true });
  await field.focus();
  const measured = page.evaluate((expected) => {
    const gridNow = () => document.querySelector('[role=grid][aria-label="Incomplete uploads"]');
    const before = gridNow();
    return new Promise<number>((resolve) => {
      window.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const look = () => {
            const grid = gridNow();
            const isAnswered = grid !== null && grid !== before && grid.getAttribute('aria-busy') === null;
            const isWhole = expected === 0 || grid?.querySelector('[role=gridcell] bdi') != null;
            const counted = grid?.getAttribute('aria-rowcount') === String(expected + 1);
            // The frame after the one in which the rows came is the one that shows them.
            if (isAnswered && isWhole && counted) requestAnimationFrame(() => resolve(performance.now() - timeStamp));
            else requestAnimationFrame(look);
          };
          look();
        },
        { once: true, capture: true },
      );
    });
  }, matches);
  // The listener is there before the key: both go through the page's own thread in order.
  await page.evaluate(() => undefined);
  await page.keyboard.press(letter);
  return measured;
}
