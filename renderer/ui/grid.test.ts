import { describe, expect, it } from 'vitest';
import { nextRow, treeStep } from './grid-keys.ts';
import { placeAfterScroll, placeAt, scrollScale, scrollToReveal, wheelPixels } from './scroll-scale.ts';

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

describe('treeStep', () => {
  it('shows what lies below, then goes there', () => {
    expect(treeStep('ArrowRight', false, null, 3, 10)).toEqual({ kind: 'expand', expanded: true });
    expect(treeStep('ArrowRight', true, null, 3, 10)).toEqual({ kind: 'move', to: 4 });
    expect(treeStep('ArrowRight', undefined, 1, 3, 10)).toEqual({ kind: 'none' });
  });

  it('hides what lies below, then goes up', () => {
    expect(treeStep('ArrowLeft', true, 1, 3, 10)).toEqual({ kind: 'expand', expanded: false });
    expect(treeStep('ArrowLeft', false, 1, 3, 10)).toEqual({ kind: 'move', to: 1 });
    expect(treeStep('ArrowLeft', undefined, null, 3, 10)).toEqual({ kind: 'none' });
  });
});

describe('scrollScale', () => {
  it('leaves ordinary lists alone', () => {
    expect(scrollScale(320_000, 600)).toEqual({ height: 320_000, factor: 1, end: 319_400 });
  });

  it('reaches the last of a million rows at the end of the track', () => {
    const content = 1_000_000 * 32;
    const { height, factor } = scrollScale(content, 600);
    expect(height).toBeLessThan(16_000_000);
    expect((height - 600) * factor).toBeCloseTo(content - 600, 3);
  });
});

describe('places in a scaled list', () => {
  const content = 1_000_000 * 32 + 33;
  const scale = scrollScale(content, 600);
  const top = { offset: 0, scrollTop: 0 };

  it('go on by exactly as much as the wheel turned, however often', () => {
    let place = top;
    for (let turn = 1; turn <= 1000; turn++) {
      const set = placeAt(place.offset + 100, scale);
      // The browser tells of the position that was set.
      place = placeAfterScroll(set.scrollTop, set, scale);
      expect(place.offset).toBe(turn * 100);
    }
    expect(place.scrollTop).toBe(Math.round(100_000 / scale.factor));
  });

  it('keep an offset that moves the scrollbar by less than a pixel', () => {
    const place = placeAt(1, scale);
    expect(place).toEqual({ offset: 1, scrollTop: 0 });
    expect(placeAfterScroll(0, place, scale).offset).toBe(1);
  });

  it('go to their share of all rows where the scrollbar is dragged', () => {
    const trackEnd = scale.height - 600;
    expect(placeAfterScroll(trackEnd / 2, top, scale).offset).toBeCloseTo(scale.end / 2, 3);
    expect(placeAfterScroll(trackEnd, top, scale).offset).toBeCloseTo(scale.end, 3);
    expect(placeAfterScroll(0, placeAt(scale.end, scale), scale).offset).toBe(0);
  });

  it('end where the rows end', () => {
    expect(placeAt(scale.end + 500, scale)).toEqual({ offset: scale.end, scrollTop: scale.height - 600 });
    expect(placeAt(-5, scale)).toEqual(top);
  });

  it('are the scrollbar’s own in a list that fits', () => {
    const short = scrollScale(32_000, 600);
    expect(placeAt(100.5, short)).toEqual({ offset: 100.5, scrollTop: 100.5 });
    expect(placeAfterScroll(101, { offset: 100.5, scrollTop: 100.5 }, short).offset).toBe(101);
  });
});

describe('wheelPixels', () => {
  it('counts pixels, lines and pages', () => {
    expect(wheelPixels({ deltaY: 100, deltaMode: 0 }, 32, 600)).toBe(100);
    expect(wheelPixels({ deltaY: -3, deltaMode: 1 }, 32, 600)).toBe(-96);
    expect(wheelPixels({ deltaY: 1, deltaMode: 2 }, 32, 600)).toBe(600);
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
