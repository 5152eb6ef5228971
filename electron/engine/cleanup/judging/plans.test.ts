import { expect, test } from 'vitest';
import type { Upload } from '../../../../shared/schema/model.ts';
import { composePlan, type PlanInput } from './plans.ts';

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

const compose = (uploads: Upload[], more: Partial<PlanInput> = {}) =>
  composePlan({
    id: 'p',
    createdAt: 9,
    selection: { kind: 'filter', connectionId: 'c', bucket: 'b', filter: {} },
    uploads,
    inJobs: [],
    ...more,
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
  const selection = { kind: 'filter' as const, connectionId: 'c', bucket: 'b', filter: {}, except: [out.ref] };
  const plan = compose([out, other], { selection });
  expect(plan.items.map(({ ref }) => ref.uploadId)).toEqual(['2']);
  expect(plan.leftOut).toEqual([]);
});
