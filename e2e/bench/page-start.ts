import { type Browser, expect } from '@playwright/test';
import { App } from '../pages/app.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';
import type { FilledFolder } from './million.ts';

const runs = 5;

/** From the start of the host's process to a page that can be used, ms; medians, the two taken in turns. */
export async function measureStart(
  browser: Browser,
  empty: FilledFolder,
  full: FilledFolder,
): Promise<{ emptyMs: number; fullMs: number }> {
  const times = { empty: [] as number[], full: [] as number[] };
  // Once for nothing: the first start reads every file from the disk.
  await start(browser, empty);
  await start(browser, full);
  for (let run = 0; run < runs; run++) {
    times.empty.push(await start(browser, empty));
    times.full.push(await start(browser, full));
  }
  return { emptyMs: median(times.empty), fullMs: median(times.full) };
}

async function start(browser: Browser, { dataDir, bucket, rows }: FilledFolder): Promise<number> {
  const before = performance.now();
  const host = await startBrowserHost({ dataDir });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    const app = new App(page, host.kill);
    await app.sidebar.entry(bucket).click();
    await expect(app.bucket.scan).toBeEnabled();
    const ms = performance.now() - before;
    // It opened on what the index really holds.
    await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', String(rows + 1), { timeout: 60_000 });
    return ms;
  } finally {
    await context.close();
    await host.stop();
  }
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
