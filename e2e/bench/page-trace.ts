import type { CDPSession, Page } from '@playwright/test';
import { z } from 'zod';

const traceEventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).loose().optional(),
});

/** What a trace tells of the page's main thread, ms. */
export interface TracedTasks {
  longestTask: number;
  /** Tasks over 50 ms: each keeps a frame from being drawn in time. */
  tasksOverFifty: number;
  /** All tasks together. */
  busy: number;
}

/** Begins a trace of a page; the returned function ends it and tells what the page's main thread did. */
export async function startTrace(page: Page): Promise<() => Promise<TracedTasks>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', '__metadata'],
      recordMode: 'recordContinuously',
    },
  });
  const events = collect(cdp);
  return async () => mainTasks(await events());
}

/** The longest time between two frames of five seconds in which the page has nothing to do, ms. */
export function watchIdle(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        let last = began;
        let longest = 0;
        const frame = (now: number) => {
          longest = Math.max(longest, now - last);
          last = now;
          if (now - began < 5_000) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
  );
}

/** Gathers a trace's events; the returned function ends the trace and hands them out. */
function collect(cdp: CDPSession): () => Promise<unknown[]> {
  const events: unknown[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  return async () => {
    const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
    await cdp.send('Tracing.end');
    await complete;
    return events;
  };
}

/** The tasks of any renderer's main thread. */
function mainTasks(raw: readonly unknown[]): TracedTasks {
  const events = raw.flatMap((event) => traceEventSchema.safeParse(event).data ?? []);
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && /RunTask$/.test(name) && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0 }) => dur / 1000);
  if (tasks.length === 0) throw new Error('The trace holds no task of the page');
  return {
    longestTask: tasks.reduce((longest, ms) => Math.max(longest, ms), 0),
    tasksOverFifty: tasks.filter((ms) => ms > 50).length,
    busy: tasks.reduce((sum, ms) => sum + ms, 0),
  };
}
