import { formatBytes } from '../../../format/bytes.ts';
import { formatPrice } from '../../../format/money.ts';
import { formatCount, formatDecimal } from '../../../format/numbers.ts';
import type { ToldSizes } from '../../../schema/cloudwatch.ts';
import { askingPrice, isStaging, storageTypes } from '../../../values/storage-types.ts';
import { counted } from '../../counted.ts';

const buckets = (count: number) => counted(count, 'bucket', 'buckets');
const sum = (figures: ToldSizes['figures']) => figures.reduce((total, { bytes }) => total + bytes, 0);

/** The days that figures are of: one, or from the first to the last. */
function days(figures: ToldSizes['figures']): string {
  const all = figures.map(({ day }) => day).sort();
  const [first = '', last = ''] = [all[0], all.at(-1)];
  return first === last ? first : `${first} to ${last}`;
}

/** What CloudWatch told of several buckets together: sentences in their order; none where it told nothing. */
function told(sizes: readonly ToldSizes[]): string[] {
  const figures = sizes.flatMap((one) => one.figures);
  if (figures.length === 0) return [];
  const known = sizes.filter((one) => one.figures.length > 0).length;
  const staging = figures.filter(({ storageType }) => isStaging(storageType));
  return [
    `CloudWatch, ${days(figures)}: ${formatBytes(sum(figures))} in ${buckets(known)}, parts of incomplete uploads included.`,
    ...(staging.length === 0
      ? []
      : [
          `${formatBytes(sum(staging))} of it is staging storage (${days(staging)}): parts of incomplete uploads to GLACIER and DEEP_ARCHIVE, and nothing else.`,
        ]),
  ];
}

/** What the page says in its part "cloudwatch": sizes of buckets that CloudWatch tells, where it may be asked. */
export const cloudWatchPage = {
  title: 'CloudWatch',
  /** In the menu of a connection. */
  menu: 'Sizes by CloudWatch…',
  intro:
    'AWS measures each bucket once a day (BucketSizeBytes), parts of incomplete uploads included; for GLACIER and DEEP_ARCHIVE it counts such parts apart, as staging storage. CloudWatch tells these figures, a day or two old. They say how much there is, and prove nothing of any upload.',
  costs: () =>
    `Asking costs: GetMetricData is charged for every metric, ${storageTypes.length} for a bucket, at ${formatDecimal(0.01)} USD for 1,000 (AWS’s list price for us-east-1, 2026; none is free). It needs the permission cloudwatch:GetMetricData. Nothing is asked before you press the button.`,
  endpointLabel: 'CloudWatch endpoint',
  endpointOfAws: 'Leave it empty for AWS’s own, in each bucket’s region.',
  endpointOfOther:
    'This connection leads to another store than AWS: CloudWatch is asked at the endpoint that you enter.',
  /** Beside what a request costs at another endpoint than AWS's. */
  otherPrice: 'What it costs at another endpoint than AWS’s is not known here.',
  switchOn: 'Let CloudWatch be asked',
  switchOff: 'Ask no more',
  isOff: 'It is switched off for this connection.',
  ask: (count: number) => `Ask about ${buckets(count)}`,
  /** @param isAws whether it is AWS's own that is asked */
  price: ({ count, isAws }: { count: number; isAws: boolean }) =>
    isAws
      ? `${formatCount(count * storageTypes.length)} metrics: about ${formatPrice({ currency: 'USD', amount: askingPrice(count) })} at list price.`
      : `${formatCount(count * storageTypes.length)} metrics.`,
  noBuckets: 'There are no buckets to ask about.',
  most: (count: number) => `One press asks about ${buckets(count)} at most.`,
  told,
  /** Of one bucket that was asked about. */
  nothingTold:
    'CloudWatch told no figure: it has none of a bucket that holds nothing, nor of one that belongs to another account.',
  failed: (count: number) => `${buckets(count)} could not be asked about`,
  table: 'Sizes that CloudWatch told',
  columns: {
    bucket: 'Bucket',
    size: 'Size',
    staging: 'Of it staging storage',
    day: 'Day',
    region: 'Region',
  },
  /** Instead of a figure that was not told. */
  notTold: '–',
  ofBucket: (bucket: string) => `CloudWatch on ${bucket}`,
  days,
};
