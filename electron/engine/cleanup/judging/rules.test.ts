import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameObject, missingQuietMs, type SeenObject } from './rules.ts';

const head: SeenObject = { outcome: 'present', lastModified: 1_700_000_001_000, bytes: 7, etag: '"abc-2"' };

it('takes an object for the same by the second and without quotes', () => {
  expect(isSameObject(head, { ...head, lastModified: 1_700_000_001_999, etag: 'abc-2' })).toBe(true);
  expect(isSameObject(head, { ...head, lastModified: 1_700_000_002_000 })).toBe(false);
  expect(isSameObject(head, { ...head, lastModified: 1_700_000_000_999 })).toBe(false);
  expect(isSameObject(head, { ...head, etag: '"abc-3"' })).toBe(false);
  expect(isSameObject(head, { ...head, etag: null })).toBe(false);
  expect(isSameObject(head, { ...head, bytes: null })).toBe(false);
});

it('is content with the quiet interval only where both clocks can have seen it', () => {
  const ms = fc.integer({ min: -100_000, max: 100_000 });
  fc.assert(
    fc.property(ms, fc.option(ms), fc.nat({ max: 60_000 }), (local, server, quiet) => {
      const missing = missingQuietMs(
        quiet,
        { endedAt: 0, serverEnd: server === null ? null : 0 },
        { startedAt: local, serverStart: server },
      );
      // The server's seconds may hide up to one of theirs.
      expect(missing <= 0).toBe(local >= quiet && (server === null || server + 1000 >= quiet));
      if (missing > 0 && server === null) expect(missing).toBe(quiet - local);
    }),
  );
});

it('goes by the local clock alone where either look was not told the server’s time', () => {
  const missing = (serverEnd: number | null, serverStart: number | null) =>
    missingQuietMs(30_000, { endedAt: 0, serverEnd }, { startedAt: 20_000, serverStart });
  expect([missing(null, null), missing(0, null), missing(null, 0)]).toEqual([10_000, 10_000, 10_000]);
  expect([missing(0, 20_000), missing(0, 5_000)]).toEqual([10_000, 24_000]);
});
