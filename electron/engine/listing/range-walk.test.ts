import { describe, expect, it } from 'vitest';
import type { WalkPlace } from '../index/walk-place.ts';
import type { Store } from '../store/store.ts';
import { walkInRanges } from './range-walk.ts';
import { type ListingHabits, modelListing } from './testing/model-listing.ts';
import { inRanges, listingHabits, numbered, oneByOne, photos, walkOptions } from './testing/range-walks.ts';
import { identity } from './walk.ts';

const forever = new AbortController().signal;

/** Requests that begin at a key that no page gave as its marker. */
const synthetic = <T extends { keyMarker?: string | null; uploadIdMarker?: string | null }>(requests: T[]) =>
  requests.filter(({ keyMarker, uploadIdMarker }) => keyMarker && !uploadIdMarker);

/** Those of them that may begin a range: not the check of the store's markers, nor a second look behind a border. */
const looks = (requests: { keyMarker?: string | null; uploadIdMarker?: string | null; maxUploads?: number }[]) =>
  synthetic(requests).filter(({ maxUploads }) => maxUploads === 20);

/** With four walkers so many looks go out beside the check of the store's markers: what they show counts for nothing yet. */
const mostEarlyLooks = 2;

describe('a directory bucket', () => {
  it('is walked by the markers that it gave, however sorted it looks', async () => {
    const { store, requests } = modelListing(photos, { keyMarker: 'opaque' });
    const found: string[] = [];
    const walk = walkInRanges(store, 'fast--use1-az4--x-s3', { ...walkOptions, pageSize: 20, walkers: 4 }, forever);
    for await (const { uploads } of walk) found.push(...uploads.map(identity));
    expect(new Set(found).size).toBe(photos.length);
    expect(requests).toHaveLength(photos.length / 20);
    const markers = requests.map(({ keyMarker }) => keyMarker ?? null);
    expect(markers).toEqual(markers.map((_, page) => (page === 0 ? null : `token-${page * 20}`)));
    expect(requests.every(({ uploadIdMarker }) => (uploadIdMarker ?? null) === null)).toBe(true);
  });
});

describe('a long, sorted bucket', () => {
  it('is walked in several ranges, and nothing comes twice', async () => {
    const { store, requests } = modelListing(photos);
    const { ids, places } = await inRanges(store);
    expect(ids.toSorted()).toEqual((await oneByOne(modelListing(photos).store)).toSorted());
    expect(new Set(ids).size).toBe(photos.length);
    expect(places).toEqual([]);
    const full = requests.filter(({ maxUploads }) => maxUploads === 20);
    // Far more than one range was walked with full pages, and without reading the bucket twice.
    expect(synthetic(full).length).toBeGreaterThan(4);
    expect(full.length).toBeLessThan(1.5 * (photos.length / 20));
  });

  it('needs a fraction of the round trips', async () => {
    const { store } = modelListing(numbered(4000, (n) => `folder/${String(n).padStart(5, '0')}`));
    const rounds = await roundTrips(store, 100, 8);
    // One after the other it would be 40.
    expect(rounds).toBeLessThan(15);
  });

  it('divides where the keys are dense', async () => {
    const skewed = [
      ...numbered(100, (n) => `a${n}`),
      ...numbered(3000, (n) => `logs/${n.toString(16).padStart(4, '0')}`),
      ...numbered(20, (n) => `z${n}`),
    ];
    expect(await roundTrips(modelListing(skewed).store, 100, 8)).toBeLessThan(16);
  });

  it('that ends on its first page is asked for once', async () => {
    const { store, requests } = modelListing(photos.slice(0, 20));
    expect((await inRanges(store)).ids).toHaveLength(20);
    expect(requests).toHaveLength(1);
  });
});

/** How many rounds of requests a walk takes when all that are under way are answered together. */
async function roundTrips(store: Store, pageSize: number, walkers: number): Promise<number> {
  let rounds = 0;
  let waiting: (() => void)[] = [];
  const inRounds: Store = {
    ...store,
    async listUploads(request, signal) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 1) {
          setImmediate(() => {
            rounds++;
            const all = waiting;
            waiting = [];
            for (const answer of all) answer();
          });
        }
      });
      return store.listUploads(request, signal);
    },
  };
  await inRanges(inRounds, pageSize, walkers);
  return rounds;
}

