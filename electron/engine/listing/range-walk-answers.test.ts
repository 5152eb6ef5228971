import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { WalkPlace } from '../index/walk-place.ts';
import type { Store, UploadsPage } from '../store/store.ts';
import { type RangePage, type RangeWalkOptions, walkInRanges } from './range-walk.ts';
import { type ListingHabits, modelListing } from './testing/model-listing.ts';
import { inRanges, numbered, pagesInRanges, photos, walkOptions } from './testing/range-walks.ts';
import { identity } from './walk.ts';

/** Walks whose answers come when a test says so, in the order that it says. */

type Request = Parameters<Store['listUploads']>[0];
type Keys = readonly { key: string; uploadId: string }[];

/** Lets everything go on that waits for no answer. */
const stillness = () => new Promise((resolve) => setImmediate(resolve));
const denied = () => new AppError('ACCESS_DENIED', inTheirWords('No'), { httpStatus: 403 });
const idsOf = (uploads: Keys) => uploads.map((upload) => identity(upload)).toSorted();

/** Places of a walk that was divided at these keys, and broken off before it had read anything. */
function dividedAt(...borders: string[]): WalkPlace[] {
  const edges = [null, ...borders, null];
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? null;
    return { from: start === null ? null : { keyMarker: start, uploadIdMarker: null }, start, end };
  });
}

/** A walk over a listing of which each answer is held back. */
function heldWalk(keys: Keys, options: Partial<RangeWalkOptions> = {}, habits: Partial<ListingHabits> = {}) {
  const { store: listing } = modelListing(keys, habits);
  const open: { request: Request; signal: AbortSignal | undefined; verdict: PromiseWithResolvers<void> }[] = [];
  const asked: Request[] = [];
  const store: Store = {
    ...listing,
    async listUploads(request, signal) {
      const verdict = Promise.withResolvers<void>();
      open.push({ request, signal, verdict });
      asked.push(request);
      await verdict.promise;
      return listing.listUploads(request, signal);
    },
  };
  const stop = new AbortController();
  const walk = walkInRanges(store, 'b', { ...walkOptions, pageSize: 20, walkers: 4, ...options }, stop.signal);
  const pages: RangePage[] = [];
  const told = { is: 'under way' };
  /** Takes page after page. */
  const begin = async () => {
    (async () => {
      for await (const page of walk) pages.push(page);
    })().then(
      () => (told.is = 'through'),
      (error) => (told.is = String(error.message ?? error)),
    );
    await stillness();
  };
  /** Takes out the request that begins at a marker and asks for as much; null: the listing's beginning. */
  const one = (keyMarker: string | null, maxUploads = 20) => {
    const at = open.findIndex(
      ({ request }) => (request.keyMarker ?? null) === keyMarker && request.maxUploads === maxUploads,
    );
    const [found] = at < 0 ? [] : open.splice(at, 1);
    if (!found)
      throw new Error(`Nothing was asked for from ${keyMarker} on: ${open.map(({ request }) => request.keyMarker)}`);
    return found;
  };
  return {
    walk,
    stop,
    told,
    asked,
    begin,
    pages,
    ids: () => pages.flatMap(({ uploads }) => uploads).map((upload) => identity(upload)),
    /** What is asked for now and not answered, by its marker and how much it asks for. */
    open: () => open.map(({ request }) => `${request.keyMarker ?? ''}:${request.maxUploads}`).toSorted(),
    signals: () => open.map(({ signal }) => signal),
    answer: (keyMarker: string | null, maxUploads?: number) => {
      one(keyMarker, maxUploads).verdict.resolve();
      return stillness();
    },
    fail: (keyMarker: string | null, error: Error, maxUploads?: number) => {
      one(keyMarker, maxUploads).verdict.reject(error);
      return stillness();
    },
    /** Answers whatever is asked for, until nothing is. */
    answerAll: async () => {
      for (let turn = 0; open.length > 0; turn++) {
        if (turn > 200) throw new Error('It would never end.');
        for (const { verdict } of open.splice(0)) verdict.resolve();
        await stillness();
        await stillness();
      }
    },
  };
}

