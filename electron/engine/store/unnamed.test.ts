import { describe, expect, it } from 'vitest';
import { longestName } from '../../../shared/values/longest-name.ts';
import { isNamed, mayBeUnnamed, unnamedWith } from './unnamed.ts';

const entry = (key: string, uploadId: string) => ({ key, uploadId, initiatedAt: 0 });

describe('an entry that cannot be addressed', () => {
  it.each([
    ['k', 'u', true],
    ['', 'u', false],
    ['k', '', false],
    ['', '', false],
    ['k'.repeat(longestName), 'u', true],
    ['k'.repeat(longestName + 1), 'u', false],
    ['k', 'u'.repeat(longestName + 1), false],
  ])('%.3j, %.3j: named %s', (key, uploadId, named) => {
    expect(isNamed({ key, uploadId })).toBe(named);
  });

  it.each([
    // An ID says which upload it is, whatever its key.
    [entry('', 'other'), 'k', false],
    [entry('k', 'x'.repeat(longestName + 1)), 'k', false],
    // Without one, only a key beyond doubt does.
    [entry('other', ''), 'k', false],
    [entry('k', ''), 'k', true],
    [entry('', ''), 'k', true],
    [entry('a+b', ''), 'k', true],
    [entry('a%20b', ''), 'k', true],
    [entry('other', ''), 'a b', true],
    [entry('other', ''), null, true],
    [entry('', 'other'), null, false],
  ])('%j may be an upload of %j: %s', (unnamed, key, may) => {
    expect(mayBeUnnamed({ unnamed: [entry('', 'another'), unnamed] }, key)).toBe(may);
  });

  it('is found by its ID alone', () => {
    const page = { unnamed: [entry('', 'a'), entry('', 'b')] };
    expect(unnamedWith(page, 'b')).toEqual(entry('', 'b'));
    expect(unnamedWith(page, 'c')).toBeUndefined();
    expect(unnamedWith({}, 'a')).toBeUndefined();
  });
});
