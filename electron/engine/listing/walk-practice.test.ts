import { afterEach, describe, expect, it } from 'vitest';
import {
  type BucketBehaviour,
  cephBehaviour,
  oddKeys,
  type PracticeStore,
  slowDown,
  startPracticeStore,
} from '../../practice/store.ts';
import { testConnection } from '../connections/test-connection.ts';
import { systemClock } from '../ports/clock.ts';
import { summariseParts } from '../sizing/part-summary.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store } from '../store/store.ts';
import { walkUploads } from './testing/walk-uploads.ts';

let practice: PracticeStore | null = null;
afterEach(async () => {
  await practice?.close();
  practice = null;
});

async function open(behaviour: Partial<BucketBehaviour>, keys: readonly string[]) {
  const uploads = keys.map((key, index) => ({
    key,
    initiatedAt: index * 1000,
    parts: [{ partNumber: 1, size: index }],
  }));
  practice = await startPracticeStore({ scenario: { name: 'test', buckets: [{ name: 'b', behaviour, uploads }] } });
  return { practice, store: storeOn(practice) };
}

function storeOn(on: PracticeStore, changes: { accessKeyId?: string; secretAccessKey?: string } = {}): Store {
  const { accessKeyId, secretAccessKey } = { ...on, ...changes };
  return createS3Store(
    exampleConnection(on.endpointUrl, { region: on.region }),
    async () => ({ accessKeyId, secretAccessKey }),
    {
      now: Date.now,
    },
  );
}

async function walk(store: Store, pageSize: number) {
  const keys: string[] = [];
  let error: unknown = null;
  const options = { clock: systemClock, random: () => 0, pageSize };
  try {
    for await (const page of walkUploads(store, 'b', options, new AbortController().signal)) {
      keys.push(...page.uploads.map(({ key }) => key));
    }
  } catch (caught) {
    error = caught;
  }
  return { keys: keys.toSorted(), error };
}

const many = Array.from({ length: 2500 }, (_, index) => `a+b c/${index % 7}+ ${index} %2B`);

describe.each<[string, Partial<BucketBehaviour>]>([
  ['as AWS', {}],
  ['as AWS, with %20', { spaceEncoding: '%20' }],
  ['nothing encoded', { keyEncoding: 'ignored' }],
  ['everything encoded without a word', { keyEncoding: 'silent' }],
  ['as Ceph 16.2', cephBehaviour],
  ['with empty pages and unsorted', { emptyPages: true, keyOrder: 'unsorted' }],
  ['what it wants markers as it writes them', { markerReading: 'as written' }],
  ['what it wants markers as it writes them, and begins anew', { markerReading: 'as written', uploadIdMarker: 'any' }],
  [
    'what it wants markers as it writes them, without a word',
    { markerReading: 'as written', uploadIdMarker: 'any', keyEncoding: 'silent', spaceEncoding: '%20' },
  ],
  ['with key markers only, inclusive', { nextMarkers: 'key-only', keyMarker: 'inclusive', keyEncoding: 'ceph' }],
])('a store that lists %s', (_, behaviour) => {
  it('lists 2,500 keys with + and spaces, each once', async () => {
    const { store } = await open(behaviour, many);
    expect(await walk(store, 1000)).toEqual({ keys: many.toSorted(), error: null });
  });

  it('lists, sizes and aborts every odd key in short pages', async () => {
    const { store, practice: server } = await open(behaviour, oddKeys);
    expect(await walk(store, 2)).toEqual({ keys: oddKeys.toSorted(), error: null });
    for (const { key, uploadId, bytes } of server.uploads('b')) {
      const ref = { connectionId: 'c1', bucket: 'b', key, uploadId };
      expect(await summariseParts(store, ref)).toMatchObject({ parts: 1, bytes });
      await store.abortUpload(ref);
    }
    expect(server.uploads('b').map(({ phase }) => phase)).toEqual(oddKeys.map(() => 'aborted'));
  });
});

it.each([
  ['missing', 'PAGING_MARKER_MISSING', 2],
  ['repeated', 'PAGING_MARKER_REPEATED', 2],
  ['cyclic', 'PAGING_MARKER_REPEATED', 6],
] as const)('ends at %s markers with what was read', async (nextMarkers, code, atLeast) => {
  const { store } = await open(
    { nextMarkers },
    Array.from({ length: 10 }, (_, index) => `k${index}`),
  );
  const { keys, error } = await walk(store, 2);
  expect(error).toMatchObject({ code });
  expect(keys.length).toBeGreaterThanOrEqual(atLeast);
  expect(keys.length).toBeLessThanOrEqual(10);
});

it('gets through a storm of 503s', async () => {
  const { store, practice: server } = await open({}, many.slice(0, 10));
  // A page of odd keys is two requests as a walk begins: both have to come through in one try.
  server.setFaults([slowDown(null, { operations: ['ListMultipartUploads'], share: 0.25 })]);
  expect(await walk(store, 2)).toEqual({ keys: many.slice(0, 10).toSorted(), error: null });
});

describe('what a connection test says', () => {
  const clock = { now: Date.now };

  it.each([
    [{ secretAccessKey: 'wrong-secret-key' }, 'SIGNATURE_MISMATCH'],
    [{ accessKeyId: 'WRONG' }, 'ACCESS_KEY_UNKNOWN'],
  ])('%o: %s', async (changes, code) => {
    const { practice: server } = await open({}, []);
    expect(await testConnection(storeOn(server, changes), clock)).toMatchObject({ outcome: 'failed', error: { code } });
  });

  it('measures clocks that disagree', async () => {
    const { store, practice: server } = await open({}, []);
    server.setClockSkew(3_600_000);
    const result = await testConnection(store, clock);
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'CLOCK_SKEW' } });
    const skew = result.outcome === 'failed' ? result.error.details.clockSkewMs : undefined;
    expect(Math.abs((skew ?? 0) - 3_600_000)).toBeLessThan(10_000);
  });

  it.each([
    [{ kind: 'not-xml' }, 'NOT_S3'],
    [{ kind: 'truncated-xml' }, 'CONNECTION_LOST'],
    [{ kind: 'reset', when: 'before' }, 'CONNECTION_LOST'],
    [{ kind: 'reset', when: 'mid-body' }, 'CONNECTION_LOST'],
    [{ kind: 'error', status: 500, code: 'InternalError' }, 'STORE_FAILED'],
  ] as const)('%o: %s', async (effect, code) => {
    const { store, practice: server } = await open({}, []);
    server.setFaults([{ effect }]);
    expect(await testConnection(store, clock)).toMatchObject({ outcome: 'failed', error: { code } });
  });

  it('works', async () => {
    const { store } = await open({}, []);
    expect(await testConnection(store, clock)).toMatchObject({ outcome: 'works', buckets: 1 });
  });
});
