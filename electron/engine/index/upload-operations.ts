import type { DatabaseSync } from 'node:sqlite';
import { unknownTime } from '../../../shared/format/time.ts';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import { clocksApartMs } from '../../../shared/values/activity.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import type { PartShape } from '../clients/part-shape.ts';
import type { Holding } from '../pricing/holding.ts';
import { ticksAt } from '../pricing/months.ts';
import { refusesParts } from '../store/trouble-table.ts';
import { integer, integerOrNull } from './columns.ts';
import { transaction } from './database.ts';
import { storedColumns } from './holding-columns.ts';
import { remaining } from './remaining.ts';

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
        /** With its rule; null: the store tells none. Left out: nobody asked, and what is on record stays. */
        abortDate?: number | null;
        abortRuleId?: string | null;
        /**
         * Of the parts with dates, and how many bytes have none. Left out: not seen; then what is on record stays, where it
         * is of the same parts.
         */
        holding?: Holding;
        /** Left out: as above. */
        shape?: PartShape;
        /** The name of its very parts. Left out: not known. */
        partSet?: string;
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

/** Whether a row was sized with these parts before. In an UPDATE, columns are what they were. */
const isSame = '(parts IS :parts AND bytes IS :bytes AND newest_part_at IS :newestPartAt)';

/** What sizing and verdicts write. Each returns the bucket's new revision. */
export function uploadOperations(database: DatabaseSync) {
  const touch = database.prepare(
    'UPDATE bucket SET revision = revision + 1 WHERE connection_id = ? AND name = ? RETURNING id, revision, generation',
  );
  const size = database.prepare(
    `UPDATE upload SET sizing = 'sized', sized_at = :at, parts = :parts, bytes = :bytes,
       newest_part_at = :newestPartAt, sizing_error = NULL, sized_in = :generation,
       activity_at = CASE WHEN :parts > 0 AND :newestPartAt IS NULL THEN ${unknownTime}
         WHEN max(initiated_at, coalesce(:newestPartAt, initiated_at)) < begun_after - ${clocksApartMs} THEN ${unknownTime}
         ELSE max(initiated_at, coalesce(:newestPartAt, initiated_at)) END,
       storage_class = coalesce(:storageClass, storage_class),
       abort_date = CASE WHEN :dated THEN :abortDate ELSE abort_date END,
       abort_rule_id = CASE WHEN :dated THEN :abortRuleId ELSE abort_rule_id END,
       abort_told_at = CASE WHEN :dated THEN :at ELSE abort_told_at END,
       stored_high = CASE WHEN :told THEN :storedHigh WHEN ${isSame} THEN stored_high END,
       stored_low = CASE WHEN :told THEN :storedLow WHEN ${isSame} THEN stored_low END,
       undated_bytes = CASE WHEN :told THEN :undatedBytes WHEN ${isSame} THEN undated_bytes END,
       shape = CASE WHEN :shape IS NOT NULL THEN :shape WHEN ${isSame} THEN shape END,
       part_set = :partSet
     WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId`,
  );
  const failSizing = database.prepare(
    `UPDATE upload SET sizing = 'failed', sized_at = :at, parts = NULL, bytes = NULL, newest_part_at = NULL,
       stored_high = NULL, stored_low = NULL, undated_bytes = NULL, shape = NULL, part_set = NULL,
       sizing_error = :error, sized_in = :generation,
       activity_at = iif(:areUnseen, ${unknownTime}, activity_at)
     WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId
       AND NOT (:isGone AND upload.sizing = 'sized' AND NOT ${remaining})`,
  );
  const initiation = database.prepare(
    'SELECT initiated_at FROM upload WHERE bucket_id = ? AND key = ? AND upload_id = ?',
  );
  /** Parts whose date nobody told count from when their upload was begun, as addPart has it. */
  const stored = (bucketId: number, { key, uploadId }: SizingResult, holding: Holding) => {
    const { undatedBytes, storedByteTicks } = holding;
    if (undatedBytes === 0n) return { ...storedColumns(storedByteTicks), undatedBytes };
    const row = initiation.get(bucketId, key, uploadId);
    const at = row ? Math.max(0, integerOrNull(row, 'initiated_at') ?? 0) : 0;
    return { ...storedColumns(storedByteTicks + undatedBytes * ticksAt(at)), undatedBytes };
  };
  const judge = database.prepare(
    'UPDATE upload SET verdict = :verdict WHERE bucket_id = :bucketId AND key = :key AND upload_id = :uploadId',
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
      const { status: _, holding, shape, partSet = null, abortDate, abortRuleId = null, ...sums } = result;
      const dates = { dated: abortDate === undefined ? 0 : 1, abortDate: abortDate ?? null, abortRuleId };
      const columns = holding
        ? { told: 1, ...stored(bucketId, { key, uploadId, at, result }, holding) }
        : { told: 0, storedHigh: null, storedLow: null, undatedBytes: null };
      const shaped = shape ? JSON.stringify(shape) : null;
      size.run({ bucketId, generation, key, uploadId, at, ...sums, ...dates, ...columns, shape: shaped, partSet });
    } else {
      const { error } = result;
      // Where the store will not show the parts, none of them is known to be old.
      const areUnseen = refusesParts(error, key) ? 1 : 0;
      // That what a proof has ended is not found is no news: what the proof saw of it stands.
      const isGone = error.code === 'NO_SUCH_UPLOAD' ? 1 : 0;
      failSizing.run({ bucketId, generation, key, uploadId, at, error: JSON.stringify(error), areUnseen, isGone });
    }
  };

  return {
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