/** 120 uploads, `k000` to `k119`. */
const plain = numbered(120, (n) => `k${String(n).padStart(3, '0')}`);

describe('how much is asked for', () => {
  /** The most requests that were under way together. */
  async function mostAtOnce(walkers: number | undefined) {
    const { store } = modelListing(photos);
    let [now, most] = [0, 0];
    const counting: Store = {
      ...store,
      async listUploads(request, signal) {
        most = Math.max(most, ++now);
        await stillness();
        now--;
        return store.listUploads(request, signal);
      },
    };
    const pages = await pagesInRanges(counting, { pageSize: 20, walkers });
    expect(idsOf(pages.flatMap(({ uploads }) => uploads))).toEqual(idsOf(photos));
    return most;
  }

  it.each([
    [1, 1],
    [3, 3],
    [undefined, 8],
    // Somebody has to walk.
    [0, 1],
  ])('with %s walkers at most %i at once', async (walkers, most) => {
    expect(await mostAtOnce(walkers)).toBe(most);
  });

  it('is four pages ahead of whoever takes them, and goes on when they do', async () => {
    const { store, requests } = modelListing(plain);
    const options = { ...walkOptions, pageSize: 10, mayDivide: false };
    const walk = walkInRanges(store, 'b', options, new AbortController().signal);
    await walk.next();
    await stillness();
    expect(requests).toHaveLength(5);
    await walk.next();
    await stillness();
    expect(requests).toHaveLength(6);
  });

  it('is nothing any more once nobody takes pages', async () => {
    const { walk, answer, signals } = heldWalk(plain);
    const first = walk.next();
    await stillness();
    await answer(null);
    await first;
    expect(signals().map((signal) => signal?.aborted)).toContain(false);
    await walk.return();
    expect(new Set(signals().map((signal) => signal?.aborted))).toEqual(new Set([true]));
  });
});

describe('a page', () => {
  it('is handed out with its call, what it cannot name, and what is left', async () => {
    const { store } = modelListing(plain.slice(0, 30));
    const unnamed = [{ key: '', uploadId: 'u', initiatedAt: 0 }];
    const odd: Store = {
      ...store,
      listUploads: async (request, signal): Promise<UploadsPage> => {
        const page = await store.listUploads(request, signal);
        return request.keyMarker ? page : { ...page, unnamed };
      },
    };
    const pages = await pagesInRanges(odd, { pageSize: 20, mayDivide: false });
    expect(pages.map((page) => page.unnamed)).toEqual([unnamed, []]);
    expect(pages.map(({ call }) => call.status)).toEqual([200, 200]);
    expect(pages.map(({ places }) => places)).toEqual([
      [{ from: { keyMarker: 'k019', uploadIdMarker: 'u19' }, start: null, end: null }],
      [],
    ]);
  });

  it('that ends a range may have been cut there: what it was asked from stays the place to go on', async () => {
    const { begin, answer, answerAll, fail, pages, ids, told } = heldWalk(plain, { resumeFrom: dividedAt('k029') });
    await begin();
    await answer(null);
    await answer('k019');
    // The first range has been read and handed out: its last page went on behind the border.
    expect(ids()).toHaveLength(30);
    expect(pages.at(-1)?.places.map(({ start }) => start)).toEqual(['k029']);
    await fail('k029', denied());
    await answerAll();
    expect(told.is).toBe('through');
    expect([...new Set(ids())].toSorted()).toEqual(idsOf(plain));
  });
});

