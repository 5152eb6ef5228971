import { AppError } from '../../../shared/errors.ts';
import type { LiveEvent } from '../../../shared/live.ts';
import type { ScanState } from '../../../shared/model.ts';
import type { CallInfo, Store } from '../connections/store.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { sizeUploads } from '../sizing/sizer.ts';
import { walkUploads } from './walk.ts';

/** Progress is told at most this often; ends are told at once. */
const tellEveryMs = 250;

/** What scans need of the engine. */
export interface ScanDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  log: Log;
  storeFor: (connectionId: string) => Promise<Store>;
  publish: (event: LiveEvent) => void;
  /** Publishes the bucket as the index has it now. */
  tellBucket: (connectionId: string, bucket: string) => Promise<void>;
  heard: (connectionId: string, call: CallInfo) => void;
}

interface Counters {
  startedAt: number;
  pages: number;
  uploads: number;
}

interface RunningScan {
  stop: AbortController;
  ended: Promise<void>;
}

/** The scans that are under way, at most one per bucket. */
export function createScans(deps: ScanDeps) {
  const running = new Map<string, RunningScan>();
  const idOf = (connectionId: string, bucket: string) => JSON.stringify([connectionId, bucket]);

  return {
    /** Starts a scan, or joins the one that is under way. Resolves once it has begun; the rest arrives as events. */
    async start(connectionId: string, bucket: string): Promise<void> {
      const id = idOf(connectionId, bucket);
      if (running.has(id)) return;
      const stop = new AbortController();
      const ended = scan(deps, connectionId, bucket, stop.signal)
        .catch((error) => deps.log.error('A scan broke off', { bucket, error: String(error) }))
        .finally(() => running.delete(id));
      running.set(id, { stop, ended });
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

/** One walk over a bucket's uploads with the sizing beside it. Ends in a state that says how far it came. */
async function scan(deps: ScanDeps, connectionId: string, bucket: string, signal: AbortSignal): Promise<void> {
  const { index, clock } = deps;
  const counters: Counters = { startedAt: clock.now(), pages: 0, uploads: 0 };
  let toldAt = 0;
  const tell = async (state: ScanState, always = true) => {
    if (!always && clock.now() - toldAt < tellEveryMs) return;
    toldAt = clock.now();
    await index.setScanState(connectionId, bucket, state);
    await deps.tellBucket(connectionId, bucket);
  };
  const rowsChanged = (revision: number) => deps.publish({ type: 'uploads', connectionId, bucket, revision });

  await index.beginScan(connectionId, bucket);
  await tell({ status: 'listing', ...counters });
  try {
    const store = await deps.storeFor(connectionId);
    let listing = true;
    const size = async () => {
      await sizeUploads(
        {
          store,
          clock,
          random: deps.random,
          bucket,
          next: (limit) => index.unsizedUploads(connectionId, bucket, limit),
          save: async (results) => {
            rowsChanged(await index.saveSizings(connectionId, bucket, results));
            await tell({ status: listing ? 'listing' : 'sizing', ...counters }, false);
          },
          heard: (call) => deps.heard(connectionId, call),
        },
        signal,
      );
    };

    // While pages come in, one round of sizing after the other keeps up beside them.
    let sizing: Promise<void> | null = null;
    let sizingFailure: unknown = null;
    const sizeBeside = () => {
      sizing ??= size()
        .catch((error) => {
          sizingFailure ??= error;
        })
        .finally(() => {
          sizing = null;
        });
    };
    try {
      for await (const page of walkUploads(store, bucket, { clock, random: deps.random }, signal)) {
        deps.heard(connectionId, page.call);
        const { revision, added } = await index.addUploads(connectionId, bucket, page.uploads);
        counters.pages++;
        counters.uploads += added;
        rowsChanged(revision);
        await tell({ status: 'listing', ...counters }, false);
        sizeBeside();
      }
    } finally {
      listing = false;
      await sizing;
    }
    if (sizingFailure) throw sizingFailure;
    rowsChanged(await index.dropUnlisted(connectionId, bucket));
    await tell({ status: 'sizing', ...counters });
    await size();
    await tell({ status: 'complete', ...counters, finishedAt: clock.now() });
  } catch (error) {
    const finishedAt = clock.now();
    if (signal.aborted) await tell({ status: 'stopped', ...counters, finishedAt });
    else await tell({ status: 'failed', ...counters, finishedAt, error: asAppError(error).toShape() });
    if (!(error instanceof AppError) && !signal.aborted) throw error;
  }
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INTERNAL', error instanceof Error ? error.message : String(error));
}

export type Scans = ReturnType<typeof createScans>;
