import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { ScanState } from '../../../shared/schema/model.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { outagesOf } from '../connections/testing/outages-of.ts';
import { settle } from '../ports/testing/fake-clock.ts';
import type { Store } from '../store/store.ts';
import { ScanRun } from './scan-run.ts';
import { numbered } from './testing/range-walks.ts';
import { partsOf, type ScanBench, scanBench } from './testing/scan-bench.ts';

const unknown = { known: false, unknown: { why: 'no uploads' } } as const;
const noFacts = {
  at: 0,
  bucket: 'b',
  keyEncoding: unknown,
  keyMarker: unknown,
  order: unknown,
  prefix: unknown,
  pageLimit: unknown,
  ownerCheck: unknown,
  initiated: unknown,
  initiator: unknown,
  storageClass: unknown,
  lifecycle: unknown,
  addressing: unknown,
} satisfies EndpointFacts;
const refused = (code: 'ACCESS_DENIED' | 'CONNECTION_REFUSED' = 'ACCESS_DENIED') =>
  new AppError(code, inTheirWords('No'));

/** `k0000`, …: three pages and a half. */
const many = numbered(3_500, (n) => `k${String(n).padStart(4, '0')}`);
const few = many.slice(0, 3);

function runOf(bench: ScanBench, signal = new AbortController().signal): ScanRun {
  return new ScanRun(bench.deps, 'c', 'b', signal);
}

/** Scans to the end, and fails where it would never come. */
async function scanned(bench: ScanBench, signal?: AbortSignal): Promise<ScanState | undefined> {
  await soon(runOf(bench, signal).run());
  return bench.states.at(-1);
}

