import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatMoney } from '../../../shared/format/money.ts';
import type { LensBucketView } from '../../../shared/schema/lens.ts';

/** Bytes that were told, for a column, or "–" (design, rule 4). */
export function toldBytes(bytes: number | null): string {
  return bytes === null ? '–' : formatColumnBytes(bytes);
}

/** A cost a month, or "–". */
export function toldCost(cost: LensBucketView['cost']): string {
  if (cost === null) return '–';
  const least = cost.least ? 'at least ' : '';
  return `${least}${formatMoney(cost)}`;
}
