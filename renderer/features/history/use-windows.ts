import { useCallback, useState } from 'react';

/** Which windows of a long list are in view, as offsets. */
export function useWindows(size: number) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const first = Math.floor(range.first / size);
  const last = Math.max(first, Math.floor(range.last / size));
  return {
    onRange,
    offsets: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * size),
    /** Where a row is: the window's place among the `offsets`, and the row's place within it. */
    placeOf: (index: number) => ({ window: Math.floor(index / size) - first, row: index % size }),
  };
}
