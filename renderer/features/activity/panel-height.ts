/** The least and the most height, px. */
export type HeightBounds = { least: number; most: number };

/** A whole number of px within the bounds. */
export function within(height: number, { least, most }: HeightBounds): number {
  return Math.round(Math.min(most, Math.max(least, height)));
}

const stepPx = 24;
const leapPx = 96;

/**
 * The height that a key on the handle leads to: arrows by a step, with Shift or as Page up and down by a leap, Home and End
 * to the bounds. null where the key is none of these. Pure.
 */
export function heightAfter(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  height: number,
  bounds: HeightBounds,
): number | null {
  const step = shiftKey ? leapPx : stepPx;
  switch (key) {
    case 'ArrowUp':
      return within(height + step, bounds);
    case 'ArrowDown':
      return within(height - step, bounds);
    case 'PageUp':
      return within(height + leapPx, bounds);
    case 'PageDown':
      return within(height - leapPx, bounds);
    case 'Home':
      return bounds.least;
    case 'End':
      return bounds.most;
    default:
      return null;
  }
}
