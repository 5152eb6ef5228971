import type { BrokenRow } from './index/broken-rows.ts';

/** So many are named; of more it is said how many. */
const mostNamed = 10;

/**
 * What a start found in the index that cannot be, in sentences for the person. Pure.
 *
 * @param nameOf a connection's name; null where it is gone
 */
export function brokenRowWarnings(
  rows: readonly BrokenRow[],
  nameOf: (connectionId: string) => string | null,
): string[] {
  const sentences = [...new Set(rows.map((row) => sentenceOf(row, nameOf)))];
  const more = sentences.length - mostNamed;
  if (more <= 1) return sentences;
  return [
    ...sentences.slice(0, mostNamed),
    `The index holds ${more} more things that cannot be read. The log names them.`,
  ];
}

function sentenceOf(row: BrokenRow, nameOf: (connectionId: string) => string | null): string {
  switch (row.what) {
    case 'bucket':
      return `What the index held of ${placeOf(row, nameOf)} could not be. What other records tell was made anew; scan it again for the rest.`;
    case 'job':
      return `A clean-up of bucket “${row.bucket ?? 'unknown'}” (job ${row.id}) cannot be read from the index. It was set aside: nothing of it was changed, and it does not go on.`;
    case 'figures of a job':
      return `Some figures of a clean-up of bucket “${row.bucket ?? 'unknown'}” (job ${row.id}) cannot be, and count as unknown.`;
    case 'watched upload':
      return `What the index holds of watched uploads in ${placeOf(row, nameOf)} cannot be. They are looked at once more, and left alone.`;
  }
}

function placeOf(
  { connectionId, bucket }: { connectionId: string; bucket: string },
  nameOf: (connectionId: string) => string | null,
): string {
  const name = nameOf(connectionId);
  return name === null ? `bucket “${bucket}”` : `bucket “${bucket}” of “${name}”`;
}
