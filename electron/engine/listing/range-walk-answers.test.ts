import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { WalkPlace } from '../index/walk-place.ts';
import { settle } from '../ports/testing/fake-clock.ts';
import type { Store, UploadsPage } from '../store/store.ts';
import { type RangePage, type RangeWalkOptions, walkInRanges } from './range-walk.ts';
import { type ListingHabits, modelListing } from './testing/model-listing.ts';
import { inRanges, numbered, pagesInRanges, photos, walkOptions } from './testing/range-walks.ts';
import { identity } from './walk.ts';

/** Walks whose answers come when a test says so, in the order that it says. */

type Request = Parameters<Store['listUploads']>[0];
type Keys = readonly { key: string; uploadId: string }[];

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
function heldWalk(
  keys: Keys,
  options: Partial<RangeWalkOptions> = {},
  habits: Partial<ListingHabits> = {},
  distorted: (request: Request, page: UploadsPage) => UploadsPage = (_, page) => page,
) {
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
      return distorted(request, await listing.listUploads(request, signal));
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
    await settle();
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
      return settle();
    },
    fail: (keyMarker: string | null, error: Error, maxUploads?: number) => {
      one(keyMarker, maxUploads).verdict.reject(error);
      return settle();
    },
    /** Answers whatever is asked for, until nothing is. */
    answerAll: async () => {
      for (let turn = 0; open.length > 0; turn++) {
        if (turn > 500) throw new Error('It would never end.');
        for (const { verdict } of open.splice(0)) verdict.resolve();
        await settle();
        await settle();
      }
    },
  };
}

/** 120 uploads, `k000` to `k119`. */
const plain = numbered(120, (n) => `k${String(n).padStart(3, '0')}`);
/** 1,000 of them. */
const longer = numbered(1_000, (n) => `k${String(n).padStart(3, '0')}`);

