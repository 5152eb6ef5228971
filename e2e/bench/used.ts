import { monitorEventLoopDelay } from 'node:perf_hooks';

const mib = 1024 ** 2;

/** What a piece of work took. */
export interface Used<T> {
  result: T;
  /** By the clock; on a computer that others use as well, it tells of them too. */
  seconds: number;
  /** User and system, of all threads of this process. */
  cpuSeconds: number;
  /** Beyond the start, where `seen` was called most. */
  mib: number;
  /** The longest time in which the main thread served nobody else, ms. */
  heldMs: number;
}

/** Does some work and measures it. @param work calls `seen` every now and then, for its memory to be looked at */
export async function used<T>(work: (seen: () => void) => Promise<T>): Promise<Used<T>> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const result = await work(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  return {
    result,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    mib: (peak - before) / mib,
    heldMs: delay.max / 1e6,
  };
}
