import { expect, it } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { mayWalkInRanges } from './range-evidence.ts';

const unknown = { known: false, unknown: { why: 'no uploads' } } as const;
const known = <T>(value: T) => ({ known: true as const, value });

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
