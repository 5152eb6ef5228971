import { expect, it } from 'vitest';
import { hasRoomForFigure, tileLabel } from './tile-label.ts';

it.each<[string, number, string | null]>([
  ['day-121/', 70, 'day-121/'],
  ['day-121/', 60, null],
  ['2026-11-01-camera-1/', 78, '2026-…a-1/'],
  ['2026-11-01-camera-2/', 78, '2026-…a-2/'],
  ['🎬🎬🎬/', 40, '🎬🎬🎬/'],
  ['a/', 20, null],
])('%s in %d px: %s', (name, width, label) => {
  expect(tileLabel(name, width)).toBe(label);
});

it('shows a figure only as a whole', () => {
  expect(hasRoomForFigure('39 GiB', 52)).toBe(true);
  expect(hasRoomForFigure('39 GiB', 51)).toBe(false);
});
