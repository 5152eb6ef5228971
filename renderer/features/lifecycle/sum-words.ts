import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatMoney } from '../../../shared/format/money.ts';
import { monthOfBytes } from '../../../shared/format/month-of-bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { UploadSum } from '../../../shared/schema/lifecycle.ts';
import { formatNoun } from '../../ui/amounts.ts';

/** Bytes of uploads, and how many of those are not in them; "–" where none is (design, rule 4). */
export function bytesText({ uploads, bytes, unsized }: UploadSum, format = formatBytes): string {
  if (unsized === 0) return format(bytes);
  return unsized === uploads ? '–' : `${format(bytes)} (sized ${formatCount(uploads - unsized)})`;
}

/** What they cost a month, or nothing where that is not known. */
export function costText(prices: PriceTable | undefined, { bytesByClass, uploads, unsized }: UploadSum): string | null {
  if (uploads === unsized || !prices) return null;
  const cost = monthOfBytes(prices, bytesByClass);
  if (cost === null) return null;
  return `${unsized > 0 || !cost.isWhole ? 'at least ' : ''}${formatMoney(cost.money)} a month`;
}

/** Uploads with what they hold and cost: "3,912 uploads (1.2 TiB, $28 a month)". */
export function sumText(prices: PriceTable | undefined, sum: UploadSum): string {
  const held = [bytesText(sum), costText(prices, sum)].filter((text) => text !== null && text !== '–');
  return `${formatNoun(sum.uploads, 'upload')}${held.length > 0 ? ` (${held.join(', ')})` : ''}`;
}
