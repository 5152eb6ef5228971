import { formatCount } from '../../format/numbers.ts';

/** A count with its noun, whose plural ends in "s": "1 upload", "98,000 uploads". */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
