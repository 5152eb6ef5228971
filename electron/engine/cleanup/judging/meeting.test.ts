import { describe, expect, it } from 'vitest';
import type { Look, PartsSeen, SearchSeen } from '../../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { keyOfBytes } from '../../store/key-bytes.ts';
import { isUnsendable, meets, unreachableGhost, unsendable, unspeakable, wasMet, whyUnreachable } from './meeting.ts';

const present: PartsSeen = { outcome: 'present', parts: 2, bytes: 10, newestPartAt: null };
const none: PartsSeen = { outcome: 'none' };
const gone: PartsSeen = { outcome: 'gone', code: 'NoSuchUpload' };
const failed = (code: ErrorCode, storeCode?: string) =>
  ({
    outcome: 'failed',
    error: { code, message: '', details: storeCode === undefined ? {} : { storeCode } },
  }) as const;
const denied = { outcome: 'denied', code: 'AccessDenied', permission: 's3:ListMultipartUploadParts' } as const;
const allParts: readonly PartsSeen[] = [present, none, gone, denied, failed('TIMEOUT')];

describe('whether an upload was met', () => {
  it.each(allParts)('is learned by parts, and by an answer without any: $outcome', (parts) => {
    const state = { hadParts: false, wasAnswered: false, kept: 7 };
    expect(meets(state, { parts })).toEqual({
      hadParts: parts === present,
      wasAnswered: parts === none,
      kept: 7,
    });
    // What was once seen is never unseen.
    const both = { hadParts: true, wasAnswered: true };
    expect(meets(both, { parts })).toEqual(both);
  });

  it.each(allParts)('goes by what was seen before, where a look finds nothing: $outcome', (parts) => {
    const met = (hadParts: boolean, wasAnswered: boolean, key = 'plain') =>
      wasMet({ hadParts, wasAnswered }, key, parts);
    expect([met(true, false), met(true, true)]).toEqual([true, true]);
    expect(met(false, false)).toBe(false);
    // Of a store that goes on answering 200 nothing is learned: it may say that of any upload ID.
    expect(met(false, true)).toBe(parts === gone);
    // A store may have said 200 of a key that it does not have, and say 404 of the same key since.
    expect([met(false, true, 'a+b'), met(true, false, 'a+b')]).toEqual([false, true]);
  });
});

it.each([
  ['a\ufffdb', true],
  ['\ufffd', true],
  ['a\ufffeb', false],
  ['a+b', false],
])('what stands for bytes that are no UTF-8 is sent under no key: %j', (key, expected) => {
  expect(isUnsendable(key)).toBe(expected);
});

describe('why it is unreachable', () => {
  const tries = { key: 'a+b', parts: gone, aborts: 2 };
  const tried = { said: 'NoSuchUpload', aborted: true };
  it.each<[SearchSeen, ReturnType<typeof whyUnreachable>]>([
    [{ outcome: 'absent', uploads: 12 }, null],
    [
      { outcome: 'found', key: 'a b', initiatedAt: 1 },
      { why: 'listed, not found', key: 'a b', planned: false, tried },
    ],
    [
      { outcome: 'found', key: 'a+b', initiatedAt: 1 },
      { why: 'listed, not found', key: 'a+b', planned: true, tried },
    ],
    [
      { outcome: 'denied', code: 'AccessDenied', permission: 's3:ListBucketMultipartUploads' },
      { why: 'listing denied', permission: 's3:ListBucketMultipartUploads', tried },
    ],
    [
      { outcome: 'unfinished', uploads: 70_000 },
      { why: 'listing too long', uploads: 70_000, tried },
    ],
    [
      { outcome: 'partial', uploads: 12 },
      { why: 'listing in parts', uploads: 12, tried },
    ],
    [failed('TIMEOUT'), { why: 'listing failed', code: 'TIMEOUT', tried }],
  ])('is what the search for its ID showed: $outcome', (seen, reason) => {
    expect(whyUnreachable(tries, seen)).toEqual(reason);
  });

  it('names what was tried: whether it was aborted, and what the store said of it', () => {
    const untried = { key: 'a+b', parts: none, aborts: 0 };
    expect(unsendable(untried)).toEqual({ why: 'key unsendable', tried: { said: null, aborted: false } });
    expect(unsendable({ ...untried, parts: gone, aborts: 1 })).toEqual({ why: 'key unsendable', tried });
    expect(unreachableGhost(tries, 5)).toEqual({ why: 'listed, never found', key: 'a+b', looks: 5, tried });
  });
});

describe('a key whose bytes the store will not have in a request', () => {
  const bytes = keyOfBytes(Uint8Array.from([97, 0xff, 98]));
  const look = (parts: PartsSeen, listing: Look['listing'] = { outcome: 'listed', initiatedAt: 1 }): Look => ({
    at: 0,
    parts,
    listing,
    object: { outcome: 'absent' },
  });
  const refused = failed('STORE_REFUSED', 'InvalidURI');

  it.each(['STORE_REFUSED', 'SIGNATURE_MISMATCH', 'NOT_S3'] as const)('is named with what it said: %s', (code) => {
    const reason = (aborts: number, parts: PartsSeen) => unspeakable(bytes, look(parts), aborts);
    expect(reason(0, failed(code))).toEqual({ why: 'key refused', key: bytes, code, aborted: false });
    expect(reason(1, failed(code, 'InvalidURI'))).toEqual({
      why: 'key refused',
      key: bytes,
      code: 'InvalidURI',
      aborted: true,
    });
  });

  it('is not blamed for what happens to any key, or to every call', () => {
    expect(unspeakable('plain', look(refused), 0)).toBeNull();
    expect(unspeakable('a+b', look(refused), 0)).toBeNull();
    for (const parts of [present, none, gone, denied, failed('TIMEOUT'), failed('SLOW_DOWN')]) {
      expect(unspeakable(bytes, look(parts), 0)).toBeNull();
    }
    // The listing fails as well: it may be the connection that is refused.
    expect(unspeakable(bytes, look(refused, refused), 0)).toBeNull();
    expect(unspeakable(bytes, look(refused, { outcome: 'absent' }), 0)).not.toBeNull();
  });
});
