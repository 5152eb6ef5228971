import type { DatabaseSync } from 'node:sqlite';
import { addUp } from '../../../shared/format/bytes.ts';
import type { JobOrigin } from '../../../shared/schema/history.ts';
import type { Attempt, Job, JobItem, UploadRef } from '../../../shared/schema/model.ts';
import { verdictSchema } from '../../../shared/schema/verdicts.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { integer, integerOrNull, type Row, readable, sum, text, textOrNull, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';
import {
  attemptFromRow,
  type ItemRecord,
  itemFromRow,
  type JobRecord,
  type JobSums,
  jobFromRow,
  rankOf,
} from './job-rows.ts';
import { known, unknownRests } from './known-numbers.ts';
import { reasonText } from './reason-columns.ts';
import type { UploadName } from './scan-operations.ts';

/** What a job is started with. */
export interface JobStart {
  jobId: string;
  planId: string;
  /** Active uploads of the plan that the person confirmed. */
  includeActive: readonly UploadName[];
  /** Uploads of the plan that the person unticked. */
  leaveOut?: readonly UploadName[];
  createdAt: number;
  deadlineAt: number;
  quietIntervalMs: number;
  activeWindowMs: number;
  /** Where its connection leads now. */
  origin?: JobOrigin;
}

/** A change of a job; what is left out stays. */
export type JobPatch = { jobId: string } & Partial<Pick<Job, 'state' | 'finishedAt' | 'deadlineAt' | 'waitingFor'>>;

const unknownOrigin = { connectionName: null, endpoint: null, region: null };
const skippedAsActive = reasonText({ why: 'active, not confirmed' });
const skippedAsUnticked = reasonText({ why: 'unticked' });
const skippedAsBusy = reasonText({ why: 'in another job' });

