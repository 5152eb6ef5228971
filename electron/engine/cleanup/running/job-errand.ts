import type { IndexClient } from '../../index/client.ts';
import type { ItemRecord, JobRecord } from '../../index/job-rows.ts';
import { abortErrand } from './abort-errand.ts';
import { completeErrand } from './complete-errand.ts';
import type { Errand, ItemWork } from './errand.ts';
import { runItem, settleItem, type WorkEnd } from './item-runner.ts';

/** What a job does to each of its uploads. */
export interface JobErrand {
  /** As {@link runItem}. */
  run: (work: ItemWork, record: ItemRecord) => Promise<WorkEnd>;
  /** As {@link settleItem}. */
  settle: (record: ItemRecord, by: 'deadline' | 'cancel', now: number) => ItemRecord | null;
}

/**
 * The errand of a job, by its kind.
 *
 * @throws Error where a job that completes has no plan: without it its item would be carried out as an abort
 */
export async function errandOf(job: JobRecord, index: Pick<IndexClient, 'completionPlan'>): Promise<JobErrand> {
  if (job.kind === 'abort') return ofItems((record) => abortErrand(job, record));
  const plan = await index.completionPlan(job.planId);
  if (!plan) throw new Error('A job that completes has no plan');
  return ofItems((record) => completeErrand(plan, record));
}

function ofItems<State>(errand: (record: ItemRecord) => Errand<State>): JobErrand {
  return {
    run: (work, record) => runItem(work, record, errand(record)),
    settle: (record, by, now) => settleItem(record, errand(record), by, now),
  };
}
