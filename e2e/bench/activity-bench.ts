import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { buildMain, buildPage } from '../../build/bundles.ts';
import { provideChromium } from '../chromium.ts';
import { App } from '../pages/app.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';
import { firstLine } from './ceph-stand.ts';
import { startTrace, type TracedTasks, watchIdle } from './page-trace.ts';
import { type BenchGroup, type Measure, within } from './report.ts';

const root = join(import.meta.dirname, '../..');
/** How many uploads the job has; fewer for a quick try. */
const items = Number(process.env.BENCH_ITEMS ?? 50_000);
/** How much of the job is traced, ms. */
const tracedMs = 30_000;
const patienceMs = 3_600_000;
/** Batches of live events that a page may be sent in a second (design, "The house"). */
const mostBatches = 10;

const storeSchema = z.object({
  endpointUrl: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  bucket: z.string(),
});

/** What the page was sent and how it kept up, from within the page. */
interface Seen {
  frames: number;
  longestFrame: number;
  overFifty: number;
  heapPeak: number;
  /** In the fullest second. */
  mostBatches: number;
  batches: number;
  /** Bytes of live events. */
  bytes: number;
  ms: number;
}

/** A job of many uploads on practice storage, watched in Activity. Store, engine and page are a process each. */
export const activityGroup: BenchGroup = {
  name: 'activity',
  async run() {
    await buildPage(root);
    await buildMain(root);
    const executablePath = provideChromium();
    if (executablePath === null) throw new Error('The page is measured in Chromium, and none was found.');
    const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
    const store = spawn(process.execPath, [join(import.meta.dirname, 'practice-process.ts'), String(items)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let browser: Browser | null = null;
    try {
      const keys = storeSchema.parse(JSON.parse(await firstLine(store)));
      browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
      return measuresOf(await watchJob(browser, dataDir, keys));
    } finally {
      await browser?.close();
      store.stdin?.end();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

interface Watched extends Seen, TracedTasks {
  idleFrame: number;
  /** From Start to the last verdict, ms. */
  jobMs: number;
}

async function watchJob(browser: Browser, dataDir: string, keys: z.infer<typeof storeSchema>): Promise<Watched> {
  const host = await startBrowserHost({ dataDir });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await countBatches(page);
    await page.goto(host.url);
    const app = new App(page, host.kill);
    await app.connect(keys);
    await app.sidebar.open(keys.bucket);
    await app.bucket.scan.click();
    // Listed is enough: the job looks at every upload by itself.
    await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', String(items + 1), { timeout: 120_000 });
    await app.bucket.stopScan.click();
    await expect(app.bucket.scan).toBeVisible({ timeout: 60_000 });
    await app.bucket.cleanUpAll.click();
    await expect(app.plan.start).toBeEnabled({ timeout: 120_000 });
    const idleFrame = await watchIdle(page);

    const began = performance.now();
    await app.startCleanUp();
    await expect(app.activity.grid).toHaveAttribute('aria-rowcount', String(items + 1));
    const trace = await startTrace(page);
    const seen = await watchFrames(page, tracedMs);
    const traced = await trace();
    // Scrolling its list while it runs stays possible, and shows items.
    await app.activity.grid.evaluate((grid) => {
      grid.scrollTop = grid.scrollHeight / 2;
    });
    await expect(app.activity.grid.getByRole('gridcell').locator('bdi').first()).toBeVisible();
    await expect(app.activity.region).toContainText(`${items.toLocaleString('en-US')} clear`, { timeout: patienceMs });
    const jobMs = performance.now() - began;
    await expect(app.activity.region.getByText('finished', { exact: true })).toBeVisible();
    return { ...seen, ...traced, idleFrame, jobMs };
  } finally {
    await context.close();
    await host.stop();
  }
}

/** Has the page count what its live stream brings, by a look at the bytes on their way. */
async function countBatches(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const plain = window.fetch.bind(window);
    const log: { at: number; bytes: number; batches: number }[] = [];
    Object.assign(window, { liveLog: log });
    window.fetch = async (input, init) => {
      const response = await plain(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!url.includes('live/subscribe') || !response.body) return response;
      const [ours, theirs] = response.body.tee();
      const reader = ours.getReader();
      const decoder = new TextDecoder();
      const read = async (): Promise<void> => {
        const { done, value } = await reader.read();
        if (done) return;
        const text = decoder.decode(value, { stream: true });
        log.push({
          at: performance.now(),
          bytes: value.byteLength,
          batches: text.match(/event: message/g)?.length ?? 0,
        });
        return read();
      };
      void read().catch(() => {});
      return new Response(theirs, response);
    };
  });
}

/** Watches every frame for so long. */
function watchFrames(page: Page, ms: number): Promise<Seen> {
  return page.evaluate(async (duration) => {
    const { liveLog } = window as unknown as { liveLog: { at: number; bytes: number; batches: number }[] };
    const heap = () =>
      (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0;
    const seen = { frames: 0, longestFrame: 0, overFifty: 0, heapPeak: 0 };
    const began = performance.now();
    let last = began;
    await new Promise<void>((resolve) => {
      const frame = (now: number) => {
        seen.frames++;
        seen.longestFrame = Math.max(seen.longestFrame, now - last);
        if (now - last > 50) seen.overFifty++;
        last = now;
        seen.heapPeak = Math.max(seen.heapPeak, heap());
        if (now - began < duration) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    const came = liveLog.filter(({ at }) => at >= began);
    const seconds = new Map<number, number>();
    for (const { at, batches } of came) {
      const second = Math.floor((at - began) / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + batches);
    }
    return {
      ...seen,
      mostBatches: Math.max(0, ...seconds.values()),
      batches: came.reduce((sum, { batches }) => sum + batches, 0),
      bytes: came.reduce((sum, { bytes }) => sum + bytes, 0),
      ms: performance.now() - began,
    };
  }, ms);
}

function measuresOf(seen: Watched): Omit<Measure, 'group'>[] {
  if (seen.batches === 0) throw new Error('The page was told nothing while the job ran');
  const over = `Activity with a job of ${items.toLocaleString('en-US')} uploads, ${tracedMs / 1000} s of it`;
  const known = { rival: null, rivalName: null, ratio: null, goal: null, reached: null };
  console.log(
    `  ${seen.frames} frames, ${seen.overFifty} over 50 ms, ${seen.tasksOverFifty} tasks; the whole job took ${Math.round(seen.jobMs / 1000)} s`,
  );
  return [
    {
      measure: 'longest time between two frames of an idle page: what this machine, as busy as it is, costs by itself',
      ours: tenth(seen.idleFrame),
      unit: 'ms',
      ...known,
    },
    within(`${over}: longest task of the page's thread, of ${seen.frames} frames`, seen.longestTask, 50, 'ms'),
    within(`${over}: longest time between two frames`, seen.longestFrame, 50, 'ms'),
    within(`${over}: batches of events in the fullest second`, seen.mostBatches, mostBatches, 'batches'),
    { measure: `${over}: the page's thread at work`, ours: tenth((100 * seen.busy) / seen.ms), unit: '%', ...known },
    { measure: `${over}: live events`, ours: tenth(seen.bytes / seen.ms), unit: 'kB/s', ...known },
    within(`${over}: page heap at its peak`, seen.heapPeak / 2 ** 20, 200, 'MiB'),
    {
      measure: `job of ${items.toLocaleString('en-US')} uploads, watched, every one clear at its end`,
      ours: Math.round(seen.jobMs / 1000),
      unit: 's',
      ...known,
    },
  ];
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
