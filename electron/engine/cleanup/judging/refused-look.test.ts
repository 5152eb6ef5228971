import { describe, expect, it } from 'vitest';
import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Look } from '../../../../shared/schema/model.ts';
import { judgedWithRefusals, refusedReason, withRefusals } from './refused-look.ts';

const failed = (code: ErrorShape['code'], details: ErrorShape['details'] = {}, message = 'ours') =>
  ({ outcome: 'failed', error: { code, message, details } }) as const;
const look = (more: Partial<Look> = {}): Look => ({
  at: 7,
  parts: { outcome: 'gone', code: 'NoSuchUpload' },
  listing: { outcome: 'absent' },
  object: { outcome: 'absent' },
  ...more,
});
const never = failed('STORE_REFUSED', {
  operation: 'ListParts',
  httpStatus: 501,
  storeCode: 'NotImplemented',
  storeMessage: 'It is not to be had.',
});
const refusal = {
  operation: 'ListParts',
  status: 501,
  code: 'NotImplemented',
  message: 'It is not to be had.',
};

describe('what a store refuses for good in a look', () => {
  it('is a view that is denied, whichever it is, and is told in its own words', () => {
    for (const view of ['parts', 'listing', 'object'] as const) {
      const judged = withRefusals(look({ [view]: never }));
      expect(judged.refusals).toEqual([refusal]);
      expect(judged.look).toEqual(
        look({ [view]: { outcome: 'denied', code: 'NotImplemented', permission: 'ListParts' } }),
      );
    }
    const all = withRefusals(look({ parts: never, listing: never, object: never }));
    expect(all.refusals).toEqual([refusal, refusal, refusal]);
  });

  it('is not what passes, nor what was answered', () => {
    const passing = [failed('SLOW_DOWN', { httpStatus: 503 }), failed('TIMEOUT'), failed('CONNECTION_LOST')] as const;
    for (const parts of passing) expect(withRefusals(look({ parts }))).toEqual({ look: look({ parts }), refusals: [] });
    expect(withRefusals(look())).toEqual({ look: look(), refusals: [] });
  });

  it('is told in our words only where the store said nothing', () => {
    const told = (details: ErrorShape['details']) =>
      withRefusals(look({ parts: failed('STORE_REFUSED', { httpStatus: 400, ...details }) })).refusals[0];
    expect(told({})).toEqual({ operation: 'the call', status: 400, code: null, message: 'ours' });
    expect(told({ storeCode: 'InvalidURI' })).toEqual({
      operation: 'the call',
      status: 400,
      code: 'InvalidURI',
      message: null,
    });
    expect(told({ storeMessage: 'No.' })).toMatchObject({ code: null, message: 'No.' });
    const { parts } = withRefusals(look({ parts: failed('STORE_REFUSED', { httpStatus: 400 }) })).look;
    expect(parts).toMatchObject({ outcome: 'denied', code: 'STORE_REFUSED', permission: 'the call' });
  });
});

it('is the reason of a verdict only where something was refused', () => {
  const made = { errand: 'abort', sent: true, accepted: false } as const;
  expect(refusedReason([], made)).toBeNull();
  expect(refusedReason([refusal], made)).toEqual({ why: 'look refused', ...made, refusals: [refusal] });
});

describe('a verification', () => {
  type Judged = Parameters<typeof judgedWithRefusals>[0];
  const unverified: Judged = {
    outcome: 'unverified',
    reason: { why: 'gone, cause not proved', met: true, permission: 'ListParts' },
  };

  it('stays as it was judged where nothing was refused, or where the refusal changes nothing of it', () => {
    expect(judgedWithRefusals(unverified, [])).toBe(unverified);
    const still: Judged = { outcome: 'present', reason: { why: 'there', parts: 1, bytes: 2 } };
    expect(judgedWithRefusals(still, [refusal])).toBe(still);
    const unseen: Judged = { outcome: 'present', reason: { why: 'there, parts not seen', permission: 'ListParts' } };
    expect(judgedWithRefusals(unseen, [])).toBe(unseen);
  });

  it('names the refusal instead of a permission', () => {
    expect(judgedWithRefusals(unverified, [refusal])).toEqual({
      outcome: 'unverified',
      reason: { why: 'look refused', errand: null, sent: false, accepted: false, refusals: [refusal] },
    });
    const unseen: Judged = { outcome: 'present', reason: { why: 'there, parts not seen', permission: 'ListParts' } };
    expect(judgedWithRefusals(unseen, [refusal])).toEqual({
      outcome: 'present',
      reason: { why: 'there, parts refused', refusal },
    });
  });
});
