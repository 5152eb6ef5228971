import { integerOrNull, type Row } from './columns.ts';

/**
 * By what a bucket's rows are found and its results kept; null where its row cannot be read: then it is as unknown as one that
 * is not there, and the start has named it.
 */
export function bucketAt(row: Row): { id: number; revision: number } | null {
  const [id, revision] = [integerOrNull(row, 'id'), integerOrNull(row, 'revision')];
  return id === null || revision === null ? null : { id, revision };
}
