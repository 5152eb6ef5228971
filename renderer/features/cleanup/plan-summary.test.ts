import { expect, it } from 'vitest';
import type { Plan, PlanItem } from '../../../shared/schema/model.ts';
import { countLeftOut, mayStart, orderItems, sumItems } from './plan-summary.ts';

const item = (key: string, bytes: number | null, active = false): PlanItem => ({
  ref: { connectionId: 'c', bucket: 'b', key, uploadId: 'u' },
  initiatedAt: 0,
  activityAt: 0,
  parts: bytes === null ? null : 2,
  bytes,
  storageClass: null,
  active,
});

it('sums only what is known, and says how much that is', () => {
  expect(sumItems([item('a', 10), item('b', null), item('c', 5)])).toEqual({ items: 3, sized: 2, bytes: 15, parts: 4 });
});

it('parts active from stale, and counts why others are left out', () => {
  const plan: Plan = {
    id: 'p',
    connectionId: 'c',
    bucket: 'b',
    createdAt: 0,
    items: [item('a', 1), item('b', 1, true)],
    leftOut: [
      { ref: item('x', 1).ref, reason: 'not found' },
      { ref: item('y', 1).ref, reason: 'in a running job' },
      { ref: item('z', 1).ref, reason: 'not found' },
    ],
  };
  expect(orderItems(plan).active.map(({ ref }) => ref.key)).toEqual(['b']);
  expect(countLeftOut(plan)).toEqual([
    { reason: 'not found', count: 2 },
    { reason: 'in a running job', count: 1 },
  ]);
});

it('starts with active uploads only after the bucket’s name is typed', () => {
  expect(mayStart(3, false, '', 'photos')).toBe(true);
  expect(mayStart(0, false, '', 'photos')).toBe(false);
  expect(mayStart(3, true, '', 'photos')).toBe(false);
  expect(mayStart(3, true, 'photo', 'photos')).toBe(false);
  expect(mayStart(3, true, 'photos', 'photos')).toBe(true);
});
