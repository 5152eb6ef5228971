import { words } from '../../../shared/words/words.ts';
import { nextRow, treeStep } from '../../ui/grid-keys.ts';
import type { TreeRow } from './tree-rows.ts';

/** What a key does in the sidebar's tree (WAI-ARIA, "Tree View Pattern"). */
export type TreeMove =
  | { kind: 'go'; to: number }
  | { kind: 'expand'; row: number; expanded: boolean }
  /** Every connection is expanded. */
  | { kind: 'expand all' }
  | { kind: 'open'; row: number }
  | { kind: 'none' };

/**
 * The move for a key on a row; null where the key is none of the tree's. Pure.
 * @param page rows that one page holds
 */
export function treeMove(key: string, rows: readonly TreeRow[], active: number, page: number): TreeMove | null {
  const row = rows[active];
  if (!row) return null;
  if (key === 'Enter' || key === ' ') return { kind: 'open', row: active };
  if (key === '*') return { kind: 'expand all' };
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const step = treeStep(key, row.expanded, row.parent, active, rows.length);
    if (step.kind === 'expand') return { kind: 'expand', row: active, expanded: step.expanded };
    return step.kind === 'move' ? { kind: 'go', to: step.to } : { kind: 'none' };
  }
  const to = nextRow(key, active, rows.length, page);
  return to === null ? null : { kind: 'go', to };
}

/** Letters that were typed one soon after the other, and when the last of them was, ms. */
export type Typed = { text: string; at: number };

/** A letter that comes later than this begins anew, ms. */
const togetherMs = 700;

/** Whether a key is a character of a name. What other keys of the window mean (`/`, `?`) begins no name. */
export function isOfName(key: string, before: Typed | null, at: number): boolean {
  if ([...key].length !== 1) return false;
  return /[\p{L}\p{N}]/u.test(key) || (isGoingOn(before, at) && key !== ' ');
}

/** What is typed now. The same letter again asks for the next name that begins with it. Pure. */
export function typedOn(before: Typed | null, key: string, at: number): Typed {
  const text = isGoingOn(before, at) && before ? before.text + key.toLowerCase() : key.toLowerCase();
  return { text: new Set(text).size === 1 ? key.toLowerCase() : text, at };
}

function isGoingOn(before: Typed | null, at: number): boolean {
  return before !== null && at - before.at < togetherMs;
}

/** The row whose name begins with what was typed, from the active one on and round; null: none. Pure. */
export function rowTyped(rows: readonly TreeRow[], active: number, { text }: Typed): number | null {
  // One letter goes on from the row after; more of them may be of the row itself.
  const first = text.length === 1 ? 1 : 0;
  for (let step = first; step < rows.length + first; step += 1) {
    const index = (active + step) % rows.length;
    const row = rows[index];
    if (row && nameOf(row).toLowerCase().startsWith(text)) return index;
  }
  return null;
}

/** What a row is called. */
export function nameOf(row: TreeRow): string {
  switch (row.kind) {
    case 'all':
      return words.page.sidebar.tree.all;
    case 'connection':
      return row.connection.name;
    case 'bucket':
      return row.bucket.name;
  }
}
