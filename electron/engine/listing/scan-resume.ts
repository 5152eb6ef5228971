import type { ScanState } from '../../../shared/schema/model.ts';

/** A listing that was broken off longer ago begins anew: too much may have changed in what it had read. */
const resumableForMs = 24 * 3_600_000;

/** A scan that came to no end of its listing. */
export type BrokenOffScan = Extract<ScanState, { status: 'stopped' | 'failed' }>;

/** Whether a scan may go on where it was broken off. @param now ms UTC, by the clock that its end was noted by */
export function isResumable(state: ScanState, now: number): state is BrokenOffScan {
  if (state.status !== 'stopped' && state.status !== 'failed') return false;
  // What led in a circle once would do so again from there.
  if (state.status === 'failed' && state.error.code.startsWith('PAGING_')) return false;
  return now - state.finishedAt < resumableForMs;
}
