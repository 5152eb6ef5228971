import type { DatabaseSync } from 'node:sqlite';
import { addUp } from '../../../shared/format/bytes.ts';
import type { AgeBin, Upload, UploadRef, UploadTotals } from '../../../shared/schema/model.ts';
import { knownInitiation, whenActive } from './activity-clauses.ts';
import { bucketAt } from './bucket-at.ts';
import { bucketSums } from './bucket-sums.ts';
import { integer, integerOrNull, readable, sum, text, unlessBroken } from './columns.ts';
import { filterKey, isFiltered, sameMomentMs } from './filter-key.ts';
import { knownBytes, sizedSums } from './known-numbers.ts';
import type { ResultCache } from './result-cache.ts';
import { selectUpload, type UploadScope, uploadFromRow, whereScope } from './upload-rows.ts';
import { uploadWindows } from './upload-windows.ts';

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
/** Rows that stay on screen as proof until the next scan, but hold nothing any more. */
const remaining = `coalesce(upload.verdict, '') NOT IN ('clear', 'completed')`;

/** Sums over a scope. Uploads that are proved clear or completed no longer count. */
function createTotals(database: DatabaseSync) {
  return (scope: UploadScope): UploadTotals => {
    const { where, parameters } = whereScope(scope);
    const rows = database
      .prepare(
        `SELECT upload.storage_class, count(*) AS uploads,
           ${sizedSums},
           sum(coalesce(${whenActive(':since')}, 1)) AS active, min(${knownInitiation}) AS oldest
         ${from} WHERE ${where} AND ${remaining} GROUP BY upload.storage_class`,
      )
      .all({ ...parameters, since: scope.activeSince });
    const totals: UploadTotals = {
      uploads: 0,
      sized: 0,
      unsizable: 0,
      bytes: 0,
      parts: 0,
      active: 0,
      oldestInitiatedAt: null,
      bytesByStorageClass: {},
    };
    for (const row of rows) {
      const bytes = sum(row, 'bytes');
      const oldest = integerOrNull(row, 'oldest');
      // A store that names no storage class bills its default one (API: ListMultipartUploads, StorageClass).
      const storageClass = row.storage_class === null ? 'STANDARD' : text(row, 'storage_class');
      totals.uploads += integer(row, 'uploads');
      totals.sized += integer(row, 'sized');
      totals.unsizable += integer(row, 'unsizable');
      totals.bytes = addUp(totals.bytes, bytes);
      totals.parts = addUp(totals.parts, sum(row, 'parts'));
      totals.active += integer(row, 'active');
      if (oldest !== null) totals.oldestInitiatedAt = Math.min(totals.oldestInitiatedAt ?? oldest, oldest);
      totals.bytesByStorageClass[storageClass] = addUp(totals.bytesByStorageClass[storageClass] ?? 0, bytes);
    }
    return totals;
  };
}

/** Counts by initiation time; uploads of which it is not known are in no bin. */
function createAges(database: DatabaseSync) {
  return (scope: UploadScope, bins: number, now: number): AgeBin[] => {
    const { where, parameters } = whereScope(scope);
    const first = database
      .prepare(`SELECT min(${knownInitiation}) AS oldest ${from} WHERE ${where} AND ${remaining}`)
      .get(parameters);
    const oldest = first ? integerOrNull(first, 'oldest') : null;
    if (oldest === null) return [];
    // A clock that runs behind the server's must not fold the newest upload out of the last bin.
    const width = Math.max(1, Math.ceil((Math.max(now, oldest) + 1 - oldest) / bins));
    const rows = database
      .prepare(
        // Numbers are bound as reals: the division must be cut to a whole bin.
        `SELECT CAST(min((upload.initiated_at - :oldest) / :width, :last) AS INTEGER) AS bin, count(*) AS uploads,
           total(${knownBytes}) AS bytes
         ${from} WHERE ${where} AND ${remaining} AND upload.initiated_at > 0 GROUP BY bin`,
      )
      .all({ ...parameters, oldest, width, last: bins - 1 });
    const found = new Map(rows.map((row) => [integer(row, 'bin'), row]));
    return Array.from({ length: bins }, (_, bin) => {
      const row = found.get(bin);
      return {
        from: oldest + bin * width,
        to: oldest + (bin + 1) * width,
        uploads: row ? integer(row, 'uploads') : 0,
        bytes: row ? sum(row, 'bytes') : 0,
      };
    });
  };
}

