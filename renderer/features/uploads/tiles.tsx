import { formatUsd, monthlyCost } from '../../../shared/format/money.ts';
import { formatAge, formatDay, formatUtc } from '../../../shared/format/time.ts';
import type { UploadTotals } from '../../../shared/schema/model.ts';
import { formatCount, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { useNow } from '../../ui/now.ts';
import classes from './tiles.module.css';

export type TilesProps = {
  /** Totals of what the filter matches; undefined while unknown. */
  totals: UploadTotals | undefined;
  /** All uploads of the bucket, where a filter hides some of them; else null. */
  unfiltered: number | null;
  endpointUrl: string | null;
  /** The figures are of an earlier filter; new ones are on their way. */
  isStale: boolean;
};

/** The five figures of a bucket. An unknown one is a dash, never a zero. */
export function Tiles({ totals, unfiltered, endpointUrl, isStale }: TilesProps) {
  const now = useNow();
  const note = totals && sizedNote(totals);
  const failed = totals && totals.unsizable > 0 ? `${formatCount(totals.unsizable)} cannot be sized` : undefined;
  const oldest = totals?.oldestInitiatedAt ?? null;
  return (
    <dl className={classes.tiles} data-stale={isStale || undefined} aria-busy={isStale || undefined}>
      <Tile
        label="Uploads"
        value={totals ? formatCount(totals.uploads) : '–'}
        note={unfiltered !== null ? `of ${formatCount(unfiltered)}` : undefined}
      />
      <Tile label="Bytes" value={totals ? formatTotalBytes(totals) : '–'} note={note ?? undefined} title={failed} />
      <CostTile totals={totals} endpointUrl={endpointUrl} />
      <Tile
        label="Oldest"
        value={oldest === null ? '–' : formatAge(oldest, now)}
        note={oldest === null ? undefined : formatDay(oldest)}
        title={oldest === null ? undefined : formatUtc(oldest)}
      />
      <Tile label="Active" value={totals ? formatCount(totals.active) : '–'} />
    </dl>
  );
}

function CostTile({ totals, endpointUrl }: Pick<TilesProps, 'totals' | 'endpointUrl'>) {
  if (!totals) return <Tile label="Cost a month" value="–" />;
  const cost = monthlyCost(endpointUrl, totals.bytesByStorageClass);
  if (cost.kind === 'unknown') return <Tile label="Cost a month" value="–" note="AWS only" title={cost.why} />;
  if (totals.sized === 0 && totals.uploads > 0) {
    return <Tile label="Cost a month" value="–" title="Not known until the uploads are sized." />;
  }
  const partial = sizedNote(totals) !== null || cost.unpriced.length > 0;
  const unpriced = cost.unpriced.length > 0 ? ` Without ${cost.unpriced.join(', ')}: no price on record.` : '';
  return (
    <Tile
      label="Cost a month"
      value={formatUsd(cost.usd)}
      note={partial ? 'so far' : 'us-east-1 prices'}
      title={`At us-east-1 list prices.${unpriced}`}
    />
  );
}

type TileProps = {
  label: string;
  value: string;
  note?: string | undefined;
  title?: string | undefined;
};

function Tile({ label, value, note, title }: TileProps) {
  return (
    <div className={classes.tile} title={title}>
      <dt>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note}>{note}</dd>
    </div>
  );
}
