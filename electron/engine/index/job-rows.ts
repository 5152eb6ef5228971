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
import {
  BrokenRowError,
  countOrNull,
  integer,
  integerOrNull,
  type Row,
  text,
  textOrNull,
  unlessBroken,
} from './columns.ts';
import { planItemFromRow } from './plan-operations.ts';
import { reasonOrNull } from './reason-columns.ts';

/** A job without its sums, and with what its items are judged by. */
export type JobRecord = Omit<Job, keyof JobSums> & {
  quietIntervalMs: number;
  activeWindowMs: number;
  /** When its plan was made. */
  plannedAt: number;
};

/** A job's sums. */
export type JobSums = Pick<
  Job,
  'items' | 'counts' | 'bytesPlanned' | 'unsized' | 'bytesFreed' | 'bytesLeft' | 'unknownLeft'
>;

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

/** A job out of a row of `job` with its plan's time. @throws BrokenRowError, or zod's, where it cannot be read */
export function jobFromRow(row: Row): JobRecord {
  const createdAt = integer(row, 'created_at');
  const waitingFor = textOrNull(row, 'waiting_for');
  return {
    id: text(row, 'id'),
    planId: text(row, 'plan_id'),
    connectionId: text(row, 'connection_id'),
    bucket: text(row, 'bucket'),
    state: jobSchema.shape.state.parse(row.state),
    createdAt,
    finishedAt: integerOrNull(row, 'finished_at'),
    deadlineAt: integer(row, 'deadline_at'),
    // Words only: an earlier version kept numbers in it that JSON cannot hold.
    waitingFor: waitingFor === null ? null : unlessBroken(() => errorShapeSchema.parse(json.parse(waitingFor))),
    kind: jobSchema.shape.kind.parse(row.kind),
    cause: jobSchema.shape.cause.parse(row.cause),
    quietIntervalMs: integer(row, 'quiet_interval_ms'),
    activeWindowMs: integer(row, 'active_window_ms'),
    plannedAt: integerOrNull(row, 'planned_at') ?? createdAt,
  };
}

/**
 * An item out of a row of job_item joined with plan_item, and its attempts. Figures that cannot be are not known; a last look
 * with one is as good as none, because the machine keeps what it needs of it.
 */
export function itemFromRow(row: Row, job: { id: string; connectionId: string; bucket: string }, attempts: Attempt[]) {
  const lastLook = textOrNull(row, 'last_look');
  const action = jobItemSchema.shape.next.unwrap().shape.action.nullable().parse(row.next_action);
  const nextAt = integerOrNull(row, 'next_at');
  const planned = planItemFromRow(row, job.connectionId, job.bucket);
  const record: ItemRecord = {
    item: {
      jobId: job.id,
      planned,
      state: jobItemSchema.shape.state.parse(row.state),
      verdict: verdictSchema.nullable().parse(row.verdict),
      reason: reasonOrNull(row, 'reason'),
      attempts,
      lastLook: lastLook === null ? null : unlessBroken(() => lookSchema.parse(json.parse(lastLook))),
      next: action === null || nextAt === null ? null : { action, at: nextAt },
      partsLeft: countOrNull(row, 'parts_left'),
      bytesLeft: countOrNull(row, 'bytes_left'),
      bytesFreed: countOrNull(row, 'bytes_freed'),
      updatedAt: integerOrNull(row, 'updated_at') ?? planned.initiatedAt,
    },
    position: integer(row, 'position'),
    confirmed: integerOrNull(row, 'confirmed') === 1,
    machine: textOrNull(row, 'machine'),
  };
  return record;
}

/** @throws BrokenRowError where its number or time cannot be */
export function attemptFromRow(row: Row): Attempt {
  const number = integer(row, 'number');
  if (number < 1) throw new BrokenRowError('An attempt has a number from 1 on');
  return {
    number,
    startedAt: integer(row, 'started_at'),
    status: countOrNull(row, 'status'),
    code: textOrNull(row, 'code'),
    partsAfter: countOrNull(row, 'parts_after'),
    bytesAfter: countOrNull(row, 'bytes_after'),
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
