import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import { createContext, useContext } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { amountOf } from '../../../shared/format/money.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { BucketStanding } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { Outage, StoreWait } from '../../../shared/schema/outages.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { isListOpen } from '../../ui/bucket-sums.ts';
import { CostText } from '../../ui/cost-text.tsx';
import { Filled } from '../../ui/filled.tsx';
import { CutName, NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import styles from '../../ui/table.module.css';
import tick from '../../ui/tick.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './overview.module.css';
import { ScanTrend } from './scan-trend.tsx';

/** One row: a bucket, what is known of it beyond its totals, and how much of the largest it holds, 0 to 1. */
export type BucketRow = {
  bucket: Bucket;
  /** The connection's name, where the table is of several. */
  connection?: string | undefined;
  standing: BucketStanding | undefined;
  share: number;
  outage?: Outage | undefined;
  wait?: StoreWait | undefined;
};

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, alphanumeric: sortFn_alphanumeric },
});
const helper = createColumnHelper<typeof features, BucketRow>();

/** Unknown counts sort below known ones, whichever way the known ones go. */
const unknownLast = { sortUndefined: 'last' as const };

/** What the names' cells need besides their row. The columns stay the same while it changes: cells keep the focus. */
export type NameCells = {
  open: (bucket: Bucket) => void;
  /** The name of a bucket's connection, where there are several. */
  connectionOf?: ((bucket: Bucket) => string | undefined) | undefined;
  /** Left out, nothing can be ticked. */
  ticks?: { has: (bucket: Bucket) => boolean; toggle: (bucket: Bucket) => void } | undefined;
  /** Whether Tab leads to this row. */
  isActive: (bucket: Bucket) => boolean;
};

export const NameCellsContext = createContext<NameCells>({ open: () => {}, isActive: () => false });

/** How wide each column is, px. The bucket takes what is left, and this at least. */
export const columnWidths: Readonly<Record<string, number>> = {
  bucket: 132,
  connection: 130,
  uploads: 98,
  bytes: 184,
  cost: 122,
  oldest: 104,
  active: 72,
  lifecycle: 156,
  trend: 160,
  scan: 124,
};

/** Columns whose figures or words begin at the left. */
export const leftAligned: ReadonlySet<string> = new Set(['bucket', 'connection', 'lifecycle', 'scan']);

/** Columns that go where there is no room, the first of them first. How old the oldest is goes for no name's sake. */
const dispensable = ['trend', 'lifecycle', 'active', 'oldest'];

/** A character of a name, the tick before it, and the most that names may take from other columns, px. */
const [characterPx, tickPx, mostNamePx] = [8, 44, 260];

/** How wide the names of buckets would be, px: they are what a row is known by. Pure. @param longest characters of the longest */
export function namesWidth(longest: number): number {
  return Math.min(mostNamePx, tickPx + longest * characterPx);
}

/**
 * Those of these columns that there is no room for, in their order. Pure.
 *
 * @param width of the table, px; 0: not known yet
 * @param names how wide the names would be, px
 */
export function columnsWithoutRoom(ids: readonly string[], width: number, names = 0): string[] {
  const left = new Set(ids);
  const needed = (more: number) => [...left].reduce((sum, id) => sum + (columnWidths[id] ?? 0), more);
  const more = Math.max(0, names - (columnWidths.bucket ?? 0));
  for (const id of dispensable) {
    if (width > 0 && needed(id === 'oldest' ? 0 : more) > width) left.delete(id);
  }
  return ids.filter((id) => !left.has(id));
}

/** A bucket's name, as a button that opens it, and its tick. */
function NameCell({ bucket }: { bucket: Bucket }) {
  const { open, ticks, isActive, connectionOf } = useContext(NameCellsContext);
  const connection = connectionOf?.(bucket);
  const tabIndex = isActive(bucket) ? 0 : -1;
  return (
    <span className={classes.name}>
      {ticks && (
        <input
          type="checkbox"
          className={tick.tick}
          aria-label={
            connection === undefined
              ? words.page.overview.tick(bucket.name)
              : words.page.overview.tickOf({ bucket: bucket.name, connection })
          }
          tabIndex={tabIndex}
          checked={ticks.has(bucket)}
          onChange={() => ticks.toggle(bucket)}
        />
      )}
      <button
        type="button"
        className={`${styles.link} ${classes.open}`}
        title={showName(bucket.name)}
        data-open
        tabIndex={tabIndex}
        onClick={() => open(bucket)}
      >
        <CutName value={bucket.name} />
      </button>
    </span>
  );
}

