import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { UploadConditions, UploadFilter } from '../../../shared/schema/upload-filter.ts';
import { openDatabase } from './database.ts';
import { createOperations, type IndexOperations } from './operations.ts';

const connectionId = 'c';
const bucket = 'media';
const activeSince = 5_000;

/** An upload as far as filters see it; null: nobody knows. */
type Known = { key: string; initiatedAt: number | null; bytes: number | null; storageClass: string | null };

let index: IndexOperations;
beforeEach(() => {
  index = createOperations(openDatabase(':memory:'));
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
});

function fill(uploads: readonly Known[]): void {
  index.addUploads(
    connectionId,
    bucket,
    uploads.map(({ key, initiatedAt, storageClass }) => ({
      key,
      uploadId: `id-${key}`,
      initiatedAt: initiatedAt ?? 0,
      initiator: null,
      owner: null,
      storageClass,
    })),
  );
  index.saveSizings(
    connectionId,
    bucket,
    uploads.flatMap(({ key, bytes }) =>
      bytes === null
        ? []
        : [
            {
              key,
              uploadId: `id-${key}`,
              at: 9_000,
              result: {
                status: 'sized' as const,
                parts: 1,
                bytes,
                newestPartAt: 1,
                storageClass: null,
                abortDate: null,
                abortRuleId: null,
              },
            },
          ],
    ),
  );
}

const matching = (filter: UploadFilter) =>
  index
    .uploadWindow({ connectionId, bucket, filter, activeSince }, { by: 'key', direction: 'asc' }, 0, 100)
    .rows.map(({ ref }) => ref.key);

const old = { key: 'old', initiatedAt: 100, bytes: 10, storageClass: 'STANDARD' };
const young = { key: 'young', initiatedAt: 9_000, bytes: 10, storageClass: 'STANDARD' };

it('finds what is older than a time, except under a prefix', () => {
  fill([old, young, { ...old, key: 'team-1/a' }, { ...old, key: 'team-2/b' }, { ...old, key: 'team-10/c' }]);
  expect(matching({ initiatedBefore: 500, except: [{ keyPrefix: 'team-1/' }] })).toEqual([
    'old',
    'team-10/c',
    'team-2/b',
  ]);
  expect(matching({ initiatedBefore: 500, except: [{ keyPrefix: 'team-1/' }, { keyPrefix: 'team-2/' }] })).toEqual([
    'old',
    'team-10/c',
  ]);
});

it.each<[string, UploadFilter]>([
  ['an age that nobody knows is not old', { initiatedBefore: 500 }],
  ['nor is it young', { except: [{ initiatedBefore: 500 }] }],
  ['a size that nobody knows may be large', { except: [{ minBytes: 100 }] }],
  ['a class that nobody named may be that one', { except: [{ storageClass: 'GLACIER' }] }],
])('%s', (_, filter) => {
  fill([{ key: 'unknown', initiatedAt: null, bytes: null, storageClass: null }]);
  expect(matching(filter)).toEqual([]);
});

it('takes any of several sets of conditions', () => {
  fill([old, young, { ...old, key: 'a/1' }, { ...old, key: 'b/2' }]);
  expect(matching({ anyOf: [{ keyPrefix: 'a/' }, { initiatedAfter: 5_000 }] })).toEqual(['a/1', 'young']);
  expect(matching({ anyOf: [] })).toEqual([]);
});

const conditions: fc.Arbitrary<UploadConditions> = fc.record(
  {
    text: fc.constantFrom('a', 'B', '%', '_'),
    initiatedBefore: fc.constantFrom(100, 500),
    initiatedAfter: fc.constantFrom(100, 500),
    minBytes: fc.constantFrom(0, 10),
    maxBytes: fc.constantFrom(0, 10),
    keyPrefix: fc.constantFrom('a', 'a/', 'b'),
    storageClass: fc.constantFrom('STANDARD', 'GLACIER', null),
  },
  { requiredKeys: [] },
);
const upload: fc.Arbitrary<Known> = fc.record({
  key: fc.constantFrom('a', 'a/b', 'a/c%', 'b', 'b_x', 'C'),
  initiatedAt: fc.constantFrom(null, 50, 100, 300, 900),
  bytes: fc.constantFrom(null, 0, 5, 20),
  storageClass: fc.constantFrom(null, 'STANDARD', 'GLACIER'),
});

/** true, false, or null where nobody can tell. */
function holds(of: UploadConditions, { key, initiatedAt, bytes, storageClass }: Known): boolean | null {
  const told = <T>(value: T | null, test: (known: T) => boolean) => (value === null ? null : test(value));
  const { text, initiatedBefore: before, initiatedAfter: after, minBytes, maxBytes, keyPrefix } = of;
  const parts = [
    text === undefined || key.toLowerCase().includes(text.toLowerCase()),
    before === undefined || told(initiatedAt, (time) => time <= before),
    after === undefined || told(initiatedAt, (time) => time >= after),
    minBytes === undefined || told(bytes, (size) => size >= minBytes),
    maxBytes === undefined || told(bytes, (size) => size <= maxBytes),
    keyPrefix === undefined || key.startsWith(keyPrefix),
    of.storageClass === undefined ||
      (of.storageClass === null ? storageClass === null : told(storageClass, (name) => name === of.storageClass)),
  ];
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

it('lets through exactly what meets the filter for certain, and no exception for all that is known', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(upload, { selector: ({ key }) => key, minLength: 1, maxLength: 6 }),
      fc.record({
        own: conditions,
        except: fc.array(conditions, { maxLength: 2 }),
        anyOf: fc.array(conditions, { maxLength: 2 }),
      }),
      (uploads, { own, except, anyOf }) => {
        index = createOperations(openDatabase(':memory:'));
        index.addBucket(connectionId, bucket);
        index.beginScan(connectionId, bucket);
        fill(uploads);
        const filter = { ...own, except, ...(anyOf.length > 0 && { anyOf }) };
        const expected = uploads.filter(
          (one) =>
            holds(own, one) === true &&
            except.every((set) => holds(set, one) === false) &&
            (anyOf.length === 0 || anyOf.some((set) => holds(set, one) === true)),
        );
        const scope = { connectionId, bucket, filter, activeSince };
        expect(matching(filter).toSorted()).toEqual(expected.map(({ key }) => key).toSorted());
        expect(index.uploadTotals(scope).uploads).toBe(expected.length);
        expect(
          index
            .uploadsWithIds(scope, index.matchingIds(scope))
            .map(({ ref }) => ref.key)
            .toSorted(),
        ).toEqual(expected.map(({ key }) => key).toSorted());
      },
    ),
    { numRuns: 150 },
  );
});
