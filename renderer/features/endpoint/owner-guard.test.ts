import { expect, it } from 'vitest';
import { isOwnerGuardAbsent } from './owner-guard.ts';

const ignored = { ownerCheck: { known: true as const, value: 'ignored' as const } };
const honoured = { ownerCheck: { known: true as const, value: 'honoured' as const } };
const none = { expectedBucketOwner: null, bucketSettings: {} };
const set = { ...none, expectedBucketOwner: '111122223333' };
const forOne = { ...none, bucketSettings: { b: { requesterPays: null, expectedBucketOwner: '111122223333' } } };

it('warns where an owner is expected and the store does not care', () => {
  expect(isOwnerGuardAbsent(set, ignored)).toBe(true);
  expect(isOwnerGuardAbsent(forOne, ignored)).toBe(true);
});

it('does not where nobody relies on it, the store does care, or nobody looked', () => {
  expect(isOwnerGuardAbsent(none, ignored)).toBe(false);
  expect(isOwnerGuardAbsent(set, honoured)).toBe(false);
  expect(isOwnerGuardAbsent(set, { ownerCheck: { known: false, unknown: { why: 'not asked' } } })).toBe(false);
  expect(isOwnerGuardAbsent(set, undefined)).toBe(false);
});