describe('how much is asked for', () => {
  /** The most requests that were under way together. */
  async function mostAtOnce(walkers: number | undefined) {
    const { store } = modelListing(photos);
    let [now, most] = [0, 0];
    const counting: Store = {
      ...store,
      async listUploads(request, signal) {
        most = Math.max(most, ++now);
        await settle();
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
    await settle();
    expect(requests).toHaveLength(5);
    await walk.next();
    await settle();
    expect(requests).toHaveLength(6);
  });

  it('is nothing any more once nobody takes pages', async () => {
    const { walk, answer, signals } = heldWalk(plain);
    const first = walk.next();
    await settle();
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
    await settle();
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

  it('does not fail the walk where it was the check of the markers', async () => {
    const { begin, answer, answerAll, fail, asked, ids, told } = heldWalk(plain, { resumeFrom: dividedAt('k059') });
    await begin();
    await answer(null);
    await fail('k059', denied());
    await fail(asked.find(({ maxUploads }) => maxUploads === 10)?.keyMarker ?? null, new Error('It broke'), 10);
    await answerAll();
    expect([told.is, ids().toSorted()]).toEqual(['through', idsOf(plain)]);
  });

  it('gives nothing up again where two ranges contradict each other', async () => {
    const late = (request: Request, page: UploadsPage) =>
      request.keyMarker === 'k049' && !request.uploadIdMarker ? { ...page, uploads: page.uploads.slice(1) } : page;
    const held = heldWalk(plain, { resumeFrom: dividedAt('k049', 'k089'), walkers: 8 }, {}, late);
    await held.begin();
    await held.answer('k049');
    for (const marker of [null, 'k019', 'k039']) await held.answer(marker);
    // Both are asked again.
    expect(held.open()).toEqual(expect.arrayContaining(['k039:20', 'k049:2']));
    await held.fail('k089', denied());
    const before = held.asked.length;
    await held.answer('k039');
    await held.answer('k049', 2);
    expect(held.asked.length).toBe(before);
  });

  it('gives nothing up again when it fails', async () => {
    const ranges = heldWalk(plain, { resumeFrom: dividedAt('k059', 'k089') });
    await ranges.begin();
    await ranges.fail('k059', denied());
    const [asked, open] = [ranges.asked.length, ranges.open().filter((one) => !one.startsWith('k089'))];
    await ranges.fail('k089', denied());
    expect([ranges.asked.length, ranges.open()]).toEqual([asked, open]);
    const looks = heldWalk(plain);
    await looks.begin();
    await looks.answer(null);
    await looks.fail('l', denied());
    const before = looks.asked.length;
    await looks.fail('k1', denied());
    expect(looks.asked.length).toBe(before);
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
  /** Ranges that meet at `k049`, in a listing that changes after the second one's first page. */
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
        const isSecond = isFromBorder(request) && request.maxUploads === 20;
        const page = await (isSecond && !isChanged ? old : now).listUploads(request, signal);
        if (isSecond) isChanged = true;
        return more(request, page);
      },
    };
    const { ids } = await inRanges(store, 20, 3, dividedAt('k049'));
    // What the second range has handed out comes again where the ranges are given up.
    return { ids, hasStayed: new Set(ids).size === ids.length };
  }
  const isFromBorder = ({ keyMarker, uploadIdMarker }: Request) => keyMarker === 'k049' && !uploadIdMarker;
  const created = [...plain, { key: 'k049a', uploadId: 'new' }];
  /** Whatever is asked for from the border on begins one upload late. */
  const late = (request: Request, page: UploadsPage) =>
    isFromBorder(request) ? { ...page, uploads: page.uploads.slice(1) } : page;

  it.each([
    ['came', plain, created],
    ['went', created, plain],
  ])('and an upload only %s between the two, the ranges stay', async (_, before, after) => {
    const { ids, hasStayed } = await changed(before, after);
    expect(hasStayed).toBe(true);
    for (const id of idsOf(plain)) expect(ids).toContain(id);
  });

  it('and see them again, the ranges are given up, and nothing is missed', async () => {
    const { ids, hasStayed } = await changed(plain, plain, late);
    expect(hasStayed).toBe(false);
    expect([...new Set(ids)].toSorted()).toEqual(idsOf(plain));
  });

  it('and the first one sees the end of the listing there again, the ranges are given up', async () => {
    let asked = 0;
    // By the store's own markers nothing lies behind the border.
    const cut = (request: Request, page: UploadsPage) => {
      if (request.keyMarker !== 'k039') return page;
      asked++;
      const end = { isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null };
      return { ...page, uploads: page.uploads.slice(0, 10), ...end };
    };
    await changed(plain, plain, cut);
    // Once by the first range, once to be sure, and once by the one walk that goes on.
    expect(asked).toBe(3);
  });

  it.each([
    ['the second one', (request: Request) => request.maxUploads === 2],
    ['the first one', (request: Request, asked: number) => request.keyMarker === 'k039' && asked > 1],
  ])('and %s shows nothing when it is asked again, the ranges stay: that tells nothing', async (_, isSilent) => {
    let asked = 0;
    const silent = (request: Request, page: UploadsPage) => {
      if (request.keyMarker === 'k039') asked++;
      return isSilent(request, asked) ? { ...page, uploads: [] } : late(request, page);
    };
    expect((await changed(plain, plain, silent)).hasStayed).toBe(true);
  });
});

describe('a store that is not what it seemed', () => {
  it('is walked from page to page where it leaves its marker out, and then shows it', async () => {
    const { store } = modelListing(plain);
    const inclusive = modelListing(plain, { keyMarker: 'inclusive' }).store;
    const odd: Store = {
      ...store,
      listUploads: (request, signal) => (request.keyMarker === 'k059' ? inclusive : store).listUploads(request, signal),
    };
    const held: Store = {
      ...odd,
      async listUploads(request, signal) {
        // What the store does with markers is known by then.
        if (request.keyMarker === 'k059') for (let turn = 0; turn < 5; turn++) await settle();
        return odd.listUploads(request, signal);
      },
    };
    const pages = await pagesInRanges(held, { pageSize: 20, walkers: 3, resumeFrom: dividedAt('k059', 'k089') });
    const ids = pages.flatMap(({ uploads }) => uploads).map((upload) => identity(upload));
    expect([...new Set(ids)].toSorted()).toEqual(idsOf(plain));
    // What the last range had handed out has come again.
    expect(ids.length).toBeGreaterThan(plain.length);
  });

  it('is walked from page to page where each page is in order, and the next begins before it', async () => {
    // Twenty of `9`, then twenty of `8`, …: whatever lies between two of them is never seen on one page.
    const keys = numbered(200, (n) => `${9 - Math.floor(n / 20)}${String(n % 20).padStart(2, '0')}`);
    const order = (a: string, b: string) => b.charCodeAt(0) - a.charCodeAt(0);
    for (const walkers of [1, 2, 4]) {
      const { store } = modelListing(keys, { order });
      expect([...new Set((await inRanges(store, 20, walkers)).ids)].toSorted()).toEqual(idsOf(keys));
    }
  });

  it('costs one request more than a walk from page to page', async () => {
    const { store, requests } = modelListing(plain, { keyMarker: 'ignored' });
    await inRanges(store, 20, 2);
    expect(requests).toHaveLength(plain.length / 20 + 1);
    // Where the first page is in no order, nothing is asked.
    const scattered = modelListing(
      numbered(120, (n) => String(100 + 7 * n)),
      { order: 'scattered' },
    );
    await inRanges(scattered.store, 20, 2);
    expect(scattered.requests).toHaveLength(6);
    // Nor where all is of one key: nothing could be.
    const same = modelListing(numbered(120, () => 'é'));
    await inRanges(same.store, 20, 2);
    expect(same.requests).toHaveLength(6);
  });
});

describe('looks that are answered before it is known what the store does with markers', () => {
  /** The first page is there, and four borders are being looked behind. */
  async function looking(keys: Keys = longer, distorted?: (request: Request, page: UploadsPage) => UploadsPage) {
    const held = heldWalk(keys, { walkers: 8 }, {}, distorted);
    await held.begin();
    await held.answer(null);
    const check = held.asked.find(({ maxUploads }) => maxUploads === 10)?.keyMarker ?? null;
    const borders = held.asked.flatMap((one) =>
      one.keyMarker && !one.uploadIdMarker && one.maxUploads === 20 ? [one.keyMarker] : [],
    );
    return { ...held, check, borders };
  }

  it('are four, each in another part of the bucket', async () => {
    const { borders, open } = await looking();
    expect(new Set(borders).size).toBe(4);
    // The next page, and the check, besides.
    expect(open()).toHaveLength(6);
  });

  it('hand out nothing, and go on from no page, before that', async () => {
    const { ids, answer, answerAll, open, check } = await looking();
    await answer('k1');
    expect(ids()).toHaveLength(20);
    expect(open()).not.toContain('k119:20');
    await answer(check, 10);
    expect(ids()).toHaveLength(40);
    expect(open()).toContain('k119:20');
    await answerAll();
    expect([ids().length, ids().toSorted()]).toEqual([1_000, idsOf(longer)]);
  });

  it('count all of them once it is known', async () => {
    const { ids, told, answer, answerAll, borders, check } = await looking();
    for (const border of borders) await answer(border);
    await answer(check, 10);
    await answerAll();
    expect([told.is, ids().length, ids().toSorted()]).toEqual(['through', 1_000, idsOf(longer)]);
  });

  it('hand out no page of what they have shown to be empty', async () => {
    // Behind `k1` and before it there is something, elsewhere nothing.
    const { answer, answerAll, borders, check, pages } = await looking(longer.slice(0, 200));
    for (const border of borders) await answer(border);
    await answer(check, 10);
    await answerAll();
    expect(pages.filter(({ uploads }) => uploads.length === 0)).toEqual([]);
  });

  it('count none of them where the first of them is out of order', async () => {
    const turned = (request: Request, page: UploadsPage) => {
      const [first, second, third, ...others] = page.uploads;
      if (request.keyMarker !== earliest || !first || !second || !third) return page;
      return { ...page, uploads: [first, third, second, ...others] };
    };
    let earliest = '';
    const { ids, told, answer, answerAll, borders, check } = await looking(longer, turned);
    earliest = borders.toSorted()[0] ?? '';
    for (const border of borders) await answer(border);
    await answer(check, 10);
    await answerAll();
    expect([told.is, ids().length, ids().toSorted()]).toEqual(['through', 1_000, idsOf(longer)]);
  });

  it('tell nothing where they show nothing', async () => {
    const silent = (request: Request, page: UploadsPage) =>
      request.keyMarker === 'k1' && !request.uploadIdMarker
        ? { ...page, uploads: [], nextKeyMarker: 'k1', nextUploadIdMarker: '0' }
        : page;
    const { ids, told, answer, answerAll } = await looking(longer, silent);
    await answer('k1');
    await answerAll();
    expect([told.is, [...new Set(ids())].toSorted()]).toEqual(['through', idsOf(longer)]);
  });
});

describe('pages that tell nothing of the store, each of one key', () => {
  // Behind 45 of the one are three of the other: no page has a third key in its middle.
  const two = [...numbered(45, () => 'a1'), ...['x', 'y', 'z'].map((uploadId) => ({ key: 'b1', uploadId }))];

  it('leave nothing unread', async () => {
    for (const walkers of [2, 4, 8]) {
      const { ids } = await inRanges(modelListing(two).store, 20, walkers);
      expect([...new Set(ids)].toSorted()).toEqual(idsOf(two));
    }
  });

  it('are asked for once each', async () => {
    const many = [...numbered(200, () => 'a1'), ...two.slice(-3)];
    const { begin, answer, answerAll, asked, ids, told } = heldWalk(many, { walkers: 8 });
    await begin();
    await answer(null);
    const before = asked.length;
    for (let page = 0; page < 5; page++) {
      const next = asked.findLast(({ keyMarker, uploadIdMarker }) => !keyMarker || uploadIdMarker);
      await answer(next?.keyMarker ?? null);
    }
    const markers = asked.slice(before).map(({ uploadIdMarker }) => uploadIdMarker);
    expect(new Set(markers).size).toBe(markers.length);
    await answerAll();
    expect([told.is, [...new Set(ids())].toSorted()]).toEqual(['through', idsOf(many)]);
  });
});

it('begins at keys of every kind that was seen to arrive', async () => {
  const keys = numbered(600, (n) => `é/${String(n).padStart(3, '0')}`);
  const { store, requests } = modelListing(keys);
  expect((await inRanges(store)).ids.toSorted()).toEqual(idsOf(keys));
  const odd = requests.filter((one) => one.keyMarker && !one.uploadIdMarker && one.maxUploads === 20);
  expect(odd.length).toBeGreaterThan(4);
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

  it('behind a key of its own is not gone on with where the check says that the store ignores such a key', async () => {
    const { begin, answer, answerAll, asked, open, ids } = heldWalk(
      plain,
      { resumeFrom: dividedAt('k049') },
      { keyMarker: 'ignored' },
    );
    await begin();
    await answer(null);
    const checks = () => asked.filter(({ maxUploads }) => maxUploads === 10);
    await answer(checks()[0]?.keyMarker ?? null, 10);
    // Its own, and that of the one walk.
    expect(open().filter((one) => one === 'k019:20')).toHaveLength(2);
    await answerAll();
    expect([ids().length, ids().toSorted()]).toEqual([120, idsOf(plain)]);
    expect(checks()).toHaveLength(1);
  });

  it('is gone on with where the store lists the key that it begins behind', async () => {
    const { store, requests } = modelListing(plain, { keyMarker: 'inclusive' });
    const { ids } = await inRanges(store, 20, 4, dividedAt('k059'));
    expect(ids.toSorted()).toEqual(idsOf(plain));
    // The second page of its own.
    expect(requests.map(({ keyMarker }) => keyMarker)).toContain('k078');
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
