import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback } from 'react';
import { rangeWith } from '../../ui/range-with.ts';

/** Of one row, px. It never depends on what is known of its bucket: news must not move the rows below. */
export const rowPx = 50;
/** Of the head and of the total, which stay in sight, px. */
export const [headPx, footPx] = [32, 40];

/** Which rows are in the page, and how much room those take that are not. The active one is always there. */
export function useRowsInView(count: number, active: number, scroll: { current: HTMLDivElement | null }) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 6,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    scrollPaddingEnd: footPx,
    rangeExtractor: useCallback((range: Range) => rangeWith(range, active), [active]),
  });
  let next = 0;
  const items = virtualizer.getVirtualItems().map(({ index }) => {
    const before = (index - next) * rowPx;
    next = index + 1;
    return { index, before };
  });
  return { virtualizer, spaces: { items, after: (count - next) * rowPx } };
}
