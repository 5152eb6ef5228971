import type { Clock } from './ports.ts';

/** Longer timers overflow setTimeout's 32 bits; a long wait is cut into pieces, which also notices a changed clock. */
const longestTimerMs = 60_000;

/** The machine's clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, callback) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = at - Date.now();
      timer = setTimeout(left > longestTimerMs ? arm : callback, Math.max(0, Math.min(left, longestTimerMs)));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
