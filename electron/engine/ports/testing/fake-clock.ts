import type { Clock } from '../ports.ts';

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now: number;
  #timers: Timer[] = [];

  constructor(now = Date.UTC(2030, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#timers.length;
  }

  schedule(at: number, callback: () => void): () => void {
    const timer = { at, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Resolves after `ms` of this clock. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.schedule(this.#now + ms, resolve));
  }

  /** Lets everything that is ready run, then moves to the next timer, until `done` or until no timer is left. */
  async runUntil(done: () => boolean, limit = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      await settle();
      if (done()) return;
      const next = this.#earliest();
      if (!next || next.at > limit) {
        this.#now = Math.max(this.#now, Math.min(limit, next?.at ?? this.#now));
        return;
      }
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
  }

  /** Moves on by `ms`, running what falls due. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.runUntil(() => false, until);
    this.#now = until;
    await settle();
  }

  #earliest(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }
}

/** Resolves once every promise that can settle by itself has. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