describe('a failure', () => {
  it('of the walk by the store’s own markers is told', async () => {
    const { begin, answer, fail, ids, told } = heldWalk(plain);
    await begin();
    await answer(null);
    await fail('k019', denied());
    expect([told.is, ids().length]).toEqual(['No', 20]);
  });

  it('that the store answers with where a range begins gives the ranges up', async () => {
    const { begin, answerAll, fail, ids, told, asked } = heldWalk(plain, { resumeFrom: dividedAt('k059') });
    await begin();
    await fail('k059', denied());
    const before = asked.length;
    await answerAll();
    expect([told.is, ids().toSorted()]).toEqual(['through', idsOf(plain)]);
    // From there on it is one walk by the store's own markers.
    expect(asked.slice(before).filter(({ keyMarker, uploadIdMarker }) => keyMarker && !uploadIdMarker)).toEqual([]);
  });

  it('that is none of the store’s answers is told', async () => {
    const range = heldWalk(plain, { resumeFrom: dividedAt('k059') });
    await range.begin();
    await range.fail('k059', new Error('A fault of ours'));
    expect(range.told.is).toBe('A fault of ours');
    const look = heldWalk(plain);
    await look.begin();
    await look.answer(null);
    await look.fail('k1', new Error('A fault of ours'));
    expect(look.told.is).toBe('A fault of ours');
  });

  it('that the store answers a look with gives the ranges up', async () => {
    const { begin, answer, answerAll, fail, ids, told, asked } = heldWalk(plain);
    await begin();
    await answer(null);
    await fail('k1', denied());
    const before = asked.length;
    await answerAll();
    expect([told.is, [...new Set(ids())].toSorted()]).toEqual(['through', idsOf(plain)]);
    expect(asked.slice(before).filter(({ keyMarker, uploadIdMarker }) => keyMarker && !uploadIdMarker)).toEqual([]);
  });

  it('when it is told to stop is that, whatever the store answers', async () => {
    const range = heldWalk(plain, { resumeFrom: dividedAt('k059') });
    await range.begin();
    range.stop.abort(new Error('enough'));
    await range.fail('k059', denied());
    expect(range.told.is).toBe('enough');
    const look = heldWalk(plain);
    await look.begin();
    await look.answer(null);
    look.stop.abort(new Error('enough'));
    await look.fail('k1', denied());
    expect(look.told.is).toBe('enough');
  });

  it('is told once the pages that were read before it are taken, and the first of several', async () => {
    const { walk, answer, fail } = heldWalk(plain, { resumeFrom: dividedAt('k029', 'k059') });
    const first = walk.next();
    await stillness();
    await answer(null);
    expect((await first).value?.uploads).toHaveLength(20);
    await answer('k029');
    await fail('k059', new Error('The first'));
    await fail('k019', new Error('The second'));
    expect((await walk.next()).value?.uploads).toHaveLength(20);
    await expect(walk.next()).rejects.toThrow('The first');
  });

  it('asks for nothing more', async () => {
    const { begin, answer, fail, asked } = heldWalk(plain, { resumeFrom: dividedAt('k029', 'k059') });
    await begin();
    await fail('k059', new Error('A fault of ours'));
    const before = asked.length;
    await answer('k029');
    expect(asked.length).toBe(before);
  });
});

describe('what was asked for before the ranges were given up', () => {
  /** A walk in two ranges whose second one was refused while the first has a request under way. */
  async function givenUp() {
    const held = heldWalk(plain, { resumeFrom: dividedAt('k059'), walkers: 3 });
    await held.begin();
    await held.fail('k059', denied());
    expect(held.open()).toEqual([':20', ':20']);
    return held;
  }

  it('is not taken when it comes', async () => {
    const { answer, answerAll, ids, told } = await givenUp();
    await answer(null);
    expect(ids()).toEqual([]);
    await answerAll();
    expect([told.is, ids().length, ids().toSorted()]).toEqual(['through', 120, idsOf(plain)]);
  });

  it('does not fail the walk', async () => {
    const { fail, answerAll, ids, told } = await givenUp();
    await fail(null, new Error('The connection broke'));
    await answerAll();
    expect([told.is, ids().toSorted()]).toEqual(['through', idsOf(plain)]);
  });

  it.each([
    ['answered', false],
    ['failed', true],
  ])('divides nothing where it was a look, %s', async (_, fails) => {
    const { begin, answer, answerAll, fail, ids, told, open } = heldWalk(plain);
    await begin();
    await answer(null);
    expect(open()).toEqual(['k019:20', 'k1:20', 'k00:10', 'l:20'].with(2, open()[0] ?? '').toSorted());
    await fail('l', denied());
    if (fails) await fail('k1', new Error('The connection broke'));
    else await answer('k1');
    await answerAll();
    expect([told.is, ids().toSorted()]).toEqual(['through', idsOf(plain)]);
  });
});

