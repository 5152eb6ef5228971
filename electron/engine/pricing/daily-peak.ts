import { type Cost, CostSum } from './cost.ts';
import { divideUp } from './decimal.ts';
import { daysOfMonth, monthStart, ticksPerMonth } from './months.ts';
import type { PricePlace } from './places.ts';
import { currencyOf } from './price-table.ts';
import { bytesPerUnit, priceOf } from './prices.ts';
import { findPrice, freeUnits } from './storage-cost.ts';

/** Bytes that were stored from one time (included) to another (not), ms UTC. */
export interface StoredSpan {
  bytes: number;
  from: number;
  to: number;
}

const dayMs = 86_400_000;

/**
 * The most bytes that were stored at once on each day (UTC) of the calendar month of `at`. Something that is replaced in
 * the same moment counts once.
 */
export function dailyPeaks(spans: Iterable<StoredSpan>, at: number): bigint[] {
  const first = monthStart(at);
  const days = daysOfMonth(at);
  const end = first + days * dayMs;
  const changes: { at: number; by: bigint }[] = [];
  for (const { bytes, from, to } of spans) {
    const [begin, over] = [Math.max(from, first), Math.min(to, end)];
    if (over <= begin) continue;
    changes.push({ at: begin, by: BigInt(bytes) }, { at: over, by: -BigInt(bytes) });
  }
  changes.sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
  const peaks: bigint[] = [];
  let stored = 0n;
  let next = 0;
  for (let day = 0; day < days; day++) {
    const dayStart = first + day * dayMs;
    // What goes at the very beginning of a day was not stored on it.
    for (let change = changes[next]; change && change.at <= dayStart; change = changes[++next]) stored += change.by;
    let peak = stored;
    for (let change = changes[next]; change && change.at < dayStart + dayMs; change = changes[++next]) {
      stored += change.by;
      if (stored > peak) peak = stored;
    }
    peaks.push(peak);
  }
  return peaks;
}

/**
 * One calendar month's bill where each day's peak is averaged over the month and whole units are paid for (Cloudflare R2:
 * 1 GB for 5 days and 3 GB for 25 make 2.67 GB-months, billed as 3). Spans that go on end where the caller lets them.
 *
 * @param spans everything of this class that the account stored. Where that is not known: what is known of it, and
 *   `allowanceUsed` true
 */
export function dailyPeakMonth(
  place: PricePlace,
  storageClass: string,
  spans: Iterable<StoredSpan>,
  at: number,
  allowanceUsed: boolean,
): Cost {
  const sum = new CostSum();
  const peaks = dailyPeaks(spans, at).reduce((all, peak) => all + peak, 0n);
  const price = findPrice(sum, place, storageClass, peaks);
  if (price !== null) {
    const unit = bytesPerUnit(price.unit);
    const free = freeUnits(place, storageClass);
    if (allowanceUsed && free > 0n) sum.assume({ kind: 'allowance used', units: Number(free) });
    const units = divideUp(peaks, unit * BigInt(daysOfMonth(at)));
    const allowance = allowanceUsed ? 0n : free;
    const billed = units > allowance ? units - allowance : 0n;
    sum.add(priceOf(billed * unit * ticksPerMonth, price));
  }
  return sum.finish(currencyOf(place));
}
