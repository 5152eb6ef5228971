import { AppError } from '../../../shared/schema/errors.ts';
import type { Clock } from '../ports/ports.ts';
import type { Pace } from './pace.ts';
import type { Store } from './store.ts';

/**
 * The same store, each of whose calls waits for its turn at the endpoint's pace, and teaches it how it fared. A try again
 * is a call like another.
 *
 * @param isAwaited asked at every call: whether a person waits for it, so that it leaves at once
 */
export function pacedStore(
  store: Store,
  { pace, clock, isAwaited }: { pace: Pace; clock: Pick<Clock, 'now'>; isAwaited: () => boolean },
): Store {
  /** @param isAlike whether the answers of all such calls take about as long ({@link Pace.leave}) */
  const turn = async <T>(call: () => Promise<T>, signal?: AbortSignal, isAlike = false): Promise<T> => {
    if (isAwaited()) pace.enterAtOnce();
    else await pace.enter(signal);
    const from = clock.now();
    let outcome: Parameters<Pace['leave']>[0] = 'unsent';
    let tookMs: number | undefined;
    try {
      const answer = await call();
      outcome = 'answered';
      if (isAlike) tookMs = Math.max(0, clock.now() - from);
      return answer;
    } catch (error) {
      if (error instanceof AppError && !signal?.aborted) outcome = error;
      throw error;
    } finally {
      pace.leave(outcome, tookMs);
    }
  };
  const { connection, endpoint } = store;
  return {
    connection,
    endpoint,
    listBuckets: (request, signal) => turn(() => store.listBuckets(request, signal), signal),
    listUploads: (request, signal) => turn(() => store.listUploads(request, signal), signal),
    listParts: (ref, marker, signal) => turn(() => store.listParts(ref, marker, signal), signal, true),
    abortUpload: (ref, options) => turn(() => store.abortUpload(ref, options), options?.signal),
    completeUpload: (ref, parts, options) => turn(() => store.completeUpload(ref, parts, options), options?.signal),
    headObject: (bucket, key, signal) => turn(() => store.headObject(bucket, key, signal), signal),
    findObject: (bucket, key, signal) => turn(() => store.findObject(bucket, key, signal), signal),
    countLifecycleRules: (bucket, signal) => turn(() => store.countLifecycleRules(bucket, signal), signal),
    readLifecycle: (bucket, signal) => turn(() => store.readLifecycle(bucket, signal), signal),
    writeLifecycle: (bucket, document, options) =>
      turn(() => store.writeLifecycle(bucket, document, options), options.signal),
    askBucket: (bucket, question, more, signal) => turn(() => store.askBucket(bucket, question, more, signal), signal),
    keyWriting: () => store.keyWriting(),
    initiationTimes: () => store.initiationTimes(),
    learned: () => store.learned(),
    close: () => store.close(),
  };
}
