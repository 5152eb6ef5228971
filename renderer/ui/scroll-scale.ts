/**
 * Browsers lay out no element taller than about 33 million device pixels, and place rows to whole pixels only up to
 * about 8 million; this leaves room for both.
 */
const tallestPx = 8_000_000;

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

/**
 * Where to scroll so that a row is seen whole, in rows' own px; null where it is seen already.
 * @param offset where the view begins now
 * @param visible height of the view without its header
 */
export function scrollToReveal(index: number, rowHeight: number, offset: number, visible: number): number | null {
  const top = index * rowHeight;
  if (top < offset) return top;
  return top + rowHeight > offset + visible ? top + rowHeight - visible : null;
}
