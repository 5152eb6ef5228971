import { describe, expect, test } from 'vitest';
import type { Upload } from '../../../../shared/schema/model.ts';
import {
  type Confirmation,
  checkConfirmation,
  checkSelection,
  namesOf,
  type PlanPiece,
  planEntries,
  unseen,
} from './plans.ts';

const upload = (uploadId: string, more: Partial<Upload> = {}): Upload => ({
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId },
  initiatedAt: 1,
  initiator: null,
  owner: null,
  storageClass: 'STANDARD',
  sizing: { status: 'sized', at: 5, parts: 2, bytes: 20, newestPartAt: 4 },
  activityAt: 4,
  active: false,
  abortDate: null,
  abortRuleId: null,
  verdict: null,
  ...more,
});

const at = { connectionId: 'c', bucket: 'b' };
const compose = (uploads: Upload[], more: Partial<PlanPiece> = {}) => ({
  ...at,
  id: 'p',
  createdAt: 9,
  ...planEntries({ uploads, named: null, inJobs: [], except: namesOf(), ...more }),
});

test('an upload that was never sized is planned with its size unknown, not zero', () => {
  const plan = compose([upload('u', { sizing: { status: 'pending' } })]);
  expect(plan.items).toMatchObject([{ parts: null, bytes: null }]);
});

test('what is proved gone is left out, unless a later scan found parts in it', () => {
  const gone = { status: 'sized', at: 5, parts: 0, bytes: 0, newestPartAt: null } as const;
  const plan = compose([
    upload('1', { verdict: 'clear', sizing: gone }),
    upload('2', { verdict: 'completed', sizing: { status: 'pending' } }),
    upload('3', { verdict: 'clear' }),
    upload('4', { verdict: 'gave up' }),
  ]);
  expect(plan.leftOut.map(({ ref, reason }) => [ref.uploadId, reason])).toEqual([
    ['1', 'already clear'],
    ['2', 'already clear'],
  ]);
  expect(plan.items.map(({ ref }) => ref.uploadId)).toEqual(['3', '4']);
});

test('identity is key and upload ID together', () => {
  const twice = upload('u');
  const other = upload('u', { ref: { ...twice.ref, key: 'k2' } });
  const plan = compose([twice, twice, other], { inJobs: [{ ...twice.ref, uploadId: 'u2' }] });
  expect(plan.items.map(({ ref }) => ref.key)).toEqual(['k', 'k2']);
  expect(compose([other], { inJobs: [twice.ref] }).items).toHaveLength(1);
  expect(compose([twice], { inJobs: [twice.ref] }).leftOut).toMatchObject([{ reason: 'in a running job' }]);
});

test('an upload taken out of all that match is not planned, whatever else has its key', () => {
  const [out, other] = [upload('1'), upload('2')];
  const plan = compose([out, other], { except: namesOf([out.ref]) });
  expect(plan.items.map(({ ref }) => ref.uploadId)).toEqual(['2']);
  expect(plan.leftOut).toEqual([]);
});

test('what was named and is not known is left out by name; what was named and is known is planned', () => {
  const [one, two] = [upload('1'), upload('2')];
  const plan = compose([one], { named: [one.ref, two.ref] });
  expect(plan.items).toMatchObject([{ ref: one.ref, parts: 2, bytes: 20 }]);
  expect(plan.leftOut).toEqual([{ ref: two.ref, reason: 'not found' }]);
  // Of a filter nothing is named.
  expect(compose([one]).leftOut).toEqual([]);
});

describe('what is selected', () => {
  const refs = [upload('1').ref, upload('2').ref];
  const check = (more: { connectionId?: string; bucket?: string } = {}) => checkSelection(refs, { ...at, ...more });
  test('is of one bucket of one connection', () => {
    expect(() => check()).not.toThrow();
    expect(() => check({ bucket: 'other' })).toThrow('one bucket only');
    expect(() => check({ connectionId: 'other' })).toThrow('one bucket only');
    const [first, second] = refs;
    const mixed = [first, { ...second, bucket: 'other' }] as typeof refs;
    expect(() => checkSelection(mixed, at)).toThrow();
  });
  test('is there once, however often it was named', () => {
    const seen = new Set<string>();
    expect(unseen([...refs, ...refs], seen)).toEqual(refs);
    expect(unseen(refs, seen)).toEqual([]);
  });
});

describe('what a person confirms', () => {
  const [old, live] = [upload('1'), upload('2', { active: true })];
  const plan = compose([old, live]);
  const check = (more: Partial<Confirmation> = {}) =>
    checkConfirmation(plan, { includeActive: [], leaveOut: [], typed: undefined, production: false, ...more });

  test('takes no name where nothing active is included', () => {
    expect(() => check()).not.toThrow();
    expect(() => check({ includeActive: [old.ref], leaveOut: [live.ref] })).not.toThrow();
  });

  test('takes the bucket’s name, letter by letter, where one of them is active', () => {
    for (const typed of [undefined, '', 'B', 'b ', 'bb']) {
      expect(() => check({ includeActive: [old.ref, live.ref], typed })).toThrow(
        expect.objectContaining({ code: 'CONFIRMATION_NEEDED', details: expect.objectContaining({ bucket: 'b' }) }),
      );
    }
    expect(() => check({ includeActive: [old.ref, live.ref], typed: 'b' })).not.toThrow();
  });

  test('takes it on a production connection whatever is included', () => {
    expect(() => check({ production: true })).toThrow(
      expect.objectContaining({ code: 'CONFIRMATION_NEEDED', details: expect.objectContaining({ bucket: 'b' }) }),
    );
    expect(() => check({ production: true, typed: 'c' })).toThrow('production');
    expect(() => check({ production: true, typed: 'b' })).not.toThrow();
  });

  test('names uploads of this plan alone', () => {
    const foreign = [
      { ...old.ref, uploadId: '9' },
      { ...old.ref, key: 'other' },
      { ...old.ref, bucket: 'other' },
      { ...old.ref, connectionId: 'other' },
    ];
    for (const ref of foreign) {
      expect(() => check({ includeActive: [ref], typed: 'b' })).toThrow('not on the plan');
      expect(() => check({ leaveOut: [ref], typed: 'b' })).toThrow('not on the plan');
    }
  });
});
