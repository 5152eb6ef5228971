import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf, type Place, placeAt } from './page-address.ts';

const name = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .filter((text) => text.trim() !== '' && text.length <= maxLength);
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom<Place>({ screen: 'start' }, { screen: 'overview' }, { screen: 'history', jobId: null }),
  name(64).map((connectionId): Place => ({ screen: 'connection', connectionId })),
  fc.tuple(name(64), name(300)).map(([connectionId, bucket]): Place => ({ screen: 'bucket', connectionId, bucket })),
  name(64).map((jobId): Place => ({ screen: 'history', jobId })),
);

it('leads back to every place, through a URL as well', () => {
  fc.assert(
    fc.property(place, (there) => {
      const address = addressOf(there);
      expect(placeAt(address)).toEqual(there);
      expect(placeAt(new URL(`http://127.0.0.1/#${address}`).hash.slice(1))).toEqual(there);
    }),
  );
});

it('takes any text for a place or for nothing, and never throws', () => {
  const parts = fc.constantFrom('/', 'connections', 'buckets', 'history', '%', '%2F', '%ff', 'a', '..', '?', '#', ' ');
  const text = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 9 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (address) => {
      const found = placeAt(address);
      if (found) expect(placeAt(addressOf(found))).toEqual(found);
    }),
  );
});

it.each<[string, Place]>([
  ['/', { screen: 'start' }],
  ['/connections', { screen: 'overview' }],
  ['/connections/c1', { screen: 'connection', connectionId: 'c1' }],
  ['/connections/c1/buckets/arn%3Aaws%3As3%2Fx', { screen: 'bucket', connectionId: 'c1', bucket: 'arn:aws:s3/x' }],
  ['/connections/c1/buckets/history', { screen: 'bucket', connectionId: 'c1', bucket: 'history' }],
  ['/history', { screen: 'history', jobId: null }],
  ['/history/j1', { screen: 'history', jobId: 'j1' }],
])('%s', (address, there) => {
  expect(placeAt(address)).toEqual(there);
  expect(addressOf(there)).toBe(address);
});

it.each([
  '',
  'connections',
  '//',
  '/connections/',
  '/connections//buckets/b',
  '/connections/c1/',
  '/connections/c1/buckets',
  '/connections/c1/buckets/',
  '/connections/c1/buckets/%20',
  '/connections/c1/buckets/b/key',
  '/connections/c1/bucket/b',
  '/connections/c1/buckets/%E0%A4%A',
  `/connections/${'c'.repeat(65)}`,
  `/connections/c1/buckets/${'b'.repeat(2049)}`,
  '/history/',
  '/history/j1/items',
  '/settings',
  '/Connections',
])('%j leads nowhere', (address) => expect(placeAt(address)).toBeNull());
