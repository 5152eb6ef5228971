import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueHeap } from './due-heap.ts';

test('hands out each item once, the earliest first, at its newest time', () => {
  const times = fc.array(fc.record({ position: fc.nat({ max: 20 }), at: fc.nat({ max: 1000 }) }));
  fc.assert(
    fc.property(times, fc.nat({ max: 1000 }), (entries, now) => {
      const heap = new DueHeap();
      const newest = new Map<number, number>();
      for (const { position, at } of entries) {
        heap.set(position, at);
        newest.set(position, at);
      }
      const due = [...newest].filter(([, at]) => at <= now);
      expect(heap.size).toBe(newest.size);
      expect(heap.nextAt).toBe(newest.size === 0 ? null : Math.min(...newest.values()));
      const taken = heap.take(now, 100);
      expect(taken.map((position) => newest.get(position))).toEqual(due.map(([, at]) => at).toSorted((a, b) => a - b));
      expect(taken.toSorted()).toEqual(due.map(([position]) => position).toSorted());
      expect(heap.size).toBe(newest.size - due.length);
    }),
  );
});

test('takes no more than it is asked for', () => {
  const heap = new DueHeap();
  for (let position = 0; position < 5; position++) heap.set(position, position);
  expect(heap.take(10, 2)).toEqual([0, 1]);
  expect(heap.has(2)).toBe(true);
  expect(heap.has(1)).toBe(false);
});
