import { formatCount } from '../format/numbers.ts';

/** A count with its noun, in any language: "1 upload", "98,000 uploads". */
export function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
