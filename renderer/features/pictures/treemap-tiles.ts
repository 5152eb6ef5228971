import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { UploadGroup } from '../../../shared/schema/upload-groups.ts';

/** One area of the map. */
export type Tile = {
  x: number;
  y: number;
  width: number;
  height: number;
  bytes: number;
  uploads: number;
  /** What it stands for: one, or several that are too small to be drawn by themselves, by name. */
  groups: readonly UploadGroup[];
  /** Whether the map has several such areas, each with the names from its first to its last. */
  isStretch: boolean;
};

type Share = Pick<Tile, 'bytes' | 'uploads' | 'groups' | 'isStretch'>;
type Node = { children?: Node[]; share: Share };

/** An area that stands by itself has room for a name, px. */
const [leastWidth, leastHeight] = [66, 20];
/** So large is one at least, before it is looked at how the areas lie, px². */
const leastArea = 3600;
/** No group that holds more of the bytes than this is put together with others. */
const largestLeast = 1 / 12;
/** Small ones that stand together take up so many times the least area, so that two names fit. */
const stretchAreas = 3;
/** More areas of small ones tell no more than a few. */
const mostStretches = 12;
const byName = new Intl.Collator('en', { numeric: true });

/**
 * Areas by bytes, the largest first. What is too small for a name stands together: as one area, or as some, each with those
 * whose names follow each other, as the days of a month do. What holds nothing has no area. Pure.
 */
export function treemapTiles(groups: readonly UploadGroup[], width: number, height: number): Tile[] {
  const holding = groups.filter(({ totals }) => totals.bytes > 0).toSorted((a, b) => b.totals.bytes - a.totals.bytes);
  if (holding.length === 0) return [];
  const total = sumOf(holding, ({ totals }) => totals.bytes);
  for (
    let least = Math.min(largestLeast, leastArea / (width * height));
    ;
    least = Math.min(largestLeast, least * 1.25)
  ) {
    const tiles = layOut(sharesOf(holding, least * total), width, height);
    const isReadable = tiles.every(
      (tile) => tile.bytes < least * total || (tile.width >= leastWidth && tile.height >= leastHeight),
    );
    if (isReadable || least === largestLeast) return tiles;
  }
}

/** @param least bytes of a group that stands by itself */
function sharesOf(holding: readonly UploadGroup[], least: number): Share[] {
  const large = holding.filter(({ totals }) => totals.bytes >= least);
  const small = holding.slice(large.length).toSorted((a, b) => byName.compare(nameOf(a), nameOf(b)));
  const bytes = sumOf(small, ({ totals }) => totals.bytes);
  const stretches = Math.max(1, Math.min(mostStretches, Math.floor(bytes / (stretchAreas * least))));
  const cut = Array.from({ length: stretches }, (): UploadGroup[] => []);
  let before = 0;
  for (const group of small) {
    const at = Math.min(stretches - 1, Math.floor((before / bytes) * stretches));
    cut[at]?.push(group);
    before += group.totals.bytes;
  }
  const together = cut.filter((stretch) => stretch.length > 0);
  return [...large.map((group) => [group]), ...together].map((each) => ({
    bytes: sumOf(each, ({ totals }) => totals.bytes),
    uploads: sumOf(each, ({ totals }) => totals.uploads),
    groups: each,
    isStretch: each.length > 1 && together.length > 1,
  }));
}

function layOut(shares: readonly Share[], width: number, height: number): Tile[] {
  const none: Share = { bytes: 0, uploads: 0, groups: [], isStretch: false };
  const root = hierarchy<Node>({ children: shares.map((share) => ({ share })), share: none })
    .sum(({ children, share }) => (children ? 0 : share.bytes))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Node>().tile(treemapSquarify).size([width, height]).paddingInner(2)(root);
  return laid.leaves().map(({ x0, y0, x1, y1, data }) => ({
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
    ...data.share,
  }));
}

/** By what groups of one folder follow each other; what lies in the folder itself comes first. */
function nameOf({ name }: UploadGroup): string {
  return name.kind === 'folder' ? name.prefix : '';
}

function sumOf(groups: readonly UploadGroup[], figure: (group: UploadGroup) => number): number {
  return groups.reduce((sum, group) => sum + figure(group), 0);
}
