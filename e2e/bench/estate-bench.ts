import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { type Browser, chromium, type Page } from '@playwright/test';
import { buildMain, buildPage } from '../../build/bundles.ts';
import { type PracticeStore, startPracticeStore } from '../../electron/practice/store.ts';
import type { Contract } from '../../shared/contract.ts';
import { provideChromium } from '../chromium.ts';
import { type BrowserHostProcess, startBrowserHost } from '../support/hosts/browser.ts';
import { median } from './page-start.ts';
import { type BenchGroup, type Measure, ratioOf, under } from './report.ts';

const root = join(import.meta.dirname, '../..');
const [connections, buckets] = [15, 300];
const runs = 5;
/** From what is known to what is seen, ms. */
const mostMs = 200;
/** In the whole page. */
const mostElements = 2_000;

/** What one opening of the page showed. */
interface Opening {
  /** From the last byte of the first snapshot to the frame with the tree's first rows, ms. */
  paintMs: number;
  /** The same, to the frame with the first rows of the screen's table. */
  tableMs: number;
  elements: number;
}

/** The page over many connections with many buckets each, beside one of both. Store, engine and page as they are. */
export const estateGroup: BenchGroup = {
  name: 'estate',
  async run() {
    await buildPage(root);
    await buildMain(root);
    const executablePath = provideChromium();
    if (executablePath === null) throw new Error('The page is measured in Chromium, and none was found.');
    const browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const small = await measure(browser, 1, 1);
      const large = await measure(browser, connections, buckets);
      return measuresOf(small, large);
    } finally {
      await browser.close();
    }
  },
};

async function measure(browser: Browser, connectionCount: number, bucketCount: number): Promise<Opening> {
  const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
  const store = await startPracticeStore({ scenario: { name: 'estate', buckets: [] } });
  let host: BrowserHostProcess | null = null;
  try {
    for (let bucket = 1; bucket <= bucketCount; bucket++) store.createBucket(`bucket-${bucket}`);
    host = await startBrowserHost({ dataDir });
    await fill(host.url, store, connectionCount);
    const openings: Opening[] = [];
    // Once for nothing: the first opening reads every file from the disk.
    await open(browser, host.url, connectionCount * bucketCount);
    for (let run = 0; run < runs; run++) {
      openings.push(await open(browser, host.url, connectionCount * bucketCount));
    }
    return {
      paintMs: median(openings.map(({ paintMs }) => paintMs)),
      tableMs: median(openings.map(({ tableMs }) => tableMs)),
      elements: Math.max(...openings.map(({ elements }) => elements)),
    };
  } finally {
    await host?.stop();
    await store.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Saves so many connections to the store, and has each of them list its buckets. */
async function fill(url: string, store: PracticeStore, count: number): Promise<void> {
  const { origin, hash } = new URL(url);
  const headers = { authorization: `Bearer ${hash.replace('#token=', '')}` };
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
  for (let number = 1; number <= count; number++) {
    const { id } = await client.connections.save({
      name: `Connection ${number}`,
      endpointUrl: store.endpointUrl,
      region: store.region,
      pathStyle: true,
      activeWindowMs: 86_400_000,
      quietIntervalMs: 30_000,
      credentials: { kind: 'static', accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey },
    });
    await client.buckets.refresh({ connectionId: id });
  }
}

async function open(browser: Browser, url: string, bucketCount: number): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await watchFirstRows(page);
    await page.goto(url);
    const ms = async (name: string) => {
      const seen = await page.waitForFunction((of) => Reflect.get(window, of), name);
      return Number(await seen.jsonValue());
    };
    const [paintMs, tableMs] = [await ms('firstRows'), await ms('firstTable')];
    const known = await page.getByRole('status', { name: 'Buckets known' }).textContent();
    const named = bucketCount.toLocaleString('en-US');
    if (!known?.startsWith(`${named} bucket`)) throw new Error(`The page knows "${known}" and not ${named} buckets`);
    return { paintMs, tableMs, elements: await page.evaluate(() => document.querySelectorAll('*').length) };
  } finally {
    await context.close();
  }
}

/**
 * Has the page note how long the tree's first rows (`firstRows`) and the table's (`firstTable`) took from the last byte that
 * was needed for them.
 */
async function watchFirstRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const plain = window.fetch.bind(window);
    let lastByteAt = Number.NaN;
    let isDrawn = false;
    window.fetch = async (input, init) => {
      const response = await plain(input, init);
      const asked = input instanceof Request ? input.url : String(input);
      if (!asked.includes('live/subscribe') || !response.body) return response;
      const noted = response.body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            if (!isDrawn) lastByteAt = performance.now();
            controller.enqueue(chunk);
          },
        }),
      );
      return new Response(noted, response);
    };
    const whenThere = (selector: string, name: string) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(selector)) return;
        isDrawn = true;
        observer.disconnect();
        // The frame after the one that is being made: then it is seen.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => Object.assign(window, { [name]: performance.now() - lastByteAt })),
        );
      });
      observer.observe(document, { childList: true, subtree: true });
    };
    whenThere('[role="treeitem"][aria-level="2"]', 'firstRows');
    whenThere('table[aria-label="Buckets"] tbody td', 'firstTable');
  });
}

function measuresOf(small: Opening, large: Opening): Omit<Measure, 'group'>[] {
  const named = `${connections} connections × ${buckets} buckets`;
  return [
    {
      measure: `${named}: from the snapshot's last byte to the first rows on screen, beside one bucket, median of ${runs}`,
      ours: Math.round(large.paintMs),
      rival: Math.round(small.paintMs),
      rivalName: 'one bucket',
      unit: 'ms',
      ratio: ratioOf(small.paintMs, large.paintMs),
      goal: null,
      reached: null,
    },
    under(`${named}: the same, beside its limit`, large.paintMs, mostMs, 'ms'),
    {
      measure: `${named}: from the same byte to the first rows of the screen's table, beside one bucket`,
      ours: Math.round(large.tableMs),
      rival: Math.round(small.tableMs),
      rivalName: 'one bucket',
      unit: 'ms',
      ratio: ratioOf(small.tableMs, large.tableMs),
      goal: null,
      reached: null,
    },
    under(`${named}: elements in the page`, large.elements, mostElements, 'elements'),
  ];
}
