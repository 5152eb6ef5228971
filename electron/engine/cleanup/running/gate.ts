import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Clock, Random } from '../../ports/ports.ts';
import { backoffMs, waitAfterFailure } from '../../store/backoff.ts';
import { concernsWholeStore } from '../judging/store-trouble.ts';

/** Failures of single items in a row, without one sensible answer, that amount to a store that is away. */
const failuresUntilShut = 5;

/**
 * Keeps a job from running its items against a store that is away as a whole (credentials expired, endpoint gone). While
 * shut, one item at a time is let through as a probe, ever further apart; the first sensible answer opens it.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #random: Random;
  #waitingFor: ErrorShape | null = null;
  #failures = 0;
  #shuts = 0;
  #probeAt = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Why the job stands still; null where it does not. */
  get waitingFor(): ErrorShape | null {
    return this.#waitingFor;
  }

  /** When the next probe may go; null where the gate is open. */
  get probeAt(): number | null {
    return this.#waitingFor ? this.#probeAt : null;
  }

  /** Items that may be worked on at once, of `limit`. */
  capacity(limit: number): number {
    if (!this.#waitingFor) return limit;
    return this.#clock.now() >= this.#probeAt ? 1 : 0;
  }

  /** Learns from a call. Returns whether what the job waits for changed. */
  heard(failure: ErrorShape | null): boolean {
    if (!failure) {
      this.#failures = 0;
      this.#shuts = 0;
      const was = this.#waitingFor !== null;
      this.#waitingFor = null;
      return was;
    }
    this.#failures++;
    // Once shut, any other failure of a probe keeps it shut, under its own name: the first reason may be gone.
    const shuts = this.#waitingFor !== null || concernsWholeStore(failure) || failure.code === 'INTERNAL';
    if (!shuts && this.#failures < failuresUntilShut) return false;
    // Items that were under way when it shut say the same once more.
    if (this.#waitingFor && this.#clock.now() < this.#probeAt) return false;
    const bound = backoffMs(this.#shuts++);
    // At least half the bound: a drawn zero would knock at once.
    const backoff = Math.ceil(bound / 2 + (this.#random() * bound) / 2);
    this.#probeAt = this.#clock.now() + waitAfterFailure(failure.details.retryAfterMs, backoff);
    const changed = this.#waitingFor?.code !== failure.code;
    this.#waitingFor = failure;
    return changed;
  }

  /** Lets a probe through now. */
  knock(): void {
    this.#probeAt = 0;
    this.#shuts = 0;
  }
}
