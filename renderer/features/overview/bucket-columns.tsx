import { Checkbox } from '@mantine/core';
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import { amountOf } from '../../../shared/format/money.ts';
import type { BucketStanding } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { Outage, StoreWait } from '../../../shared/schema/outages.ts';
import { words } from '../../../shared/words/words.ts';
import { formatCount, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { CostText } from '../../ui/cost-text.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import styles from '../../ui/table.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './overview.module.css';
import { ScanTrend } from './scan-trend.tsx';

/** One row: a bucket, what is known of it beyond its totals, and how much of the largest it holds, 0 to 1. */
export type BucketRow = {
  bucket: Bucket;
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

export type BucketColumnActions = {
  open: (bucket: Bucket) => void;
  isTicked: (bucket: Bucket) => boolean;
  toggle: (bucket: Bucket) => void;
};

/** The columns of the table `Buckets`. The name's cell is a button that opens the bucket. */
export function bucketColumns({ open, isTicked, toggle }: BucketColumnActions) {
  return helper.columns([
    helper.accessor(({ bucket }) => bucket.name, {
      id: 'bucket',
      header: 'Bucket',
      cell: ({ row: { original } }) => (
        <span className={classes.name}>
          <Checkbox
            size="xs"
            aria-label={`Tick ${original.bucket.name}`}
            checked={isTicked(original.bucket)}
            onChange={() => toggle(original.bucket)}
          />
          <button type="button" className={styles.link} onClick={() => open(original.bucket)}>
            <NameText value={original.bucket.name} />
          </button>
        </span>
      ),
    }),
    helper.accessor(({ bucket }) => bucket.totals?.uploads, {
      id: 'uploads',
      header: 'Uploads',
      ...unknownLast,
      cell: ({ row: { original } }) => (original.bucket.totals ? formatCount(original.bucket.totals.uploads) : '–'),
    }),
    helper.accessor(({ bucket }) => bytesOf(bucket), {
      id: 'bytes',
      header: 'Bytes',
      ...unknownLast,
      cell: ({ row: { original } }) => {
        const { totals } = original.bucket;
        if (!totals) return '–';
        const note = sizedNote(totals);
        return (
          <>
            {formatTotalBytes(totals)}
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
      header: 'Cost a month',
      ...unknownLast,
      cell: ({ row: { original } }) => (
        <>
          <CostText cost={original.standing?.costs.month} />
          {original.standing?.costs.soFar.money && (
            <span className={styles.note}>
              <CostText cost={original.standing.costs.soFar} /> so far
            </span>
          )}
        </>
      ),
    }),
    helper.accessor(({ bucket }) => bucket.totals?.oldestInitiatedAt ?? undefined, {
      id: 'oldest',
      header: 'Oldest',
      ...unknownLast,
      cell: ({ getValue }) => {
        const oldest = getValue();
        return oldest === undefined ? '–' : <TimeText value={oldest} age />;
      },
    }),
    helper.accessor(({ bucket }) => bucket.totals?.active, {
      id: 'active',
      header: 'Active',
      ...unknownLast,
      cell: ({ getValue }) => {
        const active = getValue();
        return active === undefined ? '–' : formatCount(active);
      },
    }),
    helper.accessor(({ standing }) => coveredShare(standing), {
      id: 'lifecycle',
      header: 'Lifecycle',
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
      header: 'Trend',
      ...unknownLast,
      cell: ({ row: { original } }) => <ScanTrend scans={original.standing?.scans ?? []} />,
    }),
    helper.accessor(({ bucket }) => bucket.scan.status, {
      id: 'scan',
      header: 'Scan',
      cell: ({ row: { original } }) => (
        <ScanBadge scan={original.bucket.scan} outage={original.outage} wait={original.wait} />
      ),
    }),
  ]);
}

/** Whether rules abort leftovers, as they were last seen, and whether they changed. */
function RulesText({ bucket: { lifecycle } }: { bucket: Bucket }) {
  if (!lifecycle) return null;
  return (
    <span className={styles.note}>
      rules: {words.lifecycle.brief(lifecycle)}
      {lifecycle.drift && (
        <>
          , changed since <TimeText value={lifecycle.drift.since} />
        </>
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
function percent(share: number): string {
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;
}

/** For how many uploads the store told when lifecycle will abort them. Many stores never tell: none is not "no rule". */
function Coverage({ standing }: { standing: BucketStanding | undefined }) {
  const { dated, sized } = standing?.lifecycle ?? { dated: 0, sized: 0 };
  if (sized === 0) return '–';
  const title = `The store told for ${formatCount(dated)} of ${formatCount(sized)} uploads when lifecycle will abort them. Many stores never tell it.`;
  const text = dated === 0 ? 'no dates' : dated >= sized ? 'all dated' : `${percent(dated / sized)} dated`;
  return <span title={title}>{text}</span>;
}
