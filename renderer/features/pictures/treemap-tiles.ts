import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { GroupName, UploadGroup } from '../../../shared/schema/upload-groups.ts';

/** One area of the map. */
export type Tile = {
  x: number;
  y: number;
  width: number;
  height: number;
  bytes: number;
  uploads: number;
  /** null: what is too small to be drawn by itself, together. */
  name: GroupName | null;
  /** How many groups it stands for. */
  groups: number;
};

/** More tiles than this are no picture any more. */
const mostTiles = 40;

type Node = { children?: Node[]; tile: Omit<Tile, 'x' | 'y' | 'width' | 'height'> };

/** Areas by bytes, the largest first; the rest is one of them. What holds nothing has no area. Pure. */
export function treemapTiles(groups: readonly UploadGroup[], width: number, height: number): Tile[] {
  const holding = groups.filter(({ totals }) => totals.bytes > 0).toSorted((a, b) => b.totals.bytes - a.totals.bytes);
  const [shown, rest] = [holding.slice(0, mostTiles), holding.slice(mostTiles)];
  const children: Node[] = shown.map(({ name, totals: { bytes, uploads } }) => ({
    tile: { name, bytes, uploads, groups: 1 },
  }));
  if (rest.length > 0) {
    const sum = (figure: (group: UploadGroup) => number) => rest.reduce((all, group) => all + figure(group), 0);
    const [bytes, uploads] = [sum(({ totals }) => totals.bytes), sum(({ totals }) => totals.uploads)];
    children.push({ tile: { name: null, bytes, uploads, groups: rest.length } });
  }
  if (children.length === 0) return [];
  const none = { name: null, bytes: 0, uploads: 0, groups: 0 };
  const root = hierarchy<Node>({ children, tile: none })
    .sum(({ children: inner, tile }) => (inner ? 0 : tile.bytes))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Node>().tile(treemapSquarify).size([width, height]).paddingInner(2)(root);
  return laid.leaves().map(({ x0, y0, x1, y1, data }) => ({
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
    ...data.tile,
  }));
}
