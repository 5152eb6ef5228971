import { AppError, type ErrorShape } from '../../../shared/errors.ts';
import type { CallInfo, Store } from '../connections/store.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { Clock, Random } from '../ports.ts';
import { retryTransient } from '../retry.ts';
import { summariseParts } from './part-summary.ts';

/** How many uploads of one bucket are sized at once. */
const concurrency = 16;
/** Results are written together: one transaction costs more than the rows in it. */
const batchSize = 64;

/** What sizing works with. */
export interface SizerPorts {
  store: Store;
  clock: Clock;
  random: Random;
  bucket: string;
  /** The next uploads that are not sized yet; asked again until it returns none. */
  next: (limit: number) => Promise<{ key: string; uploadId: string }[]>;
  save: (results: SizingResult[]) => Promise<void>;
  /** Told of each answer, for the server's clock. */
  heard: (call: CallInfo) => void;
}

/**
 * Sums the parts of every upload that `next` names. A single upload that cannot be sized (denied, gone, failing) is
 * recorded as such and stops nobody.
 *
 * @throws the signal's reason when aborted; what was read so far is saved
 */
export async function sizeUploads(ports: SizerPorts, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const batch = await ports.next(batchSize);
    if (batch.length === 0) return;
    const results: SizingResult[] = [];
    const queue = batch.values();
    const work = async () => {
      for (const { key, uploadId } of queue) {
        const result = await sizeOne(ports, key, uploadId, signal);
        results.push({ key, uploadId, at: ports.clock.now(), result });
      }
    };
    try {
      await Promise.all(Array.from({ length: concurrency }, work));
    } finally {
      if (results.length > 0) await ports.save(results);
    }
  }
}

async function sizeOne(
  { store, clock, random, bucket, heard }: SizerPorts,
  key: string,
  uploadId: string,
  signal: AbortSignal,
): Promise<SizingResult['result']> {
  const ref = { connectionId: store.connection.id, bucket, key, uploadId };
  try {
    const summary = await retryTransient(() => summariseParts(store, ref, signal), { clock, random, signal });
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
