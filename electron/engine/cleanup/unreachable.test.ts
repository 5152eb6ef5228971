import { beforeEach, describe, expect, test } from 'vitest';
import type { JobItem, PlanItem } from '../../../shared/schema/model.ts';
import { initialState, machineStateSchema } from './judging/machine-state.ts';
import { Bench, refOf } from './testing/bench.ts';
import type { ModelUpload } from './testing/model-store.ts';

/*
 * Uploads that no call finds under the key that the listing gave. What is never met is never called clear unless its ID is
 * nowhere in the listing; what is there stays there, and is named.
 */

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  return () => bench.close();
});

const day = 86_400_000;
const add = (key: string, more: Partial<ModelUpload> = {}): ModelUpload =>
  bench.store.add({
    key,
    uploadId: `id of ${key}`,
    parts: [{ partNumber: 1, size: 100, lastModified: bench.store.now() - 6 * day }],
    ...more,
  });
/** As SeaweedFS: what was never encoded is decoded. */
const decoded = (key: string) => key.replaceAll('+', ' ');

async function run(): Promise<JobItem[]> {
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup);
  await bench.finish(id);
  return bench.items(id);
}

/** Walks over the whole listing: listings that are narrowed to no key, without their further pages. */
const walks = () => {
  const whole = bench.store.calls.filter(({ operation, key }) => operation === 'ListMultipartUploads' && key === '');
  return whole.length / Math.max(1, Math.ceil(bench.store.uploads.length / bench.store.pageSize));
};

describe('an upload whose key the listing spells otherwise', () => {
  test('ends unreachable: not aborted, not freed, with the key that it is listed under and what was tried', async () => {
    const upload = add('logs/a+b.bin');
    const plain = add('plain.bin');
    bench.store.spell = decoded;
    const items = await run();
    const [odd, other] = items;
    expect(other).toMatchObject({ verdict: 'clear', bytesFreed: 100 });
    expect(plain.state).toBe('aborted');
    expect(odd).toMatchObject({
      verdict: 'unreachable',
      attempts: [],
      bytesFreed: 0,
      partsLeft: null,
      bytesLeft: null,
    });
    expect(odd?.lastLook).toMatchObject({
      parts: { outcome: 'gone' },
      listing: { outcome: 'absent' },
      search: { outcome: 'found', key: 'logs/a b.bin' },
    });
    const tried = { said: 'NoSuchUpload', aborted: false };
    expect(odd?.reason).toEqual({ why: 'listed, not found', key: 'logs/a b.bin', planned: true, tried });
    expect([upload.state, upload.aborts, bench.store.holds(upload)]).toEqual(['open', 0, 100]);
    const [{ jobId } = { jobId: '' }] = items;
    expect(bench.job(jobId)).toMatchObject({ bytesFreed: 100, counts: { clear: 1, unreachable: 1 } });
    expect(await bench.index.jobSums(jobId)).toMatchObject({ bytesFreed: 100, counts: { unreachable: 1 } });
    // It is not watched: it did not go, so it cannot come back.
    expect(await bench.index.watchSummary()).toMatchObject({ watching: 1 });
  });

  test('is named by the key that the listing has come to give it', async () => {
    add('in box/a+b.bin');
    bench.store.spell = decoded;
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup);
    bench.store.spell = (key) => `in+box/${key.length}\u202e`;
    await bench.finish(id);
    const [item] = await bench.items(id);
    expect(item).toMatchObject({ verdict: 'unreachable', lastLook: { search: { outcome: 'found' } } });
    expect(item?.reason).toMatchObject({ why: 'listed, not found', key: 'in+box/14\u202e', planned: false });
  });

  test('is not completed by an object under a key that is not its own', async () => {
    add('a+b');
    bench.store.spell = decoded;
    bench.store.objects.set('a b', { lastModified: bench.store.now() - day, bytes: 100, etag: '"x-1"' });
    expect(await run()).toMatchObject([{ verdict: 'unreachable' }]);
  });

  test.each(['refused', 'obliged'] as const)(
    'is not clear where a store is %s about what it does not know',
    async (unknown) => {
      const upload = add('a+b');
      bench.store.spell = decoded;
      bench.store.unknownUpload = unknown;
      expect(await run()).toMatchObject([{ verdict: 'unreachable', bytesFreed: unknown === 'obliged' ? null : 0 }]);
      expect(upload.aborts).toBe(0);
      expect(bench.store.holds(upload)).toBe(100);
    },
  );

  test('is no ghost either, where the narrowed listing names it', async () => {
    add('a+b');
    bench.store.spell = decoded;
    bench.store.prefixMeans = 'nothing';
    const [item] = await run();
    expect(item).toMatchObject({ verdict: 'unreachable', attempts: [] });
    expect(item?.reason).toMatchObject({ why: 'listed, never found', looks: 5 });
  });

  test('costs one walk over the listing with others like it, not one each', async () => {
    for (let number = 0; number < 60; number++) add(`a+${number}`);
    bench.store.spell = decoded;
    bench.store.pageSize = 7;
    const items = await run();
    expect(items.every(({ verdict }) => verdict === 'unreachable')).toBe(true);
    expect(items).toHaveLength(60);
    expect(walks()).toBeLessThanOrEqual(2);
    // Each has the call that told of it on record.
    for (const { planned } of items) {
      const evidence = await bench.index.evidenceOf(planned.ref);
      expect(evidence.filter(({ operation }) => operation === 'ListMultipartUploads').length).toBeGreaterThan(1);
    }
    const [{ jobId } = { jobId: '' }] = items;
    expect(await bench.index.verifyChain(jobId)).toMatchObject({ intact: true });
  });
});

