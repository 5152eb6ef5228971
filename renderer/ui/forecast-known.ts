import type { CostForecast } from '../../shared/schema/costs.ts';
import { costsNothing } from './cost-text.tsx';

/** What is known of the next twelve months. `nothing`: that each costs nothing, by whatever course, so that none can be compared. */
export type ForecastKnown = 'whole' | 'in part' | 'unknown' | 'nothing';

/** How much of a forecast has an amount. Pure. */
export function forecastKnown({ months }: Pick<CostForecast, 'months'>): ForecastKnown {
  const costs = months.flatMap(({ asItIs, cleanedUp, withRule }) => [asItIs, cleanedUp, withRule]);
  if (costs.length > 0 && costs.every(costsNothing)) return 'nothing';
  const told = costs.filter(({ money }) => money !== null).length;
  if (told === 0) return 'unknown';
  return told === costs.length ? 'whole' : 'in part';
}
