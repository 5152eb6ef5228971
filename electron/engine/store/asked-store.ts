import { AppError } from '../../../shared/schema/errors.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { wait } from './retry.ts';
import type { Store } from './store.ts';
import { passesSoon } from './trouble-table.ts';

/** The longest wait before the second try, ms: a person is looking on. */
const longestWaitMs = 500;

/**
 * The same store for what a person has asked for: a read that the store failed at, and may not the next moment, is tried once
 * more before the person hears of it. A proxy that ends an idle connection says 408 to whatever comes over it next (HAProxy).
 *
 * A store that asks for time, does not keep up or does not answer is told of at once: there is nothing to gain by asking again.
 */
export function askedStore(store: Store, { clock, random }: { clock: Clock; random: Random }): Store {
  const again = async <T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (!isAccident(error) || signal?.aborted) throw error;
      await wait(random() * longestWaitMs, clock, signal);
      return read();
    }
  };
  return {
    ...store,
    listBuckets: (request, signal) => again(signal, () => store.listBuckets(request, signal)),
    listUploads: (request, signal) => again(signal, () => store.listUploads(request, signal)),
    listParts: (ref, marker, signal) => again(signal, () => store.listParts(ref, marker, signal)),
    readLifecycle: (bucket, signal) => again(signal, () => store.readLifecycle(bucket, signal)),
  };
}

function isAccident(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'STORE_FAILED') return false;
  return passesSoon(error) && error.details.retryAfterMs === undefined;
}
