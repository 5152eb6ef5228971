import { describe, expect, it } from 'vitest';
import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look } from '../../../../shared/schema/model.ts';
import { concernsWholeStore, failedLook, lookFailure, passingFailure } from './store-trouble.ts';

const error = (code: ErrorShape['code'], details: ErrorShape['details'] = {}): ErrorShape => ({
  code,
  message: '',
  details,
});
const passing = error('SLOW_DOWN', { httpStatus: 503 });
const final = error('STORE_REFUSED', { httpStatus: 501, storeCode: 'NotImplemented' });
const look = (more: Partial<Look> = {}): Look => ({
  at: 0,
  parts: { outcome: 'gone', code: 'NoSuchUpload' },
  listing: { outcome: 'absent' },
  object: { outcome: 'unasked' },
  ...more,
});
const views = ['parts', 'listing', 'object'] as const;

it.each([
  ['credentials that ran out', error('TOKEN_EXPIRED', { httpStatus: 400 }), true],
  ['a store that is busy', passing, false],
  ['a call that it does not know', final, false],
])('%s concerns every item alike, or one: %s', (_, failure, expected) => {
  expect(concernsWholeStore(failure)).toBe(expected);
});

it('a look that failed tells what is wrong with an answer that cannot be used, and of nothing else', () => {
  const saying = { says: 'answerOfNothing' };
  const told = { why: 'look failed', code: 'NOT_S3' };
  const failure = (details: ErrorShape['details']) => ({ ...error('NOT_S3', details), message: 'It is empty.' });
  expect(failedLook(failure({ unusable: true, saying }))).toEqual({
    ...told,
    said: { english: 'It is empty.', saying },
  });
  expect(failedLook(failure({ saying }))).toEqual(told);
  expect(failedLook(failure({ unusable: true }))).toEqual(told);
});

describe('what kept a look from seeing', () => {
  it.each(views)('may be any of its views: %s', (view) => {
    const seen = look({ [view]: { outcome: 'failed', error: passing } });
    expect([passingFailure(seen), lookFailure(seen)]).toEqual([passing, passing]);
  });

  it.each(views)('passes, or is the store’s answer: %s', (view) => {
    const seen = look({ [view]: { outcome: 'failed', error: final } });
    expect([passingFailure(seen), lookFailure(seen)]).toEqual([null, final]);
  });

  it('is the first that failed, and passes over what is final', () => {
    const seen = look({
      parts: { outcome: 'failed', error: final },
      listing: { outcome: 'failed', error: passing },
    });
    expect([passingFailure(seen), lookFailure(seen)]).toEqual([passing, final]);
  });

  it('is nothing where it saw, or was denied', () => {
    const denied = { outcome: 'denied', code: 'AccessDenied', permission: 'p' } as const;
    for (const seen of [look(), look({ parts: denied, listing: denied, object: denied })]) {
      expect([passingFailure(seen), lookFailure(seen)]).toEqual([null, null]);
    }
  });
});
