import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bucketLink, isLink, readBucketLink } from './bucket-link.ts';

const known = { connectionId: '8c1f', bucket: 'nightly-backups' };

test('a link has nothing but the place in it', () => {
  expect(bucketLink(known)).toBe('loose-parts://bucket/8c1f/nightly-backups');
});

test('every place comes back from its link, whatever its name', () => {
  const name = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
  fc.assert(
    fc.property(name, name, (connectionId, bucket) => {
      const link = bucketLink({ connectionId, bucket });
      expect(isLink(link)).toBe(true);
      expect(readBucketLink(link)).toEqual({ connectionId, bucket });
    }),
  );
});

it.each(['loose-parts://bucket/8c1f/nightly-backups/', 'LOOSE-PARTS://Bucket/8c1f/nightly-backups'])(
  '%s is read as systems hand it on',
  (link) => expect(readBucketLink(link)).toEqual(known),
);

describe('no link to a bucket', () => {
  it.each([
    '',
    'loose-parts:',
    'loose-parts://',
    'loose-parts://bucket/8c1f',
    'loose-parts://bucket//nightly-backups',
    'loose-parts://bucket/8c1f/a/b',
    'loose-parts://bucket/8c1f/a?abort=1',
    'loose-parts://bucket/8c1f/a#abort',
    'loose-parts://abort/8c1f/a',
    'loose-parts://user@bucket/8c1f/a',
    'loose-parts://bucket:80/8c1f/a',
    'loose-parts://bucket/8c1f/%E0%A4%A',
    'loose-parts://bucket/8c1f/a\n--data-dir=/tmp',
    ' loose-parts://bucket/8c1f/a',
    'https://bucket/8c1f/a',
    `loose-parts://bucket/8c1f/${'a'.repeat(9000)}`,
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
