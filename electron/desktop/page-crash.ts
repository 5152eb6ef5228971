import type { Dialog, RenderProcessGoneDetails } from 'electron';
import type { Log } from '../engine/ports/ports.ts';

/** A page that crashes is loaded anew so many times within a minute; then the person is asked. */
const reloadsPerMinute = 3;
const minuteMs = 60_000;

interface CrashingWindow {
  isDestroyed(): boolean;
  readonly webContents: {
    on(event: 'render-process-gone', listener: (event: object, details: RenderProcessGoneDetails) => void): unknown;
    reload(): void;
  };
}

export interface PageCrashOptions {
  window: CrashingWindow;
  dialog: Pick<Dialog, 'showMessageBox'>;
  log: Log;
  /** Ends the app. */
  quit: () => void;
  /** Monotonic time, ms. */
  now: () => number;
}

/**
 * Brings the page back when its process has died: the engine went on, and the page comes back to its state. A page that
 * dies again and again would be loaded for ever, so after some times the person says whether to try again.
 */
export function reviveCrashedPage({ window, dialog, log, quit, now }: PageCrashOptions): void {
  let reloads: number[] = [];
  const reload = () => {
    if (!window.isDestroyed()) window.webContents.reload();
  };
  window.webContents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    log.error('The page’s process ended', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const at = now();
    reloads = reloads.filter((before) => at - before < minuteMs);
    if (reloads.length < reloadsPerMinute) {
      reloads.push(at);
      return reload();
    }
    log.error('The page’s process ends again and again; the person is asked', { reason, exitCode });
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Loose Parts',
      message: 'The window’s content keeps crashing.',
      detail: `It was loaded anew ${reloadsPerMinute} times within a minute (${reason}, exit code ${exitCode}). What is under way goes on meanwhile, and after a restart.\n\nIf it does not help to try again, run the same app in your web browser: npm start -- --browser. The log in the data folder says more.`,
      buttons: ['Try again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) return quit();
    reloads = [];
    reload();
  });
}
