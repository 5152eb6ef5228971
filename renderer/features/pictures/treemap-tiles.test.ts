import { describe, expect, it } from 'vitest';
import type { UploadGroup } from '../../../shared/schema/upload-groups.ts';
import { tileLabel } from './tile-label.ts';
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
const prefixOf = ({ name }: UploadGroup) => (name.kind === 'folder' ? name.prefix : '');
/** Folders of a year, as the person reads them: by their numbers. */
const days = Array.from({ length: 365 }, (_, n) => `day-${n}/`);

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

it('draws nothing as nothing, and one as the whole', () => {
  expect(treemapTiles([], 600, 300)).toEqual([]);
  expect(treemapTiles([group('none/', 0)], 600, 300)).toEqual([]);
  expect(treemapTiles([group('one/', 5)], 600, 300)).toMatchObject([{ x: 0, y: 0, width: 600, height: 300 }]);
});

describe.each<[string, UploadGroup[]]>([
  ['365 equal ones', days.map((name) => group(name, 7))],
  ['1,000 that grow', Array.from({ length: 1000 }, (_, n) => group(`f${n}/`, n + 1))],
  [
    '1,000 of which each is half of the one before',
    Array.from({ length: 1000 }, (_, n) => group(`f${n}/`, 1e15 / 2 ** n)),
  ],
  ['a large one and 364 small', days.map((name, n) => group(name, n === 100 ? 4000 : 3))],
  ['ten large ones and 90 small', Array.from({ length: 100 }, (_, n) => group(`f${n}/`, n % 10 === 0 ? 5000 : 400))],
  ['41 equal ones', Array.from({ length: 41 }, (_, n) => group(`f${n}/`, 9))],
  ['13 equal ones', Array.from({ length: 13 }, (_, n) => group(`f${n}/`, 9))],
])('of %s', (_, groups) => {
  const tiles = treemapTiles(groups, 760, 300);

  it('every one is in one area, and no byte is lost', () => {
    const within = tiles.flatMap((tile) => tile.groups.map(prefixOf));
    expect(new Set(within)).toEqual(new Set(groups.map(prefixOf)));
    expect(within).toHaveLength(groups.length);
    const sum = (all: readonly { bytes: number }[]) => all.reduce((bytes, each) => bytes + each.bytes, 0);
    expect(sum(tiles)).toBeCloseTo(sum(groups.map(({ totals }) => totals)), 3);
  });

  it('every area has room for a name, but for what is next to nothing', () => {
    const total = tiles.reduce((bytes, tile) => bytes + tile.bytes, 0);
    expect(tiles.length).toBeLessThanOrEqual(64);
    for (const tile of tiles) {
      if (tile.bytes / total < 1 / 65) continue;
      expect(tileLabel('a-long-name-of-a-folder/', tile.width), JSON.stringify({ ...tile, groups: [] })).not.toBeNull();
      expect(tile.height).toBeGreaterThanOrEqual(20);
    }
  });

  it('each step into an area of many ends at single ones', () => {
    let steps = 0;
    for (let shown: readonly UploadGroup[] = groups; shown.length > 1; steps++) {
      const next = treemapTiles(shown, 760, 300).toSorted((a, b) => b.groups.length - a.groups.length)[0]?.groups ?? [];
      expect(next.length).toBeLessThan(shown.length);
      shown = next;
    }
    // The worst is where each holds half of the one before: then a step names five or six of them.
    expect(steps).toBeLessThanOrEqual(groups.length / 3);
  });
});

it('what stands together follows each other by number, not by letter', () => {
  const tiles = treemapTiles(
    days.toReversed().map((name) => group(name, 7)),
    760,
    300,
  );
  expect(tiles).toHaveLength(12);
  expect(tiles.every(({ isStretch }) => isStretch)).toBe(true);
  const first = tiles.find(({ groups }) => groups.some((each) => prefixOf(each) === 'day-0/'));
  expect(first?.groups.slice(0, 3).map(prefixOf)).toEqual(['day-0/', 'day-1/', 'day-2/']);
  expect(first?.groups.at(-1)?.name).toEqual({ kind: 'folder', prefix: 'day-30/' });
});

it('small ones beside large ones are one area, which has no first and last name', () => {
  const tiles = treemapTiles(
    days.map((name, n) => group(name, n === 100 ? 40_000 : 3)),
    760,
    300,
  );
  expect(tiles.map(({ groups, isStretch }) => [groups.length, isStretch])).toEqual([
    [1, false],
    [364, false],
  ]);
});
