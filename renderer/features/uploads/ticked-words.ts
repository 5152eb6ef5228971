import { formatBytes } from '../../../shared/format/bytes.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { formatCount } from '../../ui/amounts.ts';
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
