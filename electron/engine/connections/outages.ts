import { AppError, type ErrorShape, errorShapeOf } from '../../../shared/schema/errors.ts';
import type { LiveEvent } from '../../../shared/schema/live.ts';
import { saysThatNobodyAnswers } from '../../../shared/values/error-codes.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { backoffMs } from '../store/backoff.ts';
import type { Store } from '../store/store.ts';

/** Broken and late answers in a row, without one that came through, that amount to a store that is away. */
const failuresUntilAway = 3;
/**
 * What a try asks for, to be told from the listings of a job: it is on no record. Two, because one or none are asked for
 * otherwise than people think (s3-semantics, "Paging ListMultipartUploads").
 */
export const uploadsOfTry = 2;
/** Between two tries, at most, ms: a person who waits sees it come back within the minute. */
const longestWaitMs = 60_000;

/** What {@link Outages} works with. */
export interface OutagePorts {
  clock: Clock;
  random: Random;
  log: Log;
  learn: (event: LiveEvent) => void;
  /** The store that is asked whether it answers again. @throws where the connection is gone */
  storeFor: (connectionId: string) => Promise<Store>;
  /** A connection answers again: whoever waits for it goes on. */
  answers: (connectionId: string) => void;
}

interface Away {
  since: number;
  error: ErrorShape;
  nextTryAt: number | null;
  tries: number;
  /** The bucket that was asked for last: with addresses of its own, its host is the one that is away. */
  bucket: string | null;
  cancelTimer: (() => void) | null;
  waiting: Set<() => void>;
}

/**
 * Whether each connection's store answers: the one place that knows, told by every call that is made. While a store is
 * away it is asked by one small call, ever further apart, that changes nothing and is no evidence; any answer, a refusal
 * too, ends the outage, and then whoever waits goes on at once.
 */
export class Outages {
  readonly #ports: OutagePorts;
  readonly #away = new Map<string, Away>();
  readonly #failures = new Map<string, { count: number; since: number }>();
  readonly #trying = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(ports: OutagePorts) {
    this.#ports = ports;
  }

  isAway(connectionId: string): boolean {
    return this.#away.has(connectionId);
  }

  /** The store of a connection has answered, with whatever it was. */
  answered(connectionId: string): void {
    if (this.#end(connectionId)) this.#ports.answers(connectionId);
  }

  /** A call of a connection went wrong. @param bucket that it was about; null: none */
  failed(connectionId: string, failure: ErrorShape, bucket: string | null): void {
    if (!saysThatNobodyAnswers(failure.code) || failure.details.httpStatus !== undefined) {
      // What was not sent tells nothing of the store.
      if (failure.details.httpStatus !== undefined) this.answered(connectionId);
      return;
    }
    const away = this.#away.get(connectionId);
    if (away) {
      away.bucket = bucket ?? away.bucket;
      if (away.error.code === failure.code) return;
      away.error = failure;
      this.#tell(connectionId);
      return;
    }
    const now = this.#ports.clock.now();
    const { count, since } = this.#failures.get(connectionId) ?? { count: 0, since: now };
    this.#failures.set(connectionId, { count: count + 1, since });
    // One answer that breaks off or comes late is nothing yet; a port that nobody listens on is.
    const isSlip = failure.code === 'CONNECTION_LOST' || failure.code === 'TIMEOUT';
    if (isSlip && count + 1 < failuresUntilAway) return;
    const begun: Away = {
      since,
      error: failure,
      nextTryAt: null,
      tries: 0,
      bucket,
      cancelTimer: null,
      waiting: new Set(),
    };
    this.#away.set(connectionId, begun);
    this.#schedule(connectionId, begun);
  }

  /** Asks a store now; resolves once it has answered, or has not. Nothing is asked where it is not away. */
  async tryNow(connectionId: string): Promise<void> {
    const away = this.#away.get(connectionId);
    if (!away || away.nextTryAt === null) return;
    away.cancelTimer?.();
    away.tries = 0;
    await this.#try(connectionId, away);
  }

  /** Resolves once the store of a connection answers; at once where it does. @throws the signal's reason */
  async untilAnswered(connectionId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const away = this.#away.get(connectionId);
    if (!away) return;
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        away.waiting.delete(go);
        reject(signal.reason);
      };
      away.waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** The connection was changed or removed: what was known of its store no longer holds. */
  forget(connectionId: string): void {
    // Whoever waited finds out by itself.
    this.#end(connectionId);
  }

  /** Ends the tries. Whoever waits is left to its signal. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const { cancelTimer } of this.#away.values()) cancelTimer?.();
    await Promise.allSettled(this.#trying);
  }

  /** @returns whether there was an outage */
  #end(connectionId: string): boolean {
    this.#failures.delete(connectionId);
    const away = this.#away.get(connectionId);
    if (!away) return false;
    away.cancelTimer?.();
    this.#away.delete(connectionId);
    this.#tell(connectionId);
    for (const go of away.waiting) go();
    return true;
  }

  #schedule(connectionId: string, away: Away): void {
    if (this.#closing.signal.aborted) return;
    const { clock, random } = this.#ports;
    const bound = Math.min(longestWaitMs, backoffMs(away.tries++));
    away.nextTryAt = clock.now() + Math.ceil(bound / 2 + (random() * bound) / 2);
    away.cancelTimer = clock.schedule(away.nextTryAt, () => {
      const trying = this.#try(connectionId, away).finally(() => this.#trying.delete(trying));
      this.#trying.add(trying);
    });
    this.#tell(connectionId);
  }

  async #try(connectionId: string, away: Away): Promise<void> {
    away.nextTryAt = null;
    this.#tell(connectionId);
    try {
      const store = await this.#ports.storeFor(connectionId);
      const { signal } = this.#closing;
      if (away.bucket === null) await store.listBuckets({}, signal);
      else await store.listUploads({ bucket: away.bucket, maxUploads: uploadsOfTry, onRecord: true }, signal);
    } catch (error) {
      // The store that was asked has told of it already; whatever else went wrong is no news of it.
      if (!(error instanceof AppError)) {
        this.#ports.log.warn('It could not be asked whether a store answers', { error: errorShapeOf(error).message });
      }
    }
    if (this.#away.get(connectionId) === away) this.#schedule(connectionId, away);
  }

  #tell(connectionId: string): void {
    const away = this.#away.get(connectionId);
    const outage = away ? { since: away.since, nextTryAt: away.nextTryAt, error: away.error } : null;
    this.#ports.learn({ type: 'outage', connectionId, outage });
  }
}

