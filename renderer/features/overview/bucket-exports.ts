import type { ConnectionCosts, CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';
import { bytesOf } from './bucket-columns.tsx';

const columns = [
  'bucket',
  'scan',
  'uploads',
  'sized',
  'bytes',
  'active',
  'oldest',
  'costAMonth',
  'costSoFar',
  'currency',
  'costIs',
  'lifecycleDated',
] as const;

/** The table of a connection's buckets as a file. */
export function bucketExports(
  { name }: Connection,
  buckets: readonly Bucket[],
  costs: ConnectionCosts | undefined,
): ExportChoice[] {
  const fileName = pageFileName('buckets', name);
  return tableExports(words.page.overview.exported, fileName, columns, () =>
    buckets.map((bucket) => {
      const { totals, scan } = bucket;
      const standing = costs?.buckets[bucket.name];
      const oldest = totals?.oldestInitiatedAt ?? null;
      return [
        bucket.name,
        scan.status,
        totals?.uploads ?? null,
        totals?.sized ?? null,
        bytesOf(bucket) ?? null,
        totals?.active ?? null,
        oldest === null ? null : new Date(oldest).toISOString(),
        amount(standing?.costs.month),
        amount(standing?.costs.soFar),
        standing?.costs.month.money?.currency ?? null,
        standing?.costs.month.exactness ?? null,
        standing?.lifecycle.dated ?? null,
      ];
    }),
  );
}

/** As a number of the file: it has no more digits than a number holds. */
function amount(cost: CostJson | undefined): number | null {
  return cost?.money ? Number(cost.money.amount) : null;
}