/** What comes to an end within so many turns of the event loop as no test here needs. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  for (let turn = 0; !isOver; turn++) {
    if (turn > 5_000) throw new Error('It would never end.');
    await settle();
  }
  return work;
}

/** Until something holds, and fails where it would never. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn > 1_000) throw new Error('It never comes to that.');
    await settle();
  }
}

/** Answers to listings that come when a test says so. */
function heldListing(bench: ScanBench) {
  const held: (() => void)[] = [];
  const { listUploads } = bench.store;
  bench.store.listUploads = async (request, signal) => {
    await new Promise<void>((resolve, reject) => {
      held.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    return listUploads(request, signal);
  };
  return { count: () => held.length, answer: () => held.shift()?.() };
}

/** Walks from page to page, so that a test knows what is asked when. */
function pageByPage(bench: ScanBench): void {
  bench.deps.knowledge = {
    ...bench.deps.knowledge,
    endpointFacts: () => ({ ...noFacts, order: { known: true, value: 'unsorted' } }),
  };
}

describe('a scan of a bucket that was not scanned before', () => {
  it('lists, sizes and tells each step, and what it counted', async () => {
    const bench = scanBench(few);
    const { deps, clock } = bench;
    deps.scanned = (...args) => {
      // It is on record by then.
      expect(bench.states.at(-1)?.status).toBe('complete');
      bench.ended.push(args);
    };
    const startedAt = clock.at;
    const complete = await scanned(bench);
    expect(bench.states).toEqual([
      { status: 'listing', startedAt, pages: 0, uploads: 0 },
      { status: 'sizing', startedAt, pages: 1, uploads: 3 },
      { status: 'complete', startedAt, pages: 1, uploads: 3, finishedAt: clock.at },
    ]);
    expect(complete).not.toHaveProperty('changes');
    expect(bench.ended).toEqual([['c', 'b', 3]]);
    expect(bench.told).toEqual([
      ['c', 'b'],
      ['c', 'b'],
      ['c', 'b'],
    ]);
    expect(bench.sized.toSorted()).toEqual(few.map(({ key }) => key));
    // Nobody has wished for any.
    expect([bench.given('unsizedAmong'), bench.logged]).toEqual([[], []]);
  });

  it('begins in the index by the server’s clock, and ends there', async () => {
    const bench = scanBench(few);
    await scanned(bench);
    expect(bench.given('beginScan')).toEqual([[7_000]]);
    expect(bench.given('sawWhole')).toEqual([[bench.clock.at]]);
    expect(bench.given('endScan')).toEqual([[]]);
    // Nothing was known before that could have gone.
    for (const name of ['believeRespelled', 'unlistedUploads', 'dropUnlisted', 'keepUnlisted', 'forgetWholeScans']) {
      expect([name, bench.given(name)]).toEqual([name, []]);
    }
    for (const [name, connectionId, bucket] of bench.operations) {
      expect([name, connectionId, bucket]).toEqual([name, 'c', 'b']);
    }
  });

  it('says that rows have changed, each time that they have', async () => {
    const bench = scanBench(few);
    await scanned(bench);
    // One page, and the sizes of its uploads together.
    const changed = { type: 'uploads', connectionId: 'c', bucket: 'b' };
    expect(bench.learned).toEqual([
      { ...changed, revision: 1 },
      { ...changed, revision: 2 },
    ]);
  });

  it('tells how far it came four times a second, not more often', async () => {
    const told = async (msPerPage: number) => {
      const bench = scanBench(many);
      pageByPage(bench);
      const add = bench.answers.addUploads;
      bench.answers.addUploads = (...args) => {
        bench.clock.at += msPerPage;
        return add?.(...args);
      };
      const held = heldListing(bench);
      const run = soon(runOf(bench).run());
      for (let page = 0; page < 4; page++) {
        await until(() => held.count() > 0);
        held.answer();
        await until(() => bench.given('addUploads').length === page + 1);
      }
      await run;
      return bench.states.flatMap((state) => (state.status === 'listing' ? [state.pages] : []));
    };
    expect(await told(250)).toEqual([0, 1, 2, 3, 4]);
    expect(await told(249)).toEqual([0, 2, 4]);
    expect(await told(0)).toEqual([0]);
  });

  it('tells the same of sizes', async () => {
    const bench = scanBench(few);
    const save = bench.answers.saveSizings;
    bench.answers.saveSizings = (...args) => {
      bench.clock.at += 250;
      return save?.(...args);
    };
    await scanned(bench);
    expect(bench.states.map(({ status }) => status)).toEqual(['listing', 'sizing', 'sizing', 'complete']);
  });
});

describe('what a listing shows of itself', () => {
  it('is walked in ranges where nothing speaks against it, else from page to page', async () => {
    const markersOf = async (facts: EndpointFacts | null) => {
      const bench = scanBench(many);
      bench.deps.knowledge = { ...bench.deps.knowledge, endpointFacts: () => facts };
      expect(await scanned(bench)).toMatchObject({ status: 'complete', uploads: 3_500 });
      return bench.requests.filter(({ keyMarker, uploadIdMarker }) => keyMarker && !uploadIdMarker);
    };
    expect((await markersOf(null)).length).toBeGreaterThan(1);
    expect(await markersOf({ ...noFacts, order: { known: true, value: 'unsorted' } })).toEqual([]);
  });

  it('entries without a name are counted, and then it did not see the whole', async () => {
    const bench = scanBench(few);
    const { listUploads } = bench.store;
    bench.store.listUploads = async (request, signal) => ({
      ...(await listUploads(request, signal)),
      unnamed: [{ key: '', uploadId: 'u', initiatedAt: 0 }],
    });
    const unnamed = { entries: 1, some: [{ key: '', uploadId: 'u' }] };
    expect(await scanned(bench)).toMatchObject({ status: 'complete', unnamed });
    expect([bench.given('sawWhole'), bench.given('forgetWholeScans')]).toEqual([[], []]);
  });

  it('nor did it where a store lists in parts: then no earlier scan proves anything', async () => {
    const bench = scanBench(few);
    const facts: EndpointFacts = { ...noFacts, prefix: { known: true, value: 'exact key' } };
    bench.deps.knowledge = { ...bench.deps.knowledge, endpointFacts: () => facts };
    await scanned(bench);
    expect([bench.given('sawWhole'), bench.given('forgetWholeScans')]).toEqual([[], [[]]]);
  });

  it('as much as may be read in one go ends it, with what was read', async () => {
    const scannedOf = (most: number) => {
      const bench = scanBench(many);
      pageByPage(bench);
      bench.deps.mostListed = most;
      return scanned(bench);
    };
    const details = { operation: 'ListMultipartUploads', bucket: 'b', endpoint: 'host' };
    expect(await scannedOf(2_000)).toMatchObject({
      status: 'failed',
      uploads: 2_000,
      error: { code: 'LISTING_ENDLESS', details: { ...details, listed: 2_000 } },
    });
    expect(await scannedOf(2_001)).toMatchObject({ status: 'failed', uploads: 3_000 });
    // There was no more.
    expect(await scannedOf(3_500)).toMatchObject({ status: 'complete', uploads: 3_500 });
  });
});

describe('a later scan', () => {
  /** A scan of what was scanned before, where these uploads are listed no more, and ListParts says this of them. */
  function laterBench(gone: string[], parts: (key: string) => number | AppError = () => 0) {
    const bench = scanBench(few);
    bench.answers.beginScan = () => 2;
    bench.answers.unlistedUploads = () => gone.map((key) => ({ key, uploadId: 'u' }));
    bench.answers.dropUnlisted = () => ({ revision: 90, dropped: gone.length });
    bench.answers.addUploads = (_connection: string, _bucket: string, uploads: unknown[]) => ({
      revision: 1,
      added: uploads.length,
      fresh: 1,
    });
    bench.store.listParts = async ({ key }) => {
      const answer = parts(key);
      if (answer instanceof AppError) throw answer;
      return partsOf(answer);
    };
    return bench;
  }

  it('tells what is new and what is gone', async () => {
    const bench = laterBench(['x', 'y']);
    expect(await scanned(bench)).toMatchObject({ status: 'complete', changes: { fresh: 1, gone: 2, hidden: 0 } });
    expect(bench.given('believeRespelled')).toEqual([[]]);
    expect(bench.given('unlistedUploads')).toEqual([[10_000]]);
    expect(bench.given('dropUnlisted')).toEqual([[7_000]]);
    expect(bench.given('keepUnlisted')).toEqual([]);
    expect(bench.learned).toContainEqual({ type: 'uploads', connectionId: 'c', bucket: 'b', revision: 90 });
    // What was spelled otherwise before is believed before anything is taken for gone.
    const order = bench.operations.map(([name]) => name).filter((name) => /believe|unlisted|drop/i.test(name));
    expect(order).toEqual(['believeRespelled', 'unlistedUploads', 'dropUnlisted']);
    expect(bench.given('sawWhole')).toEqual([[bench.clock.at]]);
    for (const [name, ...of] of bench.operations) expect([name, ...of.slice(0, 2)]).toEqual([name, 'c', 'b']);
  });

  it('keeps what is there though it is listed no more, with its size', async () => {
    const bench = laterBench(['x', 'y'], (key) => (key === 'x' ? 7 : 0));
    expect(await scanned(bench)).toMatchObject({ changes: { hidden: 1 } });
    const hidden = [expect.objectContaining({ key: 'x', result: expect.objectContaining({ bytes: 7 }) })];
    expect(bench.given('saveSizings')[0]).toEqual([hidden]);
    expect(bench.given('keepUnlisted')).toEqual([[{ hidden, unknown: [] }]]);
    expect(bench.given('dropUnlisted')).toHaveLength(1);
  });

  it('keeps what it may not look at', async () => {
    const bench = laterBench(['x'], () => refused());
    expect(await scanned(bench)).toMatchObject({ changes: { hidden: 0 } });
    expect(bench.given('keepUnlisted')).toEqual([[{ hidden: [], unknown: [{ key: 'x', uploadId: 'u' }] }]]);
    expect(bench.given('saveSizings')).toEqual([]);
  });

  it('of which entries have no name takes nothing for gone that ListParts does not call so', async () => {
    const lost = (count: number) => {
      const bench = laterBench(Array.from({ length: count }, (_, n) => `x${n}`));
      const { listUploads } = bench.store;
      bench.store.listUploads = async (request, signal) => ({
        ...(await listUploads(request, signal)),
        unnamed: [{ key: '', uploadId: 'u', initiatedAt: 0 }],
      });
      return bench;
    };
    const some = lost(2);
    await scanned(some);
    expect(some.given('keepUnlisted')).toHaveLength(1);
    expect(some.given('dropUnlisted')).toHaveLength(1);
    // There may be more of them than were looked at.
    const most = lost(10_000);
    expect(await scanned(most)).toMatchObject({ status: 'complete', changes: { gone: 0 } });
    expect(most.given('keepUnlisted')).toHaveLength(1);
    expect(most.given('dropUnlisted')).toEqual([]);
  });

  it('of which all entries have one drops what is gone, however much it is', async () => {
    const bench = laterBench(Array.from({ length: 10_000 }, (_, n) => `x${n}`));
    expect(await scanned(bench)).toMatchObject({ changes: { gone: 10_000 } });
  });
});

describe('a scan that was broken off', () => {
  const stopped = {
    status: 'stopped' as const,
    startedAt: 5,
    pages: 2,
    uploads: 2_000,
    changes: { fresh: 3, gone: 0, hidden: 0 },
    finishedAt: 999_999,
  };
  const place = { from: { keyMarker: 'k1999', uploadIdMarker: 'u1999' }, start: null, end: null };
  function brokenOff(places: unknown, state: ScanState = stopped) {
    const bench = scanBench(many);
    bench.answers.scanState = () => state;
    bench.answers.openPlaces = () => places;
    return bench;
  }

  it('goes on where it stood, with what it had counted', async () => {
    const bench = brokenOff([place]);
    const changes = { fresh: 1_503, gone: 0, hidden: 0 };
    expect(await scanned(bench)).toMatchObject({ status: 'complete', startedAt: 5, uploads: 3_500, changes });
    expect(bench.states[0]).toEqual({
      status: 'listing',
      startedAt: 5,
      pages: 2,
      uploads: 2_000,
      changes: stopped.changes,
    });
    expect(bench.given('beginScan')).toEqual([]);
    expect(bench.requests.filter(({ keyMarker }) => !keyMarker)).toEqual([]);
    expect(bench.given('sawWhole')).toEqual([[5]]);
  });

  it('only sizes where its listing was through', async () => {
    const bench = brokenOff([]);
    expect(await scanned(bench)).toMatchObject({ status: 'complete', startedAt: 5, uploads: 2_000 });
    expect([bench.requests, bench.given('beginScan')]).toEqual([[], []]);
  });

  it('begins anew where the index has no place of it', async () => {
    const bench = brokenOff(null);
    expect(await scanned(bench)).toMatchObject({ status: 'complete', uploads: 3_500, startedAt: bench.clock.at });
    expect(bench.given('beginScan')).toHaveLength(1);
  });

  it('begins anew where it may not go on', async () => {
    const bench = brokenOff([place], { ...stopped, finishedAt: -(10 ** 9) });
    expect(await scanned(bench)).toMatchObject({ status: 'complete', uploads: 3_500, startedAt: bench.clock.at });
    expect([bench.given('openPlaces'), bench.given('beginScan')]).toEqual([[], [[7_000]]]);
  });
});

describe('a scan that fails', () => {
  it('by the store ends with the reason, and that is all', async () => {
    const bench = scanBench(few);
    bench.store.listUploads = () => Promise.reject(refused());
    expect(await scanned(bench)).toMatchObject({
      status: 'failed',
      startedAt: bench.clock.at,
      uploads: 0,
      finishedAt: bench.clock.at,
      error: { code: 'ACCESS_DENIED' },
    });
    expect([bench.ended, bench.given('endScan'), bench.given('sawWhole'), bench.sized]).toEqual([[], [], [], []]);
  });

  it('by the credentials ends with that reason', async () => {
    const bench = scanBench(few);
    bench.deps.connections.attendedStoreFor = () => Promise.reject(refused());
    expect(await scanned(bench)).toMatchObject({ status: 'failed', error: { code: 'ACCESS_DENIED' } });
  });

  it('has written what it read before', async () => {
    const bench = scanBench(many);
    pageByPage(bench);
    const { listUploads } = bench.store;
    let pages = 0;
    bench.store.listUploads = (request, signal) =>
      ++pages > 2 ? Promise.reject(refused()) : listUploads(request, signal);
    const written = Promise.withResolvers<void>();
    const add = bench.answers.addUploads;
    bench.answers.addUploads = async (...args) => {
      await written.promise;
      return add?.(...args);
    };
    const run = soon(runOf(bench).run());
    await until(() => pages === 3);
    await settle();
    expect(bench.states.at(-1)?.status).toBe('listing');
    written.resolve();
    await run;
    expect(bench.states.at(-1)).toMatchObject({ status: 'failed', pages: 2, uploads: 2_000 });
  });

  it('by a fault of ours says so, and hands it on', async () => {
    const bench = scanBench(few);
    bench.store.listUploads = () => Promise.reject(new TypeError('A fault of ours'));
    await expect(scanned(bench)).rejects.toThrow('A fault of ours');
    expect(bench.states.at(-1)).toMatchObject({ status: 'failed', error: { code: 'INTERNAL' } });
  });

  it('by a full disk says that, to whoever watches though the index cannot be told', async () => {
    const bench = scanBench(few);
    const full = new Error('database or disk is full');
    bench.answers.addUploads = () => Promise.reject(full);
    const set = bench.answers.setScanState;
    bench.answers.setScanState = (...args) =>
      bench.given('addUploads').length > 0 ? Promise.reject(new Error('It cannot be written')) : set?.(...args);
    await expect(scanned(bench)).rejects.toThrow('It cannot be written');
    expect(bench.told.at(-1)).toEqual([
      'c',
      'b',
      { scan: expect.objectContaining({ status: 'failed', error: expect.objectContaining({ code: 'DISK_FULL' }) }) },
    ]);
  });
});

describe('a scan that is stopped', () => {
  it('ends as that, whatever broke off', async () => {
    const bench = scanBench(few);
    const stop = new AbortController();
    bench.store.listUploads = async () => {
      stop.abort(new TypeError('enough'));
      throw new TypeError('The connection is gone');
    };
    const state = await scanned(bench, stop.signal);
    expect(state).toEqual({
      status: 'stopped',
      startedAt: bench.clock.at,
      pages: 0,
      uploads: 0,
      finishedAt: bench.clock.at,
    });
    expect(bench.ended).toEqual([]);
  });

  it('waits for no sign-in', async () => {
    const bench = scanBench(few);
    const stop = new AbortController();
    const signedIn = Promise.withResolvers<Store>();
    bench.deps.connections.attendedStoreFor = () => signedIn.promise;
    const run = soon(runOf(bench, stop.signal).run());
    await until(() => bench.states.length === 1);
    stop.abort();
    await run;
    expect(bench.states.at(-1)?.status).toBe('stopped');
    // A sign-in that fails later is nobody's failure.
    signedIn.reject(new Error('The window was closed'));
    await settle();
    expect(bench.requests).toEqual([]);
  });

  it('before it began asks for nothing, and waits for nobody', async () => {
    const bench = scanBench(few);
    bench.deps.connections.attendedStoreFor = () => new Promise(() => {});
    expect((await scanned(bench, AbortSignal.abort()))?.status).toBe('stopped');
    expect(bench.requests).toEqual([]);
  });
});

it('leaves nothing behind at the signal that could have stopped it', async () => {
  const bench = scanBench(few);
  const { signal } = new AbortController();
  await scanned(bench, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('what somebody looks at', () => {
  const wishes = many.slice(10, 20);

  /** A scan whose first page is there, and whose listing goes on when a test says so. */
  async function underWay(bench = scanBench(many)) {
    pageByPage(bench);
    const held = heldListing(bench);
    const scan = runOf(bench);
    const run = scan.run();
    await until(() => held.count() > 0);
    held.answer();
    await until(() => held.count() > 0 && bench.given('addUploads').length === 1);
    const end = async () => {
      for (let page = 0; page < 3; page++) {
        await until(() => held.count() > 0);
        held.answer();
        await settle();
      }
      await soon(run);
    };
    return { bench, scan, held, end };
  }

  it('is sized while the listing goes on, and nothing else is', async () => {
    const { bench, scan, end } = await underWay();
    scan.prioritise(wishes);
    await until(() => bench.sized.length === wishes.length);
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(bench.sized.toSorted()).toEqual(wishes.map(({ key }) => key));
    expect(bench.given('unsizedUploads')).toEqual([]);
    await end();
    expect(bench.sized).toHaveLength(many.length);
    expect(bench.states.at(-1)).toMatchObject({ status: 'complete', uploads: 3_500 });
  });

  it('is sized four at a time beside the listing', async () => {
    const { bench, scan, end } = await underWay();
    let [now, most] = [0, 0];
    bench.store.listParts = async ({ key }) => {
      bench.sized.push(key);
      most = Math.max(most, ++now);
      await settle();
      now--;
      return partsOf(5);
    };
    scan.prioritise(wishes);
    await until(() => bench.sized.length === wishes.length);
    expect(most).toBe(4);
    most = 0;
    await end();
    expect(most).toBeGreaterThan(4);
  });

  it('is sized once, however often it is wished for meanwhile', async () => {
    const { bench, scan, end } = await underWay();
    for (let n = 0; n < 3; n++) scan.prioritise(wishes);
    await until(() => bench.sized.length >= wishes.length);
    await end();
    expect(bench.sized.length).toBe(many.length);
  });

  it('is what was wished for last', async () => {
    const { bench, scan, end } = await underWay();
    scan.prioritise(wishes.slice(0, 2));
    await until(() => bench.sized.length === 2);
    for (let turn = 0; turn < 20; turn++) await settle();
    scan.prioritise(wishes.slice(5, 6));
    await until(() => bench.sized.length === 3);
    expect(bench.sized.at(-1)).toBe(wishes[5]?.key);
    await end();
  });

  it('is sized as soon as it is listed, where it was wished for before that', async () => {
    const bench = scanBench(many);
    pageByPage(bench);
    const held = heldListing(bench);
    const scan = runOf(bench);
    // Neither the store nor the upload is known yet.
    scan.prioritise(wishes);
    const run = scan.run();
    await until(() => held.count() > 0);
    expect(bench.sized).toEqual([]);
    held.answer();
    await until(() => bench.sized.length === wishes.length);
    for (let page = 0; page < 3; page++) {
      await until(() => held.count() > 0);
      held.answer();
    }
    await soon(run);
  });

  it('is nothing to do where nobody looks', async () => {
    const { bench, scan, end } = await underWay();
    scan.prioritise([]);
    for (let turn = 0; turn < 20; turn++) await settle();
    expect([bench.sized, bench.given('unsizedAmong')]).toEqual([[], []]);
    await end();
  });

  it('comes first once the listing is through', async () => {
    const bench = scanBench(many);
    const scan = runOf(bench);
    const last = many.slice(-5);
    const { listUploads } = bench.store;
    const asked = bench.answers.unsizedUploads;
    // The wish comes with the first handful under way.
    bench.answers.unsizedUploads = (...args) => {
      scan.prioritise(last);
      return asked?.(...args);
    };
    bench.store.listUploads = listUploads;
    await soon(scan.run());
    const places = last.map(({ key }) => bench.sized.indexOf(key));
    expect(Math.max(...places)).toBeLessThan(1_000);
    expect(bench.sized).toHaveLength(many.length);
  });

  it('that cannot be sized keeps no listing from going on, and is told to the log', async () => {
    const bench = scanBench(many);
    bench.answers.unsizedAmong = () => Promise.reject(new Error('The index is busy'));
    const { scan, end } = await underWay(bench);
    scan.prioritise(wishes);
    await until(() => bench.logged.length > 0);
    expect(bench.logged).toEqual([['warn', 'Sizing beside a listing failed', { error: 'Error: The index is busy' }]]);
    bench.answers.unsizedAmong = () => [];
    await end();
    expect(bench.states.at(-1)?.status).toBe('complete');
  });
});

describe('a store that is away', () => {
  function away(bench: ScanBench) {
    const outages = outagesOf(bench.store);
    bench.deps.connections.outages = outages;
    vi.spyOn(outages, 'isAway').mockReturnValue(true);
    return vi.spyOn(outages, 'untilAnswered').mockResolvedValue();
  }

  it('is waited for once something was read', async () => {
    const bench = scanBench(many);
    pageByPage(bench);
    const waited = away(bench);
    const { listUploads } = bench.store;
    let refusals = 0;
    bench.store.listUploads = async (request, signal) => {
      await settle();
      if (!request.keyMarker || refusals > 0) return listUploads(request, signal);
      refusals++;
      throw refused('CONNECTION_REFUSED');
    };
    // Though the first page is not written by then.
    const add = bench.answers.addUploads;
    bench.answers.addUploads = async (...args) => {
      await until(() => waited.mock.calls.length > 0);
      return add?.(...args);
    };
    expect(await scanned(bench)).toMatchObject({ status: 'complete', uploads: 3_500 });
    expect(waited).toHaveBeenCalledTimes(1);
  });

  it('is not waited for before that: a person sees why nothing comes', async () => {
    const bench = scanBench(few);
    const waited = away(bench);
    bench.store.listUploads = () => Promise.reject(refused('CONNECTION_REFUSED'));
    expect(await scanned(bench)).toMatchObject({ status: 'failed', error: { code: 'CONNECTION_REFUSED' } });
    expect(waited).not.toHaveBeenCalled();
  });

  it.each([
    ['is waited for where something was read before the scan was broken off', 2, 'complete'],
    ['is not waited for where nothing was', 0, 'failed'],
  ])('%s', async (_, pages, ends) => {
    const bench = scanBench(few);
    const waited = away(bench);
    bench.answers.scanState = () => ({ status: 'stopped', startedAt: 5, pages, uploads: 0, finishedAt: 999_999 });
    bench.answers.openPlaces = () => [{ from: null, start: null, end: null }];
    const { listUploads } = bench.store;
    let refusals = 0;
    bench.store.listUploads = (request, signal) =>
      refusals++ === 0 || pages === 0 ? Promise.reject(refused('CONNECTION_REFUSED')) : listUploads(request, signal);
    expect((await scanned(bench))?.status).toBe(ends);
    expect(waited).toHaveBeenCalledTimes(pages === 0 ? 0 : 1);
  });

  it('is waited for by sizes as well', async () => {
    const bench = scanBench(few);
    const waited = away(bench);
    const { listParts } = bench.store;
    let refusals = 0;
    bench.store.listParts = (...args) =>
      refusals++ === 0 ? Promise.reject(refused('CONNECTION_REFUSED')) : listParts(...args);
    expect(await scanned(bench)).toMatchObject({ status: 'complete' });
    expect(waited).toHaveBeenCalledTimes(1);
  });
});

it('asks for its first page at once, whatever else the store is asked, and waits its turn with the others', async () => {
  const bench = scanBench(many);
  pageByPage(bench);
  const { listUploads } = bench.store;
  bench.store.listUploads = async (request, signal) => {
    await settle();
    return listUploads(request, signal);
  };
  const pace = bench.deps.paces.of(bench.store);
  // Somebody else has more calls under way than there may be.
  const others = 10 * pace.limit;
  for (let n = 0; n < others; n++) pace.enterAtOnce();
  const run = soon(runOf(bench).run());
  await until(() => bench.given('addUploads').length > 0);
  for (let turn = 0; turn < 20; turn++) await settle();
  // The second one is asked for while the first is handed over.
  expect(bench.requests.length).toBeLessThanOrEqual(2);
  for (let n = 0; n < others; n++) pace.leave('unsent');
  await run;
  expect(bench.states.at(-1)).toMatchObject({ status: 'complete', uploads: 3_500 });
});
