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
  /** The furthest one can scroll, in rows' own px. */
  end: number;
};

/** How a list of rows fits a browser: a million rows are dragged through on a shorter track, `factor` times as fast. */
export function scrollScale(contentPx: number, viewportPx: number): ScrollScale {
  const height = Math.min(contentPx, tallestPx);
  const end = Math.max(0, contentPx - viewportPx);
  return { height, factor: height === contentPx ? 1 : end / (height - viewportPx), end };
}

/** Where the view is: in rows' own px, and where the browser's scrollbar stands for it. */
export type ScrollPlace = { offset: number; scrollTop: number };

/**
 * The place for an offset. Several offsets share a position of the scrollbar where the track is scaled, so the offset is
 * remembered and not computed back.
 */
export function placeAt(offset: number, { factor, end }: ScrollScale): ScrollPlace {
  const within = Math.min(end, Math.max(0, offset));
  return { offset: within, scrollTop: factor === 1 ? within : Math.round(within / factor) };
}

/**
 * The place after the browser scrolled. A position that we set ourselves keeps its exact offset; any other one was
 * dragged to, and stands for its share of all rows.
 */
export function placeAfterScroll(scrollTop: number, before: ScrollPlace, { factor, end }: ScrollScale): ScrollPlace {
  // Displays of fractional density round what was set to their own pixels.
  if (factor !== 1 && Math.abs(scrollTop - before.scrollTop) < 1) return { ...before, scrollTop };
  return { offset: Math.min(end, scrollTop * factor), scrollTop };
}

/** How far a turn of the wheel goes, px: as far as in any other list, however many rows there are. */
export function wheelPixels(
  { deltaY, deltaMode }: Pick<WheelEvent, 'deltaY' | 'deltaMode'>,
  rowHeight: number,
  viewportPx: number,
): number {
  // WheelEvent.DOM_DELTA_LINE is 1, DOM_DELTA_PAGE is 2.
  if (deltaMode === 1) return deltaY * rowHeight;
  return deltaMode === 2 ? deltaY * viewportPx : deltaY;
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
