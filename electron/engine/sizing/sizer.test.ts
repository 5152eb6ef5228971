import { beforeEach, expect, test } from 'vitest';
import type { UploadName } from '../index/scan-operations.ts';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { Paces } from '../store/paces.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { PartsPage, Store } from '../store/store.ts';
import { type SizerPorts, sizeUploads } from './sizer.ts';

const page: PartsPage = {
  call: { status: 200, requestId: 'r', serverTime: null, requestCharged: false },
  parts: [],
  isTruncated: false,
  nextPartNumberMarker: null,
  storageClass: null,
  abortDate: null,
  abortRuleId: null,
};
const uploads = (count: number): UploadName[] =>
  Array.from({ length: count }, (_, n) => ({ key: `k${n}`, uploadId: `u${n}` }));

let clock: FakeClock;
let asked: string[];
let unsized: UploadName[];
/** How long each call takes, ms. */
let takes: (key: string) => number;
/** How long the index takes to answer, ms. */
let indexMs: number;
beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  takes = () => 40;
  indexMs = 0;
});

function portsOf(given: Partial<SizerPorts> = {}): SizerPorts {
  const store: Pick<Store, 'listParts' | 'connection' | 'endpoint'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    listParts: async ({ key }, _marker, signal) => {
      asked.push(key);
      await clock.wait(takes(key));
      signal?.throwIfAborted();
      return page;
    },
  };
  const paces = new Paces(clock, () => 0.5);
  return {
    // Sizing uses nothing else of a store.
    store: store as Store,
    clock,
    random: () => 0.5,
    paces,
    inTurn: (of) => paces.inTurn(of),
    bucket: 'bucket',
    room: () => Number.POSITIVE_INFINITY,
    next: async (limit) => {
      const named = unsized.slice(0, limit);
      // What was named may be saved before the answer is there.
      await clock.wait(indexMs);
      return named;
    },
    save: async (results) => {
      await clock.wait(indexMs);
      const saved = new Set(results.map(({ key }) => key));
      unsized = unsized.filter(({ key }) => !saved.has(key));
    },
    ...given,
  };
}

async function sized(ports: SizerPorts, signal = new AbortController().signal): Promise<unknown> {
  let outcome: unknown;
  let isOver = false;
  sizeUploads(ports, signal)
    .catch((error: unknown) => {
      outcome = error;
    })
    .finally(() => {
      isOver = true;
    });
  await clock.runUntil(() => isOver);
  expect(isOver).toBe(true);
  return outcome;
}

test.each([0, 1, 30, 300])(
  'asks once for each upload and saves them all, with an index that takes %i ms',
  async (ms) => {
    indexMs = ms;
    unsized = uploads(1500);
    expect(await sized(portsOf())).toBeUndefined();
    expect(unsized).toEqual([]);
    expect(asked).toHaveLength(1500);
    expect(new Set(asked).size).toBe(1500);
  },
);

test('an upload that is named twice is asked for once', async () => {
  unsized = uploads(20);
  const { next, ...ports } = portsOf();
  await sized({ ...ports, next: async (limit) => [...unsized.slice(3, 5), ...(await next(limit))] });
  expect(asked.toSorted()).toEqual(
    uploads(20)
      .map(({ key }) => key)
      .toSorted(),
  );
  expect(asked.slice(0, 2)).toEqual(['k3', 'k4']);
});

test('room waits for a burst, but not for calls that hang', async () => {
  unsized = uploads(100);
  // Of the first eight calls, all but one.
  takes = (key) => (/^k[1-7]$/.test(key) ? 60_000 : 40);
  const from = clock.now();
  let lastAskedAt = 0;
  const { store, ...ports } = portsOf();
  const listParts: Store['listParts'] = (ref, ...rest) => {
    lastAskedAt = clock.now();
    return store.listParts(ref, ...rest);
  };
  await sized({ ...ports, store: { ...store, listParts } });
  expect(asked).toHaveLength(100);
  expect(lastAskedAt - from).toBeLessThan(10_000);
});

test('what was read is saved when it is stopped', async () => {
  unsized = uploads(100);
  const stop = new AbortController();
  clock.schedule(clock.now() + 100, () => stop.abort(new Error('stopped')));
  expect(await sized(portsOf(), stop.signal)).toMatchObject({ message: 'stopped' });
  expect(unsized.length).toBeLessThan(100);
  expect(unsized.length).toBeGreaterThan(0);
});

test.each(['next', 'save'] as const)('ends with the error of the index (%s)', async (operation) => {
  unsized = uploads(100);
  const fail = () => Promise.reject(new Error('disk full'));
  expect(await sized(portsOf({ [operation]: fail }))).toMatchObject({ message: 'disk full' });
});
