import type { DatabaseSync } from 'node:sqlite';
import type { ErrorShape } from '../../../shared/errors.ts';
import type { Verdict } from '../../../shared/verdicts.ts';
import type { ListedUpload } from '../connections/store.ts';
import { integer, text } from './columns.ts';
import { transaction } from './database.ts';

/** What sizing found out about one upload. */
export interface SizingResult {
  key: string;
  uploadId: string;
  /** ms UTC. */
  at: number;
  result:
    | {
        status: 'sized';
        parts: number;
        bytes: number;
        newestPartAt: number | null;
        storageClass: string | null;
        abortDate: number | null;
        abortRuleId: string | null;
      }
    | { status: 'failed'; error: ErrorShape };
}

/** What a job or a verification concluded of one upload. */
export interface VerdictChange {
  key: string;
  uploadId: string;
  /** null: the upload is simply there. */
  verdict: Verdict | null;
  /** What the newest look saw; null where it could not see the parts. */
  sizing: SizingResult | null;
}

/** What scans, sizing and verdicts write. Each returns the bucket's new revision. */
export function uploadOperations(database: DatabaseSync) {
  const touch = database.prepare(
    'UPDATE bucket SET revision = revision + 1 WHERE connection_id = ? AND name = ? RETURNING id, revision, generation',
  );
  const upsert = database.prepare(
    `INSERT INTO upload (bucket_id, key, upload_id, initiated_at, initiator_id, initiator_name, owner_id, owner_name,
       storage_class, activity_at, seen_in)
     VALUES (:bucketId, :key, :uploadId, :initiatedAt, :initiatorId, :initiatorName, :ownerId, :ownerName,
       :storageClass, :initiatedAt, :generation)
     ON CONFLICT (bucket_id, key, upload_id) DO UPDATE SET
       initiated_at = excluded.initiated_at, initiator_id = excluded.initiator_id,
       initiator_name = excluded.initiator_name, owner_id = excluded.owner_id, owner_name = excluded.owner_name,
       storage_class = coalesce(excluded.storage_class, storage_class), seen_in = excluded.seen_in`,
  );
  const known = database.prepare(
    'SELECT 1 FROM upload WHERE bucket_id = ? AND key = ? AND upload_id = ? AND seen_in = ?',
  );
  const size = database.prepare(
    `UPDATE upload SET sizing = 'sized', sized_at = :at, parts = :parts, bytes = :bytes,
       newest_part_at = :newestPartAt, sizing_error = NULL, sized_in = :generation,
       activity_at = max(initiated_at, coalesce(:newestPartAt, initiated_at)),
       storage_class = coalesce(:storageClass, storage_class), abort_date = :abortDate, abort_rule_id = :abortRuleId
     WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId`,
  );
  const failSizing = database.prepare(
    `UPDATE upload SET sizing = 'failed', sized_at = :at, parts = NULL, bytes = NULL, newest_part_at = NULL,
       sizing_error = :error, sized_in = :generation
     WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId`,
  );
  const judge = database.prepare(
    'UPDATE upload SET verdict = :verdict WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId',
  );
  // What an unfinished clean-up still works on stays, listed or not: some stores hide it (s3-semantics, "Looking").
  const dropUnseen = database.prepare(
    `DELETE FROM upload WHERE bucket_id = ? AND seen_in < ?
       AND coalesce(verdict, '') NOT IN ('stubborn', 'hidden', 'clearing')`,
  );
  const unsized = database.prepare(
    'SELECT key, upload_id FROM upload WHERE bucket_id = ? AND sized_in < ? ORDER BY id LIMIT ?',
  );
  const nextGeneration = database.prepare(
    'UPDATE bucket SET generation = generation + 1 WHERE connection_id = ? AND name = ? RETURNING generation',
  );

  const change = (connectionId: string, bucket: string, work: (bucketId: number, generation: number) => void): number =>
    transaction(database, () => {
      const row = touch.get(connectionId, bucket);
      if (!row) throw new Error(`The index has no bucket ${bucket} of this connection`);
      work(integer(row, 'id'), integer(row, 'generation'));
      return integer(row, 'revision');
    });

  const saveSizing = (bucketId: number, generation: number, { key, uploadId, at, result }: SizingResult) => {
    if (result.status === 'sized') {
      const { status: _, ...sums } = result;
      size.run({ bucketId, generation, key, uploadId, at, ...sums });
    } else {
      failSizing.run({ bucketId, generation, key, uploadId, at, error: JSON.stringify(result.error) });
    }
  };

  return {
    /** Starts a new generation of a bucket's rows and returns its number. */
    beginScan(connectionId: string, bucket: string): number {
      const row = nextGeneration.get(connectionId, bucket);
      if (!row) throw new Error(`The index has no bucket ${bucket} of this connection`);
      return integer(row, 'generation');
    },

    /**
     * Writes one page of a listing. A row that is known keeps its sizes until they are read again.
     * @returns how many of them this scan had not written before (a page may repeat some), and the revision
     */
    addUploads(connectionId: string, bucket: string, uploads: ListedUpload[]): { revision: number; added: number } {
      let added = 0;
      const revision = change(connectionId, bucket, (bucketId, generation) => {
        for (const upload of uploads) {
          if (!known.get(bucketId, upload.key, upload.uploadId, generation)) added++;
          upsert.run({
            bucketId,
            generation,
            key: upload.key,
            uploadId: upload.uploadId,
            initiatedAt: upload.initiatedAt,
            initiatorId: upload.initiator?.id ?? null,
            initiatorName: upload.initiator?.displayName ?? null,
            ownerId: upload.owner?.id ?? null,
            ownerName: upload.owner?.displayName ?? null,
            storageClass: upload.storageClass,
          });
        }
      });
      return { revision, added };
    },

    /** Drops what a listing that came to its end did not show. */
    dropUnlisted(connectionId: string, bucket: string): number {
      return change(connectionId, bucket, (bucketId, generation) => dropUnseen.run(bucketId, generation));
    },

    /** Uploads that this generation has not sized yet, in listing order. */
    unsizedUploads(connectionId: string, bucket: string, limit: number): { key: string; uploadId: string }[] {
      const row = database
        .prepare('SELECT id, generation FROM bucket WHERE connection_id = ? AND name = ?')
        .get(connectionId, bucket);
      if (!row) return [];
      return unsized
        .all(integer(row, 'id'), integer(row, 'generation'), limit)
        .map((found) => ({ key: text(found, 'key'), uploadId: text(found, 'upload_id') }));
    },

    /** Writes what sizing found out. */
    saveSizings(connectionId: string, bucket: string, results: SizingResult[]): number {
      return change(connectionId, bucket, (bucketId, generation) => {
        for (const result of results) saveSizing(bucketId, generation, result);
      });
    },

    /**
     * Notes what jobs and verifications concluded, and what their looks saw on the way.
     * @returns the new revision; null where the index no longer knows the bucket (its connection was removed)
     */
    recordVerdicts(connectionId: string, bucket: string, changes: VerdictChange[]): number | null {
      return transaction(database, () => {
        const row = touch.get(connectionId, bucket);
        if (!row) return null;
        const bucketId = integer(row, 'id');
        for (const { key, uploadId, verdict, sizing } of changes) {
          judge.run({ bucketId, verdict, key, uploadId });
          if (sizing) saveSizing(bucketId, integer(row, 'generation'), sizing);
        }
        return integer(row, 'revision');
      });
    },
  };
}
