import { type Cost, CostSum } from './cost.ts';
import { monthStart, ticksAt, ticksPerMs } from './months.ts';
import type { PricePlace } from './places.ts';
import { currencyOf, keptDays, minimumPaidDays } from './price-table.ts';
import { addStorage, assumeAccountMinimum, dailyPeakRule } from './storage-cost.ts';

/** What is stored now: one upload, or the sum of many that began and end alike. */
export interface Stock {
  storageClass: string;
  bytes: bigint;
  /** When it was stored, ms UTC. */
  storedAt: number;
  /** When it goes by itself (lifecycle, the vendor's own limit) or by a plan, ms UTC; null: it stays. */
  endsAt: number | null;
}

/** What is added from now on, evenly. */
export interface Growth {
  storageClass: string;
  bytesPerDay: bigint;
}

export interface Scenario {
  stocks: Iterable<Stock>;
  /** null: not known, and then none is counted, which makes every month an estimate that says so. */
  growth: readonly Growth[] | null;
  /** How long what is added stays before a rule takes it, days; null: it stays. */
  growthKeptDays: number | null;
  /** Uploads that are in no stock, because their parts were not summed. */
  unsized?: number;
}

export interface MonthForecast {
  /** The calendar month's beginning and end, ms UTC. */
  from: number;
  to: number;
  cost: Cost;
}

const dayMs = 86_400_000;

/**
 * What each of the next calendar months will cost, beginning with the one after `now`: whole months, so that they compare.
 * The scenarios that people compare (as it is, after a clean-up, with a rule) differ in nothing but when things end.
 *
 * Takes time by stocks × months: sum the uploads of a large bucket by day first.
 */
export function forecast(place: PricePlace, scenario: Scenario, now: number, months = 12): MonthForecast[] {
  const stocks = [...scenario.stocks];
  return Array.from({ length: months }, (_, index) => {
    const [from, to] = [monthStart(now, index + 1), monthStart(now, index + 2)];
    return { from, to, cost: monthOf(place, { ...scenario, stocks }, now, from, to) };
  });
}

function monthOf(place: PricePlace, scenario: Scenario, now: number, from: number, to: number): Cost {
  const sum = new CostSum();
  const used = new Map<string, { bytes: bigint; byteTicks: bigint }>();
  const count = (storageClass: string, bytes: bigint, byteTicks: bigint) => {
    const ofClass = used.get(storageClass) ?? { bytes: 0n, byteTicks: 0n };
    ofClass.bytes += bytes;
    ofClass.byteTicks += byteTicks;
    used.set(storageClass, ofClass);
  };
  for (const stock of scenario.stocks) {
    const { storageClass, bytes, storedAt } = stock;
    const begin = Math.max(from, storedAt);
    const end = Math.min(to, paidUntil(place, stock) ?? to);
    if (end > begin) count(storageClass, bytes, bytes * (ticksAt(end) - ticksAt(begin)));
  }
  for (const { storageClass, bytesPerDay } of scenario.growth ?? []) {
    const kept = paidDays(place, storageClass, scenario.growthKeptDays);
    const byteTicks = growthByteMs(bytesPerDay, now, from, to, kept) * ticksPerMs(from);
    count(storageClass, (bytesPerDay * BigInt(to - now)) / BigInt(dayMs), byteTicks);
  }
  for (const [storageClass, usage] of used) addStorage(sum, place, storageClass, usage);
  sum.assume({ kind: 'growth', known: scenario.growth !== null });
  if (used.size > 0 && dailyPeakRule(place) !== null) sum.assume({ kind: 'no daily peak' });
  if (scenario.unsized) sum.miss({ kind: 'unsized', uploads: scenario.unsized });
  assumeAccountMinimum(sum, place);
  return sum.finish(currencyOf(place));
}

/**
 * Until when something is paid for, ms UTC; null: it stays. Some vendors remove uploads by themselves, and some charge for a
 * least number of days, so that taking something away sooner saves nothing until then.
 */
function paidUntil(place: PricePlace, { storageClass, storedAt, endsAt }: Stock): number | null {
  const kept = keptDays(place);
  const ownEnd = kept === null ? null : storedAt + kept * dayMs;
  const end = endsAt === null ? ownEnd : Math.min(endsAt, ownEnd ?? endsAt);
  return end === null ? null : Math.max(end, storedAt + leastDays(place, storageClass) * dayMs);
}

/** The same of what is added, as days. */
function paidDays(place: PricePlace, storageClass: string, growthKeptDays: number | null): number | null {
  const kept = keptDays(place);
  const days = growthKeptDays === null ? kept : Math.min(growthKeptDays, kept ?? growthKeptDays);
  return days === null ? null : Math.max(days, leastDays(place, storageClass));
}

function leastDays(place: PricePlace, storageClass: string): number {
  return minimumPaidDays(place, storageClass) ?? 0;
}

/**
 * Bytes × ms, from `from` to `to`, of what grows evenly from nothing at `now` on, each byte of it staying for `keptDays`.
 */
export function growthByteMs(
  bytesPerDay: bigint,
  now: number,
  from: number,
  to: number,
  keptDays: number | null,
): bigint {
  const full = keptDays === null ? null : BigInt(keptDays * dayMs);
  /** Twice the area under the growth until so many ms after `now`, for one byte a ms. */
  const area = (ms: bigint) => (full === null || ms <= full ? ms * ms : full * full + 2n * full * (ms - full));
  const [begin, end] = [BigInt(Math.max(from, now) - now), BigInt(Math.max(to, now) - now)];
  return (bytesPerDay * (area(end) - area(begin))) / BigInt(2 * dayMs);
}
