import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTotalBytes } from '../../ui/amounts.ts';
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
  const { totals, unread, open } = sumOfBuckets(buckets);
  const text = words.page.overview.leftovers;
  if (!totals) return { sentence: text.nothingScanned, biggest: null };
  const holding = buckets.filter((bucket) => (bucket.totals?.uploads ?? 0) > 0);
  if (holding.length === 0) {
    return { sentence: text.none({ read: buckets.length - unread - open, unread, open }), biggest: null };
  }
  const bytes = formatTotalBytes(totals);
  const money = costFigure(month).text;
  const most = holding.reduce((a, b) => (weighsMore(b, a) ? b : a));
  return {
    sentence: text.some({
      uploads: totals.uploads,
      sized: totals.sized,
      bytes: bytes === '–' ? null : bytes,
      cost: money === '–' ? null : money,
      isExample: (month?.assumptions ?? []).some((one) => one.kind === 'confidence' && one.confidence === 'example'),
      buckets: holding.length,
      unread,
      open,
    }),
    biggest: most,
  };
}

/** By bytes; where as many are known, by uploads. */
function weighsMore(one: Bucket, other: Bucket): boolean {
  const by = (of: 'bytes' | 'uploads') => (one.totals?.[of] ?? 0) - (other.totals?.[of] ?? 0);
  return (by('bytes') || by('uploads')) > 0;
}