/** Jobs and their items. */
export function jobOperations(database: DatabaseSync, chainEnd: (jobId: string) => { sequence: number; hash: string }) {
  const job = database.prepare(
    'SELECT job.*, plan.created_at AS planned_at FROM job JOIN plan ON plan.id = job.plan_id WHERE job.id = ?',
  );
  const jobs = database.prepare(
    `SELECT job.*, plan.created_at AS planned_at FROM job JOIN plan ON plan.id = job.plan_id
     WHERE job.state <> 'finished' OR job.finished_at >= ? ORDER BY job.created_at DESC`,
  );
  const insertJob = database.prepare(
    `INSERT INTO job (id, plan_id, connection_id, bucket, state, created_at, deadline_at, quiet_interval_ms, active_window_ms,
       connection_name, endpoint, region)
     SELECT :jobId, id, connection_id, bucket, 'running', :createdAt, :deadlineAt, :quietIntervalMs, :activeWindowMs,
       :connectionName, :endpoint, :region
     FROM plan WHERE id = :planId`,
  );
  const insertItems = database.prepare(
    `INSERT INTO job_item (job_id, position, key, upload_id, confirmed, rank, state, parts_left, bytes_left, updated_at)
     SELECT :jobId, position, key, upload_id, 0, 3, 'queued', parts, bytes, :createdAt FROM plan_item WHERE plan_id = :planId`,
  );
  const confirm = database.prepare('UPDATE job_item SET confirmed = 1 WHERE job_id = ? AND key = ? AND upload_id = ?');
  const skipUnticked = database.prepare(
    `UPDATE job_item SET rank = 4, state = 'done', verdict = 'skipped', bytes_freed = 0, reason = :reason
     WHERE job_id = :jobId AND key = :key AND upload_id = :uploadId`,
  );
  const skipActive = database.prepare(
    `UPDATE job_item SET rank = 4, state = 'done', verdict = 'skipped', bytes_freed = 0, reason = :reason
     WHERE job_id = :jobId AND confirmed = 0 AND state = 'queued' AND position IN
       (SELECT position FROM plan_item WHERE plan_id = :planId AND active = 1)`,
  );
  const skipBusy = database.prepare(
    `UPDATE job_item SET rank = 4, state = 'done', verdict = 'skipped', bytes_freed = 0, reason = :reason
     WHERE job_id = :jobId AND state = 'queued' AND EXISTS
       (SELECT 1 FROM job_item AS other JOIN job ON job.id = other.job_id
        WHERE other.upload_id = job_item.upload_id AND other.key = job_item.key AND other.job_id <> :jobId
          AND other.state <> 'done' AND job.state <> 'finished'
          AND job.connection_id = :connectionId AND job.bucket = :bucket)`,
  );
  const started = database.prepare('SELECT 1 FROM job WHERE plan_id = ?');
  const updateJob = database.prepare(
    `UPDATE job SET state = :state, finished_at = :finishedAt, deadline_at = :deadlineAt, waiting_for = :waitingFor,
       evidence_lines = :lines, evidence_hash = :hash WHERE id = :jobId`,
  );
  const sums = database.prepare(
    `SELECT verdict, count(*) AS items, total(${known('job_item.bytes_freed')}) AS freed,
       total(${known('bytes_left')}) AS left_over, ${unknownRests} AS unknown_left,
       total(${known('plan_item.bytes')}) AS planned,
       sum(${known('plan_item.bytes')} IS NULL) AS unsized
     FROM job_item JOIN job ON job.id = job_item.job_id
       JOIN plan_item ON plan_item.plan_id = job.plan_id AND plan_item.position = job_item.position
     WHERE job_item.job_id = ? GROUP BY verdict`,
  );
  const itemColumns = `plan_item.initiated_at, plan_item.activity_at, plan_item.parts, plan_item.bytes, plan_item.part_set,
    plan_item.storage_class, plan_item.active, job_item.*`;
  const fromItems = `FROM job_item JOIN plan_item ON plan_item.plan_id = :planId AND plan_item.position = job_item.position
    WHERE job_item.job_id = :jobId`;
  const unfinished = database.prepare(
    `SELECT ${itemColumns} ${fromItems} AND job_item.state <> 'done' AND job_item.position > :after
     ORDER BY job_item.position LIMIT :limit`,
  );
  const inOrder = database.prepare(
    `SELECT ${itemColumns} ${fromItems} AND job_item.position > :after ORDER BY job_item.position LIMIT :limit`,
  );
  const queued = database.prepare(
    `SELECT ${itemColumns} ${fromItems} AND job_item.rank = 3 AND job_item.position > :after
     ORDER BY job_item.position LIMIT :limit`,
  );
  const at = database.prepare(`SELECT ${itemColumns} ${fromItems} AND job_item.position = :position`);
  // The rows before the window are passed over in the index alone: a join of each of them would cost ten times as much.
  const window = database.prepare(
    `SELECT ${itemColumns} ${fromItems} AND job_item.position IN
       (SELECT position FROM job_item WHERE job_id = :jobId ORDER BY rank, position LIMIT :limit OFFSET :offset)
     ORDER BY job_item.rank, job_item.position`,
  );
  const withVerdict = database.prepare(
    `SELECT position, key, upload_id FROM job_item WHERE job_id = ? AND verdict = ? AND position > ?
     ORDER BY position LIMIT ?`,
  );
  const size = database.prepare('SELECT count(*) AS items FROM job_item WHERE job_id = ?');
  const due = database.prepare(
    `SELECT position, next_at FROM job_item WHERE job_id = ? AND state IN ('waiting', 'working')`,
  );
  const positionOf = database.prepare('SELECT position FROM job_item WHERE job_id = ? AND key = ? AND upload_id = ?');
  const attempts = database.prepare('SELECT * FROM attempt WHERE job_id = ? AND position = ? ORDER BY number');
  const updateItem = database.prepare(
    `UPDATE job_item SET rank = :rank, state = :state, verdict = :verdict, reason = :reason, machine = :machine,
       last_look = :lastLook, next_action = :nextAction, next_at = :nextAt, parts_left = :partsLeft,
       bytes_left = :bytesLeft, bytes_freed = :bytesFreed, updated_at = :updatedAt
     WHERE job_id = :jobId AND position = :position`,
  );
  const putAttempt = database.prepare(
    `INSERT INTO attempt (job_id, position, number, started_at, status, code, parts_after, bytes_after)
     VALUES (:jobId, :position, :number, :startedAt, :status, :code, :partsAfter, :bytesAfter)
     ON CONFLICT (job_id, position, number) DO UPDATE SET status = excluded.status, code = excluded.code,
       parts_after = excluded.parts_after, bytes_after = excluded.bytes_after`,
  );
  const newestItem = database.prepare(
    `SELECT job_item.job_id, job_item.position FROM job_item JOIN job ON job.id = job_item.job_id
     WHERE job_item.upload_id = ? AND job_item.key = ? AND job.connection_id = ? AND job.bucket = ?
     ORDER BY job.created_at DESC LIMIT 1`,
  );

  const jobRecord = (jobId: string): JobRecord | null => {
    const row = job.get(jobId);
    return row ? unlessBroken(() => jobFromRow(row)) : null;
  };
  const record = (row: Row, of: JobRecord): ItemRecord =>
    itemFromRow(row, of, readable(attempts.all(of.id, integer(row, 'position')), attemptFromRow));
  const itemAt = (of: JobRecord, position: number): ItemRecord | null => {
    const row = at.get({ planId: of.planId, jobId: of.id, position });
    return row ? unlessBroken(() => record(row, of)) : null;
  };

  return {
    /**
     * Starts a plan: the job and exactly the plan's uploads as its items, in one transaction. Active uploads that were not
     * confirmed, and uploads another job works on, are items too, recorded as skipped.
     */
    startJob(start: JobStart): 'started' | 'used' {
      return transaction(database, () => {
        if (started.get(start.planId)) return 'used';
        const { jobId, planId, createdAt, includeActive, leaveOut = [], origin, ...rest } = start;
        insertJob.run({ jobId, planId, createdAt, ...rest, ...(origin ?? unknownOrigin) });
        insertItems.run({ jobId, planId, createdAt });
        for (const { key, uploadId } of includeActive) confirm.run(jobId, key, uploadId);
        for (const { key, uploadId } of leaveOut) {
          skipUnticked.run({ jobId, key, uploadId, reason: skippedAsUnticked });
        }
        skipActive.run({ jobId, planId, reason: skippedAsActive });
        const of = jobRecord(jobId);
        if (!of) throw new Error(`The index has no plan ${planId}`);
        skipBusy.run({ jobId, reason: skippedAsBusy, connectionId: of.connectionId, bucket: of.bucket });
        return 'started';
      });
    },

    job: jobRecord,

    /** Jobs that have not finished, and those that finished at or after a time; newest first. */
    jobs: (finishedSince: number): JobRecord[] => readable(jobs.all(finishedSince), jobFromRow),

    jobSums(jobId: string): JobSums {
      const counts = emptyCounts();
      const total = { items: 0, bytesPlanned: 0, unsized: 0, bytesFreed: 0, bytesLeft: 0, unknownLeft: 0 };
      for (const row of sums.all(jobId)) {
        const verdict = textOrNull(row, 'verdict');
        const items = integer(row, 'items');
        counts[verdict === null ? 'pending' : verdictSchema.parse(verdict)] += items;
        total.items += items;
        total.bytesPlanned = addUp(total.bytesPlanned, sum(row, 'planned'));
        total.unsized += integer(row, 'unsized');
        total.bytesLeft = addUp(total.bytesLeft, sum(row, 'left_over'));
        total.unknownLeft += integer(row, 'unknown_left');
        // Only `clear` counts as freed (design, "Verdicts").
        if (verdict === 'clear') total.bytesFreed = addUp(total.bytesFreed, sum(row, 'freed'));
      }
      return { ...total, counts };
    },

    /** Changes a job. One that finishes keeps the end of its evidence chain. */
    patchJob(patch: JobPatch): void {
      const of = jobRecord(patch.jobId);
      if (!of) throw new Error(`The index has no job ${patch.jobId}`);
      const { state, finishedAt, deadlineAt, waitingFor } = { ...of, ...patch };
      const end = state === 'finished' ? chainEnd(of.id) : null;
      updateJob.run({
        jobId: of.id,
        state,
        finishedAt,
        deadlineAt,
        waitingFor: waitingFor === null ? null : JSON.stringify(waitingFor),
        lines: end?.sequence ?? null,
        hash: end?.hash ?? null,
      });
    },

    /** Items that have not been begun, in the plan's order. */
    queuedItems: (of: JobRecord, after: number, limit: number): ItemRecord[] =>
      readable(queued.all({ planId: of.planId, jobId: of.id, after, limit }), (row) => record(row, of)),

    /** Items of any state, in the plan's order. */
    itemsInOrder: (of: JobRecord, after: number, limit: number): ItemRecord[] =>
      readable(inOrder.all({ planId: of.planId, jobId: of.id, after, limit }), (row) => record(row, of)),

    /** Items without a final verdict, in the plan's order. */
    unfinishedItems: (of: JobRecord, after: number, limit: number): ItemRecord[] =>
      readable(unfinished.all({ planId: of.planId, jobId: of.id, after, limit }), (row) => record(row, of)),

    /** The items at these positions; positions that hold none are left out. */
    itemsAt: (of: JobRecord, positions: readonly number[]): ItemRecord[] =>
      positions.map((position) => itemAt(of, position)).filter((item) => item !== null),

    /** Items that were begun: when each is due, null for one that was being worked on. */
    dueItems: (jobId: string): { position: number; at: number | null }[] =>
      readable(due.all(jobId), (row) => ({ position: integer(row, 'position'), at: integerOrNull(row, 'next_at') })),

    /** An upload's position in a job; null where it is none of its items. */
    itemPosition(jobId: string, { key, uploadId }: UploadRef): number | null {
      const row = positionOf.get(jobId, key, uploadId);
      return row ? integer(row, 'position') : null;
    },

    /** A window of a job's items, the ones that need eyes first; null where there is no such job. */
    itemWindow(jobId: string, offset: number, limit: number): { total: number; items: JobItem[] } | null {
      const of = jobRecord(jobId);
      const count = size.get(jobId);
      if (!of || !count) return null;
      const rows = window.all({ planId: of.planId, jobId, offset, limit });
      return { total: integer(count, 'items'), items: readable(rows, (row) => record(row, of).item) };
    },

    /**
     * Up to `limit` uploads of a job that ended with a verdict, in the plan's order, from the one after a position on (-1:
     * from the first); `last` is the position of the last one. Null where there is no such job.
     */
    uploadsWithVerdict(
      jobId: string,
      verdict: Verdict,
      after: number,
      limit: number,
    ): { refs: UploadRef[]; last: number } | null {
      const of = jobRecord(jobId);
      if (!of) return null;
      const { connectionId, bucket } = of;
      const rows = withVerdict.all(jobId, verdict, after, limit);
      const end = rows.at(-1);
      return {
        refs: rows.map((row) => ({ connectionId, bucket, key: text(row, 'key'), uploadId: text(row, 'upload_id') })),
        last: end ? integer(end, 'position') : after,
      };
    },

    /** What the newest job knows of an upload; null where none has had it. */
    newestJobItem({ connectionId, bucket, key, uploadId }: UploadRef): ItemRecord | null {
      const row = newestItem.get(uploadId, key, connectionId, bucket);
      const of = row ? jobRecord(text(row, 'job_id')) : null;
      return row && of ? itemAt(of, integer(row, 'position')) : null;
    },

    /** Writes an item and its newest attempt. Call it inside a transaction. */
    putItem({ item, position, machine }: ItemRecord): void {
      updateItem.run({
        jobId: item.jobId,
        position,
        machine,
        rank: rankOf(item),
        state: item.state,
        verdict: item.verdict,
        reason: item.reason === null ? null : reasonText(item.reason),
        lastLook: item.lastLook === null ? null : JSON.stringify(item.lastLook),
        nextAction: item.next?.action ?? null,
        nextAt: item.next?.at ?? null,
        partsLeft: item.partsLeft,
        bytesLeft: item.bytesLeft,
        bytesFreed: item.bytesFreed,
        updatedAt: item.updatedAt,
      });
      const newest: Attempt | undefined = item.attempts.at(-1);
      if (newest) putAttempt.run({ jobId: item.jobId, position, ...newest });
    },
  };
}

/** Every verdict, and `pending`, at zero. */
export function emptyCounts(): Job['counts'] {
  return { ...zeroCounts };
}

const zeroCounts: Job['counts'] = {
  pending: 0,
  clear: 0,
  clearing: 0,
  stubborn: 0,
  hidden: 0,
  ghost: 0,
  completed: 0,
  unreachable: 0,
  unverified: 0,
  refused: 0,
  skipped: 0,
  'gave up': 0,
  cancelled: 0,
};
