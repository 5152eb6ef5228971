import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ConnectionCosts } from '../../../shared/schema/costs.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { mostSumsCostMs, sumsPauseMs } from '../../api/sums-pace.ts';

/** While scans run, sums over every row are read again no more often than this, ms. */
const leastPauseMs = 2_000;

/** What a connection's buckets cost, read again while they change: the more rows, the more seldom. */
export function useConnectionCosts(
  { id, ownPrice }: Connection,
  buckets: readonly Bucket[],
): ConnectionCosts | undefined {
  const { queries } = useApi();
  const changed = JSON.stringify([
    ownPrice,
    buckets.map(({ name, scan, totals }) => [name, scan.status, totals?.uploads, totals?.sized, totals?.bytes]),
  ]);
  const rows = buckets.reduce((sum, { totals }) => sum + (totals?.uploads ?? 0), 0);
  const told = useThrottledValue(changed, sumsPauseMs(mostSumsCostMs(rows), leastPauseMs));
  const [asked, setAsked] = useState(told);
  const costs = useQuery({
    ...queries.connectionCosts(id, asked),
    // Of this connection: buckets of another may have the same names.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
  const { isFetching } = costs;
  useEffect(() => {
    // Asking anew takes back a call that is under way: on a busy computer none would come to its end.
    if (!isFetching) setAsked(told);
  }, [isFetching, told]);
  return costs.data;
}
