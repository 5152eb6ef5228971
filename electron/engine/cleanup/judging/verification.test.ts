import { describe, expect, test } from 'vitest';
import type { Look } from '../../../../shared/schema/model.ts';
import type { KeptLook } from '../../records/kept-look.ts';
import { keyOfBytes } from '../../store/key-bytes.ts';
import { judgeVerification, needsSearch, type VerificationPolicy } from './verification.ts';

const quietIntervalMs = 30_000;
const initiatedAt = Date.UTC(2030, 0, 1);
const policy: VerificationPolicy = {
  key: 'k',
  aborts: 1,
  meeting: { hadParts: true, wasAnswered: false },
  quietIntervalMs,
  initiatedAt,
  foreign: null,
};
const start = initiatedAt + 86_400_000;

const present: Look['parts'] = { outcome: 'present', parts: 1, bytes: 1024, newestPartAt: null };
const none: Look['parts'] = { outcome: 'none' };
const gone: Look['parts'] = { outcome: 'gone', code: 'NoSuchUpload' };
const listed: Look['listing'] = { outcome: 'listed', initiatedAt };
const absent: Look['listing'] = { outcome: 'absent' };
const object = (lastModified: number, etag = '"x-1"'): Look['object'] & { outcome: 'present' } => ({
  outcome: 'present',
  lastModified,
  bytes: 1024,
  etag,
});
const denied = (permission: string) => ({ outcome: 'denied', code: 'AccessDenied', permission }) as const;
const failed = { outcome: 'failed', error: { code: 'TIMEOUT', message: '', details: {} } } as const;

const at = (
  ms: number,
  parts: Look['parts'],
  listing: Look['listing'],
  seen: Look['object'] = { outcome: 'absent' },
): KeptLook => ({
  look: { at: start + ms, parts, listing, object: seen },
  startedAt: start + ms,
  endedAt: start + ms + 10,
  serverTime: null,
});
const outcome = (looks: KeptLook[], more: Partial<VerificationPolicy> = {}) =>
  judgeVerification(looks, { ...policy, ...more })?.outcome ?? null;

const refusedFor = (operation: string) =>
  ({
    outcome: 'failed',
    error: {
      code: 'STORE_REFUSED',
      message: 'No.',
      details: { operation, httpStatus: 501, storeCode: 'NotImplemented', storeMessage: 'Not here.' },
    },
  }) as const;

test('what the store will never answer is told now, by the call and its own sentence', () => {
  const refusal = { operation: 'ListParts', status: 501, code: 'NotImplemented', message: 'Not here.' };
  expect(judgeVerification([at(0, refusedFor('ListParts'), listed)], policy)).toMatchObject({
    outcome: 'present',
    reason: { why: 'there, parts refused', refusal },
  });
  expect(judgeVerification([at(0, refusedFor('ListParts'), absent)], policy)).toMatchObject({
    outcome: 'unverified',
    reason: { why: 'look refused', errand: null, refusals: [refusal] },
    lookAgainAt: null,
  });
  // Two of them never come to more than one of them.
  const twice = [at(0, gone, refusedFor('ListMultipartUploads')), at(90_000, gone, refusedFor('ListMultipartUploads'))];
  expect(outcome(twice)).toBe('unverified');
});

test.each([
  ['parts, listed', [at(0, present, listed)], 'present'],
  ['parts, listing denied', [at(0, present, denied('s3:ListBucketMultipartUploads'))], 'present'],
  ['parts, not listed', [at(0, present, absent)], 'hidden'],
  ['parts, not listed, an object of a Complete', [at(0, present, absent, object(start))], 'completed'],
  ['listed without a part', [at(0, none, listed)], 'present'],
  ['listed, parts denied', [at(0, denied('s3:ListMultipartUploadParts'), listed)], 'present'],
  ['listed though gone', [at(0, gone, listed)], 'clearing'],
  ['listed though gone, five times', [0, 1, 2, 3, 4].map((ms) => at(ms, gone, listed)), 'ghost'],
  ['gone once', [at(0, gone, absent)], 'clearing'],
  ['gone twice, too close', [at(0, gone, absent), at(quietIntervalMs, gone, absent)], 'clearing'],
  ['gone twice, far enough', [at(0, gone, absent), at(quietIntervalMs + 10, none, absent)], 'clear'],
  ['parts in between', [at(0, gone, absent), at(5, present, listed), at(90_000, gone, absent)], 'clearing'],
  ['a failed look in between', [at(0, gone, absent), at(5, failed, absent), at(90_000, gone, absent)], 'clear'],
  ['gone, and an object since', [at(0, gone, absent, object(start))], 'completed'],
  ['gone, and an older object', [at(0, gone, absent, object(initiatedAt - 1000))], 'clearing'],
  ['gone, object denied', [at(0, gone, absent, denied('s3:GetObject or s3:ListBucket'))], 'unverified'],
  ['gone, listing denied', [at(0, gone, denied('s3:ListBucketMultipartUploads'))], 'unverified'],
  ['not listed, parts denied', [at(0, denied('s3:ListMultipartUploadParts'), absent)], 'unverified'],
  ['a failed look', [at(0, gone, failed)], null],
])('%s', (_, looks, expected) => {
  expect(outcome(looks)).toBe(expected);
});

