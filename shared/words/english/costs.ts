import { formatBytes } from '../../format/bytes.ts';
import { formatMoney } from '../../format/money.ts';
import { formatCount } from '../../format/numbers.ts';
import type { CostAssumption, CostMissing, PlanCosts, PriceDoubt, PriceTable, ScanCost } from '../../schema/costs.ts';
import { assertNever } from '../../values/exhaustive.ts';
import type { CostWords } from '../language.ts';

const uploads = (n: number) => `${formatCount(n)} upload${n === 1 ? '' : 's'}`;

/** What stands beside money. */
export const costWords: CostWords = {
  assumption,
  missing,
  doubt: (doubt) => doubtWords(doubt, ''),
  scan,
  place,
  aborting,
};

function assumption(one: CostAssumption): string {
  switch (one.kind) {
    case 'confidence':
    case 'staging upper bound':
    case 'unit':
      return doubtWords(one, ` of ${one.storageClass}`);
    case 'volume':
      return `More than 50 TiB of ${one.storageClass}: what is beyond that costs a little less.`;
    case 'allowance used':
      return `The account’s ${formatCount(one.units)} free units a month are taken to be used by other data.`;
    case 'no daily peak':
      return 'The vendor bills each day’s peak; here the time that parts were stored is counted.';
    case 'account minimum':
      return `The account pays for at least ${formatBytes(one.bytes)}, whatever it stores.`;
    case 'undated parts':
      return `${formatBytes(one.bytes)} in parts without a date count from when their upload was begun.`;
    case 'abort date passed':
      return `${uploads(one.uploads)} (${formatBytes(one.bytes)}) past the date on which lifecycle aborts ${one.uploads === 1 ? 'it' : 'them'}: very likely no longer billed since, though still listed.`;
    case 'growth':
      return one.known
        ? 'New leftovers are taken to go on coming as in the last four weeks.'
        : 'How much is added is not known, and none is counted.';
    default:
      return assertNever(one);
  }
}

function doubtWords(doubt: PriceDoubt, of: string): string {
  switch (doubt.kind) {
    case 'confidence':
      switch (doubt.confidence) {
        case 'own':
          return `The price${of} is yours.`;
        case 'example':
          return `The price${of} is an example: practice storage costs nothing.`;
        case 'high':
          return `The price${of} stands in two sources.`;
        case 'medium':
          return `The price${of} stands in one source.`;
        case 'low':
          return `The price${of} is second-hand: check it, or enter yours.`;
        default:
          return assertNever(doubt.confidence);
      }
    case 'staging upper bound':
      return `Parts${of} are billed as staging, at no more than STANDARD’s price, which is counted.`;
    case 'unit':
      return `The vendor does not say whether its gigabyte${of} is 2^30 bytes; it is read so.`;
    default:
      return assertNever(doubt);
  }
}

function missing(one: CostMissing): string {
  switch (one.kind) {
    case 'no price': {
      const bytes = `${formatBytes(one.bytes)} of ${one.storageClass}`;
      switch (one.why) {
        case 'place':
          return `No price is on record for this store: enter yours to see what ${bytes} cost.`;
        case 'vendor':
          return `No price of this vendor is on record: enter yours to see what ${bytes} cost.`;
        case 'region':
          return `No price of this region is on record, and none is guessed: ${bytes} are not counted.`;
        case 'class':
          return `No price of ${one.storageClass} is on record: ${formatBytes(one.bytes)} are not counted.`;
        default:
          return assertNever(one.why);
      }
    }
    case 'unsized':
      return `${uploads(one.uploads)} not sized, and not counted.`;
    case 'no dates':
      return `${uploads(one.uploads)} of which it is not on record since when the parts are stored: the next scan reads it.`;
    default:
      return assertNever(one);
  }
}

function scan(cost: ScanCost): string {
  if (!cost.known) {
    if (cost.why === 'no price') return 'What this store charges for requests is not on record.';
    return cost.perThousand === null
      ? 'How many requests a scan takes is not known before the first one.'
      : `How many requests a scan takes is not known before the first one: one for each 1,000 uploads, and at least one for each upload. A thousand cost ${formatMoney(cost.perThousand)}.`;
  }
  const requests = `${cost.atLeast ? 'at least ' : ''}${formatCount(cost.requests)} request${cost.requests === 1 ? '' : 's'}`;
  const money = `${cost.atLeast ? 'at least ' : ''}${formatMoney(cost.money)}`;
  const pack =
    cost.upTo.amount === cost.money.amount ? '' : `, and up to ${formatMoney(cost.upTo)} where they begin a new pack`;
  const free = cost.mayBeFree ? ' The account’s free requests may cover it.' : '';
  return `A scan takes ${requests}: ${money}${pack}.${free}`;
}

function place({ place: { kind, vendor, region } }: PriceTable): string {
  switch (kind) {
    case 'aws':
      return region === null ? 'AWS, in a region that is not known' : `AWS list prices, ${region}`;
    case 'vendor':
      return `${vendor ?? 'The vendor'}’s list prices`;
    case 'own':
      return 'Your own price';
    case 'example':
      return 'an example, as on AWS in us-east-1';
    case 'unlisted':
      return 'No price is on record for this store: enter yours.';
    default:
      return assertNever(kind);
  }
}

function aborting({ minimumDays }: Pick<PlanCosts, 'minimumDays'>): string {
  if (minimumDays === 0)
    return 'Aborting costs nothing: no early-delete charge, whatever the class, and the request is free.';
  if (minimumDays === null) return 'Whether this store charges for parts that are removed early is not on record.';
  return `This store charges for each part for ${formatCount(minimumDays)} days, also where it is aborted sooner: the saving begins then.`;
}
