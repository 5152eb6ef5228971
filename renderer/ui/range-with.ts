import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** The rows to be drawn: those in view and around it, and always the active one, which may have the focus. */
export function rangeWith(range: Range, active: number): number[] {
  const inView = defaultRangeExtractor(range);
  const [first = 0, last = -1] = [inView.at(0), inView.at(-1)];
  if (active >= range.count || (active >= first && active <= last)) return inView;
  return active < first ? [active, ...inView] : [...inView, active];
}
