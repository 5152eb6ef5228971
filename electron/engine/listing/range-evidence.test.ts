import { expect, it } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { listsInParts, mayWalkInRanges, showsAbsence } from './range-evidence.ts';

const unknown = { known: false, unknown: { why: 'no uploads' } } as const;
const known = <const T>(value: T) => ({ known: true as const, value });

it.each<[EndpointFacts['order'], EndpointFacts['keyMarker'], boolean]>([
  [known('sorted'), known('exclusive'), true],
  [known('sorted'), known('inclusive'), true],
  [known('sorted'), known('opaque'), false],
  [known('unsorted'), known('exclusive'), false],
  [known('unsorted'), unknown, false],
  [unknown, known('opaque'), false],
  [unknown, unknown, true],
])('order %j and marker %j: %s', (order, keyMarker, expected) => {
  expect(mayWalkInRanges({ order, keyMarker })).toBe(expected);
});

it('tries where nothing was learned yet', () => {
  expect(mayWalkInRanges(null)).toBe(true);
});

it.each<[EndpointFacts['prefix'], boolean]>([
  [known('beginning'), false],
  [known('no prefix'), false],
  [known('exact key'), true],
  [unknown, false],
])('a store with the prefix %j lists in parts: %s', (prefix, expected) => {
  expect(listsInParts({ prefix })).toBe(expected);
  expect(listsInParts(null)).toBe(false);
});

it('takes what a page does not show for absent only where all that it takes was learned', () => {
  const asAws = { order: known('sorted'), keyMarker: known('exclusive'), prefix: known('beginning') } as const;
  expect(showsAbsence(asAws)).toBe(true);
  expect(showsAbsence({ ...asAws, keyMarker: known('inclusive'), prefix: known('no prefix') })).toBe(true);
  const others = [
    { order: known('unsorted') },
    { keyMarker: known('opaque') },
    { prefix: known('exact key') },
    { order: unknown },
    { keyMarker: unknown },
    { prefix: unknown },
  ] as const;
  for (const other of others) expect(showsAbsence({ ...asAws, ...other })).toBe(false);
  expect(showsAbsence(null)).toBe(false);
});
