import { formatCount } from '../../format/numbers.ts';

/** A count with its noun in either number: "1 Teil", "12 Teile". */
export function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
