import { expect, it } from 'vitest';
import type { PlanPart, PlanPlace } from '../../../shared/schema/model.ts';
import { wholePlan } from './whole-plan.ts';

const head = { id: 'p', connectionId: 'c', bucket: 'b', createdAt: 1 };
const ref = (number: number) => ({ connectionId: 'c', bucket: 'b', key: `k${number}`, uploadId: `u${number}` });
const item = (number: number) => ({
  ref: ref(number),
  initiatedAt: 1,
  activityAt: 1,
  parts: 1,
  bytes: 1,
  storageClass: null,
  active: false,
});
const left = (number: number) => ({ ref: ref(number), reason: 'already clear' as const });
const part = (items: number[], leftOut: number[], next: PlanPlace | null): PlanPart => ({
  ...head,
  items: items.map(item),
  leftOut: leftOut.map(left),
  next,
});

it('asks for part after part from where the one before ended', async () => {
  const asked: { planId: string; from?: PlanPlace | undefined }[] = [];
  const rest = [part([3], [4], { item: 3, leftOut: 1 }), part([], [5], null)];
  const get = async (at: { planId: string; from?: PlanPlace | undefined }) => {
    asked.push(at);
    return rest.shift() ?? part([], [], null);
  };
  const plan = await wholePlan({ plans: { get } }, part([1, 2], [], { item: 2, leftOut: 0 }));
  expect(plan).toEqual({ ...head, items: [1, 2, 3].map(item), leftOut: [4, 5].map(left) });
  expect(asked).toEqual([
    { planId: 'p', from: { item: 2, leftOut: 0 } },
    { planId: 'p', from: { item: 3, leftOut: 1 } },
  ]);
});

it('asks for nothing where all of it is there', async () => {
  const get = () => Promise.reject(new Error('It was asked'));
  expect(await wholePlan({ plans: { get } }, part([1], [2], null))).toEqual({
    ...head,
    items: [item(1)],
    leftOut: [left(2)],
  });
});
