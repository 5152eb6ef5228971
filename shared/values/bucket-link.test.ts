import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bucketLink, isLink, readBucketLink } from './bucket-link.ts';

const known = { connectionId: '8c1f', bucket: 'nightly-backups' };

test('a link has nothing but the place in it', () => {
  expect(bucketLink(known)).toBe('loose-parts://open/connections/8c1f/buckets/nightly-backups');
});

test('every place comes back from its link, whatever its name', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((text) => text.trim() !== '' && text.length <= 64);
  fc.assert(
    fc.property(name, name, (connectionId, bucket) => {
      const link = bucketLink({ connectionId, bucket });
      expect(isLink(link)).toBe(true);
      expect(readBucketLink(link)).toEqual({ connectionId, bucket });
    }),
  );
});

it.each([
  'loose-parts://open/connections/8c1f/buckets/nightly-backups/',
  'LOOSE-PARTS://Open/connections/8c1f/buckets/nightly-backups',
])('%s is read as systems hand it on', (link) => expect(readBucketLink(link)).toEqual(known));

describe('no link to a bucket', () => {
  it.each([
    '',
    'loose-parts:',
    'loose-parts://',
    'loose-parts://open',
    'loose-parts://open/',
    'loose-parts://open/history',
    'loose-parts://open/connections/8c1f',
    'loose-parts://open/connections//buckets/a',
    'loose-parts://open/connections/8c1f/buckets/',
    'loose-parts://open/connections/8c1f/buckets/a/b',
    'loose-parts://open/connections/8c1f/buckets/a?abort=1',
    'loose-parts://open/connections/8c1f/buckets/a#abort',
    'loose-parts://abort/connections/8c1f/buckets/a',
    'loose-parts://user@open/connections/8c1f/buckets/a',
    'loose-parts://open:80/connections/8c1f/buckets/a',
    'loose-parts://open/connections/8c1f/buckets/%E0%A4%A',
    'loose-parts://open/connections/8c1f/buckets/a\n--data-dir=/tmp',
    ' loose-parts://open/connections/8c1f/buckets/a',
    'https://open/connections/8c1f/buckets/a',
    `loose-parts://open/connections/8c1f/buckets/${'a'.repeat(9000)}`,
  ])('%j', (text) => expect(readBucketLink(text)).toBeNull());
});

test('what is meant as a link is told by its scheme alone', () => {
  expect(['loose-parts:', 'Loose-Parts://x', 'loose-parts', 'loose-parts-plan:', '/loose-parts:'].map(isLink)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
