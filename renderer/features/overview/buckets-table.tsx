import { Checkbox, TextInput } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { BucketStanding, CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { Outage } from '../../../shared/schema/outages.ts';
import { route } from '../../route.ts';
import { formatCount, formatNoun, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { sumOfBuckets } from '../../ui/bucket-sums.ts';
import { CostText } from '../../ui/cost-text.tsx';
import { nextRow } from '../../ui/grid-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeptField } from '../../ui/kept-views.ts';
import styles from '../../ui/table.module.css';
import { type BucketRow, bucketColumns, bytesOf, columnRoom, features } from './bucket-columns.tsx';
import { bucketsView } from './buckets-view.ts';
import classes from './overview.module.css';

const leftAligned = new Set(['bucket', 'connection', 'lifecycle', 'scan']);
/** Of one row, px. It never depends on what is known of its bucket: news must not move the rows below. */
const rowPx = 50;
const [headPx, footPx] = [32, 40];
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
  /** Names of those that are ticked; left out, nothing can be ticked. */
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
  const [text, setText] = useKeptField(view, 'filter');
  const [sorting, setSorting] = useKeptField(view, 'sorting');
  const wanted = text.trim().toLowerCase();
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
        }),
      )
      .filter(({ bucket, connection }) => `${bucket.name}\n${connection ?? ''}`.toLowerCase().includes(wanted));
  }, [buckets, standingOf, outageOf, connectionOf, wanted]);
  const shown = data.map(({ bucket }) => bucket);

  const [active, setActive] = useState<string | null>(null);
  const columns = bucketColumns({
    open: openBucket,
    ofSeveral: connectionOf !== undefined,
    isActive: (bucket) => idOf(bucket) === activeId,
    ticks: ticks && {
      has: ({ name }) => ticks.ticked.has(name),
      toggle: ({ name }) => {
        const next = new Set(ticks.ticked);
        if (!next.delete(name)) next.add(name);
        ticks.onTicked(next);
      },
    },
  });
  const table = useTable({
    features,
    columns,
    data,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: ({ bucket }) => idOf(bucket),
  });
  const { rows } = table.getRowModel();
  const chosen = rows.findIndex(({ id }) => id === active);
  const activeIndex = Math.max(0, chosen);
  const activeId = rows[activeIndex]?.id ?? null;

  const size = useElementSize<HTMLDivElement>();
  const scroll = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(scroll, size.ref);
  const { virtualizer, spaces } = useRows(rows.length, activeIndex, scroll);
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

  const hasRoom = (id: string) => size.width === 0 || size.width >= (columnRoom[id]?.from ?? 0);
  const headers = (table.getHeaderGroups()[0]?.headers ?? []).filter(({ column }) => hasRoom(column.id));
  const withoutRoom = columns.flatMap(({ id, header }) =>
    id !== undefined && !hasRoom(id) && typeof header === 'string' ? [header] : [],
  );
  return (
    <>
      <div className={classes.filter}>
        <TextInput
          aria-label="Filter buckets"
          placeholder={connectionOf ? 'Filter by bucket or connection' : 'Filter by name'}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {ticks && <TickAll shown={shown} {...ticks} />}
        {withoutRoom.length > 0 && (
          <span className={styles.note}>No room for: {withoutRoom.join(', ').toLowerCase()}</span>
        )}
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
        <table className={`${styles.table} ${classes.buckets}`} aria-label="Buckets" aria-rowcount={rows.length + 2}>
          <colgroup>
            {headers.map(({ id, column }) => (
              <col key={id} style={column.id === 'bucket' ? {} : { width: columnRoom[column.id]?.width }} />
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
                  </th>
                );
              })}
            </tr>
          </thead>
          {/* A body a row: a row that keeps the focus out of view stays the same element when others come between. */}
          {spaces.items.flatMap(({ index, before }) => {
            const row = rows[index];
            if (!row) return [];
            return [
              ...(before > 0 ? [<Space key={`before ${row.id}`} height={before} />] : []),
              <tbody key={row.id} onKeyDown={onKeyDown}>
                <tr aria-rowindex={index + 2} onFocus={() => setActive(row.id)}>
                  {row
                    .getAllCells()
                    .filter(({ column }) => hasRoom(column.id))
                    .map((cell) => (
                      <td key={cell.id} className={leftAligned.has(cell.column.id) ? undefined : styles.end}>
                        <table.FlexRender cell={cell} />
                      </td>
                    ))}
                </tr>
              </tbody>,
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
    </>
  );
}

function idOf({ connectionId, name }: Bucket): string {
  return `${connectionId} ${name}`;
}

/** Which rows are in the page, and how much room those take that are not. The active one is always there. */
function useRows(count: number, active: number, scroll: { current: HTMLDivElement | null }) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 6,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    scrollPaddingEnd: footPx,
    rangeExtractor: useCallback(
      (range: { startIndex: number; endIndex: number; overscan: number; count: number }) => {
        const first = Math.max(0, range.startIndex - range.overscan);
        const last = Math.min(range.count - 1, range.endIndex + range.overscan);
        const inView = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
        if (active < first) return [active, ...inView];
        return active > last && active < range.count ? [...inView, active] : inView;
      },
      [active],
    ),
  });
  let next = 0;
  const items = virtualizer.getVirtualItems().map(({ index }) => {
    const before = (index - next) * rowPx;
    next = index + 1;
    return { index, before };
  });
  return { virtualizer, spaces: { items, after: (count - next) * rowPx } };
}

/** Stands for rows that are not in view. */
function Space({ height }: { height: number }) {
  return <tbody className={classes.gap} style={{ height }} />;
}

type TickAllProps = {
  shown: readonly Bucket[];
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
};

function TickAll({ shown, ticked, onTicked }: TickAllProps) {
  const tickedShown = shown.filter(({ name }) => ticked.has(name)).length;
  return (
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
  );
}

type TotalCellProps = {
  column: string;
  shown: readonly Bucket[];
  all: number;
  month: CostJson | null | undefined;
};

/** What the shown buckets hold together, under one column. */
function TotalCell({ column, shown, all, month }: TotalCellProps) {
  const { totals, unread } = useMemo(() => sumOfBuckets(shown), [shown]);
  switch (column) {
    case 'bucket':
      return (
        <th scope="row">
          {formatNoun(shown.length, 'bucket')}
          {shown.length < all && ` of ${formatCount(all)}`}
          {unread > 0 && <span className={styles.note}>{formatCount(unread)} not read yet</span>}
        </th>
      );
    case 'uploads':
      return <td className={styles.end}>{totals ? formatCount(totals.uploads) : '–'}</td>;
    case 'bytes': {
      const note = totals && sizedNote(totals);
      return (
        <td className={styles.end}>
          {totals ? formatTotalBytes(totals) : '–'}
          {note && <span className={styles.note}>{note}</span>}
        </td>
      );
    }
    case 'cost':
      return <td className={styles.end}>{month === undefined ? null : <CostText cost={month} />}</td>;
    case 'active':
      return <td className={styles.end}>{totals ? formatCount(totals.active) : '–'}</td>;
    default:
      return <td />;
  }
}
