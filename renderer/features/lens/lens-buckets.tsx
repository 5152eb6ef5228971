import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { LensBucketView } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useLive } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import table from '../../ui/table.module.css';
import classes from './lens.module.css';
import { toldBytes, toldCost } from './told.ts';
import { TrendLine } from './trend-line.tsx';
import { change } from './trend-path.ts';

/** Rows that are shown at once, and buckets that one press scans. */
const [mostRows, mostScans] = [50, 10];

/** The worst buckets of an export, each with what its scan explains of it. */
export function LensBuckets({ first, count }: { first: readonly LensBucketView[]; count: number }) {
  const { client } = useApi();
  const [shown, setShown] = useState(mostRows);
  const buckets = useCompared(first);
  const due = buckets.filter(({ known }) => known !== null && known.scan !== 'under way').slice(0, mostScans);
  const scan = useMutation({
    mutationFn: (which: readonly LensBucketView[]) =>
      Promise.all(
        which.flatMap(({ bucket, known }) =>
          known ? [client.scans.start({ connectionId: known.connectionId, bucket })] : [],
        ),
      ),
  });
  const { buckets: said, columns } = words.page.lens;
  return (
    <section className={classes.section} aria-label={said.label}>
      <div className={classes.head}>
        <h3>{said.heading({ shown: buckets.length, count })}</h3>
        {due.length > 0 && (
          <Button variant="default" loading={scan.isPending} onClick={() => scan.mutate(due)}>
            {said.scan(due.length)}
          </Button>
        )}
      </div>
      {scan.error && <Failure error={toErrorShape(scan.error)} />}
      <table className={table.table} aria-label={said.table}>
        <thead>
          <tr>
            <th scope="col">{said.bucket}</th>
            {[columns.uploads, columns.bytes, columns.older, columns.cost].map((name) => (
              <th key={name} scope="col" className={table.end}>
                {name}
              </th>
            ))}
            <th scope="col">{columns.trend}</th>
            <th scope="col">{said.explained}</th>
          </tr>
        </thead>
        <tbody>
          {buckets.slice(0, shown).map((row) => (
            <tr key={`${row.accountId} ${row.region} ${row.bucket}`}>
              <td>
                {row.bucket}
                <span className={table.note}>
                  {row.accountId} · {row.region}
                </span>
              </td>
              <td className={table.end}>{row.uploads === null ? '–' : formatCount(row.uploads)}</td>
              <td className={table.end}>{toldBytes(row.bytes)}</td>
              <td className={table.end}>{toldBytes(row.olderBytes)}</td>
              <td className={table.end}>{toldCost(row.cost)}</td>
              <td>
                <TrendLine values={row.trend} label={said.trend(row.bucket, change(row.trend))} />
              </td>
              <td>
                {words.lens.explained(row.known)}
                {row.known && <span className={table.note}>{row.known.connectionName}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {buckets.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + mostRows)}>
          {said.more(Math.min(mostRows, buckets.length - shown))}
        </Button>
      )}
    </section>
  );
}

/** The same buckets, set against what is scanned by now: again whenever a scan of any begins or ends. */
function useCompared(first: readonly LensBucketView[]): readonly LensBucketView[] {
  const { client } = useApi();
  const { state } = useLive();
  const scans = first.flatMap(({ bucket, known }) => {
    const list = known && state?.buckets[known.connectionId]?.items;
    return list?.find(({ name }) => name === bucket)?.scan.status ?? [];
  });
  const { data } = useQuery({
    queryKey: ['lens', first[0]?.accountId, scans.join(' ')],
    queryFn: ({ signal }) => client.lens.compare(undefined, { signal }),
    placeholderData: keepPreviousData,
    enabled: scans.length > 0,
    staleTime: 0,
    gcTime: 0,
  });
  return data ?? first;
}
