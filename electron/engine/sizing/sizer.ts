import { AppError, type ErrorShape } from '../../../shared/errors.ts';
import type { Pace } from '../cleanup/pace.ts';
import type { CallInfo, Store } from '../connections/store.ts';
import type { UploadName } from '../index/scan-operations.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { Clock, Random } from '../ports.ts';
import { retryTransient } from '../retry.ts';
import { summariseParts } from './part-summary.ts';

/** Results are written together: one transaction costs more than the rows in it. */
const batchSize = 128;
/** A result waits no longer than this for others, ms. */
const longestWaitMs = 250;
/** Uploads in hand, waiting for their turn. Fewer would let calls run dry, more would make late wishes wait. */
const handful = 64;

/** What sizing works with. */
export interface SizerPorts {
  store: Store;
  clock: Clock;
  random: Random;
  /** How many calls the endpoint gets at once. */
  pace: Pace;
  bucket: string;
  /** The most uploads that may be sized at once, whatever the pace allows; asked before each. */
  room: () => number;
  /** The next uploads that are not sized yet, the most wanted first; those in hand among them. */
  next: (limit: number) => Promise<UploadName[]>;
  save: (results: SizingResult[]) => Promise<void>;
  /** Told of each answer, for the server's clock. */
  heard: (call: CallInfo) => void;
}

/**
 * Sums the parts of every upload that `next` names, until it names none. A single upload that cannot be sized (denied,
 * gone, failing) is recorded as such and stops nobody.
 *
 * @throws the signal's reason when aborted; what was read so far is saved
 */
export async function sizeUploads(ports: SizerPorts, signal: AbortSignal): Promise<void> {
  const { clock, pace, room } = ports;
  /** Asked for, being read or read and not yet saved: the index still calls them unsized. */
  const inHand = new Set<string>();
  let queue: UploadName[] = [];
  let results: SizingResult[] = [];
  let savedAt = clock.now();
  let running = 0;
  let failure: { error: unknown } | null = null;
  let wake = () => {};

  const save = async () => {
    const batch = results;
    results = [];
    savedAt = clock.now();
    if (batch.length === 0) return;
    await ports.save(batch);
    for (const { key, uploadId } of batch) inHand.delete(idOf({ key, uploadId }));
  };
  const work = async (upload: UploadName) => {
    try {
      const result = await sizeOne(ports, upload, signal);
      results.push({ ...upload, at: clock.now(), result });
    } catch (error) {
      failure ??= { error };
    } finally {
      running--;
      wake();
    }
  };
  const refill = async () => {
    const named = await ports.next(inHand.size + handful);
    // What is wanted first now comes before what was in hand.
    const waiting = new Set(queue.map(idOf));
    queue = named.filter((upload) => waiting.has(idOf(upload)) || !inHand.has(idOf(upload)));
    for (const upload of queue) inHand.add(idOf(upload));
  };

  try {
    for (;;) {
      signal.throwIfAborted();
      if (failure) break;
      if (results.length >= batchSize || clock.now() - savedAt >= longestWaitMs) await save();
      if (queue.length < handful / 4) await refill();
      if (queue.length === 0 && running === 0) {
        if (results.length === 0) return;
        await save();
        continue;
      }
      while (queue.length > 0 && running < Math.min(room(), pace.limit)) {
        const upload = queue.shift();
        if (!upload) break;
        running++;
        void work(upload);
      }
      if (running > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    while (running > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await save();
  }
  if (failure) throw (failure as { error: unknown }).error;
}

function idOf({ key, uploadId }: UploadName): string {
  return `${uploadId}\n${key}`;
}

async function sizeOne(
  { store, clock, random, pace, bucket, heard }: SizerPorts,
  { key, uploadId }: UploadName,
  signal: AbortSignal,
): Promise<SizingResult['result']> {
  const ref = { connectionId: store.connection.id, bucket, key, uploadId };
  const read = async () => {
    await pace.enter(signal);
    let outcome: Parameters<Pace['leave']>[0] = 'unsent';
    try {
      const summary = await summariseParts(store, ref, signal);
      outcome = 'answered';
      return summary;
    } catch (error) {
      if (error instanceof AppError) outcome = error;
      throw error;
    } finally {
      pace.leave(outcome);
    }
  };
  try {
    const summary = await retryTransient(read, { clock, random, signal });
    heard(summary.call);
    const { parts, bytes, newestPartAt, storageClass, abortDate, abortRuleId } = summary;
    return { status: 'sized', parts, bytes, newestPartAt, storageClass, abortDate, abortRuleId };
  } catch (error) {
    signal.throwIfAborted();
    return { status: 'failed', error: shapeOf(error) };
  }
}

function shapeOf(error: unknown): ErrorShape {
  if (error instanceof AppError) return error.toShape();
  throw error;
}
