import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorShape } from '../../../shared/errors.ts';
import type { Upload, UploadFilter, UploadSort } from '../../../shared/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { type BucketAddress, windowSize } from '../../api/queries.ts';

/** Rows of a bucket, fetched window by window as they come into view. */
export type UploadRows = {
  /** How many match; null before the first answer. */
  total: number | null;
  rowAt: (index: number) => Upload | undefined;
  /** The rows shown answer an earlier filter or sort; the new answer is on its way. */
  isStale: boolean;
  error: ErrorShape | null;
  onRange: (first: number, last: number) => void;
};

/** Rows far from view are dropped soon: a walk through a million rows must not keep them all. */
const keepWindowsMs = 30_000;

/** The uploads of a bucket that match a filter, in an order. Earlier rows stay until the new ones are there. */
export function useUploadRows(at: BucketAddress, filter: UploadFilter, sort: UploadSort): UploadRows {
  const { queries } = useApi();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);

  const firstWindow = Math.floor(range.first / windowSize);
  const lastWindow = Math.max(firstWindow, Math.floor(range.last / windowSize));
  const numbers = Array.from({ length: lastWindow - firstWindow + 1 }, (_, index) => firstWindow + index);
  const results = useQueries({
    queries: numbers.map((number) => ({
      ...queries.uploads(at, filter, sort, number * windowSize),
      gcTime: keepWindowsMs,
    })),
  });

  const windows = new Map(results.flatMap(({ data }) => (data ? [[data.offset / windowSize, data] as const] : [])));
  const newest = results.reduce<(typeof results)[number]['data']>(
    (best, { data }) => (data && (!best || data.revision >= best.revision) ? data : best),
    undefined,
  );
  const current = newest && {
    total: newest.total,
    rowAt: (index: number) => windows.get(Math.floor(index / windowSize))?.rows[index % windowSize],
  };
  const previous = useRef(current);
  useEffect(() => {
    if (current) previous.current = current;
  });

  const shown = current ?? previous.current;
  const failure = results.find(({ error }) => error)?.error;
  return {
    total: shown?.total ?? null,
    rowAt: shown?.rowAt ?? (() => undefined),
    isStale: !current && shown !== undefined,
    error: failure ? toErrorShape(failure) : null,
    onRange,
  };
}
