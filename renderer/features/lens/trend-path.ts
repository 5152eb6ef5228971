/**
 * The line through numbers, the highest at the top; a new piece begins after each gap. '' where there is none.
 * @param values null: not told
 */
export function linePath(values: readonly (number | null)[], width: number, height: number): string {
  const most = values.reduce<number>((top, value) => Math.max(top, value ?? 0), 0);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let path = '';
  let isDown = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const x = Number((at * step).toFixed(2));
    const y = Number((most === 0 ? height - 1 : 1 + (height - 2) * (1 - value / most)).toFixed(2));
    // A point alone is a line of no length, which round ends make visible.
    path += isDown ? `L${x} ${y}` : `M${x} ${y}L${x} ${y}`;
    isDown = true;
  }
  return path;
}

/** What a trend says: the first and the last that was told; null where there are no two. */
export function change(values: readonly (number | null)[]): { from: number; to: number } | null {
  const told = values.filter((value) => value !== null);
  const [from, to] = [told[0], told.at(-1)];
  return from === undefined || to === undefined || told.length < 2 ? null : { from, to };
}
