import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { Upload, UploadFilter, UploadSort } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { type BucketPlace, windowSize } from '../../api/queries.ts';

/** Rows of a bucket, fetched window by window as they come into view. */
export type UploadRows = {
  /** How many match; null before the first answer. */
  total: number | null;
  rowAt: (index: number) => Upload | undefined;
  /** Every row that is at hand, in no order. */
  loaded: readonly Upload[];
  /** The rows shown answer an earlier filter or sort; the new answer is on its way. */
  isStale: boolean;
  error: ErrorShape | null;
  onRange: (first: number, last: number) => void;
};

/** Rows far from view are dropped soon: a walk through a million rows must not keep them all. */
const keepWindowsMs = 30_000;

/** Rows before and after those in view that are fetched with them: a steady scroll never meets a blank row. */
const rowsAhead = 60;

/** Numbers of windows. */
export type Windows = {
  /** Hold the rows in view. */
  inView: readonly number[];
  /** Hold the rows around them. */
  around: readonly number[];
};

/** The windows for these rows, none of them behind the last one. */
export function windowsFor(first: number, last: number, lastWindow: number): Windows {
  const windowOf = (row: number) => Math.min(lastWindow, Math.max(0, Math.floor(row / windowSize)));
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step);
  const inView = span(windowOf(first), windowOf(last));
  const around = span(windowOf(first - rowsAhead), windowOf(last + rowsAhead));
  return { inView, around: around.filter((number) => !inView.includes(number)) };
}

/** The uploads of a bucket that match a filter, in an order. Earlier rows stay until the new ones are there. */
export function useUploadRows(at: BucketPlace, filter: UploadFilter, sort: UploadSort): UploadRows {
  const { queries } = useApi();
  const question = JSON.stringify([filter, sort]);
  const [range, setRange] = useState({ question, first: 0, last: 0 });
  const onRange = useCallback(
    (first: number, last: number) => {
      setRange((now) => {
        // The screen is drawn again for other windows only, and not for every row that comes into view.
        const isSame = now.question === question && isSameWindows(now, { first, last });
        return isSame ? now : { question, first, last };
      });
    },
    [question],
  );

  const known = useRef<{ question: string; total: number } | null>(null);
  const end = known.current?.question === question ? Math.max(0, Math.ceil(known.current.total / windowSize) - 1) : 0;
  // What was in view of an earlier answer says nothing of this one, which begins at its top.
  const { inView, around } =
    range.question === question ? windowsFor(range.first, range.last, end) : windowsFor(0, 0, 0);
  const ask = (number: number) => ({
    ...queries.uploads(at, filter, sort, number * windowSize),
    gcTime: keepWindowsMs,
  });
  const seen = useQueries({ queries: inView.map(ask) });
  // After a leap, what is in view comes first; the rest follows.
  const enabled = seen.every(({ data }) => data !== undefined);
  const ahead = useQueries({ queries: around.map((number) => ({ ...ask(number), enabled })) });
  const results = [...seen, ...ahead];

  const windows = new Map(results.flatMap(({ data }) => (data ? [[data.offset / windowSize, data] as const] : [])));
  const newest = results.reduce<(typeof results)[number]['data']>(
    (best, { data }) => (data && (!best || data.revision >= best.revision) ? data : best),
    undefined,
  );
  const current = newest && {
    total: newest.total,
    rowAt: (index: number) => windows.get(Math.floor(index / windowSize))?.rows[index % windowSize],
    loaded: [...windows.values()].flatMap(({ rows }) => rows),
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
    loaded: shown?.loaded ?? [],
    isStale: !current && shown !== undefined,
    error: failure ? toErrorShape(failure) : null,
    onRange,
  };
}

type Rows = { first: number; last: number };

/** Whether two ranges of rows, and those around them, lie in the same windows. */
function isSameWindows(a: Rows, b: Rows): boolean {
  const windows = ({ first, last }: Rows) =>
    [first - rowsAhead, first, last, last + rowsAhead].map((row) => Math.floor(row / windowSize)).join();
  return windows(a) === windows(b);
}
