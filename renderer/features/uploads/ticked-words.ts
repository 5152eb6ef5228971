import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { UploadTotals } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { formatNoun, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import type { SelectedBytes } from './selection.ts';

/** What is ticked, in words. A size that is not known is never a zero (design, rule 4). */
export function tickedWords(selected: number, bytes: SelectedBytes): string {
  if (selected === 0) return 'Nothing ticked';
  const count = `${formatCount(selected)} ticked`;
  switch (bytes.known) {
    case 'all':
      return `${count}, ${formatBytes(bytes.bytes)}`;
    case 'at least':
      return `${count}, ${formatBytes(bytes.bytes)} or more`;
    case 'nothing':
      return `${count}, size not known`;
    default:
      return assertNever(bytes);
  }
}

/** What the ticked groups hold, in words. */
export function tickedGroupWords(of: readonly Pick<UploadTotals, 'uploads' | 'sized' | 'bytes'>[]): string {
  if (of.length === 0) return 'No group ticked';
  const totals = { uploads: 0, sized: 0, bytes: 0 };
  for (const { uploads, sized, bytes } of of) {
    totals.uploads += uploads;
    totals.sized += sized;
    totals.bytes += bytes;
  }
  const more = sizedNote(totals) === null ? '' : ' or more';
  return `${formatNoun(of.length, 'group')}: ${formatNoun(totals.uploads, 'upload')}, ${formatTotalBytes(totals)}${more}`;
}
