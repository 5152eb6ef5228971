import { TextInput, VisuallyHidden } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { BucketStanding, CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { Outage } from '../../../shared/schema/outages.ts';
import { words } from '../../../shared/words/words.ts';
import { useStoreWaits } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { nextRow } from '../../ui/grid-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeptField } from '../../ui/kept-views.ts';
import styles from '../../ui/table.module.css';
import { useSpoken } from '../../ui/use-language.ts';
import {
  type BucketRow,
  bucketColumns,
  bytesOf,
  columnsWithoutRoom,
  columnWidths,
  features,
  leftAligned,
  type NameCells,
  NameCellsContext,
  namesWidth,
} from './bucket-columns.tsx';
import { BucketTableRow } from './bucket-table-row.tsx';
import { bucketId, bucketsView } from './buckets-view.ts';
import classes from './overview.module.css';
import { footPx, headPx, rowPx, useRowsInView } from './rows-in-view.ts';
import { TickAll } from './tick-all.tsx';
import { TotalCell } from './total-cell.tsx';

/** Rows that are seen at least, however little room there is. */
const fewestRows = 4;

function openBucket({ connectionId, name }: Bucket) {
  route.go({ screen: 'bucket', connectionId, bucket: name, upload: null });
}

export type BucketsTableProps = {
  /** null: the buckets are of several connections. */
  connectionId: string | null;
  buckets: readonly Bucket[];
  standingOf: (bucket: Bucket) => BucketStanding | undefined;
  outageOf: (bucket: Bucket) => Outage | undefined;
  /** The name of a bucket's connection, where there are several. */
  connectionOf?: (bucket: Bucket) => string | undefined;
  /** What all of them cost a month; undefined where that is not added up. */
  month: CostJson | null | undefined;
  /** Those that are ticked, by `bucketId`; left out, nothing can be ticked. */
  ticks?: { ticked: ReadonlySet<string>; onTicked: (ticked: ReadonlySet<string>) => void };
  /** What can be done with those that are ticked, or with all. */
  children?: ReactNode;
};

/**
 * The table `Buckets`: the worst first, with what is known of each and of all together. Only the rows in view are in the
 * page; Up and Down lead from one to the next.
 */
export function BucketsTable(props: BucketsTableProps) {
  const { connectionId, buckets, standingOf, outageOf, connectionOf, ticks } = props;
  const view = bucketsView(connectionId);
  const [filter, setFilter] = useKeptField(view, 'filter');
  const [sorting, setSorting] = useKeptField(view, 'sorting');
  const waits = useStoreWaits();
  const wanted = filter.trim().toLowerCase();
  const data = useMemo(() => {
    const most = Math.max(1, ...buckets.map((bucket) => bytesOf(bucket) ?? 0));
    return buckets
      .map(
        (bucket): BucketRow => ({
          bucket,
          connection: connectionOf?.(bucket),
          standing: standingOf(bucket),
          share: (bytesOf(bucket) ?? 0) / most,
          outage: outageOf(bucket),
          wait: waits[bucket.connectionId],
        }),
      )
      .filter(({ bucket, connection }) => `${bucket.name}\n${connection ?? ''}`.toLowerCase().includes(wanted));
  }, [buckets, standingOf, outageOf, connectionOf, wanted, waits]);
  const shown = data.map(({ bucket }) => bucket);
  // Of all of them: no column comes or goes while somebody filters.
  const names = useMemo(() => namesWidth(Math.max(0, ...buckets.map(({ name }) => name.length))), [buckets]);

  const [active, setActive] = useState<string | null>(null);
  const ofSeveral = connectionOf !== undefined;
  const columns = useSpoken(() => bucketColumns(ofSeveral), [ofSeveral]);
  const table = useTable({
    features,
    columns,
    data,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: ({ bucket }) => bucketId(bucket),
  });
  const { rows } = table.getRowModel();
  const chosen = rows.findIndex(({ id }) => id === active);
  const activeIndex = Math.max(0, chosen);
  const activeId = rows[activeIndex]?.id ?? null;
  const { ticked, onTicked } = ticks ?? {};
  const nameCells = useMemo(
    (): NameCells => ({
      open: openBucket,
      connectionOf,
      isActive: (bucket) => bucketId(bucket) === activeId,
      ticks: ticked && {
        has: (bucket) => ticked.has(bucketId(bucket)),
        toggle: (bucket) => {
          const next = new Set(ticked);
          if (!next.delete(bucketId(bucket))) next.add(bucketId(bucket));
          onTicked?.(next);
        },
      },
    }),
    [activeId, ticked, onTicked, connectionOf],
  );

  const size = useElementSize<HTMLDivElement>();
  const scroll = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(scroll, size.ref);
  const { virtualizer, spaces } = useRowsInView(rows.length, activeIndex, scroll);
  useLayoutEffect(() => {
    scroll.current?.scrollTo({ top: view.scrolled });
  }, [view]);

  const focusWanted = useRef(false);
  useLayoutEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    scroll.current?.querySelector<HTMLElement>('[data-open][tabindex="0"]')?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(size.height / rowPx) - 2);
    const next = nextRow(event.key, activeIndex, rows.length, page);
    if (next === null) return;
    event.preventDefault();
    setActive(rows[next]?.id ?? null);
    focusWanted.current = true;
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  // The same function at each drawing, so that the rows are not drawn with the table.
  const latestKeyDown = useRef(onKeyDown);
  latestKeyDown.current = onKeyDown;
  const onRowKeyDown = useCallback((event: KeyboardEvent) => latestKeyDown.current(event), []);

  const allHeaders = table.getHeaderGroups()[0]?.headers ?? [];
  const withoutRoom = columnsWithoutRoom(
    allHeaders.map(({ column }) => column.id),
    size.width,
    names,
  );
  const hasRoom = (id: string) => !withoutRoom.includes(id);
  const text = words.page.overview;
  const titles: Readonly<Record<string, string>> = text.columns;
  const headers = allHeaders.filter(({ column }) => hasRoom(column.id));
  return (
    <NameCellsContext value={nameCells}>
      <div className={classes.filter}>
        <TextInput
          aria-label={text.filter}
          placeholder={connectionOf ? text.filterByConnection : text.filterByName}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {ticks && <TickAll shown={shown} {...ticks} />}
        <span className={classes.space} />
        {props.children}
      </div>
      <div
        ref={ref}
        className={classes.scroll}
        style={{ minHeight: Math.min(rows.length, fewestRows) * rowPx + headPx + footPx + 4 }}
        onScroll={({ currentTarget }) => {
          view.scrolled = currentTarget.scrollTop;
        }}
      >
        <table className={`${styles.table} ${classes.buckets}`} aria-label={text.table} aria-rowcount={rows.length + 2}>
          <colgroup>
            {headers.map(({ id, column }) => (
              <col key={id} style={column.id === 'bucket' ? {} : { width: columnWidths[column.id] }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {headers.map((header) => {
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
                    {header === headers.at(-1) && withoutRoom.length > 0 && (
                      <span
                        className={classes.withoutRoom}
                        title={text.noRoom(withoutRoom.map((id) => titles[id] ?? id))}
                      >
                        <VisuallyHidden>{text.withoutRoom}</VisuallyHidden>+{withoutRoom.length}
                      </span>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          {spaces.items.flatMap(({ index, before }) => {
            const row = rows[index];
            if (!row) return [];
            return [
              ...(before > 0 ? [<Space key={`before ${row.id}`} height={before} />] : []),
              <BucketTableRow
                key={row.id}
                row={row}
                index={index}
                without={withoutRoom.join(' ')}
                onKeyDown={onRowKeyDown}
                onActive={setActive}
              />,
            ];
          })}
          {spaces.after > 0 && <Space height={spaces.after} />}
          <tfoot>
            <tr aria-rowindex={rows.length + 2}>
              {headers.map(({ id, column }) => (
                <TotalCell
                  key={id}
                  column={column.id}
                  shown={shown}
                  all={buckets.length}
                  month={wanted === '' ? props.month : undefined}
                />
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </NameCellsContext>
  );
}

/** Stands for rows that are not in view. */
function Space({ height }: { height: number }) {
  return <tbody className={classes.gap} style={{ height }} />;
}
