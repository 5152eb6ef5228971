/** Browsers lay out no element taller than about 33 million device pixels; this leaves room for high-density screens. */
const tallestPx = 12_000_000;

export type ScrollScale = {
  /** Height of the scrolled content as laid out, px. */
  height: number;
  /** Rows' own px per laid-out px of scrolling: 1 until the rows are taller than a browser can lay out. */
  factor: number;
};

/** How a list of rows fits a browser: a million rows are scrolled through on a shorter track, `factor` times as fast. */
export function scrollScale(contentPx: number, viewportPx: number): ScrollScale {
  const height = Math.min(contentPx, tallestPx);
  if (height === contentPx) return { height, factor: 1 };
  return { height, factor: (contentPx - viewportPx) / (height - viewportPx) };
}
