import { formatBytes } from '../../../shared/format/bytes.ts';
import { monthOfBytes } from '../../../shared/format/month-of-bytes.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { UploadSum } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';

/** Bytes of uploads, and how many of those are not in them; "–" where none is (design, rule 4). */
export function bytesText({ uploads, bytes, unsized }: UploadSum, format = formatBytes): string {
  if (unsized === 0) return format(bytes);
  return unsized === uploads
    ? '–'
    : words.page.lifecycle.sum.partly({ bytes: format(bytes), sized: uploads - unsized });
}

/** What they cost a month, or nothing where that is not known. */
export function costText(prices: PriceTable | undefined, { bytesByClass, uploads, unsized }: UploadSum): string | null {
  if (uploads === unsized || !prices) return null;
  const cost = monthOfBytes(prices, bytesByClass);
  if (cost === null) return null;
  return words.page.lifecycle.sum.monthly(cost.money, unsized === 0 && cost.isWhole);
}

/** Uploads with what they hold and cost: "3,912 uploads (1.2 TiB, $28 a month)". */
export function sumText(prices: PriceTable | undefined, sum: UploadSum): string {
  const held = [bytesText(sum), costText(prices, sum)].flatMap((text) => (text === null || text === '–' ? [] : [text]));
  return words.page.lifecycle.sum.uploads(sum.uploads, held);
}
