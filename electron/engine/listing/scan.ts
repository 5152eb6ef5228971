import type { UploadName } from '../index/scan-operations.ts';
import { type ScanDeps, ScanRun } from './scan-run.ts';

export type { ScanDeps } from './scan-run.ts';

interface RunningScan {
  run: ScanRun;
  stop: AbortController;
  ended: Promise<void>;
}

/** The scans that are under way, at most one per bucket. */
export function createScans(deps: ScanDeps) {
  const running = new Map<string, RunningScan>();
  const idOf = (connectionId: string, bucket: string) => JSON.stringify([connectionId, bucket]);

  return {
    /**
     * Starts a scan, or joins the one that is under way; one that was broken off within a day goes on where it stood.
     * Resolves once it has begun; the rest arrives as events.
     */
    async start(connectionId: string, bucket: string): Promise<void> {
      const id = idOf(connectionId, bucket);
      if (running.has(id)) return;
      const stop = new AbortController();
      const run = new ScanRun(deps, connectionId, bucket, stop.signal);
      const ended = run
        .run()
        .catch((error) => deps.log.error('A scan broke off', { bucket, error: String(error) }))
        .finally(() => running.delete(id));
      running.set(id, { run, stop, ended });
    },

    /** Sizes these uploads before any others, while a scan of their bucket is under way. */
    prioritise(connectionId: string, bucket: string, uploads: readonly UploadName[]): void {
      running.get(idOf(connectionId, bucket))?.run.prioritise(uploads);
    },

    /** Stops a bucket's scan and waits until it has written what it read. */
    async stop(connectionId: string, bucket: string): Promise<void> {
      const scanning = running.get(idOf(connectionId, bucket));
      scanning?.stop.abort();
      await scanning?.ended;
    },

    /** Stops every scan. */
    async close(): Promise<void> {
      const all = [...running.values()];
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

export type Scans = ReturnType<typeof createScans>;