describe('where two ranges have seen other keys behind their border', () => {
  /** Ranges that meet at `k059`, in a listing that changes after the second one's first page. */
  async function changed(
    before: Keys,
    after: Keys,
    more: (request: Request, page: UploadsPage) => UploadsPage = (_, page) => page,
  ) {
    const [old, now] = [modelListing(before).store, modelListing(after).store];
    let isChanged = false;
    const store: Store = {
      ...now,
      async listUploads(request, signal) {
        const isSecond = request.keyMarker === 'k059' && !request.uploadIdMarker && request.maxUploads === 20;
        const page = await (isSecond && !isChanged ? old : now).listUploads(request, signal);
        if (isSecond) isChanged = true;
        return more(request, page);
      },
    };
    const { ids } = await inRanges(store, 20, 3, dividedAt('k059'));
    // What the second range has handed out comes again where the ranges are given up.
    return { ids, hasStayed: new Set(ids).size === ids.length };
  }
  const created = [...plain, { key: 'k059a', uploadId: 'new' }];

  it.each([
    ['came', plain, created],
    ['went', created, plain],
  ])('and an upload only %s between the two, the ranges stay', async (_, before, after) => {
    const { ids, hasStayed } = await changed(before, after);
    expect(hasStayed).toBe(true);
    for (const id of idsOf(plain)) expect(ids).toContain(id);
  });

  it('and see them again, the ranges are given up, and nothing is missed', async () => {
    // Whatever is asked for from the border on begins one upload late.
    const late = (request: Request, page: UploadsPage) =>
      request.keyMarker === 'k059' && !request.uploadIdMarker ? { ...page, uploads: page.uploads.slice(1) } : page;
    const { ids, hasStayed } = await changed(plain, plain, late);
    expect(hasStayed).toBe(false);
    expect([...new Set(ids)].toSorted()).toEqual(idsOf(plain));
  });

  it('and the second look shows none, the ranges stay: it tells nothing', async () => {
    const silent = (request: Request, page: UploadsPage) =>
      request.maxUploads === 2 ? { ...page, uploads: [] } : page;
    expect((await changed(plain, created, silent)).hasStayed).toBe(true);
  });
});

describe('what an earlier walk left', () => {
  it('of a store that lists in no order is read to the end of the bucket, not to a border that it knew', async () => {
    const keys = numbered(300, (n) => `${(n * 7) % 300}`.padStart(3, '0'));
    const { store } = modelListing(keys, { order: 'scattered' });
    const { ids } = await inRanges(store, 20, 4, [{ from: null, start: null, end: '150' }]);
    expect([...new Set(ids)].toSorted()).toEqual(idsOf(keys));
  });

  it('behind a key of its own is not gone on with where the store takes that key for another', async () => {
    const keys = numbered(300, (n) => `a+b/${String(n).padStart(3, '0')}`);
    const { store, requests } = modelListing(keys, { decodesMarkers: true });
    const { ids } = await inRanges(store, 20, 4, dividedAt('a+b/100').slice(1));
    expect([...new Set(ids)].toSorted()).toEqual(idsOf(keys));
    expect(requests.filter(({ keyMarker }) => !keyMarker)).toHaveLength(1);
  });

  it('stays where a page of one key alone tells nothing of the store', async () => {
    const many = [...numbered(60, () => 'k000'), ...plain.slice(1)];
    const { store, requests } = modelListing(many);
    const { ids } = await inRanges(store, 20, 1, dividedAt('k059'));
    expect([ids.length, ids.toSorted()]).toEqual([many.length, idsOf(many)]);
    expect(requests.filter((one) => one.keyMarker === 'k059' && !one.uploadIdMarker)).toHaveLength(1);
  });
});

it('asks again what the store does with markers where the first page is of one key', async () => {
  const many = [...numbered(25, () => 'a'), ...photos];
  const { store, requests } = modelListing(many);
  const { ids } = await inRanges(store);
  expect([...new Set(ids)].toSorted()).toEqual(idsOf(many));
  const ranges = requests.filter((one) => one.keyMarker && !one.uploadIdMarker && one.maxUploads === 20);
  expect(ranges.length).toBeGreaterThan(10);
});
