import type { IndexClient } from '../../index/client.ts';
import type { ItemRecord, JobRecord } from '../../index/job-rows.ts';
import type { Clock } from '../../ports/ports.ts';
import { afterBreak, type BreakTimes } from './break.ts';
import { DueHeap } from './due-heap.ts';

/** Items read from the index at once. */
const batchSize = 64;

/** Which items of a job are to be taken up: those whose wait is over, and then the queued ones, read ahead a batch at a time. */
export class JobQueue {
  readonly #index: IndexClient;
  readonly #clock: Clock;
  readonly #job: JobRecord;
  readonly #due = new DueHeap();
  #ahead: ItemRecord[] = [];
  /** Position of the last queued item that was read. */
  #cursor = -1;
  #ended = false;

  constructor(index: IndexClient, clock: Clock, job: JobRecord) {
    this.#index = index;
    this.#clock = clock;
    this.#job = job;
  }

  /** When the next item can be taken, ms UTC: now where one is at hand or may be queued; null where none is left. */
  get nextAt(): number | null {
    return this.#ahead.length > 0 || !this.#ended ? this.#clock.now() : this.#due.nextAt;
  }

  /** Waiting items are due after what is left of their waits, interrupted ones at once. */
  async takeUp(times: BreakTimes): Promise<void> {
    for (const { position, at } of await this.#index.dueItems(this.#job.id)) {
      this.#due.set(position, at === null ? times.now : afterBreak(at, times));
    }
  }

  /**
   * Takes up items that were let go of: the index could not be read just when they were due, or were to be settled. A job
   * does not finish before each of its items has.
   *
   * @returns whether there were any
   */
  async takeUpLost(): Promise<boolean> {
    const lost = await this.#index.unfinishedItems(this.#job, -1, 1);
    if (lost.length === 0) return false;
    const now = this.#clock.now();
    await this.takeUp({ now, seenAt: now });
    this.#cursor = -1;
    this.#ended = false;
    return true;
  }

  /** Whether an item can be taken now. Reads ahead where none is at hand; waiting items that are due go before queued ones. */
  async anyDue(): Promise<boolean> {
    if (this.#ahead.length > 0) return true;
    const positions = this.#due.take(this.#clock.now(), batchSize);
    if (positions.length > 0) {
      this.#ahead = await this.#index.itemsAt(this.#job, positions);
    } else if (!this.#ended) {
      this.#ahead = await this.#index.queuedItems(this.#job, this.#cursor, batchSize);
      this.#cursor = this.#ahead.at(-1)?.position ?? this.#cursor;
      this.#ended = this.#ahead.length === 0;
    }
    return this.#ahead.length > 0;
  }

  /** Whether an item waits or can be taken. */
  async anyLeft(): Promise<boolean> {
    return this.#due.size > 0 || (await this.anyDue());
  }

  /** The next item, once {@link anyDue} has found one. */
  take(): ItemRecord | undefined {
    return this.#ahead.shift();
  }

  /** An item waits until then, ms UTC. */
  wait(position: number, until: number): void {
    this.#due.set(position, until);
  }

  /** An item that waits is due now; one that is in work is left to it. */
  hasten(position: number): void {
    if (this.#due.has(position)) this.#due.set(position, this.#clock.now());
  }

  /** Nothing is taken any more but what is put back by {@link wait}. */
  empty(): void {
    this.#ahead = [];
    this.#due.clear();
    this.#ended = true;
  }
}
