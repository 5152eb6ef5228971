import { mostSkewMs } from '../trouble-table.ts';
import type { RunningCall } from './running-call.ts';
import { serverTime } from './store-answer.ts';

/**
 * The time by which the next call is to be signed, as an answer tells it, ms UTC; null: as before.
 *
 * A signature that was taken proves the clock that it was made by to {@link mostSkewMs}. A Date beyond that is a gateway's or
 * a cache's, and whoever signed by it would be refused from then on.
 *
 * @param signedBy what that clock says now
 */
export function toldClock({ answer, error }: Pick<RunningCall, 'answer' | 'error'>, signedBy: number): number | null {
  if (!answer || answer.headers.age !== undefined) return null;
  const time = serverTime(answer);
  if (time === null) return null;
  const isRefused = error?.code === 'CLOCK_SKEW';
  return isRefused || Math.abs(time - signedBy) <= mostSkewMs ? time : null;
}
