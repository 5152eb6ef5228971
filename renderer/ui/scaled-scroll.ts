import { observeElementOffset, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { placeAfterScroll, placeAt, type ScrollPlace, type ScrollScale, wheelPixels } from './scroll-scale.ts';

/** Rows are placed relative to a multiple of this, px: far below what a browser places to whole pixels. */
const basePx = 1_000_000;

type GridVirtualizer = Virtualizer<HTMLDivElement, Element>;

export type ScaledScroll = {
  /** Goes on the element that holds the rows: it moves them where the scrollbar alone would not. */
  layer: RefObject<HTMLDivElement | null>;
  /** Rows are laid out from here on, in rows' own px. */
  base: number;
  /** Where the view is now. */
  place: () => ScrollPlace;
  /** Scrolls to an offset in rows' own px. */
  scrollTo: (offset: number) => void;
  /** For `useVirtualizer`: reports offsets in rows' own px, and scrolls by them. */
  observeElementOffset: (
    instance: GridVirtualizer,
    report: (offset: number, isScrolling: boolean) => void,
  ) => (() => void) | undefined;
  scrollToFn: (offset: number) => void;
};

/**
 * Scrolling through more rows than a browser can lay out: the scrollbar runs over a shorter track, while wheel and keys
 * move by exactly as much as in a short list.
 */
export function useScaledScroll(
  scroll: RefObject<HTMLDivElement | null>,
  scale: ScrollScale,
  rowHeight: number,
): ScaledScroll {
  const latest = useRef(scale);
  latest.current = scale;
  const place = useRef<ScrollPlace>({ offset: 0, scrollTop: 0 });
  const report = useRef<((offset: number, isScrolling: boolean) => void) | null>(null);

  const layer = useRef<HTMLDivElement>(null);
  const base = scale.factor === 1 ? 0 : Math.floor(place.current.offset / basePx) * basePx;
  const shownBase = useRef(base);
  // The virtualizer renders again only where other rows come into view, and the rows must move with every pixel.
  const shift = useCallback(() => {
    const { offset, scrollTop } = place.current;
    if (layer.current) layer.current.style.transform = `translateY(${scrollTop - offset + shownBase.current}px)`;
  }, []);
  useLayoutEffect(() => {
    shownBase.current = base;
    shift();
  });

  const scrollTo = useCallback(
    (offset: number) => {
      const element = scroll.current;
      if (!element) return;
      const next = placeAt(offset, latest.current);
      element.scrollTop = next.scrollTop;
      // What the browser made of it: it may round, and stops at the end of the track.
      place.current = { offset: next.offset, scrollTop: element.scrollTop };
      shift();
      // The scrollbar may stand where it stood, and then no scroll event tells of the new offset.
      report.current?.(next.offset, false);
    },
    [scroll, shift],
  );

  const observe: ScaledScroll['observeElementOffset'] = useCallback(
    (instance, tell) => {
      report.current = tell;
      const stop = observeElementOffset(instance, (scrollTop, isScrolling) => {
        place.current = placeAfterScroll(scrollTop, place.current, latest.current);
        shift();
        tell(place.current.offset, isScrolling);
      });
      return () => {
        report.current = null;
        stop?.();
      };
    },
    [shift],
  );

  const { factor } = scale;
  const shownFactor = useRef(factor);
  useLayoutEffect(() => {
    // More rows came: what is in view stays, and the scrollbar moves.
    if (shownFactor.current !== factor) scrollTo(place.current.offset);
    shownFactor.current = factor;
  }, [factor, scrollTo]);

  const isScaled = factor !== 1;
  useEffect(() => {
    const element = scroll.current;
    if (!element || !isScaled) return;
    const onWheel = (event: WheelEvent) => {
      // Zooming and scrolling sideways stay the browser's.
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      scrollTo(place.current.offset + wheelPixels(event, rowHeight, element.clientHeight));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroll, isScaled, rowHeight, scrollTo]);

  return {
    layer,
    base,
    place: useCallback(() => place.current, []),
    scrollTo,
    observeElementOffset: observe,
    scrollToFn: scrollTo,
  };
}
