import type {
  ConnectionCosts,
  CostForecast,
  CostJson,
  CostPair,
  PriceTable,
  ScanCost,
} from '../../shared/schema/costs.ts';
import type { Bucket } from '../../shared/schema/model.ts';

const source = { name: 'AWS price list', date: '2026-07-01' };
const usd = (amount: string) => ({ currency: 'USD', amount });
const standard = { storageClass: 'STANDARD', price: usd('0.0245'), unit: 'GiB', source };

const costs = (amount: string): CostJson => ({
  money: usd(amount),
  exactness: 'incomplete',
  assumptions: [{ kind: 'confidence', confidence: 'medium', storageClass: 'STANDARD_IA' }],
  missing: [{ kind: 'unsized', uploads: 865 }],
  prices: [standard],
});

export const pair: CostPair = { month: costs('28.005'), soFar: costs('340.2') };

/** Every bucket that was read. */
export function ofConnection(buckets: readonly Bucket[], now: number): ConnectionCosts {
  const read = buckets.flatMap(({ name, totals }) => (totals ? [{ name, totals }] : []));
  const standings = read.map(({ name, totals: { uploads, sized, bytes } }, index) => {
    const scan = (weeks: number, share: number) => ({
      at: now - weeks * 7 * 86_400_000,
      uploads: Math.round(uploads * share),
      sized: Math.round(sized * share),
      bytes: Math.round(bytes * share),
    });
    const scans = index % 2 === 0 ? [scan(3, 0.4), scan(2, 0.7), scan(1, 0.6), scan(0, 1)] : [scan(0, 1)];
    return [name, { costs: pair, lifecycle: { dated: Math.round(sized / 3), sized }, scans }] as const;
  });
  return { buckets: Object.fromEntries(standings), total: read.length === 0 ? null : pair };
}

export const prices: PriceTable = {
  place: { kind: 'aws', vendor: null, region: 'eu-central-1' },
  classes: [
    { ...standard, doubts: [{ kind: 'confidence', confidence: 'high' }] },
    {
      ...standard,
      storageClass: 'GLACIER',
      doubts: [{ kind: 'confidence', confidence: 'high' }, { kind: 'staging upper bound' }],
    },
  ],
  lists: { price: usd('0.0054'), source },
};

export const scan: ScanCost = {
  known: true,
  money: usd('0.004'),
  upTo: usd('0.004'),
  atLeast: false,
  mayBeFree: false,
  matters: false,
  requests: 800,
  source,
};

export function forecast(ruleDays: number, now: number): CostForecast {
  const first = new Date(now);
  const start = (months: number) => Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1);
  const of = (amount: number): CostJson => ({ ...costs(amount.toFixed(2)), exactness: 'estimate', missing: [] });
  return {
    months: Array.from({ length: 12 }, (_, at) => ({
      from: start(at + 1),
      to: start(at + 2),
      asItIs: of(28 + at * 4),
      cleanedUp: of(2 + at * 4),
      withRule: of(1.2),
    })),
    bytesADay: 6 * 1024 ** 3,
    ruleDays,
  };
}
