import { addUp } from '../../../../shared/format/bytes.ts';
import type { Job, JobItem } from '../../../../shared/schema/model.ts';
import type { JobRecord, JobSums } from '../../index/job-rows.ts';

/** The sums after one item changed. Pure. */
export function afterItem(sums: JobSums, before: JobItem, after: JobItem): JobSums {
  const counts = { ...sums.counts };
  counts[before.verdict ?? 'pending']--;
  counts[after.verdict ?? 'pending']++;
  return {
    ...sums,
    counts,
    bytesLeft: exchanged(sums.bytesLeft, before.bytesLeft ?? 0, after.bytesLeft ?? 0),
    unknownLeft: sums.unknownLeft - countedAsUnknown(before) + countedAsUnknown(after),
    bytesFreed: exchanged(sums.bytesFreed, countedAsFreed(before), countedAsFreed(after)),
  };
}

/** A sum with one figure in place of another; never below 0, as one that stood still at its limit would come to be. */
function exchanged(sum: number, before: number, after: number): number {
  return addUp(Math.max(0, sum - before), after);
}

/** Only `clear` counts as freed (design, "Verdicts"). */
function countedAsFreed({ verdict, bytesFreed }: JobItem): number {
  return verdict === 'clear' ? (bytesFreed ?? 0) : 0;
}

function countedAsUnknown({ bytesLeft }: JobItem): number {
  return bytesLeft === null ? 1 : 0;
}

/** The job as people see it. */
export function publicJob(
  { quietIntervalMs: _quiet, activeWindowMs: _window, plannedAt: _planned, ...job }: JobRecord,
  sums: JobSums,
  heldUntil: number | null = null,
): Job {
  return { ...job, ...sums, ...(heldUntil !== null && { heldUntil }) };
}
