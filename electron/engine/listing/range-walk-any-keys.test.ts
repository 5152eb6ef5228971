import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WalkPlace } from '../index/walk-place.ts';
import { walkInRanges } from './range-walk.ts';
import { modelListing } from './testing/model-listing.ts';
import { inRanges, listingHabits, oneByOne, photos, walkOptions } from './testing/range-walks.ts';
import { identity } from './walk.ts';

const forever = new AbortController().signal;

describe.each(listingHabits)('a store that lists %s', (_, habits) => {
  it('yields what the walk from page to page yields, for any keys', async () => {
    const piece = fc.oneof(
      fc.constantFrom('a', 'b', 'B', '/', '+', ' ', '%2B', '0', '1', '9', '~', '\u0001', 'é', '\uD7FF', '\uFFFD', '😀'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
    );
    const key = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    const bucket = fc.record({
      keys: fc.array(fc.tuple(key, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 60 }),
      stem: fc.constantFrom('', 'x/', 'deep/er/'),
    });
    await fc.assert(
      fc.asyncProperty(
        bucket,
        fc.integer({ min: 5, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (made, size, walkers) => {
          const all = made.keys.flatMap(([name, uploads], n) =>
            Array.from({ length: uploads }, (_, u) => ({ key: made.stem + name, uploadId: `u${n}-${u}` })),
          );
          const { ids } = await inRanges(modelListing(all, habits).store, size, walkers);
          expect(new Set(ids)).toEqual(new Set(await oneByOne(modelListing(all, habits).store, size)));
          expect(new Set(ids).size).toBe(all.length);
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);
});

it('goes on where it was broken off, from the places it had told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 8 }), async (pages, walkers) => {
      const { store } = modelListing(photos);
      const kept: string[] = [];
      let places: WalkPlace[] = [];
      let read = 0;
      for await (const page of walkInRanges(store, 'b', { ...walkOptions, pageSize: 20, walkers }, forever)) {
        kept.push(...page.uploads.map(identity));
        places = structuredClone(page.places);
        read++;
        if (read === pages) break;
      }
      if (places.length > 0) kept.push(...(await inRanges(store, 20, walkers, places)).ids);
      expect(new Set(kept)).toEqual(new Set(photos.map((upload) => identity(upload))));
    }),
    { numRuns: 40 },
  );
}, 60_000);
