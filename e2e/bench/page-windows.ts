import type { UploadFilter, UploadSort, UploadWindow } from '../../shared/schema/model.ts';
import { OpenEngine } from '../support/engine/open-engine.ts';
import { type FilledFolder, keyOf } from './million.ts';

const limit = 100;
const orders: readonly UploadSort['by'][] = [
  'key',
  'parts',
  'size',
  'initiated',
  'activity',
  'storageClass',
  'initiator',
  'abortDate',
  'state',
];

/** Windows at random offsets, through the contract, in every order and under several filters. */
export async function measureWindows({
  dataDir,
  connectionId,
  bucket,
  rows,
}: FilledFolder): Promise<{ p95: number; worst: { ms: number; what: string } }> {
  const engine = await OpenEngine.open(dataDir);
  const filters: readonly { filter: UploadFilter; total: number; name: string }[] = [
    { name: 'all', filter: {}, total: rows },
    { name: 'text q', filter: { text: 'Q' }, total: Math.floor(rows / 5) },
    { name: 'prefix', filter: { keyPrefix: 'quick/' }, total: Math.floor(rows / 5) },
    { name: 'class', filter: { storageClass: 'STANDARD' }, total: Math.ceil(rows / 3) },
  ];
  const random = seeded(42);
  const samples: { ms: number; what: string }[] = [];
  try {
    for (const { filter, total, name } of filters) {
      for (const by of orders) {
        for (const direction of ['asc', 'desc'] as const) {
          for (const part of [0, random(), random()]) {
            const offset = Math.floor(part * Math.max(0, total - limit));
            const before = performance.now();
            const window = await engine.client.uploads.window({
              connectionId,
              bucket,
              filter,
              sort: { by, direction },
              offset,
              limit,
            });
            samples.push({ ms: performance.now() - before, what: `${name}, by ${by} ${direction}, at ${offset}` });
            check(window, total, { by, direction });
          }
        }
      }
    }
    await checkKeys(engine, { connectionId, bucket, rows });
  } finally {
    await engine.close();
  }
  samples.sort((a, b) => a.ms - b.ms);
  const worst = samples.at(-1);
  const p95 = samples[Math.ceil(samples.length * 0.95) - 1];
  if (!worst || !p95) throw new Error('Nothing was measured');
  return { p95: p95.ms, worst };
}

/** Counts, and that rows are in order and none comes twice. */
function check({ total, rows }: UploadWindow, expected: number, { by, direction }: UploadSort): void {
  if (total !== expected) throw new Error(`${total} uploads match, and ${expected} should`);
  if (rows.length !== Math.min(limit, expected)) throw new Error(`A window holds ${rows.length} rows`);
  if (new Set(rows.map(({ ref }) => ref.uploadId)).size !== rows.length) throw new Error('A row comes twice');
  if (by !== 'initiated') return;
  const times = rows.map(({ initiatedAt }) => initiatedAt);
  const sorted = times.toSorted((a, b) => (direction === 'asc' ? a - b : b - a));
  if (times.join() !== sorted.join()) throw new Error('Rows are not in order');
}

/** Windows lie side by side: the keys around any seam are those that come there by the order of keys. */
async function checkKeys(
  engine: OpenEngine,
  { connectionId, bucket, rows }: Omit<FilledFolder, 'dataDir'>,
): Promise<void> {
  const keys = Array.from({ length: rows }, (_, n) => keyOf(n)).sort();
  for (const offset of [0, Math.floor(rows / 2), Math.max(0, rows - limit)]) {
    const { rows: found } = await engine.client.uploads.window({
      connectionId,
      bucket,
      filter: {},
      sort: { by: 'key', direction: 'asc' },
      offset,
      limit,
    });
    if (found.map(({ ref }) => ref.key).join() !== keys.slice(offset, offset + limit).join()) {
      throw new Error(`The window at ${offset} holds other keys than it should`);
    }
  }
}

/** The same numbers in every run (mulberry32), so that runs can be compared. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
