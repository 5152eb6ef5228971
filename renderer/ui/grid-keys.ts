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
