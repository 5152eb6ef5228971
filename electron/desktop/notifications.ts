import { type App, type BrowserWindow, Notification } from 'electron';
import type { Notice } from '../../shared/watch.ts';

/** The installers' appId (build/electron-builder.yml): Windows shows notifications only of an app that names itself so. */
const appId = 'io.github.loose-parts';

/** Names the app to Windows. */
export function identifyApp(app: Pick<App, 'setAppUserModelId'>, platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setAppUserModelId(appId);
}

/** What is asked and done of the window. */
type NotifiedWindow = Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'isMinimized' | 'restore' | 'show' | 'focus'>;

/**
 * Shows notices through the system, for as long as the window is not in front: there the page tells them itself. A click
 * brings the window back. Silent: nothing here is worth a sound.
 *
 * @param window the app's window; null while there is none
 */
export function createNotifier(window: () => NotifiedWindow | null): (notice: Notice) => void {
  // Electron forgets a notification that nobody holds, and with it what a click does.
  const shown = new Set<Notification>();
  return ({ title, body }) => {
    const inFront = window();
    if (!inFront || inFront.isDestroyed() || inFront.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: true });
    shown.add(notification);
    notification.once('close', () => shown.delete(notification));
    notification.once('click', () => {
      shown.delete(notification);
      const target = window();
      if (!target || target.isDestroyed()) return;
      if (target.isMinimized()) target.restore();
      target.show();
      target.focus();
    });
    notification.show();
  };
}
