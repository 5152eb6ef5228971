import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { objectSeenSchema, type Plan, type UploadRef } from '../../../shared/schema/model.ts';
import type { Reason } from '../../../shared/schema/reasons.ts';
import { verdictSchema } from '../../../shared/schema/verdicts.ts';
import { type WatchEntry, type WatchSummary, watchEntrySchema } from '../../../shared/schema/watch.ts';
import type { NewWatch, WatchRecord } from '../records/watch-record.ts';
import { countOrNull, integer, integerOrNull, type Row, readable, text, textOrNull, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';
import type { JobStart } from './job-operations.ts';
import { reasonOrNull, reasonText } from './reason-columns.ts';

const json = z.string().transform((value): unknown => JSON.parse(value));

/** What a look made of a watched upload. */
export type WatchChange =
  | { id: number; kind: 'looked'; at: number; looks: number; dueAt: number | null }
  /** The look failed; the next one is due later. */
  | { id: number; kind: 'postponed'; failures: number; dueAt: number }
  | { id: number; kind: 'unseen'; at: number; finding: Reason }
  /** Back, and left alone. */
  | { id: number; kind: 'left alone'; at: number; finding: Reason };

/** Watched uploads of one bucket that came back, and the job that takes them up. */
export interface WatchReturn {
  plan: Plan;
  start: JobStart;
  at: number;
  items: { id: number; ref: UploadRef; finding: Reason; machine: string; reason: Reason }[];
}

interface JobStarter {
  savePlan: (plan: Plan) => void;
  startJob: (start: JobStart) => 'started' | 'used';
}

/** The watch list. One row an upload: a later verdict on it begins anew. */
export function watchOperations(database: DatabaseSync, { savePlan, startJob }: JobStarter) {
  const put = database.prepare(
    `INSERT INTO watch (connection_id, bucket, key, upload_id, job_id, verdict, accepted, initiated_at, storage_class,
       foreign_object, ended_at, due_at)
     VALUES (:connectionId, :bucket, :key, :uploadId, :jobId, :verdict, :accepted, :initiatedAt, :storageClass,
       :foreign, :endedAt, :dueAt)
     ON CONFLICT (connection_id, bucket, key, upload_id) DO UPDATE SET job_id = excluded.job_id,
       verdict = excluded.verdict, accepted = max(accepted, excluded.accepted), initiated_at = excluded.initiated_at,
       storage_class = excluded.storage_class, foreign_object = excluded.foreign_object, ended_at = excluded.ended_at,
       due_at = excluded.due_at, looks = 0, failures = 0, looked_at = NULL,
       outcome = NULL, finding = NULL, returned_job_id = NULL`,
  );
  // An upload that a job works on is that job's: its verdict puts it on the list again.
  const due = database.prepare(
    `SELECT * FROM watch WHERE due_at <= :now
       AND connection_id NOT IN (SELECT value FROM json_each(:except))
       AND NOT EXISTS (SELECT 1 FROM job_item JOIN job ON job.id = job_item.job_id
         WHERE job_item.upload_id = watch.upload_id AND job_item.key = watch.key AND job_item.state <> 'done'
           AND job.state <> 'finished' AND job.connection_id = watch.connection_id AND job.bucket = watch.bucket)
     ORDER BY due_at LIMIT :limit`,
  );
  const next = database.prepare(
    `SELECT min(due_at) AS due_at FROM watch
     WHERE due_at IS NOT NULL AND connection_id NOT IN (SELECT value FROM json_each(:except))`,
  );
  const overdue = database.prepare('SELECT count(*) AS uploads FROM watch WHERE due_at <= ?');
  const counts = database.prepare(
    `SELECT (SELECT count(*) FROM watch WHERE due_at IS NOT NULL) AS watching,
       (SELECT min(due_at) FROM watch WHERE due_at IS NOT NULL) AS next_at,
       (SELECT count(*) FROM watch WHERE outcome = 'back') AS back`,
  );
  const window = database.prepare(
    `SELECT *, coalesce(outcome IN ('back', 'unseen'), 0) AS told FROM watch WHERE told OR due_at IS NOT NULL
     ORDER BY told DESC, coalesce(looked_at, 0) * told DESC, due_at, id
     LIMIT ? OFFSET ?`,
  );
  const looked = database.prepare(
    `UPDATE watch SET looks = :looks, failures = 0, looked_at = :at, due_at = :dueAt,
       outcome = CASE WHEN :dueAt IS NULL THEN 'quiet' END WHERE id = :id`,
  );
  const postpone = database.prepare('UPDATE watch SET failures = :failures, due_at = :dueAt WHERE id = :id');
  const end = database.prepare(
    `UPDATE watch SET due_at = NULL, looked_at = :at, outcome = :outcome, finding = :finding, returned_job_id = :jobId,
       returns = returns + (:outcome = 'back') WHERE id = :id`,
  );
  const forget = database.prepare('DELETE FROM watch WHERE connection_id = ?');
  const setCause = database.prepare(`UPDATE job SET cause = 'came back' WHERE id = ?`);
  const seed = database.prepare(
    'UPDATE job_item SET machine = :machine, reason = :reason WHERE job_id = :jobId AND key = :key AND upload_id = :uploadId',
  );

  return {
    /** Begins to watch an upload. Call it inside a transaction. */
    putWatch({ ref, foreign, accepted, ...rest }: NewWatch): void {
      const foreignObject = foreign === null ? null : JSON.stringify(foreign);
      put.run({ ...ref, ...rest, accepted: accepted ? 1 : 0, foreign: foreignObject });
    },

    /** Uploads whose look is due and that no job works on, longest overdue first. */
    watchDue: (now: number, except: readonly string[], limit: number): WatchRecord[] =>
      readable(due.all({ now, except: JSON.stringify(except), limit }), recordFromRow),

    /** When the next look is due; null where none is. */
    watchNextAt(except: readonly string[]): number | null {
      const row = next.get({ except: JSON.stringify(except) });
      return row ? integerOrNull(row, 'due_at') : null;
    },

    /** How many looks are due by now. */
    watchOverdue(now: number): number {
      const row = overdue.get(now);
      return row ? integer(row, 'uploads') : 0;
    },

    watchSummary(): WatchSummary {
      const row = counts.get();
      if (!row) throw new Error('A count has no row');
      return {
        watching: integer(row, 'watching'),
        nextLookAt: integerOrNull(row, 'next_at'),
        back: integer(row, 'back'),
      };
    },

    /** Uploads that came back or could not be seen, newest first, then those watched, the next look first. */
    watchWindow: (offset: number, limit: number): WatchEntry[] => readable(window.all(limit, offset), entryFromRow),

    /** Writes what one look made of an upload. */
    changeWatch(change: WatchChange): void {
      const { id } = change;
      switch (change.kind) {
        case 'looked':
          looked.run({ id, looks: change.looks, at: change.at, dueAt: change.dueAt });
          return;
        case 'postponed':
          postpone.run({ id, failures: change.failures, dueAt: change.dueAt });
          return;
        case 'unseen':
          end.run({ id, at: change.at, outcome: 'unseen', finding: reasonText(change.finding), jobId: null });
          return;
        case 'left alone':
          end.run({ id, at: change.at, outcome: 'back', finding: reasonText(change.finding), jobId: null });
      }
    },

    /** Takes uploads that came back into a new job, and off the list: all in one transaction, or nothing. */
    returnWatched({ plan, start, at, items }: WatchReturn): void {
      transaction(database, () => {
        savePlan(plan);
        if (startJob(start) === 'used') throw new Error(`Plan ${plan.id} is not new`);
        setCause.run(start.jobId);
        for (const { id, ref, finding, machine, reason } of items) {
          seed.run({ machine, reason: reasonText(reason), jobId: start.jobId, key: ref.key, uploadId: ref.uploadId });
          end.run({ id, at, outcome: 'back', finding: reasonText(finding), jobId: start.jobId });
        }
      });
    },

    /** Forgets what was watched of a connection that is gone. */
    forgetWatch(connectionId: string): void {
      forget.run(connectionId);
    },
  };
}

function refFromRow(row: Row): UploadRef {
  return {
    connectionId: text(row, 'connection_id'),
    bucket: text(row, 'bucket'),
    key: text(row, 'key'),
    uploadId: text(row, 'upload_id'),
  };
}

/**
 * An upload whose look is due. What cannot be is taken so that the upload is left alone: begun at another time than the
 * listing says, and ended so long ago that this look is its last.
 */
function recordFromRow(row: Row): WatchRecord {
  const foreign = textOrNull(row, 'foreign_object');
  return {
    id: integer(row, 'id'),
    ref: refFromRow(row),
    jobId: text(row, 'job_id'),
    verdict: verdictSchema.parse(row.verdict),
    accepted: integerOrNull(row, 'accepted') === 1,
    initiatedAt: integerOrNull(row, 'initiated_at') ?? 0,
    storageClass: textOrNull(row, 'storage_class'),
    foreign: foreign === null ? null : unlessBroken(() => objectSeenSchema.options[2].parse(json.parse(foreign))),
    endedAt: integerOrNull(row, 'ended_at') ?? 0,
    looks: countOrNull(row, 'looks') ?? 0,
    failures: countOrNull(row, 'failures') ?? 0,
    returns: countOrNull(row, 'returns') ?? 0,
  };
}

function entryFromRow(row: Row): WatchEntry {
  return {
    ref: refFromRow(row),
    verdict: verdictSchema.parse(row.verdict),
    endedAt: integerOrNull(row, 'ended_at') ?? 0,
    looks: countOrNull(row, 'looks') ?? 0,
    nextLookAt: integerOrNull(row, 'due_at'),
    lookedAt: integerOrNull(row, 'looked_at'),
    outcome: watchEntrySchema.shape.outcome.parse(row.outcome),
    finding: reasonOrNull(row, 'finding'),
    returns: countOrNull(row, 'returns') ?? 0,
    returnedJobId: textOrNull(row, 'returned_job_id'),
  };
}
