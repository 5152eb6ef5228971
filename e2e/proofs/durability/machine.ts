import { createClock } from '../../../electron/engine/ports/clock.ts';
import type { Clock } from '../../../electron/engine/ports/ports.ts';
import { hastyClock } from './hasty-clock.ts';

/** The app's own clock looks as often whether the machine slept, ms. */
const longestTimerMs = 60_000;

/** The app's own clock, on a machine whose time of day a test sets and which it sends to sleep. Its time passes in haste. */
export class Machine implements Clock {
  readonly #steady: Clock;
  #slept = 0;
  #setBy = 0;
  #clock: Clock;

  /** @param haste how many times as fast as this machine's */
  constructor(haste: number) {
    this.#steady = hastyClock(haste);
    this.#clock = this.#start();
  }

  /** The time that it is, whatever the machine says. */
  readonly trueTime = (): number => this.#steady.now() + this.#slept;

  /** For how long it slept so far, ms. */
  get slept(): number {
    return this.#slept;
  }

  /** The time of day is set, by so many ms. */
  set(ms: number): void {
    this.#setBy += ms;
  }

  /** Sleeps for so long, ms: timers stand still meanwhile. */
  sleep(ms: number): void {
    this.#slept += ms;
  }

  /** The app is started again: it reads the time of day. */
  restart(): void {
    this.#clock = this.#start();
  }

  // Whoever is handed it asks it alone.
  readonly now = (): number => this.#clock.now();

  schedule(at: number, callback: () => void): () => void {
    let cancel = () => {};
    const arm = () => {
      const left = at - this.now();
      const next = left > longestTimerMs ? arm : callback;
      cancel = this.#steady.schedule(this.#steady.now() + Math.min(left, longestTimerMs), next);
    };
    arm();
    return () => cancel();
  }

  #start(): Clock {
    return createClock({
      wall: () => this.trueTime() + this.#setBy,
      steady: () => this.#steady.now(),
      awake: this.trueTime,
    });
  }
}
