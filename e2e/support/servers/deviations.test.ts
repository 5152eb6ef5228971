import { describe, expect, test } from 'vitest';
import { failureText, judge, unmet } from './deviations.ts';

const known = { check: 'pages', instead: '404 NoSuchUpload' };

describe('a check of a store', () => {
  test('without anything written down passes and fails by itself', () => {
    expect(judge(undefined, null)).toEqual({ kind: 'passed' });
    expect(judge(undefined, 'no')).toEqual({ kind: 'failed', why: 'no' });
  });

  test('that fails as is written down is known', () => {
    expect(judge(known, "expected '404 NoSuchUpload' to be '204'")).toEqual({ kind: 'known', instead: known.instead });
  });

  test('that fails otherwise fails, and tells both', () => {
    const judged = judge(known, 'a time-out');
    expect(judged).toMatchObject({ kind: 'failed', why: expect.stringContaining('a time-out') });
    expect(judged).toMatchObject({ why: expect.stringContaining(known.instead) });
  });

  test('that passes although something else is written down fails: the store has changed', () => {
    expect(judge(known, null)).toMatchObject({ kind: 'failed', why: expect.stringMatching(/no longer/) });
  });
});

describe('what a failure says', () => {
  test('holds the value that an assertion met', () => {
    let failure: unknown;
    try {
      expect({ status: '501 NotImplemented', page: 1 }).toEqual({ status: '200', page: 1 });
    } catch (error) {
      failure = error;
    }
    expect(failureText(failure)).toContain('{"status":"501 NotImplemented","page":1}');
  });

  test('is an error’s own words, or whatever was thrown', () => {
    expect(failureText(new TypeError('socket hang up'))).toBe('TypeError: socket hang up');
    expect(failureText('a word')).toBe('a word');
  });
});

test('what is written down for a check that did not run is named', () => {
  expect(unmet([known, { check: 'gone', instead: 'x' }], new Set(['pages', 'other']))).toEqual(['gone']);
});
