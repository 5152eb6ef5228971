import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { JobItem } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { windowSize } from '../../api/queries.ts';

/** A job's items, fetched window by window; live events keep the fetched ones fresh. */
export function useJobItems(jobId: string) {
  const { queries } = useApi();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const firstWindow = Math.floor(range.first / windowSize);
  const lastWindow = Math.max(firstWindow, Math.floor(range.last / windowSize));
  const results = useQueries({
    queries: Array.from({ length: lastWindow - firstWindow + 1 }, (_, index) =>
      queries.jobItems(jobId, (firstWindow + index) * windowSize),
    ),
  });
  return {
    onRange,
    error: results.find(({ error }) => error)?.error ?? null,
    rowAt: (index: number): JobItem | undefined =>
      results[Math.floor(index / windowSize) - firstWindow]?.data?.items[index % windowSize],
  };
}
