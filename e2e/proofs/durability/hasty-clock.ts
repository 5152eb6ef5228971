import type { Clock } from '../../../electron/engine/ports/ports.ts';

/** A clock that runs `factor` times as fast as the machine's: backoffs of minutes are over in seconds. */
export function hastyClock(factor: number): Clock {
  const start = Date.now() - performance.now() * factor;
  const now = () => Math.round(start + performance.now() * factor);
  return {
    now,
    schedule(at, callback) {
      const timer = setTimeout(callback, Math.max(0, (at - now()) / factor));
      return () => clearTimeout(timer);
    },
  };
}
