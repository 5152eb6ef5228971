import { expect, it } from 'vitest';
import { PagePlaces } from './page-places.ts';

const behind = (nextKeyMarker: string | null, nextUploadIdMarker: string | null = null) => ({
  nextKeyMarker,
  nextUploadIdMarker,
});

it('knows a place by all that says where a page begins, and by nothing else', () => {
  const places = new PagePlaces<string>();
  places.noteBehind({ bucket: 'b', keyMarker: 'j', onRecord: true }, behind('k', 'u'), 'known');
  const place = { bucket: 'b', keyMarker: 'k', uploadIdMarker: 'u' };
  expect(places.get(place)).toBe('known');
  expect(places.get({ ...place, prefix: '', onRecord: true })).toBe('known');
  for (const other of [{ bucket: 'c' }, { prefix: 'p' }, { keyMarker: 'l' }, { uploadIdMarker: null }]) {
    expect(places.get({ ...place, ...other })).toBeUndefined();
  }
  places.noteBehind({ bucket: 'b', prefix: 'p' }, behind(null), 'first');
  expect(places.get({ bucket: 'b', prefix: 'p' })).toBe('first');
  expect(places.get({ bucket: 'b' })).toBeUndefined();
});

it('keeps the newest 64, and what is noted anew is among them', () => {
  const places = new PagePlaces<number>();
  const at = (key: number) => places.get({ bucket: 'b', keyMarker: String(key) });
  for (let key = 0; key < 64; key++) places.noteBehind({ bucket: 'b' }, behind(String(key)), key);
  places.noteBehind({ bucket: 'b' }, behind('0'), -1);
  expect([at(0), at(1)]).toEqual([-1, 1]);
  places.noteBehind({ bucket: 'b' }, behind('64'), 64);
  expect([at(0), at(1), at(2), at(64)]).toEqual([-1, undefined, 2, 64]);
});
