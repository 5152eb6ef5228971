import type { BrowserWindow } from 'electron';

/**
 * A window that was made hidden is shown once its page is drawn, so that nothing flashes. Electron says so with
 * `ready-to-show`; on some Wayland compositors that comes only once the window is shown (electron/electron#48859), which
 * would be never. So a page that has loaded counts as drawn so long after, ms.
 */
export const drawnAfterLoadMs = 300;

/** What is heard of the window. */
interface RevealedWindow {
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
  readonly webContents: { once(event: 'did-finish-load', listener: () => void): unknown };
}

/** Calls `reveal` once, as soon as there is something to see; never once the window is closed. */
export function revealOnce(window: RevealedWindow & Pick<BrowserWindow, 'isDestroyed'>, reveal: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  let isDone = false;
  const once = () => {
    clearTimeout(timer);
    if (isDone || window.isDestroyed()) return;
    isDone = true;
    reveal();
  };
  window.once('ready-to-show', once);
  window.webContents.once('did-finish-load', () => {
    if (!isDone) timer = setTimeout(once, drawnAfterLoadMs);
  });
  window.once('closed', () => clearTimeout(timer));
}
