import { readFileSync } from 'node:fs';
import type { Clock } from './ports.ts';

/** Longer timers overflow setTimeout's 32 bits; a long wait is cut into pieces, which also notices that the machine slept. */
const longestTimerMs = 60_000;
/** How often it is looked whether the machine slept, ms: until then this clock is behind, and a store's seems to be ahead. */
const lookEveryMs = 20;
/** The clocks that are compared are coarse, some to 10 ms: less is no sleep. */
const leastSleepMs = 1_000;

/** What a clock is made of. All in ms. */
export interface Oscillators {
  /** The time of day, UTC. A person, a time server or another system on this machine may set it. */
  wall: () => number;
  /** Counts on from any start, and is never set. It may stand still while the machine sleeps. */
  steady: () => number;
  /** The same, but goes on while the machine sleeps; null where `steady` does so itself. */
  awake: (() => number) | null;
}

/**
 * The machine's clock and timers: the time of day when the app started, and from then on what has passed. So no wait and no
 * deadline of a session changes with the time of day: set back by an hour, an item would wait an hour longer; set ahead by
 * three days, every job would be over its deadline. The time of day is taken anew with the next start.
 */
export function createClock({ wall, steady, awake }: Oscillators): Clock {
  const wallAtStart = wall();
  const steadyAtStart = steady();
  const sleptAtStart = awake ? awake() - steadyAtStart : 0;
  let sleptMs = 0;
  let lookedAt = steadyAtStart;
  let last = wallAtStart;
  const now = () => {
    const at = steady();
    if (awake && at - lookedAt >= lookEveryMs) {
      lookedAt = at;
      const slept = awake() - at - sleptAtStart;
      if (slept - sleptMs > leastSleepMs) sleptMs = slept;
    }
    last = Math.max(last, Math.floor(wallAtStart + at - steadyAtStart + sleptMs));
    return last;
  };
  return {
    now,
    schedule(at, callback) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const left = at - now();
        timer = setTimeout(left > longestTimerMs ? arm : callback, Math.max(0, Math.min(left, longestTimerMs)));
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
}

/** Linux alone stops Node's steady clock while the machine sleeps; its time since boot goes on (proc(5), "uptime"). */
function timeSinceBoot(): number | null {
  try {
    const [seconds = ''] = readFileSync('/proc/uptime', 'latin1').split(' ');
    const ms = Number(seconds) * 1000;
    return Number.isFinite(ms) && seconds !== '' ? ms : null;
  } catch {
    return null;
  }
}

/** The machine's own. */
export const systemClock: Clock = createClock({
  wall: () => Date.now(),
  steady: () => performance.now(),
  awake: process.platform === 'linux' && timeSinceBoot() !== null ? () => timeSinceBoot() ?? performance.now() : null,
});
