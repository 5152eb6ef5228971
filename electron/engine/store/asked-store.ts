import type { AppError } from '../../../shared/schema/errors.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { isTransient, retryTransient } from './retry.ts';
import type { Store } from './store.ts';

/**
 * The same store for what a person has asked for: a read that the store failed at, and may not the next moment, is tried once
 * more before the person hears of it. A proxy that ends an idle connection says 408 to whatever comes over it next (HAProxy).
 *
 * A store that asks for time, does not keep up or does not answer is told of at once: there is nothing to gain by asking again.
 */
export function askedStore(store: Store, { clock, random }: { clock: Clock; random: Random }): Store {
  const again = <T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> =>
    retryTransient(read, { clock, random, signal }, { tries: 2, isPassing: isAccident });
  return {
    ...store,
    listBuckets: (request, signal) => again(signal, () => store.listBuckets(request, signal)),
    listUploads: (request, signal) => again(signal, () => store.listUploads(request, signal)),
    listParts: (ref, marker, signal) => again(signal, () => store.listParts(ref, marker, signal)),
    readLifecycle: (bucket, signal) => again(signal, () => store.readLifecycle(bucket, signal)),
  };
}

function isAccident(error: unknown): error is AppError {
  return isTransient(error) && error.code === 'STORE_FAILED' && error.details.retryAfterMs === undefined;
}
