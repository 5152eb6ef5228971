import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMain, buildPage } from '../../build/bundles.ts';
import { planToJson } from '../../electron/engine/records/testing/plan-text.ts';
import type { Plan, UploadRef } from '../../shared/schema/model.ts';
import { mostNamed } from '../../shared/values/named-uploads.ts';
import { largestPlanFile, planTextAtOnce } from '../../shared/values/plan-file.ts';
import { WatchedApp } from '../proofs/hostile/app.ts';
import { type FilledFolder, fillFolder } from './million.ts';
import { type BenchGroup, type Measure, seconds, under } from './report.ts';

const root = join(import.meta.dirname, '../..');
/** How many uploads; fewer for a quick try. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const named = rows.toLocaleString('en-US');
/** The thread that serves the page may work on one thing for so long, ms. */
const longestHeldMs = 100;
/** Uploads of a plan's file that is nearly as large as one may be: an entry is some 270 bytes. */
const ofFile = 200_000;

type PlanMeasure = Omit<Measure, 'group'>;

/** How long large plans hold the main thread of the built browser host, by its CPU time. No store is asked. */
export const planGroup: BenchGroup = {
  name: 'plan',
  async run() {
    await buildPage(root);
    await buildMain(root);
    const folder = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
    try {
      const full = await fillFolder(folder, rows);
      const app = await WatchedApp.start(folder, () => {});
      try {
        return [...(await byFilter(app, full)), ...(await byName(app, full)), ...(await byFile(app, full))];
      } finally {
        await app.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

async function byFilter(app: WatchedApp, { connectionId, bucket }: FilledFolder): Promise<PlanMeasure[]> {
  const measures: PlanMeasure[] = [];
  for (const [what, filter] of [
    [`all ${named} uploads`, {}],
    [`the stale ones below a prefix, four fifths of ${named}`, { keyPrefix: 'footage/', activity: 'stale' as const }],
  ] as const) {
    const taken = await held(app, () =>
      app.client.plans.create({ connectionId, bucket, selection: { kind: 'filter', filter } }),
    );
    const { uploads } = await app.client.uploads.totals({ connectionId, bucket, filter });
    await expectItems(app, taken.value.id, uploads);
    measures.push(...measuresOf(`a plan of ${what}`, taken));
  }
  return measures;
}

async function byName(app: WatchedApp, { connectionId, bucket }: FilledFolder): Promise<PlanMeasure[]> {
  const refs: UploadRef[] = [];
  const limit = 1_000;
  for (let offset = 0; offset < Math.min(mostNamed, rows); offset += limit) {
    const sort = { by: 'key', direction: 'asc' } as const;
    const window = await app.client.uploads.window({ connectionId, bucket, filter: {}, sort, offset, limit });
    refs.push(...window.rows.map(({ ref }) => ref));
  }
  const taken = await held(app, () =>
    app.client.plans.create({ connectionId, bucket, selection: { kind: 'uploads', refs } }),
  );
  await expectItems(app, taken.value.id, refs.length);
  return measuresOf(`a plan of ${refs.length.toLocaleString('en-US')} uploads by name`, taken);
}

async function byFile(app: WatchedApp, { connectionId, bucket }: FilledFolder): Promise<PlanMeasure[]> {
  const ref = (n: number) => ({
    connectionId,
    bucket,
    key: `elsewhere/2026/a-folder-with-a-name/clip-${String(n).padStart(7, '0')}.mxf`,
    uploadId: `upload-${n}-${'x'.repeat(64)}`,
  });
  const known = { initiatedAt: 1, activityAt: 1, parts: 3, bytes: 5, storageClass: 'STANDARD', active: false };
  const items: Plan['items'] = Array.from({ length: ofFile }, (_, n) => ({ ref: ref(n), ...known }));
  const text = planToJson({ id: 'p', connectionId, bucket, createdAt: 1, items, leftOut: [] }, null);
  if (text.length > largestPlanFile) throw new Error(`The file has ${text.length} characters, more than one may have`);
  const taken = await held(app, async () => {
    const fileId = crypto.randomUUID();
    let from = 0;
    for (; from + planTextAtOnce < text.length; from += planTextAtOnce) {
      await app.client.plans.addText({ fileId, text: text.slice(from, from + planTextAtOnce) });
    }
    return app.client.plans.open({ fileId, text: text.slice(from) });
  });
  await expectItems(app, taken.value.id, ofFile);
  return measuresOf(`a plan's file of ${Math.round(text.length / 1e6)} MB, opened`, taken);
}

interface Held<T> {
  value: T;
  ms: number;
  heldMs: number;
}

async function held<T>(app: WatchedApp, work: () => Promise<T>): Promise<Held<T>> {
  await app.measureAnew();
  const begun = performance.now();
  const value = await work();
  const ms = performance.now() - begun;
  return { value, ms, heldMs: await app.measureAnew() };
}

function measuresOf(what: string, { ms, heldMs }: Held<unknown>): PlanMeasure[] {
  console.log(`  ${what}: ${seconds(ms)} s, the main thread held ${Math.round(heldMs)} ms at most`);
  return [under(`${what}: the main thread works on one thing`, heldMs, longestHeldMs, 'ms')];
}

/** @throws Error where a plan has not so many items */
async function expectItems(app: WatchedApp, planId: string, expected: number): Promise<void> {
  const { items, leftOut, next } = await app.client.plans.get({ planId, from: { item: expected - 1, leftOut: 0 } });
  if (items.length === 1 && leftOut.length === 0 && next === null) return;
  throw new Error(`The plan has not ${expected} uploads`);
}