test('an object counts where nobody knows when the upload began, but not where it was there while that was open', () => {
  const old = object(initiatedAt - 1000);
  expect(outcome([at(0, gone, absent, old)], { initiatedAt: null })).toBe('completed');
  expect(outcome([at(0, gone, absent, object(start))], { foreign: object(start) })).toBe('clearing');
  expect(outcome([at(0, gone, absent, object(start + 421, 'x-1'))], { foreign: object(start) })).toBe('clearing');
  expect(outcome([at(0, gone, absent, object(start, '"other-2"'))], { foreign: object(start) })).toBe('completed');
});

test('says when a further look would prove more, and which permission is missing', () => {
  const first = judgeVerification([at(0, gone, absent)], policy);
  expect(first?.lookAgainAt).toBe(start + 10 + quietIntervalMs);
  const lacking = judgeVerification([at(0, gone, denied('s3:ListBucketMultipartUploads'))], policy);
  const reason = { why: 'may not look', permission: 's3:ListBucketMultipartUploads' };
  expect(lacking).toMatchObject({ lookAgainAt: null, reason });
});

test('the server’s clock has to agree on the interval where both looks know it', () => {
  const looks = [at(0, gone, absent), at(60_000, gone, absent)].map((look, number) => ({
    ...look,
    serverTime: start + number * 5000,
  }));
  expect(outcome(looks)).toBe('clearing');
});

describe('an upload that was never met', () => {
  const unmet: Partial<VerificationPolicy> = { key: 'a+b', meeting: { hadParts: false, wasAnswered: false } };
  const searched = (ms: number, search: NonNullable<Look['search']>, seen?: Look['object']): KeptLook => {
    const taken = at(ms, gone, absent, seen);
    return { ...taken, look: { ...taken.look, search } };
  };
  const nowhere = { outcome: 'absent', uploads: 3 } as const;

  test.each<[string, Look['parts'], Look['listing'], boolean]>([
    ['gone and not listed', gone, absent, true],
    ['empty and not listed', none, absent, true],
    ['gone and listed', gone, listed, false],
    ['gone and not to be listed', gone, denied('p'), false],
    ['there', present, absent, false],
    ['not to be seen', denied('p'), absent, false],
  ])('takes a search of the whole listing where it is %s: %s', (_, parts, listing, expected) => {
    const { look } = at(0, parts, listing);
    const meeting = { hadParts: false, wasAnswered: false };
    expect(needsSearch(look, [], { key: 'a+b', meeting })).toBe(expected);
    expect(needsSearch(look, [], { key: 'a\ufffdb', meeting })).toBe(false);
    expect(needsSearch(look, [], { key: 'a+b', meeting: { ...meeting, hadParts: true } })).toBe(false);
    expect(needsSearch(look, [at(-1, present, listed)], { key: 'a+b', meeting })).toBe(false);
  });

  test('is clear by two looks that each came with a search, and by no others', () => {
    const proved = judgeVerification([searched(0, nowhere), searched(60_000, nowhere)], { ...policy, ...unmet });
    expect(proved).toMatchObject({
      outcome: 'clear',
      reason: { why: 'two clean looks', beforeAbort: false, searched: true },
    });
    expect(outcome([at(0, gone, absent), searched(60_000, nowhere)], unmet)).toBe('clearing');
    expect(outcome([searched(0, nowhere)], unmet)).toBe('clearing');
    // One that was met needs none.
    const met = judgeVerification([at(0, gone, absent), at(60_000, gone, absent)], policy);
    expect(met).toMatchObject({ outcome: 'clear', reason: { searched: false } });
  });

  test('is not clear by a store that first says 200 of any upload ID, and 404 later', () => {
    const looks = [at(0, none, absent), at(60_000, gone, absent), at(120_000, gone, absent)];
    expect(outcome(looks, unmet)).toBe('clearing');
    expect(outcome(looks, { ...unmet, key: 'plain' })).toBe('clear');
  });

  test('is unreachable where the search found it, or could not tell', () => {
    for (const seen of [
      { outcome: 'found', key: 'a b', initiatedAt },
      { outcome: 'partial', uploads: 3 },
      { outcome: 'unfinished', uploads: 3 },
    ] as const) {
      expect(outcome([searched(0, nowhere), searched(60_000, seen)], unmet)).toBe('unreachable');
      // Of one that was met, what a search showed is no matter.
      expect(outcome([at(0, gone, absent), searched(60_000, seen)])).toBe('clear');
    }
  });

  test('is unreachable where it is listed on under a key in doubt, and a ghost where the key is beyond doubt', () => {
    const looks = [0, 1, 2, 3, 4].map((n) => at(n * 60_000, gone, listed));
    expect(outcome(looks, unmet)).toBe('unreachable');
    expect(outcome(looks, { ...unmet, key: 'plain' })).toBe('ghost');
    expect(outcome(looks, { ...unmet, meeting: { hadParts: true, wasAnswered: false } })).toBe('ghost');
    expect(outcome(looks, { ...unmet, meeting: { hadParts: false, wasAnswered: true } })).toBe('unreachable');
    expect(outcome(looks.slice(1), unmet)).toBe('clearing');
    // Only looks that find it listed though gone count.
    const others = [at(0, gone, absent), at(60_000, denied('p'), listed), ...looks.slice(2)];
    expect(outcome(others, { ...unmet, key: 'plain' })).toBe('clearing');
    for (const other of [at(0, gone, absent), at(0, denied('p'), listed)]) {
      expect(outcome([other, ...looks.slice(1)], { ...unmet, key: 'plain' })).toBe('clearing');
    }
    const again = judgeVerification(looks.slice(0, 1), policy);
    expect(again?.lookAgainAt).toBe(start + 10 + quietIntervalMs);
  });

  test('cannot be reached under a key that nothing can name, unless its parts were seen', () => {
    const key = 'a\ufffdb';
    expect(outcome([at(0, gone, absent)], { ...unmet, key })).toBe('unreachable');
    expect(outcome([at(0, gone, absent)], { key })).toBe('clearing');
    expect(outcome([at(0, gone, absent)], unmet)).toBe('clearing');
  });
});

