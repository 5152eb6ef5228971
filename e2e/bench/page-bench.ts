import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { buildMain, buildPage } from '../../build/bundles.ts';
import { provideChromium } from '../chromium.ts';
import { bundleBaseline, bundleProblem, bundleSize, largestBundle } from './bundle-size.ts';
import { fillFolder } from './million.ts';
import { measureScrolling } from './page-scrolling.ts';
import { measureStart } from './page-start.ts';
import { measureTyping } from './page-typing.ts';
import { measureWindows } from './page-windows.ts';
import { type BenchGroup, type Measure, ratioOf, within } from './report.ts';

const root = join(import.meta.dirname, '../..');
/** How many uploads; fewer for a quick try. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const named = rows.toLocaleString('en-US');

type PageMeasure = Omit<Measure, 'group'>;

/** The page over an index of a million uploads, in a real browser. */
export const pageGroup: BenchGroup = {
  name: 'page',
  async run() {
    await buildPage(root);
    await buildMain(root);
    const executablePath = provideChromium();
    if (executablePath === null) throw new Error('The page is measured in Chromium, and none was found.');
    const folder = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
    const emptyFolder = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
    let browser: Browser | null = null;
    try {
      const full = await fillFolder(folder, rows);
      const empty = await fillFolder(emptyFolder, 0);
      const windows = await measureWindows(full);
      browser = await chromium.launch({
        executablePath,
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      const start = await measureStart(browser, empty, full);
      const typing = await measureTyping(browser, full);
      const scrolling = await measureScrolling(browser, full);
      return [...bundle(), ...ofWindows(windows), ...ofStart(start), ...ofTyping(typing), ...ofScrolling(scrolling)];
    } finally {
      await browser?.close();
      for (const used of [folder, emptyFolder]) rmSync(used, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

function bundle(): PageMeasure[] {
  const size = bundleSize(root);
  const problem = bundleProblem(size, bundleBaseline());
  const measure = within(
    'page bundle in English, gzip',
    size.page / 1024,
    largestBundle / 1024,
    'KiB',
    'under 400 KiB, at most 10 % growth',
  );
  return [{ ...measure, reached: problem === null }];
}

function ofWindows({ p95, worst }: Awaited<ReturnType<typeof measureWindows>>): PageMeasure[] {
  return [
    within(`window of 100 of ${named}, any offset, sort and filter, p95`, p95, 100, 'ms', 'under 100 ms'),
    {
      measure: `window of 100 of ${named}, the slowest: ${worst.what}`,
      ours: Math.round(worst.ms),
      rival: null,
      rivalName: null,
      unit: 'ms',
      ratio: null,
      goal: null,
      reached: null,
    },
  ];
}

function ofStart({ emptyMs, fullMs }: Awaited<ReturnType<typeof measureStart>>): PageMeasure[] {
  return [
    {
      measure: `start to interactive with ${named} rows, beside an empty index`,
      ours: Math.round(fullMs),
      rival: Math.round(emptyMs),
      rivalName: 'empty index',
      unit: 'ms',
      ratio: ratioOf(emptyMs, fullMs),
      goal: 'within 10 % of each other',
      reached: Math.abs(fullMs - emptyMs) <= 0.1 * Math.max(fullMs, emptyMs),
    },
  ];
}

function ofTyping(typing: Awaited<ReturnType<typeof measureTyping>>): PageMeasure[] {
  return typing.map(({ letter, matches, ms }) =>
    within(
      `first key typed to rows on screen, "${letter}" (${matches.toLocaleString('en-US')} match), median of 5`,
      ms,
      200,
      'ms',
      'under 200 ms',
    ),
  );
}

function ofScrolling(seen: Awaited<ReturnType<typeof measureScrolling>>): PageMeasure[] {
  const over = `scroll through ${named} rows for 30 s`;
  return [
    {
      measure: 'longest time between two frames of an idle page: what this machine, as busy as it is, costs by itself',
      ours: Math.round(seen.idleFrame * 10) / 10,
      rival: null,
      rivalName: null,
      unit: 'ms',
      ratio: null,
      goal: null,
      reached: null,
    },
    within(
      `${over}: longest task of the page's thread, of ${seen.frames} frames`,
      seen.longestTask,
      50,
      'ms',
      'no frame over 50 ms',
    ),
    within(`${over}: longest time between two frames`, seen.longestFrame, 50, 'ms', 'no frame over 50 ms'),
    within(`${over}: longest time with a blank row in view`, seen.longestBlank, 150, 'ms', 'no longer than 150 ms'),
    within(`page heap after ${over}, at its peak`, seen.heapPeak / 2 ** 20, 200, 'MiB', 'under 200 MB'),
  ];
}
