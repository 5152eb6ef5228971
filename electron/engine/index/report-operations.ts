import type { DatabaseSync } from 'node:sqlite';
import { type JobItem, jobItemSchema, type Plan, planExclusionSchema } from '../../../shared/schema/model.ts';
import { verdictSchema } from '../../../shared/schema/verdicts.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { countOrNull, integer, integerOrNull, type Row, sum, text, textOrNull } from './columns.ts';
import { chainOfJob, isOwnCall } from './evidence-chain.ts';
import { known, unknownRests } from './known-numbers.ts';
import { reasonOrNull } from './reason-columns.ts';

/** The figures of a job's report. */
export interface ReportFigures {
  plan: {
    items: number;
    /** Of the sized items. */
    parts: number;
    bytes: number;
    sized: number;
    active: number;
    /** Active, and confirmed by the person. */
    confirmed: number;
    leftOut: { reason: Plan['leftOut'][number]['reason']; uploads: number }[];
  };
  /** Answers by operation, status and error code; a call that was never answered has neither. */
  calls: { operation: string; status: number | null; code: string | null; answered: boolean; calls: number }[];
  /** Answers in which the store said that the requester was charged. */
  charged: number;
  firstCallAt: number | null;
  lastCallAt: number | null;
  aborts: {
    attempts: number;
    /** Aborts that the store never answered: a broken connection is not a stubborn upload. */
    unanswered: number;
    /** Items that were aborted at least once, and those whose aborts the store answered more than once. */
    items: number;
    again: number;
    /** Most answered attempts for one item. */
    most: number;
  };
  verdicts: {
    verdict: Verdict | null;
    items: number;
    /** Bytes seen in the last look before the first abort, less those seen in the last look. */
    bytesFreed: number;
    bytesLeft: number;
    /** Items of which nobody knows what is left. */
    unknownLeft: number;
  }[];
  /** Items that are not proved clear: the first `named` of each verdict. */
  notClear: NotClear[];
  /** The first `named` items that are proved clear, those that freed most first. */
  clear: { key: string; uploadId: string; bytesFreed: number | null }[];
}

export type NotClear = Pick<JobItem, 'verdict' | 'reason' | 'partsLeft' | 'bytesLeft' | 'state'> & {
  key: string;
  uploadId: string;
};

