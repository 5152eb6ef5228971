import { describe, expect, it } from 'vitest';
import { nextRow } from './grid-keys.ts';
import { scrollScale, scrollToReveal } from './scroll-scale.ts';

describe('nextRow', () => {
  it.each([
    ['ArrowDown', null, 0],
    ['ArrowDown', 4, 5],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 7, 6],
    ['PageDown', null, 10],
    ['PageDown', 95, 99],
    ['PageUp', 12, 2],
    ['Home', 50, 0],
    ['End', null, 99],
  ])('%s from %s leads to %s', (key, active, row) => expect(nextRow(key, active, 100, 10)).toBe(row));

  it('leads nowhere in an empty grid or by another key', () => {
    expect(nextRow('ArrowDown', null, 0, 10)).toBeNull();
    expect(nextRow('a', 3, 100, 10)).toBeNull();
  });
});

describe('scrollScale', () => {
  it('leaves ordinary lists alone', () => {
    expect(scrollScale(320_000, 600)).toEqual({ height: 320_000, factor: 1 });
  });

  it('reaches the last of a million rows at the end of the track', () => {
    const content = 1_000_000 * 32;
    const { height, factor } = scrollScale(content, 600);
    expect(height).toBeLessThan(16_000_000);
    expect((height - 600) * factor).toBeCloseTo(content - 600, 3);
  });
});

describe('scrollToReveal', () => {
  it('moves only as far as needed, and not at all where the row is in view', () => {
    expect(scrollToReveal(5, 32, 0, 320)).toBeNull();
    expect(scrollToReveal(10, 32, 0, 320)).toBe(32);
    expect(scrollToReveal(2, 32, 320, 320)).toBe(64);
  });

  it('reaches the last of a million rows', () => {
    const content = 1_000_000 * 32 + 33;
    const { height, factor } = scrollScale(content, 600);
    const target = scrollToReveal(999_999, 32, 0, 600 - 33);
    expect((target ?? 0) / factor).toBeCloseTo(height - 600, 3);
  });
});