/** The columns of the table `Buckets`. @param ofSeveral whether it is of several connections */
export function bucketColumns(ofSeveral: boolean) {
  const text = words.page.overview;
  const titles = text.columns;
  const name = helper.accessor(({ bucket }) => bucket.name, {
    id: 'bucket',
    header: titles.bucket,
    cell: ({ row: { original } }) => <NameCell bucket={original.bucket} />,
  });
  const connection = helper.accessor(({ connection: of }) => of, {
    id: 'connection',
    header: titles.connection,
    cell: ({ getValue }) => <NameText value={getValue() ?? ''} />,
  });
  return helper.columns([
    name,
    ...(ofSeveral ? [connection] : []),
    helper.accessor(({ bucket }) => bucket.totals?.uploads, {
      id: 'uploads',
      header: titles.uploads,
      ...unknownLast,
      cell: ({ row: { original } }) => {
        const { totals } = original.bucket;
        if (!totals) return '–';
        return (
          <>
            {formatCount(totals.uploads)}
            {isListOpen(original.bucket) && <span className={styles.note}>{text.countSoFar}</span>}
          </>
        );
      },
    }),
    helper.accessor(({ bucket }) => bytesOf(bucket), {
      id: 'bytes',
      header: titles.bytes,
      ...unknownLast,
      cell: ({ row: { original } }) => {
        const { totals } = original.bucket;
        if (!totals) return '–';
        const note = sizedNote(totals);
        return (
          <>
            {formatTotalBytes(totals, formatColumnBytes)}
            <span className={classes.bar} aria-hidden="true">
              <span style={{ width: `${original.share * 100}%` }} />
            </span>
            {note && <span className={styles.note}>{note}</span>}
          </>
        );
      },
    }),
    helper.accessor(({ standing }) => costOf(standing), {
      id: 'cost',
      header: titles.cost,
      ...unknownLast,
      cell: ({ row: { original } }) => (
        <>
          <CostText cost={original.standing?.costs.month} />
          {original.standing?.costs.soFar.money && (
            <span className={styles.note}>
              <Filled text={text.costSoFar} parts={{ cost: <CostText cost={original.standing.costs.soFar} /> }} />
            </span>
          )}
        </>
      ),
    }),
    helper.accessor(({ bucket }) => bucket.totals?.oldestInitiatedAt ?? undefined, {
      id: 'oldest',
      header: titles.oldest,
      ...unknownLast,
      cell: ({ getValue }) => {
        const oldest = getValue();
        return oldest === undefined ? '–' : <TimeText value={oldest} age />;
      },
    }),
    helper.accessor(({ bucket }) => bucket.totals?.active, {
      id: 'active',
      header: titles.active,
      ...unknownLast,
      cell: ({ getValue }) => {
        const active = getValue();
        return active === undefined ? '–' : formatCount(active);
      },
    }),
    helper.accessor(({ standing }) => coveredShare(standing), {
      id: 'lifecycle',
      header: titles.lifecycle,
      ...unknownLast,
      cell: ({ row: { original } }) => (
        <>
          <Coverage standing={original.standing} />
          <RulesText bucket={original.bucket} />
        </>
      ),
    }),
    helper.accessor(({ standing }) => growthOf(standing), {
      id: 'trend',
      header: titles.trend,
      ...unknownLast,
      cell: ({ row: { original } }) => <ScanTrend scans={original.standing?.scans ?? []} />,
    }),
    helper.accessor(({ bucket }) => bucket.scan.status, {
      id: 'scan',
      header: titles.scan,
      cell: ({ row: { original } }) => (
        <ScanBadge scan={original.bucket.scan} outage={original.outage} wait={original.wait} />
      ),
    }),
  ]);
}

/** Whether rules abort leftovers, as they were last seen, and whether they changed. */
function RulesText({ bucket: { lifecycle } }: { bucket: Bucket }) {
  if (!lifecycle) return null;
  const { rules, rulesChanged } = words.page.overview;
  const brief = words.lifecycle.brief(lifecycle);
  return (
    <span className={styles.note} title={brief}>
      {lifecycle.drift ? (
        <Filled text={rulesChanged} parts={{ brief, when: <TimeText value={lifecycle.drift.since} /> }} />
      ) : (
        rules(brief)
      )}
    </span>
  );
}

/** Bytes of a bucket, as far as they are known. */
export function bytesOf({ totals }: Bucket): number | undefined {
  if (!totals || (totals.sized === 0 && totals.uploads > 0)) return undefined;
  return totals.bytes;
}

function costOf(standing: BucketStanding | undefined): number | undefined {
  const money = standing?.costs.month.money;
  return money ? amountOf(money) : undefined;
}

function coveredShare(standing: BucketStanding | undefined): number | undefined {
  return standing && standing.lifecycle.sized > 0 ? standing.lifecycle.dated / standing.lifecycle.sized : undefined;
}

/** How much a bucket has grown since its scan before, bytes. */
function growthOf(standing: BucketStanding | undefined): number | undefined {
  const [before, last] = standing?.scans.slice(-2) ?? [];
  return before && last ? last.bytes - before.bytes : undefined;
}

/** A share in whole percent; what is neither none nor all is shown as neither. */
function percent(share: number): number {
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

/** For how many uploads the store told when lifecycle will abort them. Many stores never tell: none is not "no rule". */
function Coverage({ standing }: { standing: BucketStanding | undefined }) {
  const { dated, sized } = standing?.lifecycle ?? { dated: 0, sized: 0 };
  if (sized === 0) return '–';
  const text = words.page.overview.dates;
  const share = dated === 0 ? text.none : dated >= sized ? text.all : text.some(percent(dated / sized));
  return <span title={text.meaning({ dated, sized })}>{share}</span>;
}
