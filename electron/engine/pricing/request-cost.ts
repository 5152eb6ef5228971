import { divideUp } from './decimal.ts';
import type { Money } from './money.ts';
import type { PricePlace } from './places.ts';
import { requestPrice } from './price-table.ts';
import type { PriceSource } from './prices.ts';

/** S3 answers with at most this many uploads, or parts, at once. */
const pageSize = 1000;
const picoPerNano = 1000n;
/** Billionths. */
const worthAWord = 10_000_000n;

export interface ScanSize {
  /** Uploads that are expected: of the last scan, or of another count. null: not known, and then neither is the cost. */
  uploads: number | null;
  /**
   * ListParts that sizing them takes, by storage class of the upload: {@link partPages} of each. null: not known, and then
   * it is one for each upload at least.
   */
  partPagesByClass?: ReadonlyMap<string, number> | null;
}

/** What a scan and its sizing ask for. */
export interface ScanRequests {
  /** ListMultipartUploads. */
  listUploads: number;
  /** ListParts, by storage class. */
  listParts: ReadonlyMap<string, number>;
}

export type RequestCost =
  | {
      known: true;
      /** Each request at its share of the price. */
      money: Money;
      /** Where requests are billed in whole packs (R2: millions), and these begin a new one. */
      upTo: Money;
      /** Nobody knows how many parts there are: at least so much. */
      atLeast: boolean;
      /** The account has free requests that may cover it; then it costs nothing. */
      mayBeFree: boolean;
      /** Whether it can come to a hundredth of the currency's unit: less is not worth a word. */
      matters: boolean;
      requests: number;
      source: PriceSource;
    }
  | { known: false; why: 'size' | 'no price'; requests: number | null };

/** ListParts that one upload takes: even one without parts is asked once. */
export function partPages(parts: number): number {
  return Math.max(1, Math.ceil(parts / pageSize));
}

/** Requests of a scan and its sizing; null where the uploads are not known. */
export function scanRequests({ uploads, partPagesByClass = null }: ScanSize): ScanRequests | null {
  if (uploads === null) return null;
  const listParts = partPagesByClass ?? new Map(uploads > 0 ? [['STANDARD', uploads]] : []);
  // Even an empty bucket is asked once.
  return { listUploads: Math.max(1, Math.ceil(uploads / pageSize)), listParts };
}

/** What a scan and its sizing cost in requests. */
export function scanCost(place: PricePlace, size: ScanSize): RequestCost {
  const requests = scanRequests(size);
  if (requests === null) return { known: false, why: 'size', requests: null };
  const byClass = new Map(requests.listParts);
  byClass.set('STANDARD', (byClass.get('STANDARD') ?? 0) + requests.listUploads);
  const all = [...byClass.values()].reduce((sum, count) => sum + count, 0);
  let nano = 0n;
  let upToNano = 0n;
  let mayBeFree = true;
  let used: { currency: string; source: PriceSource } | null = null;
  for (const [storageClass, count] of byClass) {
    // What a class of its own costs to list is known of R2 alone; elsewhere a request is a request.
    const own = requestPrice(place, storageClass);
    const lookup = own.found ? own : requestPrice(place, 'STANDARD');
    if (!lookup.found) return { known: false, why: 'no price', requests: all };
    const { currency, pico, pack, freeAMonth, source } = lookup.price;
    used ??= { currency, source };
    mayBeFree &&= count <= freeAMonth;
    nano += (BigInt(count) * pico) / picoPerNano;
    upToNano += (divideUp(BigInt(count), BigInt(pack)) * BigInt(pack) * pico) / picoPerNano;
  }
  if (used === null) return { known: false, why: 'no price', requests: all };
  const { currency, source } = used;
  return {
    known: true,
    money: { currency, nano },
    upTo: { currency, nano: upToNano },
    atLeast: (size.partPagesByClass ?? null) === null && (size.uploads ?? 0) > 0,
    mayBeFree,
    matters: upToNano >= worthAWord,
    requests: all,
    source,
  };
}
