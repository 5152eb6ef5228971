import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { useOutage } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from '../../ui/table.module.css';
import { bucketColumns, features } from './bucket-columns.tsx';
import classes from './overview.module.css';

const leftAligned = new Set(['bucket', 'scan']);

function openBucket({ connectionId, name }: Bucket) {
  route.go({ screen: 'bucket', connectionId, bucket: name, upload: null });
}
const columns = bucketColumns(openBucket);
const initialState = { sorting: [{ id: 'bucket', desc: false }] };

/** The table `Buckets`: every bucket of a connection, with what is known of it. */
export function BucketsTable({ connection, buckets }: { connection: Connection; buckets: readonly Bucket[] }) {
  const outage = useOutage(connection.id);
  const data = useMemo(
    () => buckets.map((bucket) => ({ bucket, endpointUrl: connection.endpointUrl, outage })),
    [buckets, connection.endpointUrl, outage],
  );
  const table = useTable({ features, columns, data, initialState, getRowId: ({ bucket }) => bucket.name });
  return (
    <table className={`${styles.table} ${classes.buckets}`} aria-label="Buckets">
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted();
              const ariaSort = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
              return (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={ariaSort}
                  className={leftAligned.has(header.column.id) ? undefined : styles.end}
                >
                  <button type="button" onClick={() => header.column.toggleSorting()}>
                    <table.FlexRender header={header} />
                    {sorted && <Icon name={sorted === 'asc' ? 'up' : 'down'} size={12} />}
                  </button>
                </th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id}>
            {row.getAllCells().map((cell) => (
              <td key={cell.id} className={leftAligned.has(cell.column.id) ? undefined : styles.end}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
