import type { Clock } from '../../ports/ports.ts';
import { deadlineAfterBreak } from './break.ts';

/** A computer that is awake is this late for a deadline at most, ms: a busy one by seconds. */
const sleptMs = 5 * 60_000;

/**
 * The moment at which a job gives up, on a computer that may sleep through it. Such a one could not try: as after a break, the
 * job has the time left that it had, and until its deadline is moved so, nothing of it is late.
 */
export class JobDeadline {
  readonly #clock: Clock;
  readonly #at: () => number;
  /** When it was last seen to what is due, with a timer for what comes next; null: no timer was set. */
  #seenAt: number | null = null;
  /** The deadline at which its items have given up. */
  #expiredAt: number | null = null;

  /** @param at the job's deadline, which may be moved at any time, ms UTC */
  constructor(clock: Clock, at: () => number) {
    this.#clock = clock;
    this.#at = at;
  }

  /** The deadline has passed while the computer was awake: no act follows any more. */
  get isLate(): boolean {
    return this.#clock.now() >= this.#at() && !this.#isSleptThrough();
  }

  /** It is late, and its items have not given up yet. */
  get isDue(): boolean {
    return this.isLate && this.#expiredAt !== this.#at();
  }

  /** When the job has to be woken for it, ms UTC: never once its items have given up. */
  get wakeAt(): number {
    return this.#expiredAt === this.#at() ? Number.POSITIVE_INFINITY : this.#at();
  }

  /**
   * It is seen to what is due, and a timer will be set for what comes next.
   *
   * @returns the deadline to move to, ms UTC, where the computer slept through this one; null: it stands
   */
  seen(): number | null {
    const now = this.#clock.now();
    const moved = this.#isSleptThrough() ? deadlineAfterBreak(this.#at(), { now, seenAt: this.#seenAt ?? now }) : null;
    // What is to be moved counts as slept through until it is.
    if (moved === null) this.#seenAt = now;
    return moved;
  }

  /** A person moved it: whatever was slept through before is of the past. */
  moved(): void {
    this.#expiredAt = null;
    if (this.#seenAt !== null) this.#seenAt = this.#clock.now();
  }

  /** No timer is set from here on: nobody is woken at the deadline. */
  unwatched(): void {
    this.#seenAt = null;
  }

  /** The items give up at this deadline. */
  expire(): void {
    this.#expiredAt = this.#at();
  }

  /** Awake, the job would have been woken at the deadline. */
  #isSleptThrough(): boolean {
    const at = this.#at();
    return this.#seenAt !== null && at > this.#seenAt && this.#clock.now() - at >= sleptMs;
  }
}
