import { expect, it } from 'vitest';
import type { UploadGroup } from '../../../shared/schema/upload-groups.ts';
import { treemapTiles } from './treemap-tiles.ts';

const group = (prefix: string, bytes: number): UploadGroup => ({
  name: { kind: 'folder', prefix },
  totals: {
    uploads: 1,
    sized: 1,
    unsizable: 0,
    bytes,
    parts: 1,
    active: 0,
    oldestInitiatedAt: null,
    bytesByStorageClass: {},
  },
});

it('gives each folder an area as large as its share, within the picture', () => {
  const tiles = treemapTiles([group('a/', 300), group('b/', 100), group('empty/', 0)], 400, 200);
  expect(tiles.map(({ bytes }) => bytes)).toEqual([300, 100]);
  for (const { x, y, width, height } of tiles) {
    expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(400.001);
    expect(y + height).toBeLessThanOrEqual(200.001);
  }
  const [a, b] = tiles.map(({ width, height }) => width * height);
  // The gaps between them are not theirs.
  expect((a ?? 0) / (b ?? 1)).toBeCloseTo(3, 0);
});

it('draws what is too much as one, and nothing as nothing', () => {
  const tiles = treemapTiles(
    Array.from({ length: 100 }, (_, n) => group(`f${n}/`, n + 1)),
    600,
    300,
  );
  expect(tiles).toHaveLength(41);
  const rest = tiles.find(({ name }) => name === null);
  expect(rest).toMatchObject({ groups: 60, bytes: (60 * 61) / 2, uploads: 60 });
  expect(treemapTiles([], 600, 300)).toEqual([]);
  expect(treemapTiles([group('one/', 5)], 600, 300)).toMatchObject([{ x: 0, y: 0, width: 600, height: 300 }]);
});
