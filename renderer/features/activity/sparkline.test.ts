import { describe, expect, it } from 'vitest';
import type { Attempt, PlanItem } from '../../../shared/schema/model.ts';
import { partsLeftOverTime, partsLeftWords, sparkPoints } from './sparkline.ts';

const size = { width: 51, height: 13 };
const planned = (parts: number | null): PlanItem => ({
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  initiatedAt: 0,
  activityAt: 0,
  parts,
  bytes: null,
  storageClass: null,
  active: false,
});
const attempt = (partsAfter: number | null): Attempt => ({
  number: 1,
  startedAt: 0,
  status: 204,
  code: null,
  partsAfter,
  bytesAfter: null,
});

describe('parts left over time', () => {
  it('begin with the plan, and leave out what nobody saw', () => {
    const attempts = [attempt(9), attempt(null), attempt(4), attempt(1)];
    expect(partsLeftOverTime({ planned: planned(12), attempts })).toEqual([12, 9, 4, 1]);
    expect(partsLeftOverTime({ planned: planned(null), attempts })).toEqual([9, 4, 1]);
    expect(partsLeftOverTime({ planned: planned(null), attempts: [] })).toEqual([]);
  });

  it('are told in words, the newest where there are many', () => {
    expect(partsLeftWords([12, 9, 4, 1])).toBe('12, 9, 4, 1 parts left');
    expect(partsLeftWords([10_000, 0])).toBe('10,000, 0 parts left');
    expect(partsLeftWords([1])).toBe('1 part left');
    expect(partsLeftWords(Array.from({ length: 50 }, (_, n) => n))).toBe(
      'last 42, 43, 44, 45, 46, 47, 48, 49 parts left',
    );
  });
});

describe('the line', () => {
  it('runs from the largest at the top to zero at the bottom, the newest at the right', () => {
    expect(sparkPoints([10, 5, 0], size)).toEqual([
      { x: 1.5, y: 1.5 },
      { x: 25.5, y: 6.5 },
      { x: 49.5, y: 11.5 },
    ]);
  });

  it('stays inside, whatever the figures are', () => {
    for (const values of [[0, 0], [1, 10_000], [3, 3, 3], Array.from({ length: 200 }, (_, n) => (n * 7919) % 101)]) {
      const points = sparkPoints(values, size);
      expect(points.length).toBe(Math.min(values.length, 24));
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(1.5);
        expect(x).toBeLessThanOrEqual(49.5);
        expect(y).toBeGreaterThanOrEqual(1.5);
        expect(y).toBeLessThanOrEqual(11.5);
      }
    }
  });

  it('lies at the bottom where nothing is left, and at the top where nothing went', () => {
    expect(sparkPoints([0, 0], size).map(({ y }) => y)).toEqual([11.5, 11.5]);
    expect(sparkPoints([3, 3], size).map(({ y }) => y)).toEqual([1.5, 1.5]);
  });

  it('is none for a single figure', () => {
    expect(sparkPoints([], size)).toEqual([]);
    expect(sparkPoints([4], size)).toEqual([]);
  });
});
