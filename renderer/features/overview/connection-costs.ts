import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ConnectionCosts } from '../../../shared/schema/costs.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';

/** While scans run, sums over every row are read again no more often than this, ms. */
const costsPauseMs = 2_000;

/** What a connection's buckets cost, read again once they have changed and stood still for a moment. */
export function useConnectionCosts(
  { id, ownPrice }: Connection,
  buckets: readonly Bucket[],
): ConnectionCosts | undefined {
  const { queries } = useApi();
  const changed = JSON.stringify([
    ownPrice,
    buckets.map(({ name, scan, totals }) => [name, scan.status, totals?.uploads, totals?.sized, totals?.bytes]),
  ]);
  const [settled] = useDebouncedValue(changed, costsPauseMs, { leading: true });
  const costs = useQuery({
    ...queries.connectionCosts(id, settled),
    // Of this connection: buckets of another may have the same names.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
  return costs.data;
}
