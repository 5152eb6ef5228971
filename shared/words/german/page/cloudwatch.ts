import { formatBytes } from '../../../format/bytes.ts';
import { formatPrice } from '../../../format/money.ts';
import { formatCount, formatDecimal } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import type { ToldSizes } from '../../../schema/cloudwatch.ts';
import { askingPrice, isStaging, storageTypes } from '../../../values/storage-types.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const buckets = (count: number) => counted(count, 'Bucket', 'Buckets');
const sum = (figures: ToldSizes['figures']) => figures.reduce((total, { bytes }) => total + bytes, 0);

/** A day of the store's, "2026-11-28", as German dates are written; what is no day stays as it is. */
function dayInGerman(day: string): string {
  const time = Date.parse(day);
  return Number.isNaN(time) ? day : formatDay(time, 'UTC');
}

function days(figures: ToldSizes['figures']): string {
  const all = figures.map(({ day }) => day).sort();
  const [first = '', last = ''] = [all[0], all.at(-1)].map((day) => dayInGerman(day ?? ''));
  return first === last ? first : `${first} bis ${last}`;
}

function told(sizes: readonly ToldSizes[]): string[] {
  const figures = sizes.flatMap((one) => one.figures);
  if (figures.length === 0) return [];
  const known = sizes.filter((one) => one.figures.length > 0).length;
  const staging = figures.filter(({ storageType }) => isStaging(storageType));
  return [
    `CloudWatch, ${days(figures)}: ${formatBytes(sum(figures))} in ${buckets(known)}, Teile unvollständiger Uploads eingeschlossen.`,
    ...(staging.length === 0
      ? []
      : [
          `Davon ${formatBytes(sum(staging))} Staging-Speicher (${days(staging)}): Teile unvollständiger Uploads nach GLACIER und DEEP_ARCHIVE, und nichts sonst.`,
        ]),
  ];
}

/** German for the page's part "cloudwatch". */
export const cloudWatchPage: PageWords['cloudWatch'] = {
  title: 'CloudWatch',
  menu: 'Größen von CloudWatch …',
  intro:
    'AWS misst jeden Bucket einmal am Tag (BucketSizeBytes), Teile unvollständiger Uploads eingeschlossen; für GLACIER und DEEP_ARCHIVE zählt es solche Teile für sich, als Staging-Speicher. CloudWatch nennt diese Zahlen, ein bis zwei Tage alt. Sie sagen, wie viel da ist, und weisen über keinen Upload etwas nach.',
  costs: () =>
    `Fragen kostet: GetMetricData wird für jede Metrik berechnet, ${storageTypes.length} für einen Bucket, zu ${formatDecimal(0.01)} USD für 1.000 (Listenpreis von AWS für us-east-1, 2026; keine ist frei). Dafür braucht es die Berechtigung cloudwatch:GetMetricData. Gefragt wird erst, wenn Sie den Knopf drücken.`,
  endpointLabel: 'CloudWatch-Endpunkt',
  endpointOfAws: 'Für den von AWS selbst, in der Region jedes Buckets, leer lassen.',
  endpointOfOther:
    'Diese Verbindung führt zu einem anderen Speicher als AWS: CloudWatch wird an dem Endpunkt gefragt, den Sie eingeben.',
  otherPrice: 'Was es an einem anderen Endpunkt als dem von AWS kostet, ist hier nicht bekannt.',
  switchOn: 'CloudWatch fragen lassen',
  switchOff: 'Nicht mehr fragen',
  isOff: 'Für diese Verbindung ist es ausgeschaltet.',
  ask: (count) => `Nach ${counted(count, 'Bucket', 'Buckets')} fragen`,
  price: ({ count, isAws }) => {
    const metrics = `${formatCount(count * storageTypes.length)} Metriken`;
    const amount = formatPrice({ currency: 'USD', amount: askingPrice(count) });
    return isAws ? `${metrics}: etwa ${amount} zum Listenpreis.` : `${metrics}.`;
  },
  noBuckets: 'Es gibt keine Buckets, nach denen zu fragen wäre.',
  most: (count) => `Auf einmal wird nach höchstens ${counted(count, 'Bucket', 'Buckets')} gefragt.`,
  told,
  nothingTold:
    'CloudWatch nannte keine Zahl: Es hat keine für einen Bucket, der nichts enthält, und keine für einen, der einem anderen Konto gehört.',
  failed: (count) => `Nach ${counted(count, 'Bucket', 'Buckets')} konnte nicht gefragt werden`,
  table: 'Größen, die CloudWatch nannte',
  columns: {
    bucket: 'Bucket',
    size: 'Größe',
    staging: 'Davon Staging-Speicher',
    day: 'Tag',
    region: 'Region',
  },
  notTold: '–',
  ofBucket: (bucket) => `CloudWatch zu ${bucket}`,
  days,
};
