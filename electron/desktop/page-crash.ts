import type { Dialog, RenderProcessGoneDetails } from 'electron';
import { words } from '../../shared/words/words.ts';
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
    const { pageCrashed, tryAgain, quit: quitWord } = words.host;
    try {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        title: 'Loose Parts',
        ...pageCrashed(reloadsPerMinute, reason, exitCode),
        buttons: [tryAgain, quitWord],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      if (response === 1) return quit();
      reloads = [];
      reload();
    } catch (error) {
      // Nobody can be asked, and an empty window helps nobody. Work that is under way goes on at the next start.
      log.error('The person could not be asked about the page that keeps crashing; the app ends', { error });
      quit();
    }
  });
}
