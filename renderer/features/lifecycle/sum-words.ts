import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatUsd, monthlyCost } from '../../../shared/format/money.ts';
import type { UploadSum } from '../../../shared/schema/lifecycle.ts';
import { formatCount, formatNoun } from '../../ui/amounts.ts';

/** Bytes of uploads, and how many of those are not in them; "–" where none is (design, rule 4). */
export function bytesText({ uploads, bytes, unsized }: UploadSum): string {
  if (unsized === 0) return formatBytes(bytes);
  return unsized === uploads ? '–' : `${formatBytes(bytes)} (sized ${formatCount(uploads - unsized)})`;
}

/** What they cost a month, or nothing where that is not known. */
export function costText(endpointUrl: string | null, { bytesByClass, uploads, unsized }: UploadSum): string | null {
  if (uploads === unsized) return null;
  const cost = monthlyCost(endpointUrl, bytesByClass);
  if (cost.kind === 'unknown') return null;
  return `${unsized > 0 || cost.unpriced.length > 0 ? 'at least ' : ''}${formatUsd(cost.usd)} a month`;
}

/** Uploads with what they hold and cost: "3,912 uploads (1.2 TiB, $28 a month)". */
export function sumText(endpointUrl: string | null, sum: UploadSum): string {
  const held = [bytesText(sum), costText(endpointUrl, sum)].filter((text) => text !== null && text !== '–');
  return `${formatNoun(sum.uploads, 'upload')}${held.length > 0 ? ` (${held.join(', ')})` : ''}`;
}
