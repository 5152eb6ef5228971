import type { AppError } from '../../../shared/errors.ts';
import type { Clock, Random } from '../ports.ts';
import { backoffMs } from './backoff.ts';

const startLimit = 8;
const mostLimit = 64;
/** Up to here an endpoint that has refused nothing yet climbs by one with every answer, as TCP's slow start does. */
const quickLimit = 32;
/** Refusals in a row after which the endpoint is only probed, one call at a time. */
const refusalsUntilProbe = 5;
/** A Retry-After longer than this is not believed, ms. */
const longestRetryAfterMs = 15 * 60_000;

/**
 * How many calls one endpoint gets at once, whoever makes them (design: several jobs share one limit).
 *
 * Additive increase: every answered call adds its share, so a limit's worth of answers adds one; faster at first, until
 * the endpoint refuses something. Multiplicative decrease: SlowDown, 503, 429 or a timeout halves it, once for all calls that were under way. Retry-After pauses the endpoint. After
 * repeated refusals it is probed with single calls, ever further apart, until one is answered; then it climbs again.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #random: Random;
  #limit = startLimit;
  /** It has refused nothing so far, nor kept us waiting. */
  #untroubled = true;
  #running = 0;
  /** Calls that were under way when the limit was last halved. */
  #oldNews = 0;
  #refusals = 0;
  #pausedUntil = 0;
  #cancelTimer: (() => void) | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Calls at once, now; at least 1. */
  get limit(): number {
    return this.#refusals >= refusalsUntilProbe ? 1 : Math.floor(this.#limit);
  }

  /**
   * Resolves when it is a call's turn; every turn ends with {@link leave}.
   *
   * @throws the signal's reason where it aborts before that
   */
  async enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#waiting.size === 0 && this.#running < this.limit && this.#clock.now() >= this.#pausedUntil) {
      this.#running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(begin);
        reject(signal?.reason);
      };
      const begin = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      this.#waiting.add(begin);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#admit();
    });
  }

  /** Ends a turn and learns from how it ended. `unsent`: nothing to learn. */
  leave(outcome: AppError | 'answered' | 'unsent'): void {
    this.#running--;
    if (outcome === 'answered') this.#answered();
    else if (outcome !== 'unsent') this.#failed(outcome);
    this.#admit();
  }

  /** Forgets its timer. Calls that wait are left to their signals. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #answered(): void {
    if (this.#oldNews > 0) this.#oldNews--;
    this.#refusals = 0;
    const share = this.#untroubled && this.#limit < quickLimit ? 1 : 1 / this.#limit;
    this.#limit = Math.min(mostLimit, this.#limit + share);
  }

  #failed({ code, details }: AppError): void {
    const refused = code === 'SLOW_DOWN';
    if (!refused && code !== 'TIMEOUT') {
      // An answer all the same, if not the one we wanted; a broken connection says nothing about the pace.
      if (details.httpStatus !== undefined && details.httpStatus < 500) this.#answered();
      return;
    }
    this.#untroubled = false;
    if (refused) this.#refusals++;
    if (details.retryAfterMs !== undefined) this.#pauseFor(Math.min(longestRetryAfterMs, details.retryAfterMs));
    // Calls that were under way at the last decrease tell nothing new.
    if (this.#oldNews > 0) {
      this.#oldNews--;
    } else {
      this.#oldNews = this.#running;
      this.#limit = Math.max(1, this.#limit / 2);
    }
    if (this.#refusals >= refusalsUntilProbe) {
      this.#limit = 1;
      const bound = Math.min(60_000, backoffMs(this.#refusals - refusalsUntilProbe));
      this.#pauseFor(bound / 2 + (this.#random() * bound) / 2);
    }
  }

  #pauseFor(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
  }

  /** Lets in whoever has waited longest, as far as there is room; sets the timer where the endpoint is paused. */
  #admit(): void {
    const now = this.#clock.now();
    if (now < this.#pausedUntil) {
      if (this.#waiting.size === 0 || this.#cancelTimer) return;
      this.#cancelTimer = this.#clock.schedule(this.#pausedUntil, () => {
        this.#cancelTimer = null;
        this.#admit();
      });
      return;
    }
    let room = this.limit - this.#running;
    for (const begin of this.#waiting) {
      if (room-- <= 0) return;
      this.#waiting.delete(begin);
      this.#running++;
      begin();
    }
  }
}