describe.each(listingHabits)('a store that lists %s', (_, habits, allowsRanges) => {
  const keys = numbered(600, (n) => `${'aBcD'[n % 4]}/${n % 3 ? '\u{1F600}' : '\uFFFA'}${n % 7} ${n}`);

  it(`is walked ${allowsRanges === false ? 'from page to page' : 'in ranges'} to the same end`, async () => {
    const { store, requests } = modelListing(keys, habits);
    const { ids } = await inRanges(store);
    expect(new Set(ids)).toEqual(new Set(keys.map((upload) => identity(upload))));
    const looked = looks(requests).filter(({ keyMarker }) => !keyMarker?.startsWith('token-')).length;
    if (allowsRanges === true) expect(looked).toBeGreaterThan(2 * mostEarlyLooks);
    if (allowsRanges !== false) return;
    expect(looked).toBeLessThanOrEqual(mostEarlyLooks);
    expect(ids).toEqual(await oneByOne(modelListing(keys, habits).store));
  });
});

describe('where the looks are answered before the check of the markers', () => {
  /** Holds back the answer to the check until the looks beside it have theirs. */
  const checkLast = (store: Store): Store => {
    const answered = Promise.withResolvers<void>();
    let looked = 0;
    return {
      ...store,
      async listUploads(request, signal) {
        if (request.maxUploads === 10) await answered.promise;
        const page = await store.listUploads(request, signal);
        if (looks([request]).length > 0 && ++looked === mostEarlyLooks) answered.resolve();
        return page;
      },
    };
  };

  it('what they read is kept once the markers are proved, and is not asked for again', async () => {
    const { store, requests } = modelListing(photos);
    const { ids } = await inRanges(checkLast(store));
    expect(new Set(ids)).toEqual(new Set(photos.map((upload) => identity(upload))));
    expect(ids).toHaveLength(photos.length);
    const asked = looks(requests).map(({ keyMarker }) => keyMarker);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('nothing of it is handed out where the markers are of no use', async () => {
    const keys = numbered(600, (n) => `${'abc'[n % 3]}/${n % 8}/x+y ${n}`);
    const habits = { decodesMarkers: true };
    const { ids } = await inRanges(checkLast(modelListing(keys, habits).store));
    expect(ids).toEqual(await oneByOne(modelListing(keys, habits).store));
  });
});

describe('goes back to one walk', () => {
  it('where a character does not arrive as it was meant', async () => {
    const keys = numbered(400, (n) => `a+b/${n}`);
    const { store, requests } = modelListing(keys, { decodesMarkers: true });
    expect((await inRanges(store)).ids).toEqual(await oneByOne(modelListing(keys, { decodesMarkers: true }).store));
    expect(looks(requests).length).toBeLessThanOrEqual(mostEarlyLooks);
  });

  it('never begins at a key with characters that were not seen to arrive', async () => {
    const keys = numbered(900, (n) => (n < 60 ? `a/${String(n).padStart(3, '0')}` : `b+c/${n}`));
    const { store, requests } = modelListing(keys, { decodesMarkers: true });
    expect(new Set((await inRanges(store)).ids).size).toBe(900);
    expect(synthetic(requests).filter(({ keyMarker }) => keyMarker?.includes('+'))).toEqual([]);
    expect(synthetic(requests).length).toBeGreaterThan(1);
  });

  it('where disorder shows late, and misses nothing', async () => {
    // The first pages are sorted either way; far behind them upper and lower case are mixed.
    const keys = [
      ...numbered(300, (n) => `0/${String(n).padStart(4, '0')}`),
      ...Array.from({ length: 300 }, (_, n) => ({
        key: `${n % 2 ? 'k' : 'K'}${String(n).padStart(4, '0')}`,
        uploadId: `k${n}`,
      })),
    ];
    const { store } = modelListing(keys, { order: 'by-case' });
    const { ids } = await inRanges(store);
    expect(new Set(ids)).toEqual(new Set(keys.map((upload) => identity(upload))));
  });

  /** A store that finds a key alone only roughly: its pages then begin `by` uploads off. */
  const roughly = (store: Store, by: number): Store => ({
    ...store,
    async listUploads(request, signal) {
      const isCheck = request.maxUploads === 10;
      if (!request.keyMarker || request.uploadIdMarker || isCheck) return store.listUploads(request, signal);
      const at = photosInOrder.findIndex(({ key }) => key > (request.keyMarker ?? ''));
      const { key, uploadId } = (at < 0 ? null : photosInOrder[at + by]) ?? { key: '~', uploadId: '~' };
      return store.listUploads({ ...request, keyMarker: key, uploadIdMarker: uploadId }, signal);
    },
  });
  const photosInOrder = photos.toSorted((a, b) => (a.key < b.key ? -1 : 1));

  it.each([
    ['behind its marker, so that two ranges do not meet', 3],
    ['before its marker', -5],
  ])('where a page begins %s', async (_, by) => {
    const { store, requests } = modelListing(photos);
    const { ids } = await inRanges(roughly(store, by));
    expect(new Set(ids)).toEqual(new Set(photos.map((upload) => identity(upload))));
    // The walk from page to page has read it all, over and above what the ranges had.
    expect(requests.filter(({ maxUploads }) => maxUploads === 20).length).toBeGreaterThanOrEqual(75);
    expect(synthetic(requests).length).toBeLessThan(75);
  });
});

describe('an upload whose key is the very border between two ranges', () => {
  /** Keys of uploads that a walk began a range at, and those that the walk over them missed or showed twice. */
  async function bordersOf(keys: readonly { key: string; uploadId: string }[], habits: Partial<ListingHabits>) {
    const { store, requests } = modelListing(keys, habits);
    const { ids } = await inRanges(store);
    const borders = new Set(looks(requests).flatMap(({ keyMarker }) => keyMarker ?? []));
    const expected = keys.map((upload) => identity(upload));
    return {
      borders: [...borders],
      missed: expected.filter((id) => !ids.includes(id)),
      twice: ids.length - new Set(ids).size,
    };
  }

  it.each<[string, Partial<ListingHabits>]>([
    ['as AWS', {}],
    ['as Ceph, markers inclusive', { keyMarker: 'inclusive' }],
  ])('is listed once (%s)', async (_, habits) => {
    let keys = photos;
    let met = 0;
    // Each walk's borders become keys of the next: some of them are borders again.
    for (let round = 0; round < 4; round++) {
      const { borders, missed, twice } = await bordersOf(keys, habits);
      expect([missed, twice]).toEqual([[], 0]);
      const known = new Set(keys.map(({ key }) => key));
      met += borders.filter((key) => known.has(key)).length;
      const fresh = borders.filter((key) => !known.has(key));
      // Two uploads of each: one may be shown and the other not.
      keys = [
        ...keys,
        ...fresh.flatMap((key) => ['b1', 'b2'].map((id) => ({ key, uploadId: `${id} of round ${round}` }))),
      ];
    }
    expect(met).toBeGreaterThan(0);
  });

  it('is listed once where an earlier walk left its ranges', async () => {
    const keys = [...photos, ...['b1', 'b2'].map((uploadId) => ({ key: 'photos/2026-06/', uploadId }))];
    const border = 'photos/2026-06/';
    const places: WalkPlace[] = [
      { from: null, end: border, start: null },
      { from: { keyMarker: border, uploadIdMarker: null }, end: null, start: border },
    ];
    for (const habits of [{}, { keyMarker: 'inclusive' as const }]) {
      const { ids } = await inRanges(modelListing(keys, habits).store, 20, 4, places);
      expect(ids.toSorted()).toEqual(keys.map((upload) => identity(upload)).toSorted());
    }
  });
});

it('hands on the failure of any range after the pages that were read', async () => {
  const { store } = modelListing(photos);
  let calls = 0;
  const failing: Store = {
    ...store,
    listUploads: (request, signal) => {
      calls++;
      if (calls > 30) throw new Error('The store fell silent.');
      return store.listUploads(request, signal);
    },
  };
  await expect(inRanges(failing)).rejects.toThrow('The store fell silent.');
});

describe('where the endpoint is known not to allow ranges', () => {
  const walked = async (resumeFrom?: WalkPlace[]) => {
    const { store, requests } = modelListing(photos);
    const ids: string[] = [];
    const walk = walkInRanges(store, 'b', { ...walkOptions, pageSize: 20, mayDivide: false, resumeFrom }, forever);
    for await (const { uploads } of walk) ids.push(...uploads.map(identity));
    return { ids, requests };
  };
  const all = async () => (await oneByOne(modelListing(photos).store)).toSorted();

  it('none is tried', async () => {
    const { ids, requests } = await walked();
    expect(ids.toSorted()).toEqual(await all());
    expect(requests).toHaveLength(photos.length / 20);
    expect(synthetic(requests)).toEqual([]);
  });

  it('those that an earlier walk left are not gone on with, and nothing is missed', async () => {
    const middle = 'photos/2026-06/';
    const places: WalkPlace[] = [
      { from: null, end: middle, start: null },
      { from: { keyMarker: middle, uploadIdMarker: null }, end: null, start: middle },
    ];
    for (const left of [places, places.slice(1), places.slice(0, 1)]) {
      const { ids, requests } = await walked(left);
      expect(ids.toSorted()).toEqual(await all());
      expect(synthetic(requests)).toEqual([]);
    }
  });
});

it('ends at once when it is told to', async () => {
  const { store } = modelListing(photos);
  const stop = new AbortController();
  const walk = walkInRanges(store, 'b', { ...walkOptions, pageSize: 20 }, stop.signal);
  await walk.next();
  stop.abort(new Error('enough'));
  await expect(
    (async () => {
      for await (const _ of walk);
    })(),
  ).rejects.toThrow('enough');
});
