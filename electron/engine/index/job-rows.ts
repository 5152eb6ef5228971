import { z } from 'zod';
import { errorShapeSchema } from '../../../shared/schema/errors.ts';
import {
  type Attempt,
  type Job,
  type JobItem,
  jobItemSchema,
  jobSchema,
  lookSchema,
} from '../../../shared/schema/model.ts';
import { verdictSchema } from '../../../shared/schema/verdicts.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import { planItemFromRow } from './plan-operations.ts';

/** A job without its sums, and with what its items are judged by. */
export type JobRecord = Omit<Job, 'items' | 'counts' | 'bytesPlanned' | 'unsized' | 'bytesFreed' | 'bytesLeft'> & {
  quietIntervalMs: number;
  activeWindowMs: number;
  /** When its plan was made. */
  plannedAt: number;
};

/** A job's sums. */
export type JobSums = Pick<Job, 'items' | 'counts' | 'bytesPlanned' | 'unsized' | 'bytesFreed' | 'bytesLeft'>;

/** An item as the index keeps it. */
export interface ItemRecord {
  item: JobItem;
  position: number;
  /** Active at planning, and confirmed by the person. */
  confirmed: boolean;
  /** The verdict machine's state, JSON; null until the item was first looked at. */
  machine: string | null;
}

const json = z.string().transform((value): unknown => JSON.parse(value));

export function jobFromRow(row: Row): JobRecord {
  const waitingFor = textOrNull(row, 'waiting_for');
  return {
    id: text(row, 'id'),
    planId: text(row, 'plan_id'),
    connectionId: text(row, 'connection_id'),
    bucket: text(row, 'bucket'),
    state: jobSchema.shape.state.parse(row.state),
    createdAt: integer(row, 'created_at'),
    finishedAt: integerOrNull(row, 'finished_at'),
    deadlineAt: integer(row, 'deadline_at'),
    waitingFor: waitingFor === null ? null : errorShapeSchema.parse(json.parse(waitingFor)),
    kind: jobSchema.shape.kind.parse(row.kind),
    cause: jobSchema.shape.cause.parse(row.cause),
    quietIntervalMs: integer(row, 'quiet_interval_ms'),
    activeWindowMs: integer(row, 'active_window_ms'),
    plannedAt: integer(row, 'planned_at'),
  };
}

/** An item out of a row of job_item joined with plan_item, and its attempts. */
export function itemFromRow(row: Row, job: { id: string; connectionId: string; bucket: string }, attempts: Attempt[]) {
  const lastLook = textOrNull(row, 'last_look');
  const action = jobItemSchema.shape.next.unwrap().shape.action.nullable().parse(row.next_action);
  const nextAt = integerOrNull(row, 'next_at');
  const record: ItemRecord = {
    item: {
      jobId: job.id,
      planned: planItemFromRow(row, job.connectionId, job.bucket),
      state: jobItemSchema.shape.state.parse(row.state),
      verdict: verdictSchema.nullable().parse(row.verdict),
      reason: textOrNull(row, 'reason'),
      attempts,
      lastLook: lastLook === null ? null : lookSchema.parse(json.parse(lastLook)),
      next: action === null || nextAt === null ? null : { action, at: nextAt },
      partsLeft: integerOrNull(row, 'parts_left'),
      bytesLeft: integerOrNull(row, 'bytes_left'),
      bytesFreed: integerOrNull(row, 'bytes_freed'),
      updatedAt: integer(row, 'updated_at'),
    },
    position: integer(row, 'position'),
    confirmed: integer(row, 'confirmed') === 1,
    machine: textOrNull(row, 'machine'),
  };
  return record;
}

export function attemptFromRow(row: Row): Attempt {
  return {
    number: integer(row, 'number'),
    startedAt: integer(row, 'started_at'),
    status: integerOrNull(row, 'status'),
    code: textOrNull(row, 'code'),
    partsAfter: integerOrNull(row, 'parts_after'),
    bytesAfter: integerOrNull(row, 'bytes_after'),
  };
}

/** Where an item stands in the list: what needs eyes first. */
export function rankOf({ state, verdict }: Pick<JobItem, 'state' | 'verdict'>): number {
  if (state === 'done') return 4;
  if (verdict === 'stubborn' || verdict === 'hidden') return 0;
  switch (state) {
    case 'waiting':
      return 1;
    case 'working':
      return 2;
    case 'queued':
      return 3;
  }
}
