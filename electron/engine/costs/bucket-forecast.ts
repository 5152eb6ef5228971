import type { CostForecast } from '../../../shared/schema/costs.ts';
import type { StockRow } from '../index/cost-queries.ts';
import { forecast, type Growth } from '../pricing/forecast.ts';
import type { PricePlace } from '../pricing/places.ts';
import { type ComparedStock, compareScenarios } from '../pricing/scenarios.ts';
import { writeCost } from './cost-json.ts';
import { sumOf } from './held-costs.ts';

const dayMs = 86_400_000;
/** Growth is read off so many whole days: four weeks have each weekday four times. */
const growthDays = 28;

/**
 * The next twelve months of a bucket: as it is, after a clean-up of all that is stale now, and with a rule. Uploads count
 * from the day on which they were begun. Pure.
 *
 * @param now ms UTC, by the server's clock
 */
export function forecastBucket(
  place: PricePlace,
  rows: readonly StockRow[],
  ruleDays: number,
  now: number,
): CostForecast {
  const stocks = rows.filter(({ sized }) => sized > 0).map((row) => stockOf(row, ruleDays, now));
  const unsized = sumOf(rows, (row) => row.uploads - row.sized);
  const growth = growthOf(rows, now);
  const { asItIs, cleanedUp, withRule } = compareScenarios({
    stocks,
    growth,
    existingDays: keptDays(rows, now),
    ruleDays,
    cleanedAt: now,
    unsized,
  });
  const [as, cleaned, ruled] = [asItIs, cleanedUp, withRule].map((scenario) => forecast(place, scenario, now));
  const months = (as ?? []).map(({ from, to, cost }, at) => ({
    from,
    to,
    asItIs: writeCost(cost),
    cleanedUp: writeCost(cleaned?.[at]?.cost ?? cost),
    withRule: writeCost(ruled?.[at]?.cost ?? cost),
  }));
  return {
    months,
    bytesADay: growth && Number(growth.reduce((sum, { bytesPerDay }) => sum + bytesPerDay, 0n)),
    ruleDays,
  };
}

function stockOf(
  { storageClass, bytes, day, abortDay, active }: StockRow,
  ruleDays: number,
  now: number,
): ComparedStock {
  // What is there is stored, whatever its date says.
  const storedAt = Math.min(day ?? now, now);
  return {
    storageClass,
    bytes: BigInt(bytes),
    storedAt,
    endsAt: abortDay,
    inPlan: !active,
    // A rule acts within about a day of its time (s3-semantics, "Lifecycle").
    ruleEndsAt: Math.max(now, storedAt + ruleDays * dayMs) + dayMs,
  };
}

/** What was added on the last whole days, and is stale now; null where nothing was sized, so that nothing is known. */
function growthOf(rows: readonly StockRow[], now: number): Growth[] | null {
  if (rows.length > 0 && rows.every(({ sized }) => sized === 0)) return null;
  const byClass = new Map<string, number>();
  for (const { storageClass, bytes } of recent(rows, now)) {
    byClass.set(storageClass, (byClass.get(storageClass) ?? 0) + bytes);
  }
  return [...byClass].map(([storageClass, bytes]) => ({
    storageClass,
    bytesPerDay: BigInt(Math.round(bytes / growthDays)),
  }));
}

/** How many days a rule that is there leaves uploads, as far as it shows in all of the recent ones; null: for ever. */
function keptDays(rows: readonly StockRow[], now: number): number | null {
  let most: number | null = null;
  for (const { day, abortDay } of recent(rows, now)) {
    if (day === null || abortDay === null) return null;
    most = Math.max(most ?? 0, (abortDay - day) / dayMs);
  }
  return most;
}

function recent(rows: readonly StockRow[], now: number): StockRow[] {
  const today = Math.floor(now / dayMs) * dayMs;
  return rows.filter(({ day, active }) => !active && day !== null && day < today && day >= today - growthDays * dayMs);
}
