import { formatCount } from '../../../shared/format/numbers.ts';
import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { formatNoun, formatTotalBytes } from '../../ui/amounts.ts';
import { sumOfBuckets } from '../../ui/bucket-sums.ts';
import { costFigure } from '../../ui/cost-text.tsx';

/** What buckets hold in all, in one line, and where to begin. */
export type Leftovers = {
  sentence: string;
  /** The bucket that holds most; null where none holds anything, or nobody knows. */
  biggest: Bucket | null;
};

/** @param month what all of it costs a month, as far as is known */
export function leftoversOf(buckets: readonly Bucket[], month: CostJson | null | undefined): Leftovers {
  const { totals, unread } = sumOfBuckets(buckets);
  if (!totals) return { sentence: 'Nothing was scanned yet. A scan changes nothing.', biggest: null };
  const holding = buckets.filter((bucket) => (bucket.totals?.uploads ?? 0) > 0);
  const notRead = unread > 0 ? ` ${formatNoun(unread, 'bucket')} not read yet.` : '';
  if (holding.length === 0) {
    return { sentence: `No leftovers in ${formatNoun(buckets.length - unread, 'bucket')}.${notRead}`, biggest: null };
  }
  const bytes = formatTotalBytes(totals);
  const isPart = totals.sized < totals.uploads;
  const what =
    bytes === '–'
      ? `${formatNoun(totals.uploads, 'upload')} left over`
      : `${isPart ? 'At least ' : ''}${bytes} of leftovers${isPart ? ` (sized ${formatCount(totals.sized)} of ${formatCount(totals.uploads)})` : ''}`;
  const money = costFigure(month).text;
  const isExample = month?.assumptions.some((one) => one.kind === 'confidence' && one.confidence === 'example');
  const cost = money === '–' ? [] : [`${money} a month${isExample ? ' at example prices' : ''}`];
  const most = holding.reduce((a, b) => (weighsMore(b, a) ? b : a));
  return {
    sentence: `${[what, ...cost, `in ${formatNoun(holding.length, 'bucket')}`].join(', ')}.${notRead}`,
    biggest: most,
  };
}

/** By bytes; where as many are known, by uploads. */
function weighsMore(one: Bucket, other: Bucket): boolean {
  const by = (of: 'bytes' | 'uploads') => (one.totals?.[of] ?? 0) - (other.totals?.[of] ?? 0);
  return (by('bytes') || by('uploads')) > 0;
}
