import { formatBytes } from '../../shared/format/bytes.ts';
import type { UploadTotals } from '../../shared/schema/model.ts';

const whole = new Intl.NumberFormat('en-US');

/** A count with thousands parted: 98,000. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** A count with its noun: "1 upload", "98,000 uploads". */
export function formatNoun(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A sum that may still grow: the words beside it say how much of it is known, or null where it is whole. */
export function sizedNote({ sized, uploads }: Pick<UploadTotals, 'sized' | 'uploads'>): string | null {
  return sized < uploads ? `sized ${formatCount(sized)} of ${formatCount(uploads)}` : null;
}

/** Bytes of these totals: "–" while nothing was sized, because an unknown is never shown as zero (design, rule 4). */
export function formatTotalBytes({ sized, uploads, bytes }: Pick<UploadTotals, 'sized' | 'uploads' | 'bytes'>): string {
  return sized === 0 && uploads > 0 ? '–' : formatBytes(bytes);
}