test('with its parts there, an object is its product only where it may be, and has no plain ETag', () => {
  const plain = 'f'.repeat(32);
  const of = (seen: Look['object'], more: Partial<VerificationPolicy> = {}) =>
    outcome([at(0, present, absent, seen)], more);
  expect(of(object(start))).toBe('completed');
  expect(of(object(start, plain))).toBe('hidden');
  expect(of(object(initiatedAt - 1000))).toBe('hidden');
  expect(of(object(start), { foreign: object(start) })).toBe('hidden');
  // Listed, it is there, whatever is under its key.
  expect(outcome([at(0, present, listed, object(start))])).toBe('present');
});

test('of an upload that is listed, what is not seen of its parts is said as that', () => {
  const reason = (parts: Look['parts']) => judgeVerification([at(0, parts, listed)], policy)?.reason;
  expect(reason(none)).toEqual({ why: 'there, no parts' });
  expect(reason(denied('s3:ListMultipartUploadParts'))).toEqual({
    why: 'there, parts not seen',
    permission: 's3:ListMultipartUploadParts',
  });
});

test('a run of clean looks is broken by whatever is not clean, and by nothing that proves nothing', () => {
  const last = at(120_000, gone, absent);
  const between = (look: KeptLook) => outcome([at(0, gone, absent), look, last]);
  // Each alone keeps a look from being clean.
  for (const look of [
    at(60_000, present, absent),
    at(60_000, denied('p'), absent),
    at(60_000, gone, listed),
    at(60_000, gone, denied('p')),
    at(60_000, gone, absent, denied('p')),
    at(60_000, gone, absent, { outcome: 'unasked' }),
    at(60_000, gone, absent, object(start)),
  ]) {
    expect(between(look)).toBe('clearing');
  }
  for (const look of [
    at(60_000, gone, absent),
    at(60_000, none, absent),
    at(60_000, gone, absent, object(initiatedAt - 1000)),
    at(60_000, failed, absent),
    at(60_000, gone, failed),
    at(60_000, gone, absent, failed),
  ]) {
    expect(between(look)).toBe('clear');
  }
});

test('one clean look is no proof, however short the quiet interval', () => {
  expect(outcome([at(0, gone, absent)], { quietIntervalMs: -1000 })).toBe('clearing');
});

test('a key that no request can name is not reached, where no part was ever seen under it', () => {
  const key = keyOfBytes(Uint8Array.from([97, 0xff]));
  const judged = (meeting: VerificationPolicy['meeting']) =>
    judgeVerification([at(0, refusedFor('ListParts'), absent)], { ...policy, key, meeting });
  expect(judged({ hadParts: false, wasAnswered: false })).toMatchObject({
    outcome: 'unreachable',
    reason: { why: 'key refused' },
    lookAgainAt: null,
  });
  expect(judged({ hadParts: true, wasAnswered: false })?.outcome).toBe('unverified');
});

test('a look that failed in any view proves nothing, and no look at all neither', () => {
  expect(outcome([at(0, failed, absent)])).toBeNull();
  expect(outcome([at(0, gone, failed)])).toBeNull();
  expect(outcome([at(0, gone, absent, failed)])).toBeNull();
  expect(judgeVerification([], policy)).toBeNull();
});
