import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../../shared/schema/live.ts';
import type { ScanState } from '../../shared/schema/model.ts';
import { type ItemWindow, mergeItem } from './item-window.ts';
import { keys } from './queries.ts';
import { mostSumsCostMs, sumsPauseMs } from './sums-pace.ts';

export type LiveCacheOptions = {
  queries: QueryClient;
  /** Runs a task once, some ms later. */
  later: (task: () => void, ms: number) => void;
};

/** A scan changes rows many times a second; the grid follows twice a second, which is calm and still fresh. */
const settleMs = 500;
/** An upload's own reads go to the store (ListParts), so they follow more slowly. */
const settleUploadMs = 2_000;
/** Where it is not said which uploads changed, one that is open is read again without need, mostly: more slowly yet. */
const settleAnyMs = 5_000;
/** By then, what was told is on disk, or the disk is in trouble and the job says so. */
const afterWriteMs = 3_000;

/**
 * Turns live events into cache changes: rows of a bucket are fetched again when its revision grows, and a job's item is
 * put in its place at once (its rank among the others follows with the next fetch). Where too many items change to be told
 * one by one, those on screen are fetched again.
 */
export function createLiveCache({ queries, later }: LiveCacheOptions): (event: LiveEvent) => void {
  const revisions = new Map<string, number>();
  const pending = new Set<string>();
  /** Where the scan of each bucket that was told of stands, and how many rows it has at least. */
  const scans = new Map<string, { status: ScanState['status']; rows: number }>();
  /** The active window of each connection that was told of, ms. */
  const windows = new Map<string, number>();

  /** Once, however often it is asked for meanwhile. @param why tells two waits for the same queries apart */
  const invalidateSoon = (queryKey: readonly unknown[], ms: number, why = 'changed') => {
    const id = `${why} ${JSON.stringify(queryKey)}`;
    if (pending.has(id)) return;
    pending.add(id);
    later(() => {
      pending.delete(id);
      const underWay = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
      void queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
      for (const query of underWay) askAgain(query, ms, why);
    }, ms);
  };

  /**
   * A call that is under way is not thrown away for another: the engine would answer both, and where an answer takes longer
   * than the next change, none would ever be shown. It may be from before the change, so that once it has come its query, and
   * no other, is asked again: sums over a million rows may take a minute.
   */
  const askAgain = ({ promise, queryKey, queryHash }: Query, ms: number, why: string) => {
    const id = `${why} after ${queryHash}`;
    if (pending.has(id)) return;
    pending.add(id);
    const again = () => {
      pending.delete(id);
      invalidateSoon(queryKey, ms, why);
    };
    // A call that failed told nothing of the change either.
    promise?.then(again, again);
  };

  return (event) => {
    switch (event.type) {
      case 'uploads': {
        const queryKey = keys.bucket(event);
        const id = JSON.stringify(queryKey);
        if (event.revision <= (revisions.get(id) ?? -1)) return;
        revisions.set(id, event.revision);
        invalidateSoon(queryKey, settleMs);
        const measured = queries.getQueryData<number>(keys.sumsCost(event)) ?? 0;
        const rows = scans.get(id)?.rows ?? Number.POSITIVE_INFINITY;
        const cost = Math.min(measured, mostSumsCostMs(rows));
        invalidateSoon(keys.sums(event), sumsPauseMs(cost, settleMs));
        return;
      }
      case 'bucket': {
        const { connectionId, name, scan, totals } = event.bucket;
        const place = { connectionId, bucket: name };
        const id = JSON.stringify(keys.bucket(place));
        const before = scans.get(id);
        const found = scan.status === 'never' ? 0 : scan.uploads;
        scans.set(id, { status: scan.status, rows: Math.max(found, totals?.uploads ?? 0, before?.rows ?? 0) });
        // All are listed, or the scan has ended: what was found is told now, however slowly sums followed it.
        if (before && before.status !== scan.status) invalidateSoon(keys.sums(place), settleMs, 'moved');
        return;
      }
      case 'item': {
        const { item } = event;
        queries.setQueriesData<ItemWindow>({ queryKey: [...keys.job(item.jobId), 'items'] }, (window) =>
          mergeItem(window, item),
        );
        invalidateSoon(keys.job(item.jobId), settleMs);
        invalidateSoon(keys.upload(item.planned.ref), settleUploadMs);
        return;
      }
      case 'items':
        invalidateSoon(keys.job(event.jobId), settleMs);
        // An item is told of before it is on disk: what is read now may be older than that.
        invalidateSoon(keys.job(event.jobId), afterWriteMs, 'on disk');
        invalidateSoon(keys.uploadsOf(event), settleAnyMs);
        return;
      case 'job':
        // Every item is on disk before its job ends.
        if (event.job.state === 'finished') invalidateSoon(keys.job(event.job.id), 0);
        return;
      case 'connections':
        for (const { id, activeWindowMs } of event.connections) {
          if (windows.get(id) === activeWindowMs) continue;
          windows.set(id, activeWindowMs);
          for (const queryKey of keys.activityOf(id)) invalidateSoon(queryKey, 0);
        }
        return;
      case 'profiles':
        invalidateSoon(keys.profiles(), 0);
        return;
      case 'prompts':
      case 'credentials':
      case 'endpoint':
      case 'outage':
      case 'wait':
      case 'buckets':
      case 'watch':
      case 'notice':
        // These live in the live state itself; a notice is nobody's data.
        return;
    }
  };
}