/** What a report tells, summed up by SQLite: a job of 50,000 uploads has half a million lines. */
export function reportOperations(database: DatabaseSync) {
  const planned = database.prepare(
    `SELECT count(*) AS items, total(${known('plan_item.parts')}) AS parts, total(${known('plan_item.bytes')}) AS bytes,
       count(${known('plan_item.bytes')}) AS sized, sum(plan_item.active <> 0) AS active,
       sum(job_item.confirmed = 1) AS confirmed
     FROM job JOIN job_item ON job_item.job_id = job.id
       JOIN plan_item ON plan_item.plan_id = job.plan_id AND plan_item.position = job_item.position
     WHERE job.id = ?`,
  );
  const leftOut = database.prepare(
    `SELECT reason, count(*) AS uploads FROM plan_left_out JOIN job ON job.plan_id = plan_left_out.plan_id
     WHERE job.id = ? GROUP BY reason ORDER BY reason`,
  );
  // One walk over the lines: of a large job they are a million. A call that told of several uploads counts once.
  const calls = database.prepare(
    `SELECT kind, operation, status, code, count(*) AS calls,
       coalesce(sum(request_charged = 1), 0) AS charged FROM evidence WHERE chain = ? AND ${isOwnCall}
     GROUP BY kind, operation, status, code ORDER BY operation, status, code`,
  );
  const first = database.prepare('SELECT at FROM evidence WHERE chain = ? ORDER BY sequence LIMIT 1');
  const last = database.prepare('SELECT at FROM evidence WHERE chain = ? ORDER BY sequence DESC LIMIT 1');
  const attempts = database.prepare(
    `SELECT count(*) AS items, coalesce(sum(n + unanswered), 0) AS attempts, coalesce(sum(n > 1), 0) AS again, coalesce(max(n), 0) AS most,
       coalesce(sum(unanswered), 0) AS unanswered
     FROM (SELECT sum(status IS NOT NULL) AS n, sum(status IS NULL) AS unanswered FROM attempt WHERE job_id = ? GROUP BY position)`,
  );
  const byVerdict = database.prepare(
    `SELECT verdict, count(*) AS items, total(${known('bytes_freed')}) AS freed, total(${known('bytes_left')}) AS left_over,
       ${unknownRests} AS unknown FROM job_item WHERE job_id = ? GROUP BY verdict`,
  );
  const notClear = database.prepare(
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY verdict ORDER BY position) AS place FROM job_item
       WHERE job_id = ? AND verdict IS NOT 'clear') WHERE place <= ? ORDER BY verdict, position`,
  );

  const clear = database.prepare(
    `SELECT key, upload_id, bytes_freed FROM job_item WHERE job_id = ? AND verdict = 'clear'
     ORDER BY bytes_freed DESC, position LIMIT ?`,
  );

  return {
    /** @param named how many items of each verdict are named */
    reportFigures(jobId: string, named: number): ReportFigures {
      const chain = chainOfJob(jobId);
      const plan = planned.get(jobId) ?? {};
      const firstLine = first.get(chain);
      const lastLine = last.get(chain);
      const aborts = attempts.get(jobId) ?? {};
      const answers = calls.all(chain);
      return {
        plan: {
          items: sum(plan, 'items'),
          parts: sum(plan, 'parts'),
          bytes: sum(plan, 'bytes'),
          sized: sum(plan, 'sized'),
          active: sum(plan, 'active'),
          confirmed: sum(plan, 'confirmed'),
          leftOut: leftOut.all(jobId).map((row) => ({
            reason: planExclusionSchema.shape.reason.parse(row.reason),
            uploads: integer(row, 'uploads'),
          })),
        },
        calls: callsOf(answers),
        charged: answers.reduce((all, row) => all + integer(row, 'charged'), 0),
        firstCallAt: firstLine ? integerOrNull(firstLine, 'at') : null,
        lastCallAt: lastLine ? integerOrNull(lastLine, 'at') : null,
        aborts: {
          attempts: sum(aborts, 'attempts'),
          unanswered: sum(aborts, 'unanswered'),
          items: sum(aborts, 'items'),
          again: sum(aborts, 'again'),
          most: sum(aborts, 'most'),
        },
        verdicts: byVerdict.all(jobId).map((row) => ({
          verdict: verdictSchema.nullable().parse(row.verdict),
          items: integer(row, 'items'),
          bytesFreed: sum(row, 'freed'),
          bytesLeft: sum(row, 'left_over'),
          unknownLeft: integer(row, 'unknown'),
        })),
        clear: clear.all(jobId, named).map((row) => ({
          key: text(row, 'key'),
          uploadId: text(row, 'upload_id'),
          bytesFreed: countOrNull(row, 'bytes_freed'),
        })),
        notClear: notClear.all(jobId, named).map((row) => ({
          key: text(row, 'key'),
          uploadId: text(row, 'upload_id'),
          state: jobItemSchema.shape.state.parse(row.state),
          verdict: verdictSchema.nullable().parse(row.verdict),
          reason: reasonOrNull(row, 'reason'),
          partsLeft: countOrNull(row, 'parts_left'),
          bytesLeft: countOrNull(row, 'bytes_left'),
        })),
      };
    },
  };
}

/** Answers by what they were, and how many calls of each operation were sent but have none on record. */
function callsOf(rows: readonly Row[]): ReportFigures['calls'] {
  const answers: ReportFigures['calls'] = [];
  const open = new Map<string, number>();
  for (const row of rows) {
    const operation = text(row, 'operation');
    const calls = integer(row, 'calls');
    const isSent = row.kind === 'sent';
    open.set(operation, (open.get(operation) ?? 0) + (isSent ? calls : -calls));
    if (isSent) continue;
    const status = integerOrNull(row, 'status');
    answers.push({ operation, status, code: textOrNull(row, 'code'), answered: true, calls });
  }
  const unanswered = [...open].filter(([, calls]) => calls > 0);
  return [
    ...answers,
    ...unanswered.map(([operation, calls]) => ({ operation, status: null, code: null, answered: false, calls })),
  ];
}