/** The same store, whose every call tells {@link Outages} how it ended. */
export function observed(store: Store, outages: Outages): Store {
  const { id } = store.connection;
  const told = async <T>(
    bucket: string | null,
    signal: AbortSignal | undefined,
    call: () => Promise<T>,
  ): Promise<T> => {
    try {
      const answer = await call();
      outages.answered(id);
      return answer;
    } catch (error) {
      // A call that was stopped from here tells nothing.
      if (error instanceof AppError && signal?.aborted !== true) outages.failed(id, error.toShape(), bucket);
      throw error;
    }
  };
  return {
    connection: store.connection,
    endpoint: store.endpoint,
    listBuckets: (request, signal) => told(null, signal, () => store.listBuckets(request, signal)),
    listUploads: (request, signal) => told(request.bucket, signal, () => store.listUploads(request, signal)),
    listParts: (ref, marker, signal) => told(ref.bucket, signal, () => store.listParts(ref, marker, signal)),
    abortUpload: (ref, options) => told(ref.bucket, options?.signal, () => store.abortUpload(ref, options)),
    completeUpload: (ref, parts, options) =>
      told(ref.bucket, options?.signal, () => store.completeUpload(ref, parts, options)),
    headObject: (bucket, key, signal) => told(bucket, signal, () => store.headObject(bucket, key, signal)),
    findObject: (bucket, key, signal) => told(bucket, signal, () => store.findObject(bucket, key, signal)),
    countLifecycleRules: (bucket, signal) => told(bucket, signal, () => store.countLifecycleRules(bucket, signal)),
    readLifecycle: (bucket, signal) => told(bucket, signal, () => store.readLifecycle(bucket, signal)),
    writeLifecycle: (bucket, document, options) =>
      told(bucket, options.signal, () => store.writeLifecycle(bucket, document, options)),
    askBucket: (bucket, question, more, signal) =>
      told(bucket, signal, () => store.askBucket(bucket, question, more, signal)),
    keyWriting: () => store.keyWriting(),
    initiationTimes: () => store.initiationTimes(),
    learned: () => store.learned(),
    close: () => store.close(),
  };
}

/**
 * The same store for a walk that a person has begun: a read that meets an outage waits until that has passed, and is made
 * again. A walk of an hour is not lost to a minute.
 *
 * @param isUnderWay asked at every failure: before the first answer a walk fails, so that the person sees why
 */
export function patient(
  store: Store,
  outages: Pick<Outages, 'isAway' | 'untilAnswered'>,
  isUnderWay: () => boolean,
): Store {
  const { id } = store.connection;
  const again = async <T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof AppError) || !saysThatNobodyAnswers(error.code)) throw error;
        if (signal === undefined || signal.aborted || !isUnderWay() || !outages.isAway(id)) throw error;
        await outages.untilAnswered(id, signal);
      }
    }
  };
  return {
    ...store,
    listUploads: (request, signal) => again(signal, () => store.listUploads(request, signal)),
    listParts: (ref, marker, signal) => again(signal, () => store.listParts(ref, marker, signal)),
  };
}
