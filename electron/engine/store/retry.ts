import { AppError } from '../../../shared/schema/errors.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { waitAfterFailure } from './backoff.ts';
import { passesSoon } from './trouble-table.ts';

/** How reads are tried again: waits doubling from half a second, at most 20 s. */
const firstWaitMs = 500;
const longestWaitMs = 20_000;

export interface RetryPorts {
  clock: Clock;
  random: Random;
  signal?: AbortSignal | undefined;
}

/** How far it is gone with trying again. */
export interface RetryLimits {
  /** How many times in all; five where left out. */
  tries?: number;
  /** After which failures; all that may be gone the next moment where left out. */
  isPassing?: (error: unknown) => error is AppError;
}

/** Whether a failure may be gone the next moment. */
export function isTransient(error: unknown): error is AppError {
  return error instanceof AppError && passesSoon(error);
}

/**
 * Calls a *reading* operation until it succeeds, fails for good, or has failed as many times as it may. Waits with full jitter,
 * and at least as long as the store's Retry-After says. Writes (aborts) never go through here: they leave evidence try by try.
 *
 * @throws the last failure, or the signal's reason
 */
export async function retryTransient<T>(
  read: () => Promise<T>,
  { clock, random, signal }: RetryPorts,
  { tries = 5, isPassing = isTransient }: RetryLimits = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || attempt === tries) throw error;
      const backoff = random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
      await wait(waitAfterFailure(error.details.retryAfterMs, backoff), clock, signal);
    }
  }
}

/** Resolves after `ms` on the given clock; rejects with the signal's reason when that aborts first. */
export function wait(ms: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.schedule(clock.now() + ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
