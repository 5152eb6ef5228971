import type { DatabaseSync } from 'node:sqlite';
import type { EvidenceLine, HistoryFilter, JobOrigin } from '../../../shared/schema/history.ts';
import { finalVerdicts } from '../../../shared/values/verdict-kinds.ts';
import { asStored, integer, type Row, readable, text, textOrNull, unlessBroken } from './columns.ts';
import { chainOfJob, isNumbered } from './evidence-chain.ts';
import { type JobRecord, jobFromRow } from './job-rows.ts';

/** A job without its sums, and where its connection led. */
export interface HistoryRecord {
  record: JobRecord;
  /** null for a job that was started before this was kept. */
  origin: JobOrigin | null;
}

/** Every job that was ever started, and the lines of their evidence. */
export function historyOperations(database: DatabaseSync) {
  const columns = 'SELECT job.*, plan.created_at AS planned_at FROM job JOIN plan ON plan.id = job.plan_id';
  const one = database.prepare(`${columns} WHERE job.id = ?`);
  const lines = database.prepare('SELECT * FROM evidence WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT ?');
  const last = database.prepare(
    `SELECT sequence, at FROM evidence WHERE chain = ? AND ${isNumbered} ORDER BY sequence DESC LIMIT 1`,
  );

  return {
    /** A window of the jobs that match, newest first, and how many there are. */
    historyJobs(filter: HistoryFilter, offset: number, limit: number): { total: number; jobs: HistoryRecord[] } {
      const { where, parameters } = whereHistory(filter);
      const count = database.prepare(`SELECT count(*) AS total FROM job WHERE ${where}`).get(parameters);
      const rows = database
        .prepare(`${columns} WHERE ${where} ORDER BY job.created_at DESC, job.id LIMIT :limit OFFSET :offset`)
        .all({ ...parameters, limit, offset });
      return { total: count ? integer(count, 'total') : 0, jobs: readable(rows, historyRecord) };
    },

    /** One job; null where there is none. */
    historyJob(jobId: string): HistoryRecord | null {
      const row = one.get(jobId);
      return row ? unlessBroken(() => historyRecord(row)) : null;
    },

    /** How many lines of evidence a job has: the last one's number. */
    evidenceEnd(jobId: string): number {
      const row = last.get(chainOfJob(jobId));
      return row ? integer(row, 'sequence') : 0;
    },

    /** When the newest line of a job's evidence was written, ms UTC by the clock of then; null where there is none. */
    evidenceEndedAt(jobId: string): number | null {
      const row = last.get(chainOfJob(jobId));
      return row ? integer(row, 'at') : null;
    },

    /** Lines of a job's evidence that follow a line, as they stand on disk. */
    evidenceLines: (jobId: string, after: number, limit: number): EvidenceLine[] =>
      readable(lines.all(chainOfJob(jobId), after, limit), lineFromRow),
  };
}

/** WHERE clause and its parameters for a filter, over `job`. */
function whereHistory({ text: wanted, states = [], connectionId }: HistoryFilter) {
  const clauses = ['1'];
  const parameters: Record<string, string> = {};
  if (connectionId !== undefined) {
    clauses.push('job.connection_id = :connectionId');
    parameters.connectionId = connectionId;
  }
  if (wanted) {
    // A whole verdict means that one alone: "clear" is not "clearing".
    const isVerdict = isFinal(wanted.toLowerCase()) ? '= lower(:text)' : `LIKE lower(:prefix) ESCAPE '\\'`;
    // ASCII letters match in either case, as in the list of uploads.
    clauses.push(
      `(instr(lower(job.bucket), lower(:text)) > 0 OR instr(lower(coalesce(job.connection_name, '')), lower(:text)) > 0
        OR EXISTS (SELECT 1 FROM job_item WHERE job_item.job_id = job.id
          AND (job_item.verdict ${isVerdict} OR coalesce(job_item.verdict, 'pending') IN (SELECT value FROM json_each(:states))
            OR instr(lower(job_item.key), lower(:text)) > 0)))`,
    );
    parameters.text = wanted;
    parameters.states = JSON.stringify(states);
    if (!isFinal(wanted.toLowerCase())) parameters.prefix = `${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  }
  return { where: clauses.join(' AND '), parameters };
}

function isFinal(word: string): boolean {
  return ([...finalVerdicts] as string[]).includes(word);
}

function historyRecord(row: Row): HistoryRecord {
  const connectionName = textOrNull(row, 'connection_name');
  const region = textOrNull(row, 'region');
  const origin =
    connectionName === null || region === null
      ? null
      : { connectionName, region, endpoint: textOrNull(row, 'endpoint') };
  return { record: jobFromRow(row), origin };
}

function lineFromRow(row: Row): EvidenceLine {
  return {
    sequence: integer(row, 'sequence'),
    callId: text(row, 'call_id'),
    kind: text(row, 'kind') === 'sent' ? 'sent' : 'answered',
    ref: {
      connectionId: text(row, 'connection_id'),
      bucket: text(row, 'bucket'),
      key: text(row, 'key'),
      uploadId: text(row, 'upload_id'),
    },
    at: asStored(row, 'at') ?? 0,
    durationMs: asStored(row, 'duration_ms'),
    purpose: text(row, 'purpose'),
    operation: text(row, 'operation'),
    status: asStored(row, 'status'),
    code: textOrNull(row, 'code'),
    requestId: textOrNull(row, 'request_id'),
    parts: asStored(row, 'parts'),
    bytes: asStored(row, 'bytes'),
    requestCharged: asStored(row, 'request_charged'),
    saw: textOrNull(row, 'saw'),
    hash: text(row, 'hash'),
  };
}
