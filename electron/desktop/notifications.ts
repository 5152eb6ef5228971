import { type App, type BrowserWindow, Notification } from 'electron';
import type { Notice } from '../../shared/schema/watch.ts';
import { words } from '../../shared/words/words.ts';

/** The installers' appId (build/electron-builder.yml): Windows shows notifications only of an app that names itself so. */
const appId = 'io.github.loose-parts';

/** Names the app to Windows. */
export function identifyApp(app: Pick<App, 'setAppUserModelId'>, platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setAppUserModelId(appId);
}

/** What is asked and done of the window. */
type NotifiedWindow = Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** So many are held for a click. The system's own list is where older ones are looked up, and not all systems tell of their end. */
const mostHeld = 20;

/**
 * Shows notices through the system, for as long as the window is not in front: there the page tells them itself. A click
 * brings the window back. Silent: nothing here is worth a sound.
 *
 * @param window the app's window; null while there is none
 * @param shown holds what is shown: Electron forgets a notification that nobody holds, and with it what a click does
 */
export function createNotifier(
  window: () => NotifiedWindow | null,
  shown: Set<Pick<Notification, 'show'>> = new Set(),
): (notice: Notice) => void {
  return (notice) => {
    const inFront = window();
    if (!inFront || inFront.isDestroyed() || inFront.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ ...words.notice(notice), silent: true });
    shown.add(notification);
    const [oldest] = shown;
    if (shown.size > mostHeld && oldest) shown.delete(oldest);
    notification.once('close', () => shown.delete(notification));
    // macOS shows none of an app that is not signed, and says so with this alone.
    notification.once('failed', () => shown.delete(notification));
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
