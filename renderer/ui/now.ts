import { useSyncExternalStore } from 'react';

/** One clock for the whole page, so that a thousand relative times cost one timer. */
function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    get: () => now,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (!timer) {
        now = Date.now();
        timer = setInterval(() => {
          now = Date.now();
          for (const each of listeners) each();
        }, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
  };
}

const seconds = createTicker(1000);
const halfMinutes = createTicker(30_000);

/** The time, ms since the epoch, renewed every 30 s: for "5 minutes ago". */
export function useNow(): number {
  return useSyncExternalStore(halfMinutes.subscribe, halfMinutes.get);
}

/** The time, ms since the epoch, renewed every second: for countdowns. */
export function useSeconds(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.get);
}
