import type { Dialog, MessageBoxOptions } from 'electron';
import { words } from '../../shared/words/words.ts';
import type { Log } from '../engine/ports/ports.ts';

/** Where releases come from, and the only place that is ever asked. build/electron-builder.yml names the same. */
export const updateFeed = { provider: 'github', owner: 'loose-parts', repo: 'loose-parts' } as const;

/** What is used of electron-updater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  setFeedURL(feed: typeof updateFeed): void;
  checkForUpdates(): Promise<{ isUpdateAvailable: boolean; updateInfo: { version: string } } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface UpdatesOptions {
  /** The build was signed by its maker: only then can the next one be told from a forgery. */
  isSigned: () => boolean;
  /** Loads electron-updater, the first time that somebody asks. */
  load: () => Promise<Updater>;
  dialog: { showMessageBox(options: MessageBoxOptions): ReturnType<Dialog['showMessageBox']> };
  /** How many jobs are under way. */
  running: () => number;
  log: Log;
}

/**
 * Looks for a newer version when the person asks, and only then: never at the start, never while a job runs, never by itself.
 * Nothing is fetched or installed without a yes. What is fetched is checked by electron-updater against the release's own
 * checksum and, on macOS and Windows, against the signature of the build that asks.
 *
 * @returns to be called for every wish of the person; a second one while the first is under way does nothing
 */
export function createUpdates({ isSigned, load, dialog, running, log }: UpdatesOptions): () => Promise<void> {
  let isUnderWay = false;
  const tell = ({ message, detail }: { message: string; detail: string }, buttons: string[] = [words.desktop.close]) =>
    dialog.showMessageBox({
      type: 'info',
      title: 'Loose Parts',
      message,
      detail,
      buttons,
      defaultId: 0,
      cancelId: buttons.length - 1,
      noLink: true,
    });
  const look = async () => {
    const { updates } = words.desktop;
    if (!isSigned()) return void (await tell(updates.unsigned));
    if (running() > 0) return void (await tell(updates.busy));
    const updater = await load();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.allowDowngrade = false;
    updater.setFeedURL(updateFeed);
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) return void (await tell(updates.current));
    const { version } = found.updateInfo;
    const wanted = await tell(updates.found(version), [updates.fetch, words.desktop.close]);
    if (wanted.response !== 0) return;
    await updater.downloadUpdate();
    log.info('A newer version is fetched', { version });
    const now = await tell(updates.fetched(version), [updates.install, words.desktop.close]);
    if (now.response !== 0) return;
    // A job may have begun meanwhile: by the watch list, or in the window.
    if (running() > 0) return void (await tell(updates.busy));
    updater.quitAndInstall();
  };
  return async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await look();
    } catch (error) {
      log.warn('The look for a newer version failed', { error });
      await tell(words.desktop.updates.failed);
    } finally {
      isUnderWay = false;
    }
  };
}
