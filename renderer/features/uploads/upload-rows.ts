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

/** Rows before and after those in view that are fetched with them: a steady scroll never meets a blank row. */
const rowsAhead = 60;

/** The windows that hold these rows and those around them, which may lie behind the last row. */
export function windowsFor(first: number, last: number): { firstWindow: number; lastWindow: number } {
  const firstWindow = Math.max(0, Math.floor((first - rowsAhead) / windowSize));
  return { firstWindow, lastWindow: Math.max(firstWindow, Math.floor((last + rowsAhead) / windowSize)) };
}

/** The uploads of a bucket that match a filter, in an order. Earlier rows stay until the new ones are there. */
export function useUploadRows(at: BucketAddress, filter: UploadFilter, sort: UploadSort): UploadRows {
  const { queries } = useApi();
  const question = JSON.stringify([filter, sort]);
  const [range, setRange] = useState({ question, firstWindow: 0, lastWindow: 0 });
  const onRange = useCallback(
    (first: number, last: number) => {
      const { firstWindow, lastWindow } = windowsFor(first, last);
      setRange((now) => {
        // The screen is drawn again for other windows only, and not for every row that comes into view.
        const isSame = now.question === question && now.firstWindow === firstWindow && now.lastWindow === lastWindow;
        return isSame ? now : { question, firstWindow, lastWindow };
      });
    },
    [question],
  );

  const known = useRef<{ question: string; total: number } | null>(null);
  // What was in view of an earlier answer says nothing of this one, which begins at its top.
  const isAsked = range.question === question;
  const end = known.current?.question === question ? Math.max(0, Math.ceil(known.current.total / windowSize) - 1) : 0;
  const firstWindow = isAsked ? Math.min(range.firstWindow, end) : 0;
  const lastWindow = isAsked ? Math.min(range.lastWindow, end) : 0;
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
  if (newest) known.current = { question, total: newest.total };
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
