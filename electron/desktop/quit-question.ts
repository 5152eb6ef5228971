import type { App, MessageBoxOptions } from 'electron';
import { words } from '../../shared/words/words.ts';
import type { Log } from '../engine/ports/ports.ts';

/** A window that may be about to close. */
interface ClosingWindow {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  once(event: 'session-end', listener: () => void): unknown;
}

export interface QuitQuestionOptions {
  app: Pick<App, 'quit'>;
  window: ClosingWindow;
  /** Asks the person, over the window. */
  ask: (question: MessageBoxOptions) => Promise<{ response: number }>;
  /** How many jobs are under way. */
  running: () => number;
  log: Log;
}

/**
 * Asks before the app ends while a job runs: the person may not know that it goes on only the next time. Once: quitting
 * closes the window, so that its `close` alone is where to ask, whichever way the end began. The system's own end (a
 * session that is logged out) is not kept waiting.
 *
 * @returns lets the app go from now on without a question, and quits
 */
export function askBeforeQuit({ app, window, ask, running, log }: QuitQuestionOptions): () => void {
  let isSettled = false;
  let isAsking = false;
  const leave = () => {
    isSettled = true;
    app.quit();
  };
  // Windows: the session ends, and nobody could answer.
  window.once('session-end', () => {
    isSettled = true;
  });
  window.on('close', (event) => {
    const jobs = running();
    if (isSettled || jobs === 0) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const { message, detail, quit, stay } = words.desktop.quitQuestion(jobs);
    ask({
      type: 'question',
      title: 'Loose Parts',
      message,
      detail,
      buttons: [quit, stay],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
      .then(({ response }) => {
        isAsking = false;
        if (response === 0) leave();
      })
      .catch((error: unknown) => {
        // A question that cannot be asked keeps nobody.
        log.warn('The question before the end could not be asked', { error });
        leave();
      });
  });
  return leave;
}
