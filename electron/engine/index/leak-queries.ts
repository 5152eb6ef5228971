import type { DatabaseSync } from 'node:sqlite';
import type { UploadRef } from '../../../shared/schema/model.ts';
import { type PartShape, partShapeSchema } from '../clients/part-shape.ts';
import { whenStale } from './activity-clauses.ts';
import { countOrNull, integer, integerOrNull, type Row, readable, text, textOrNull, unlessBroken } from './columns.ts';
import { remaining } from './remaining.ts';
import { type UploadScope, whereScope } from './upload-rows.ts';

/** What is known of an upload that may have been left behind. */
export interface LeftUpload {
  key: string;
  /** Display name, or ID; null where the store names none. */
  initiator: string | null;
  /** ms UTC; 0 where it is not known. */
  initiatedAt: number;
  /** null: not sized. */
  bytes: number | null;
  /** null: its parts were not read, or by a version that did not keep what they look like. */
  shape: PartShape | null;
}

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
const columns =
  'upload.key, upload.initiator_id, upload.initiator_name, upload.initiated_at, upload.bytes, upload.shape';

/** What tells who leaves uploads behind. */
export function leakQueries(database: DatabaseSync) {
  const one = database.prepare(
    `SELECT ${columns} ${from} WHERE bucket.connection_id = ? AND bucket.name = ? AND upload.key = ? AND upload.upload_id = ?`,
  );
  return {
    /** The newest uploads of a scope that nobody has written to for long, and how many there are of both kinds. */
    leftUploads(scope: UploadScope, limit: number): { left: LeftUpload[]; stale: number; active: number } {
      const { where, parameters } = whereScope(scope);
      const since = { ...parameters, since: scope.activeSince };
      const isStale = whenStale(':since');
      const counts = database
        .prepare(`SELECT count(*) AS uploads, total(${isStale}) AS stale ${from} WHERE ${where} AND ${remaining}`)
        .get(since);
      const rows = database
        .prepare(
          `SELECT ${columns} ${from} WHERE ${where} AND ${remaining} AND ${isStale}
           ORDER BY upload.initiated_at DESC LIMIT ${Math.floor(limit)}`,
        )
        .all(since);
      const stale = counts ? (integerOrNull(counts, 'stale') ?? 0) : 0;
      return { left: readable(rows, leftFromRow), stale, active: counts ? integer(counts, 'uploads') - stale : 0 };
    },

    /** Names of every upload of a connection that still holds something. */
    openUploads(connectionId: string): { bucket: string; key: string; uploadId: string; initiatedAt: number }[] {
      const rows = database
        .prepare(
          `SELECT bucket.name, upload.key, upload.upload_id, upload.initiated_at ${from}
           WHERE bucket.connection_id = ? AND ${remaining}`,
        )
        .all(connectionId);
      return readable(rows, (row) => ({
        bucket: text(row, 'name'),
        key: text(row, 'key'),
        uploadId: text(row, 'upload_id'),
        initiatedAt: integerOrNull(row, 'initiated_at') ?? 0,
      }));
    },

    /** One upload; null where the index does not know it. */
    leftUpload({ connectionId, bucket, key, uploadId }: UploadRef): LeftUpload | null {
      const row = one.get(connectionId, bucket, key, uploadId);
      return row ? unlessBroken(() => leftFromRow(row)) : null;
    },
  };
}

function leftFromRow(row: Row): LeftUpload {
  const shape = textOrNull(row, 'shape');
  return {
    key: text(row, 'key'),
    initiator: textOrNull(row, 'initiator_name') || textOrNull(row, 'initiator_id'),
    initiatedAt: integerOrNull(row, 'initiated_at') ?? 0,
    bytes: countOrNull(row, 'bytes'),
    shape: shape === null ? null : unlessBroken(() => partShapeSchema.parse(JSON.parse(shape))),
  };
}
