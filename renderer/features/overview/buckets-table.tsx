import { Checkbox, TextInput } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import type { ConnectionCosts } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { useOutage, useStoreWait } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { formatCount, formatNoun, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { CostText } from '../../ui/cost-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from '../../ui/table.module.css';
import { bucketColumns, bytesOf, features } from './bucket-columns.tsx';
import { sumOfBuckets } from './bucket-sums.ts';
import classes from './overview.module.css';

const leftAligned = new Set(['bucket', 'lifecycle', 'scan']);
/** The worst first. */
const initialState = { sorting: [{ id: 'bytes', desc: true }] };

function openBucket({ connectionId, name }: Bucket) {
  route.go({ screen: 'bucket', connectionId, bucket: name, upload: null });
}

export type BucketsTableProps = {
  connectionId: string;
  buckets: readonly Bucket[];
  costs: ConnectionCosts | undefined;
  /** Names of those that are ticked. */
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  /** What can be done with those that are ticked, or with all. */
  children: ReactNode;
};

/** The table `Buckets`: every bucket of a connection, the worst first, with what is known of it and of all together. */
export function BucketsTable({ connectionId, buckets, costs, ticked, onTicked, children }: BucketsTableProps) {
  const outage = useOutage(connectionId);
  const wait = useStoreWait(connectionId);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const data = useMemo(() => {
    const most = Math.max(1, ...buckets.map((bucket) => bytesOf(bucket) ?? 0));
    return buckets
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map((bucket) => ({
        bucket,
        standing: costs?.buckets[bucket.name],
        share: (bytesOf(bucket) ?? 0) / most,
        outage,
        wait,
      }));
  }, [buckets, costs, wanted, outage, wait]);
  const columns = useMemo(
    () =>
      bucketColumns({
        open: openBucket,
        isTicked: ({ name }) => ticked.has(name),
        toggle: ({ name }) => {
          const next = new Set(ticked);
          if (!next.delete(name)) next.add(name);
          onTicked(next);
        },
      }),
    [ticked, onTicked],
  );
  const table = useTable({ features, columns, data, initialState, getRowId: ({ bucket }) => bucket.name });
  const shown = data.map(({ bucket }) => bucket);
  const total = sumOfBuckets(shown);
  const note = total.totals && sizedNote(total.totals);
  const tickedShown = shown.filter(({ name }) => ticked.has(name)).length;
  return (
    <>
      <div className={classes.filter}>
        <TextInput
          aria-label="Filter buckets"
          placeholder="Filter by name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label="Tick all shown"
          checked={shown.length > 0 && tickedShown === shown.length}
          indeterminate={tickedShown > 0 && tickedShown < shown.length}
          onChange={() => {
            const next = new Set(ticked);
            for (const { name } of shown) {
              if (tickedShown === shown.length) next.delete(name);
              else next.add(name);
            }
            onTicked(next);
          }}
        />
        <span className={classes.space} />
        {children}
      </div>
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
        <tfoot>
          <tr>
            <th scope="row">
              {wanted
                ? `${formatNoun(shown.length, 'bucket')} of ${formatCount(buckets.length)}`
                : formatNoun(shown.length, 'bucket')}
              {total.unread > 0 && <span className={styles.note}>{formatCount(total.unread)} not read yet</span>}
            </th>
            <td className={styles.end}>{total.totals ? formatCount(total.totals.uploads) : '–'}</td>
            <td className={styles.end}>
              {total.totals ? formatTotalBytes(total.totals) : '–'}
              {note && <span className={styles.note}>{note}</span>}
            </td>
            <td className={styles.end}>{wanted ? null : <CostText cost={costs?.total?.month} />}</td>
            <td />
            <td className={styles.end}>{total.totals ? formatCount(total.totals.active) : '–'}</td>
            <td colSpan={3} />
          </tr>
        </tfoot>
      </table>
    </>
  );
}