describe('an upload that was gone before anything met it', () => {
  const gone = (): Pick<ModelUpload, 'state' | 'parts'> => ({ state: 'aborted', parts: [] });

  test('is clear after two searches the quiet interval apart that find its ID nowhere, and says so', async () => {
    add('a', gone());
    add('b');
    const [item] = await run();
    expect(item).toMatchObject({
      verdict: 'clear',
      bytesFreed: 0,
      partsLeft: 0,
      lastLook: { search: { outcome: 'absent' } },
    });
    expect(item?.reason).toEqual({ why: 'two clean looks', beforeAbort: true, searched: true });
    const times = bench.store.calls
      .filter(({ operation, key }) => operation === 'ListMultipartUploads' && key === '')
      .map(({ at }) => at);
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(bench.store.connection.quietIntervalMs);
  });

  test('is not searched for where it was met: what lists a million uploads is not walked for nothing', async () => {
    add('a');
    add('empty', { parts: [] });
    const cleanup = await bench.boot();
    // Its parts were on the plan: ListParts has found it under this key.
    const met = add('sized');
    const { id } = await bench.start(cleanup);
    Object.assign(met, gone());
    await bench.finish(id);
    expect((await bench.items(id)).map(({ verdict }) => verdict)).toEqual(['clear', 'clear', 'clear']);
    expect(walks()).toBe(0);
  });

  test('costs two walks with sixty others like it', async () => {
    for (let number = 0; number < 60; number++) add(`a+${number}`, gone());
    const items = await run();
    expect(items.every(({ verdict }) => verdict === 'clear')).toBe(true);
    expect(walks()).toBe(2);
  });

  test('that turns up under another key between the two searches is unreachable', async () => {
    const upload = add('a+b', { ...gone(), hidden: true });
    const cleanup = await bench.boot();
    const { id } = await bench.start(cleanup);
    await bench.clock.advance(10_000);
    expect((await bench.items(id))[0]).toMatchObject({ verdict: 'clearing' });
    bench.store.spell = decoded;
    Object.assign(upload, { key: 'a b', hidden: false, state: 'open' });
    bench.store.spell = () => 'another';
    upload.key = 'elsewhere';
    await bench.finish(id);
    expect((await bench.items(id))[0]).toMatchObject({ verdict: 'unreachable', bytesFreed: 0 });
  });

  test('is another upload, where its ID is listed under another key with another initiation time', async () => {
    add('a', gone());
    add('b', { uploadId: 'id of a', initiatedAt: bench.store.now() - 20 * day });
    bench.readUploads = async () => bench.store.uploads.slice(0, 1).map((upload) => bench.row(upload));
    expect(await run()).toMatchObject([{ verdict: 'clear' }]);
  });
});

describe('where the whole listing cannot be searched', () => {
  const failing = (fault: ReturnType<typeof bench.store.fault>) => {
    bench.store.fault = ({ operation, key }) => (operation === 'ListMultipartUploads' && key === '' ? fault : null);
  };

  test.each([
    [
      'is denied',
      { kind: 'fails', code: 'ACCESS_DENIED', status: 403 },
      { why: 'listing denied', permission: 's3:ListBucketMultipartUploads' },
    ],
    ['is no S3 XML', { kind: 'fails', code: 'NOT_S3' }, { why: 'listing failed', code: 'NOT_S3' }],
    [
      'goes on failing',
      { kind: 'fails', code: 'STORE_FAILED', status: 500 },
      { why: 'listing failed', code: 'STORE_FAILED' },
    ],
  ] as const)('because it %s, it is said that it could not be told', async (_, fault, reason) => {
    add('a', { state: 'aborted', parts: [] });
    failing(fault);
    const [item] = await run();
    expect(item).toMatchObject({ verdict: 'unreachable', partsLeft: null, bytesLeft: null, bytesFreed: 0 });
    expect(item?.reason).toMatchObject(reason);
  });

  test('for a while, it is searched again', async () => {
    add('a', { state: 'aborted', parts: [] });
    let failures = 7;
    bench.store.fault = ({ operation, key }) =>
      operation === 'ListMultipartUploads' && key === '' && failures-- > 0
        ? { kind: 'fails', code: 'SLOW_DOWN', status: 503 }
        : null;
    expect(await run()).toMatchObject([{ verdict: 'clear' }]);
  });

  test('because its pages lead in a circle', async () => {
    for (let number = 0; number < 5; number++) add(`a+${number}`);
    // Every key is spelled alike, so that the markers come again.
    bench.store.spell = () => 'same';
    bench.store.pageSize = 2;
    bench.store.uploads.forEach((upload) => {
      upload.uploadId = 'same';
    });
    const rows = bench.store.uploads.map((upload) => ({
      ...bench.row(upload),
      ref: refOf({ key: upload.key, uploadId: `not ${upload.key}` }),
    }));
    bench.readUploads = async () => rows.slice(0, 1);
    const [item] = await run();
    expect(item).toMatchObject({ verdict: 'unreachable' });
    expect(item?.reason).toMatchObject({ why: 'listing failed', code: 'PAGING_MARKER_REPEATED' });
  });
});

