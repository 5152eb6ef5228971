import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatMoney } from '../../../shared/format/money.ts';
import type { LensBucketView } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';

/** Bytes that were told, for a column, or "–" (design, rule 4). */
export function toldBytes(bytes: number | null): string {
  return bytes === null ? '–' : formatColumnBytes(bytes);
}

/** A cost a month, or "–". */
export function toldCost(cost: LensBucketView['cost']): string {
  if (cost === null) return '–';
  return cost.least ? words.page.lens.atLeast(cost) : formatMoney(cost);
}
