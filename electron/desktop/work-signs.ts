import type { App, BrowserWindow, PowerSaveBlocker } from 'electron';
import type { Job } from '../../shared/schema/model.ts';
import type { Log } from '../engine/ports/ports.ts';

/** What of running work is seen from outside the window: on the dock or the task bar, and by the system's own sleep. */

/** Work under way, in sum. */
export interface Work {
  /** Jobs that are not over, paused ones included: they go on at the next start. */
  open: number;
  /** Jobs that send something now, or will by themselves. */
  running: number;
  /** Uploads with a verdict, of all that the running jobs are about. */
  settled: number;
  items: number;
  /** Every running job waits for something: credentials, the network. */
  isWaiting: boolean;
}

/** The sum of some jobs. Pure. */
export function workOf(jobs: readonly Job[]): Work {
  const running = jobs.filter(({ state }) => state === 'running' || state === 'cancelling');
  const items = running.reduce((sum, job) => sum + job.items, 0);
  const pending = running.reduce((sum, { counts }) => sum + counts.pending, 0);
  return {
    open: jobs.filter(({ state }) => state !== 'finished').length,
    running: running.length,
    settled: items - pending,
    items,
    isWaiting: running.length > 0 && running.every(({ waitingFor }) => waitingFor !== null),
  };
}

export interface WorkSignsOptions {
  app: Pick<App, 'setBadgeCount'>;
  /** null while there is none. */
  window: () => Pick<BrowserWindow, 'isDestroyed' | 'setProgressBar'> | null;
  powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  log: Log;
}

/** Shows work to the system; to be told of every change. */
export interface WorkSigns {
  show(work: Work): void;
  /** Takes every sign back. */
  clear(): void;
}

/**
 * Progress and a badge while jobs run, and no sleep of the system's own accord while one of them sends: a computer that
 * sleeps over a clean-up leaves parts landing for as long. Waiting and paused jobs keep nobody's computer awake, and the
 * display may go dark in any case.
 */
export function createWorkSigns({ app, window, powerSaveBlocker, log }: WorkSignsOptions): WorkSigns {
  let blocker: number | null = null;
  let shown = '';
  const show = (work: Work) => {
    const isAwake = work.running > 0 && !work.isWaiting;
    if (isAwake && blocker === null) {
      blocker = powerSaveBlocker.start('prevent-app-suspension');
      log.info('The system is kept from sleeping while a job runs');
    } else if (!isAwake && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
      log.info('The system may sleep again');
    }
    // In hundredths: the system draws no finer, and is asked no oftener.
    const hundredths = work.items === 0 ? 0 : Math.floor((work.settled / work.items) * 100);
    const sign = `${work.running} ${hundredths} ${work.isWaiting}`;
    if (sign === shown) return;
    const seen = window();
    if (!seen || seen.isDestroyed()) return;
    shown = sign;
    if (work.running === 0) seen.setProgressBar(-1);
    else seen.setProgressBar(hundredths / 100, { mode: work.isWaiting ? 'paused' : 'normal' });
    app.setBadgeCount(work.running);
  };
  return {
    show,
    clear: () => show({ open: 0, running: 0, settled: 0, items: 0, isWaiting: false }),
  };
}
