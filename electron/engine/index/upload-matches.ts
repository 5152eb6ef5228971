import type { DatabaseSync } from 'node:sqlite';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { isFiltered, matchKey } from './filter-key.ts';
import { IdSet } from './id-set.ts';
import { packedIds } from './packed-ids.ts';
import type { ResultCache } from './result-cache.ts';
import { type UploadScope, whereScope } from './upload-rows.ts';

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';

/**
 * What filters match, once per revision of a bucket. Each part of a filter is found by itself, in the index that holds its
 * columns, and what passes every part is left: SQLite would walk one index and look up each of its rows in the table for
 * the others, which takes seconds over a million.
 */
export function uploadMatches(database: DatabaseSync, cache: ResultCache) {
  const read = (scope: UploadScope): IdSet => {
    const { where, parameters } = whereScope(scope);
    return new IdSet(packedIds(database, `SELECT upload.id ${from} WHERE ${where}`, parameters));
  };
  /** @param bucketId and @param revision of the scope's bucket */
  const matchesOf = (scope: UploadScope, bucketId: number, revision: number): IdSet =>
    cache.get(bucketId, revision, `matches ${matchKey(scope)}`, () => {
      const parts = partsOf(scope.filter);
      if (parts.length <= 1) return read(scope);
      return parts.map((filter) => matchesOf({ ...scope, filter }, bucketId, revision)).reduce((a, b) => a.and(b));
    });
  return matchesOf;
}

/** A filter's parts, each of which one index holds the columns of. */
function partsOf(filter: UploadFilter): UploadFilter[] {
  const { text, keyPrefix, keyDirect, initiatedBefore, initiatedAfter, activity, minBytes, maxBytes, ...more } = filter;
  const { storageClass, lifecycle, abortBefore, initiator, except = [], ...rest } = more;
  return [
    // What lies directly in a folder is told by both.
    { text, keyPrefix, keyDirect },
    { initiatedBefore, initiatedAfter },
    { activity },
    { minBytes, maxBytes },
    { storageClass },
    { lifecycle, abortBefore },
    { initiator },
    ...except.map((conditions) => ({ except: [conditions] })),
    rest,
  ].filter(isFiltered);
}
