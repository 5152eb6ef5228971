import { expect, it } from 'vitest';
import { byteUnit, frameOf } from './axes.tsx';

const gib = 1024 ** 3;

it('names bytes that are round in their own unit', () => {
  const { values } = frameOf([0, 1], 210 * gib, 180, String, { unit: byteUnit(210 * gib) });
  expect(values).toEqual([0, 50, 100, 150, 200].map((each) => each * gib));
  expect([byteUnit(0), byteUnit(1023), byteUnit(1024), byteUnit(gib)]).toEqual([1, 1, 1024, gib]);
});

it('names no half of what is counted, and cents of what is paid', () => {
  expect(frameOf([0, 1], 2, 180, String).values).toEqual([0, 1, 2]);
  expect(frameOf([0, 1], 0, 180, String, { smallest: 0.04 }).values).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
});

it('what stands first and last lies within the picture', () => {
  const { x, y } = frameOf([5, 9], 10, 180, String, { top: 24 });
  expect(x(5)).toBeGreaterThan(72);
  expect(x(9)).toBeLessThan(760 - 12);
  expect(y(10)).toBeGreaterThanOrEqual(24);
});

it('a long name of a value has its room, and what is drawn begins beside it', () => {
  const name = (value: number) => `CHF ${(value * 1e6).toFixed(2)}`;
  const { left, x } = frameOf([5, 9], 10, 180, name);
  expect(left).toBe(12 + 7 * 'CHF 10000000.00'.length);
  expect(x(5)).toBeGreaterThan(left);
  expect(frameOf([5, 9], 10, 180, String).left).toBe(72);
});

it.each([10_000, 11_000, 13_000, 29_000, 59_000, 3_600_000, 86_400_000, 11 * 86_400_000, 366 * 86_400_000])(
  'names of times over %d ms do not lie on each other',
  (span) => {
    const begin = Date.UTC(2026, 10, 30, 20, 55, 26, 400);
    const { times, x } = frameOf([begin, begin + span], 1, 180, String);
    const places = times.map(x);
    expect(places.length).toBeGreaterThan(2);
    for (const [at, place] of places.slice(1).entries()) expect(place - (places[at] ?? 0)).toBeGreaterThanOrEqual(80);
  },
);
