import type { Log } from '../engine/ports/ports.ts';
import { openDataFolder } from './data-folder.ts';
import { createFileLog, logPath } from './file-log.ts';
import { endsWithin } from './within.ts';

/** The end waits no longer than this, ms. What the engine began is on disk in any case. */
const closeLimitMs = 5_000;

/** What a host's process has opened, and how all of it ends. */
export class Lifetime {
  readonly #closers: (() => Promise<unknown> | unknown)[] = [];
  #log: Log | null = null;

  /** null until the data folder is open. */
  get log(): Log | null {
    return this.#log;
  }

  /**
   * Opens the data folder, which ends last, and the log in it.
   * @throws StartError where the folder cannot be used, or another process has it
   */
  openFolder(path: string): { path: string; log: Log } {
    const folder = openDataFolder(path);
    this.closeAtEnd(() => folder.release());
    const log = createFileLog(logPath(folder.path));
    this.#log = log;
    return { path: folder.path, log };
  }

  /** Whatever was opened last is closed first. */
  closeAtEnd(close: () => Promise<unknown> | unknown): void {
    this.#closers.unshift(close);
  }

  /** Closes everything, one after the other, in 5 s at most; a failure is logged. Never rejects; the second time does nothing. */
  async end(): Promise<void> {
    const work = (async () => {
      for (const close of this.#closers.splice(0)) await close();
    })();
    if (!(await endsWithin(closeLimitMs, work, (error) => this.#log?.error('Closing failed', { error })))) {
      this.#log?.warn('Closing took too long and was cut short');
    }
  }
}
