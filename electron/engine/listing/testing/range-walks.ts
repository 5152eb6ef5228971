import type { WalkPlace } from '../../index/walk-place.ts';
import { systemClock } from '../../ports/clock.ts';
import type { ListedUpload, Store } from '../../store/store.ts';
import { type RangePage, type RangeWalkOptions, walkInRanges } from '../range-walk.ts';
import { identity } from '../walk.ts';
import type { ListingHabits } from './model-listing.ts';
import { walkUploads } from './walk-uploads.ts';

/** What every walk of these tests is given. */
export const walkOptions = { clock: systemClock, random: () => 0 };
const forever = new AbortController().signal;

/** Turns of the event loop without a request, after which a walk over a store in memory is taken to stand still. */
const mostStill = 60;

/** Uploads of keys by their number. */
export function numbered(count: number, key: (n: number) => string) {
  return Array.from({ length: count }, (_, n) => ({ key: key(n), uploadId: `u${n}` }));
}

/** A bucket that is long, sorted, and worth dividing. */
export const photos = numbered(1500, (n) => `photos/2026-${String(1 + (n % 12)).padStart(2, '0')}/IMG ${n}.jpg`);

/** How stores list, and whether they allow ranges; null: some of their pages look as if they did. */
export const listingHabits: [string, Partial<ListingHabits>, boolean | null][] = [
  ['as AWS', {}, true],
  ['as Ceph, markers inclusive', { keyMarker: 'inclusive' }, true],
  ['by UTF-16', { order: 'units' }, true],
  ['in pages shorter than asked', { pageLimit: 7 }, true],
  ['in no order', { order: 'scattered' }, false],
  // Its first pages look sorted: the ranges begin, and are given up.
  ['by letters, whatever their case', { order: 'by-case' }, null],
  ['by opaque markers', { keyMarker: 'opaque' }, false],
  ['from the start, whatever the marker', { keyMarker: 'ignored' }, false],
  ['with empty pages', { emptyPages: true }, false],
];

/** The pages of a walk over a store in memory. @throws Error where the walk waits for what will never come */
export async function pagesInRanges(store: Store, options: Partial<RangeWalkOptions> = {}): Promise<RangePage[]> {
  let requests = 0;
  const counted: Store = {
    ...store,
    listUploads: (request, signal) => {
      requests++;
      return store.listUploads(request, signal);
    },
  };
  const pages: RangePage[] = [];
  let isOver = false;
  const walk = (async () => {
    for await (const page of walkInRanges(counted, 'b', { ...walkOptions, ...options }, forever)) pages.push(page);
  })().finally(() => {
    isOver = true;
  });
  // Whoever waits for it below is told.
  walk.catch(() => {});
  for (let still = 0, before = 0; !isOver; still++) {
    if (still > mostStill) throw new Error('The walk stands still.');
    await new Promise((resolve) => setImmediate(resolve));
    if (requests > before) still = 0;
    before = requests;
  }
  await walk;
  return pages;
}

/** What a walk in ranges finds. @throws Error where the walk waits for what will never come */
export async function inRanges(store: Store, pageSize = 20, walkers = 4, resumeFrom?: WalkPlace[]) {
  const pages = await pagesInRanges(store, { pageSize, walkers, resumeFrom });
  const found: ListedUpload[] = pages.flatMap(({ uploads }) => uploads);
  return { found, ids: found.map(identity), places: pages.at(-1)?.places ?? [] };
}

/** What a walk from page to page finds. */
export async function oneByOne(store: Store, pageSize = 20): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of walkUploads(store, 'b', { ...walkOptions, pageSize }, forever)) {
    ids.push(...page.uploads.map(identity));
  }
  return ids;
}