describe('a key whose bytes are no UTF-8', () => {
  test('is not sent an abort, and says why', async () => {
    const upload = add('caf\u00e9.bin');
    bench.store.spell = (key) => key.replace('\u00e9', '\ufffd');
    const [item] = await run();
    expect(item).toMatchObject({ verdict: 'unreachable', attempts: [], partsLeft: null });
    expect(item?.reason?.why).toBe('key unsendable');
    expect(bench.store.calls.some(({ operation }) => operation === 'AbortMultipartUpload')).toBe(false);
    expect(upload.state).toBe('open');
  });

  test('is not sent one where the store obliges, either', async () => {
    add('caf\u00e9.bin');
    bench.store.spell = (key) => key.replace('\u00e9', '\ufffd');
    bench.store.unknownUpload = 'obliged';
    expect(await run()).toMatchObject([{ verdict: 'unreachable', attempts: [] }]);
  });

  test('is aborted where it really holds that character: ListParts finds its parts', async () => {
    const upload = add('really \ufffd.bin');
    expect(await run()).toMatchObject([{ verdict: 'clear' }]);
    expect(upload.aborts).toBe(1);
  });
});

describe('verify', () => {
  const verify = async (ref = refOf({ key: 'a b', uploadId: 'id of a+b' })) => {
    const verifying = (await bench.boot()).verify(ref);
    verifying.catch(() => {});
    await bench.clock.advance(5000);
    return verifying;
  };

  test('says unreachable of what is listed under a key that no call finds it under', async () => {
    add('a+b');
    bench.store.spell = decoded;
    for (let number = 0; number < 3; number++) {
      const { outcome, reason } = await verify();
      expect(outcome).toBe('unreachable');
      expect(reason).toMatchObject({ why: 'listed, not found', key: 'a b', planned: true });
      await bench.clock.advance(60_000);
    }
    expect(bench.verdicts.at(-1)).toMatchObject({ verdict: 'unreachable' });
  });

  test('says clear of what nothing met only where its ID is nowhere, twice', async () => {
    bench.readUploads = async () => [];
    expect((await verify()).outcome).toBe('clearing');
    await bench.clock.advance(60_000);
    const again = await verify();
    expect(again).toMatchObject({ outcome: 'clear', look: { search: { outcome: 'absent' } } });
    expect(again.reason).toEqual({ why: 'two clean looks', beforeAbort: false, searched: true });
    expect(walks()).toBe(2);
  });

  test('fails where the search does, and says so where it may not search', async () => {
    bench.readUploads = async () => [];
    bench.store.fault = ({ operation, key }) =>
      operation === 'ListMultipartUploads' && key === '' ? { kind: 'fails', code: 'NOT_S3' } : null;
    await expect(verify()).rejects.toMatchObject({ code: 'NOT_S3' });
    bench.store.fault = ({ operation, key }) =>
      operation === 'ListMultipartUploads' && key === '' ? { kind: 'fails', code: 'ACCESS_DENIED', status: 403 } : null;
    expect(await verify()).toMatchObject({ outcome: 'unreachable' });
  });

  test('says unreachable of a key whose bytes are no UTF-8', async () => {
    expect(await verify(refOf({ key: 'caf\ufffd', uploadId: 'u' }))).toMatchObject({ outcome: 'unreachable' });
  });
});

const planned: PlanItem = {
  ref: refOf({ key: 'a', uploadId: 'u' }),
  initiatedAt: 1,
  activityAt: 1,
  parts: null,
  bytes: null,
  storageClass: null,
  active: false,
};

test('what an older version kept of an item is read: it was met by nothing that is known', () => {
  const { hadParts, wasAnswered, failedSearches, ...old } = initialState(planned);
  const read = machineStateSchema.parse({ ...old, firstClean: { endedAt: 1, serverTime: null } });
  expect(read).toMatchObject({ hadParts, wasAnswered, failedSearches, firstClean: { search: null } });
});

test('an item that is stopped before its search is looked at again, and its search taken up after a restart', async () => {
  add('a+b');
  bench.store.spell = decoded;
  let cleanup = await bench.boot();
  const { id } = await bench.start(cleanup);
  await bench.clock.runUntil(() => walks() > 0);
  bench.diesAfter = 0;
  await bench.clock.advance(1000);
  expect(bench.dead).toBe(true);
  bench.diesAfter = Number.POSITIVE_INFINITY;
  cleanup = await bench.boot();
  await bench.finish(id);
  expect(await bench.items(id)).toMatchObject([{ verdict: 'unreachable' }]);
});
