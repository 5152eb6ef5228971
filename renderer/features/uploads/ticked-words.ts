import type { UploadTotals } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTotalBytes } from '../../ui/amounts.ts';
import type { SelectedBytes } from './selection.ts';

/** What is ticked, in words. A size that is not known is never a zero (design, rule 4). */
export function tickedWords(selected: number, bytes: SelectedBytes): string {
  const say = words.page.uploads.ticked;
  if (selected === 0) return say.nothing;
  switch (bytes.known) {
    case 'all':
      return say.all({ count: selected, bytes: bytes.bytes });
    case 'at least':
      return say.atLeast({ count: selected, bytes: bytes.bytes });
    case 'nothing':
      return say.sizeUnknown(selected);
    default:
      return assertNever(bytes);
  }
}

/** What the ticked groups hold, in words. */
export function tickedGroupWords(of: readonly Pick<UploadTotals, 'uploads' | 'sized' | 'bytes'>[]): string {
  const say = words.page.uploads.ticked;
  if (of.length === 0) return say.noGroup;
  const totals = { uploads: 0, sized: 0, bytes: 0 };
  for (const { uploads, sized, bytes } of of) {
    totals.uploads += uploads;
    totals.sized += sized;
    totals.bytes += bytes;
  }
  return say.groups({
    groups: of.length,
    uploads: totals.uploads,
    bytes: formatTotalBytes(totals),
    isWhole: totals.sized >= totals.uploads,
  });
}
