import { formatBytes } from '../../shared/format/bytes.ts';
import type { Job, UploadTotals } from '../../shared/schema/model.ts';
import { words } from '../../shared/words/words.ts';

/** A sum that may still grow: the words beside it say how much of it is known, or null where it is whole. */
export function sizedNote({ sized, uploads }: Pick<UploadTotals, 'sized' | 'uploads'>): string | null {
  return sized < uploads ? words.page.ui.sized({ sized, uploads }) : null;
}

/**
 * Bytes of these totals: "–" while nothing was sized, because an unknown is never shown as zero (design, rule 4). In a column: with
 * `formatColumnBytes`.
 */
export function formatTotalBytes(
  { sized, uploads, bytes }: Pick<UploadTotals, 'sized' | 'uploads' | 'bytes'>,
  format = formatBytes,
): string {
  return sized === 0 && uploads > 0 ? '–' : format(bytes);
}

type Left = Pick<Job, 'bytesLeft' | 'unknownLeft'>;

/** Bytes that a job leaves, for a column; where that is not known of an upload, nobody knows all of it (design, rule 4). */
export function leftWords(job: Left): string {
  return words.page.ui.leftFigure({ bytes: job.bytesLeft, unknown: job.unknownLeft });
}

/** The same as a part of a sentence: "64 MiB left", "what is left is not known". */
export function leftClause(job: Left): string {
  return words.page.ui.left({ bytes: job.bytesLeft, unknown: job.unknownLeft });
}
