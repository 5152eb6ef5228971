import { formatCount } from '../../../shared/format/numbers.ts';
import { formatAge, formatDay, formatUtc } from '../../../shared/format/time.ts';
import type { CostPair } from '../../../shared/schema/costs.ts';
import type { UploadTotals } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { costFigure } from '../../ui/cost-text.tsx';
import { useNow } from '../../ui/now.ts';
import classes from './tiles.module.css';

export type TilesProps = {
  /** Totals of what the filter matches; undefined while unknown. */
  totals: UploadTotals | undefined;
  /** All uploads of the bucket, where a filter hides some of them; else null. */
  unfiltered: number | null;
  /** Whether the list was not read to its end: there may be more. */
  isListOpen: boolean;
  /** What these uploads cost; undefined while unknown. */
  costs: CostPair | undefined;
  /** The figures are of an earlier filter; new ones are on their way. */
  isStale: boolean;
};

/** The five figures of a bucket. An unknown one is a dash, never a zero. */
export function Tiles({ totals, unfiltered, isListOpen, costs, isStale }: TilesProps) {
  const say = words.page.uploads.bucket.tiles;
  const now = useNow();
  const note = totals && sizedNote(totals);
  const failed = totals && totals.unsizable > 0 ? say.unsizable(totals.unsizable) : undefined;
  const oldest = totals?.oldestInitiatedAt ?? null;
  return (
    <dl className={classes.tiles} data-stale={isStale || undefined} aria-busy={isStale || undefined}>
      <Tile
        label={say.uploads}
        value={totals ? formatCount(totals.uploads) : '–'}
        note={unfiltered !== null ? say.of(unfiltered) : totals && isListOpen ? say.countSoFar : undefined}
      />
      <Tile label={say.bytes} value={totals ? formatTotalBytes(totals) : '–'} note={note ?? undefined} title={failed} />
      <CostTile costs={totals && costs} />
      <Tile
        label={say.oldest}
        value={oldest === null ? '–' : formatAge(oldest, now)}
        note={oldest === null ? undefined : formatDay(oldest)}
        title={oldest === null ? undefined : formatUtc(oldest)}
      />
      <Tile label={say.active} value={totals ? formatCount(totals.active) : '–'} />
    </dl>
  );
}

function CostTile({ costs }: { costs: CostPair | undefined }) {
  const say = words.page.uploads.bucket.tiles;
  const month = costFigure(costs?.month);
  const soFar = costFigure(costs?.soFar);
  const isUnpriced = costs?.month.missing.some(({ kind }) => kind === 'no price');
  return (
    <Tile
      label={say.cost}
      value={month.text}
      note={soFar.text === '–' ? (isUnpriced ? say.noPrice : undefined) : say.soFar(soFar.text)}
      title={month.title}
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
      <dt title={label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note} title={note}>
        {note}
      </dd>
    </div>
  );
}
