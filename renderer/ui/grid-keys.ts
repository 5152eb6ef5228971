/**
 * The row that a key leads to, or null where the key is not one of movement.
 * @param active the row now, null before the first step
 * @param page rows that one page holds
 */
export function nextRow(key: string, active: number | null, count: number, page: number): number | null {
  if (count === 0) return null;
  const clamp = (row: number) => Math.min(count - 1, Math.max(0, row));
  const from = active ?? -1;
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1);
    case 'ArrowUp':
      return clamp(from - 1);
    case 'PageDown':
      return clamp(Math.max(from, 0) + page);
    case 'PageUp':
      return clamp(from - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** What Left or Right does in a tree: shows or hides what lies below a row, or goes there or back up. */
export type TreeStep = { kind: 'expand'; expanded: boolean } | { kind: 'move'; to: number } | { kind: 'none' };

/**
 * The step for a key on a row of a tree (WAI-ARIA, treegrid).
 * @param expanded of the row; undefined where nothing lies below it
 */
export function treeStep(
  key: 'ArrowLeft' | 'ArrowRight',
  expanded: boolean | undefined,
  parent: number | null,
  active: number,
  count: number,
): TreeStep {
  if (key === 'ArrowRight') {
    if (expanded === false) return { kind: 'expand', expanded: true };
    return expanded && active + 1 < count ? { kind: 'move', to: active + 1 } : { kind: 'none' };
  }
  if (expanded) return { kind: 'expand', expanded: false };
  return parent === null ? { kind: 'none' } : { kind: 'move', to: parent };
}
