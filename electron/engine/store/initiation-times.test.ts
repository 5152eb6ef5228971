import { beforeEach, expect, test } from 'vitest';
import { unknownTime } from '../../../shared/format/time.ts';
import { InitiationWatch } from './initiation-times.ts';
import type { UploadsPage } from './store.ts';

const noon = Date.UTC(2026, 6, 1, 12);
let watch: InitiationWatch;
beforeEach(() => {
  watch = new InitiationWatch('told');
});

/** A page that came at a time, by the server's clock; each upload with the time that it was begun. */
function page(serverTime: number | null, begun: Record<string, number>): UploadsPage {
  const uploads = Object.entries(begun).map(([key, initiatedAt]) => ({
    key,
    uploadId: `id of ${key}`,
    initiatedAt,
    initiator: null,
    owner: null,
    storageClass: null,
  }));
  const call = { status: 200, requestId: null, serverTime, requestCharged: false };
  return { call, uploads, isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null };
}
/** The times that are believed of it. */
const told = (read: UploadsPage, bucket = 'b') =>
  watch.told(bucket, read).uploads.map(({ initiatedAt }) => initiatedAt);

test('a time that moves with the answer is learned at the second, and unknown from then on', () => {
  expect(told(page(noon, { a: noon + 400, b: noon + 401 }))).toEqual([noon + 400, noon + 401]);
  expect(watch.times).toBe('told');
  expect(told(page(noon + 5000, { b: noon + 5400 }))).toEqual([unknownTime]);
  expect(watch.times).toBe('time of the answer');
  // Also of what was never seen before.
  expect(told(page(noon + 9000, { c: noon + 9900 }))).toEqual([unknownTime]);
});

test('what was learned is known in the next session', () => {
  watch = new InitiationWatch('time of the answer');
  expect(told(page(noon, { a: noon }))).toEqual([unknownTime]);
});

test('a page with a time of its own reopens the question', () => {
  watch = new InitiationWatch('time of the answer');
  const hourAgo = noon - 3_600_000;
  expect(told(page(noon, { a: noon, b: hourAgo }))).toEqual([noon, hourAgo]);
  expect(watch.times).toBe('told');
});

test.each<[string, [UploadsPage, string?], [UploadsPage, string?]]>([
  ['an upload that was begun just now, and goes on', [page(noon, { a: noon })], [page(noon + 1000, { a: noon })]],
  ['uploads that were begun one after the other', [page(noon, { a: noon })], [page(noon + 5000, { b: noon + 5000 })]],
  ['the same names in another bucket', [page(noon, { a: noon })], [page(noon + 5000, { a: noon + 5000 }), 'c']],
  ['a store without a Date', [page(null, { a: noon })], [page(null, { a: noon + 5000 })]],
  [
    'a time that moves, but is not the answer’s: a folder’s',
    [page(noon, { a: noon - 60_000 })],
    [page(noon + 5000, { a: noon - 10_000 })],
  ],
  [
    'one that moves among others that do not',
    [page(noon, { a: noon, old: noon - 60_000 })],
    [page(noon + 5000, { a: noon + 5000, old: noon - 60_000 })],
  ],
  ['an upload whose time is unknown', [page(noon, { a: unknownTime })], [page(noon + 5000, { a: unknownTime })]],
])('%s is no such store', (_, first, second) => {
  watch.told(first[1] ?? 'b', first[0]);
  const read = watch.told(second[1] ?? 'b', second[0]);
  expect(read).toEqual(second[0]);
  expect(watch.times).toBe('told');
});