/** What screens read: windows, sums and single uploads. */
export function uploadQueries(database: DatabaseSync, cache: ResultCache) {
  const totals = createTotals(database);
  const ages = createAges(database);
  const sums = bucketSums(database);
  const bucketOf = database.prepare('SELECT id, revision FROM bucket WHERE connection_id = ? AND name = ?');
  const one = database.prepare(
    `SELECT ${selectUpload} ${from}
     WHERE bucket.connection_id = ? AND bucket.name = ? AND upload.key = ? AND upload.upload_id = ?`,
  );
  const find = (ref: UploadRef, activeSince: number): Upload | null => {
    const row = one.get(ref.connectionId, ref.bucket, ref.key, ref.uploadId);
    return row ? unlessBroken(() => uploadFromRow(row, activeSince)) : null;
  };

  return {
    ...uploadWindows(database, cache),

    /** Sums over a scope. A whole bucket's are kept; those of a filter are read from its rows. */
    uploadTotals(scope: UploadScope): UploadTotals {
      const row = bucketOf.get(scope.connectionId, scope.bucket);
      const at = row && bucketAt(row);
      if (!at) return totals(scope);
      const { id, revision } = at;
      const whole = isFiltered(scope.filter) ? null : unlessBroken(() => sums(id, scope.activeSince));
      return whole ?? cache.get(id, revision, `totals ${filterKey(scope)}`, () => totals(scope));
    },

    /**
     * Counts by initiation time, in `bins` equal bins from the oldest upload to `now`; empty where there are none. Those
     * of the same rows are kept for a moment: the last bin ends where it ended then.
     */
    uploadAges(scope: UploadScope, bins: number, now: number): AgeBin[] {
      const row = bucketOf.get(scope.connectionId, scope.bucket);
      const at = row && bucketAt(row);
      if (!at) return [];
      const name = `ages ${bins} ${Math.floor(now / sameMomentMs)} ${filterKey(scope)}`;
      return cache.get(at.id, at.revision, name, () => ages(scope, bins, now));
    },

    /** One upload, or null where the index does not know it. */
    upload: find,

    /** The uploads of a selection, in its order; unknown ones are left out. */
    uploadsByRefs(refs: UploadRef[], activeSince: number): Upload[] {
      return refs.flatMap((ref) => find(ref, activeSince) ?? []);
    },

    /** The uploads of a scope by key and ID, whatever became of them, from the one after `after` on. */
    uploadsAfter(scope: UploadScope, after: { key: string; uploadId: string } | null, limit: number): Upload[] {
      const { where, parameters } = whereScope(scope);
      const further = after === null ? '' : ' AND (upload.key, upload.upload_id) > (:afterKey, :afterId)';
      const rows = database
        .prepare(
          `SELECT ${selectUpload} ${from} WHERE ${where}${further}
           ORDER BY upload.key, upload.upload_id LIMIT ${Math.floor(limit)}`,
        )
        .all({ ...parameters, ...(after && { afterKey: after.key, afterId: after.uploadId }) });
      return readable(rows, (row) => uploadFromRow(row, scope.activeSince));
    },

    /** Those of these rows, in their order, that a filter matches now and that still hold something. */
    uploadsWithIds(scope: UploadScope, ids: Int32Array): Upload[] {
      const { where, parameters } = whereScope(scope);
      const rows = database
        .prepare(
          // CROSS JOIN: row by row, whatever index the filter has.
          `SELECT ${selectUpload} FROM json_each(:ids) AS wanted CROSS JOIN upload ON upload.id = wanted.value
             CROSS JOIN bucket ON bucket.id = upload.bucket_id
           WHERE ${where} AND ${remaining}`,
        )
        .all({ ...parameters, ids: JSON.stringify([...ids]) });
      return readable(rows, (row) => uploadFromRow(row, scope.activeSince));
    },
  };
}
