import type { AppError } from '../../../shared/schema/errors.ts';
import type { StoreWait } from '../../../shared/schema/outages.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { backoffMs, waitAfterFailure } from './backoff.ts';

const startLimit = 8;
/** As far as it climbs where nothing says that more calls at once would be answered sooner. */
const usualLimit = 64;
/** As far as it climbs where answers come as soon as they came to single calls. */
const mostLimit = 128;
/** Up to here an endpoint that has refused nothing yet climbs by one with every answer, as TCP's slow start does. */
const quickLimit = 32;
/** Answers that come later than twice the soonest and this, ms, have waited for each other. */
const patienceMs = 10;
/** Refusals in a row after which the endpoint is only probed, one call at a time. */
const refusalsUntilProbe = 5;
/** A shorter wait is over before it is read, ms. */
const shortestTold = 1_000;

/**
 * How many calls one endpoint gets at once, whoever makes them (design: several jobs share one limit).
 *
 * Additive increase: every answered call adds its share, so a limit's worth of answers adds one; faster at first, until
 * the endpoint refuses something. Where callers say how long their answers took, that goes on for as long as a round's
 * soonest answer comes about as soon as ever (as TCP's HyStart): far away, more calls at once cost the store nothing but
 * what they ask for. Where answers come later, calls only wait for each other, and it goes no further.
 *
 * Multiplicative decrease: SlowDown, 503, 429 or a timeout halves it, once for all calls that were under way.
 * Retry-After pauses the endpoint. After repeated refusals it is probed with single calls, ever further apart, until one
 * is answered; then it climbs again.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #random: Random;
  #limit = startLimit;
  /** It has refused nothing so far, nor kept us waiting. */
  #untroubled = true;
  /** The soonest answer there was, and that of the last round of `limit` answers, ms; Infinity: not known. */
  #soonestMs = Number.POSITIVE_INFINITY;
  #roundMs = Number.POSITIVE_INFINITY;
  /** The round that is under way: answers still to come, and the soonest so far, ms. */
  #round = { left: startLimit, soonestMs: Number.POSITIVE_INFINITY };
  #running = 0;
  /** Calls that were under way when the limit was last halved. */
  #oldNews = 0;
  #refusals = 0;
  #pausedUntil = 0;
  /** Told of last; null: nothing is waited for. */
  #told: StoreWait | null = null;
  readonly #tell: (wait: StoreWait | null) => void;
  #cancelTimer: (() => void) | null = null;
  readonly #waiting = new Set<() => void>();

  /** @param tell told of each wait as it begins or grows longer, and of its end (null) */
  constructor(clock: Clock, random: Random, tell: (wait: StoreWait | null) => void = () => {}) {
    this.#clock = clock;
    this.#random = random;
    this.#tell = tell;
  }

  /** What is waited for at this moment. */
  get wait(): StoreWait | null {
    return this.#told;
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

  /**
   * Begins the turn of a call that a person waits for: now, whatever is under way or paused. It counts like any other, so
   * that the calls that wait make room for it; it ends with {@link leave}, too.
   */
  enterAtOnce(): void {
    this.#running++;
  }

  /**
   * Ends a turn and learns from how it ended. `unsent`: nothing to learn.
   *
   * @param tookMs from the turn's beginning to its answer; only calls of one kind, whose answers take about as long, say it
   */
  leave(outcome: AppError | 'answered' | 'unsent', tookMs?: number): void {
    this.#running--;
    if (outcome === 'answered') {
      if (tookMs !== undefined) this.#time(tookMs);
      this.#answered();
    } else if (outcome !== 'unsent') {
      this.#failed(outcome);
    }
    this.#admit();
  }

  /** A person wants no more waiting: calls go on now, as many as the pace lets through. */
  knock(): void {
    if (this.#clock.now() >= this.#pausedUntil) return;
    this.#pausedUntil = 0;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#goOn();
  }

  /** Forgets its timer. Calls that wait are left to their signals. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #answered(): void {
    if (this.#oldNews > 0) this.#oldNews--;
    this.#refusals = 0;
    const prompt = this.#isPrompt();
    const share = this.#untroubled && (prompt || this.#limit < quickLimit) ? 1 : 1 / this.#limit;
    if (prompt) this.#limit = Math.min(mostLimit, this.#limit + share);
    // What was gained while answers came promptly is given back as slowly as the rest was gained.
    else if (this.#limit > usualLimit) this.#limit = Math.max(usualLimit, this.#limit - share);
    else this.#limit = Math.min(usualLimit, this.#limit + share);
  }

  #time(tookMs: number): void {
    this.#soonestMs = Math.min(this.#soonestMs, tookMs);
    this.#round.soonestMs = Math.min(this.#round.soonestMs, tookMs);
    // By its soonest: calls that had to open their connection first take two or three times as long.
    if (--this.#round.left > 0) return;
    this.#roundMs = this.#round.soonestMs;
    this.#round = { left: this.limit, soonestMs: Number.POSITIVE_INFINITY };
  }

  /** Whether answers come about as soon as ever. */
  #isPrompt(): boolean {
    return this.#roundMs <= 2 * this.#soonestMs + patienceMs && this.#roundMs < Number.POSITIVE_INFINITY;
  }

  #failed(error: AppError): void {
    const { code, details } = error;
    const refused = code === 'SLOW_DOWN';
    // Whatever it calls its trouble: it asks for time, and for every call alike.
    const asksAll = refused || code === 'TIMEOUT' || (details.httpStatus ?? 0) >= 500;
    if (asksAll && details.retryAfterMs !== undefined) {
      this.#pauseFor(waitAfterFailure(details.retryAfterMs, 0), error, true);
    }
    if (!refused && code !== 'TIMEOUT') {
      // An answer all the same, if not the one we wanted; a broken connection says nothing about the pace.
      if (details.httpStatus !== undefined && details.httpStatus < 500) this.#answered();
      return;
    }
    this.#untroubled = false;
    if (refused) this.#refusals++;
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
      this.#pauseFor(bound / 2 + (this.#random() * bound) / 2, error, false);
    }
  }

  #pauseFor(ms: number, error: AppError, asked: boolean): void {
    const until = Math.ceil(this.#clock.now() + ms);
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.#wakeAt(until);
    if (ms < shortestTold) return;
    this.#told = { until, asked, error: error.toShape() };
    this.#tell(this.#told);
  }

  #wakeAt(until: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.schedule(until, () => {
      this.#cancelTimer = null;
      // A timer may ring a moment before its time.
      if (this.#clock.now() < this.#pausedUntil) this.#wakeAt(this.#pausedUntil);
      else this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#told !== null) {
      this.#told = null;
      this.#tell(null);
    }
    this.#admit();
  }

  /** Lets in whoever has waited longest, as far as there is room; while the endpoint is paused, nobody. */
  #admit(): void {
    if (this.#clock.now() < this.#pausedUntil) return;
    let room = this.limit - this.#running;
    for (const begin of this.#waiting) {
      if (room-- <= 0) return;
      this.#waiting.delete(begin);
      this.#running++;
      begin();
    }
  }
}
