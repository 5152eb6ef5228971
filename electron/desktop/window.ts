import { app, BrowserWindow, dialog, Menu, nativeTheme, screen } from 'electron';
import { pageColours } from '../../shared/values/page-colours.ts';
import type { Log } from '../engine/ports/ports.ts';
import { pageUrl } from './app-protocol.ts';
import { offerContextMenu } from './context-menu.ts';
import { reviveCrashedPage } from './page-crash.ts';
import { followPageTheme } from './page-theme.ts';
import { revealOnce } from './reveal.ts';
import { webPreferences } from './security.ts';
import { keepWindowState, placeWindow, type WindowState } from './window-state.ts';

export interface WindowOptions {
  /** The bundled preload script. */
  preload: string;
  /** What was saved of the window before; null: it is a first one. */
  saved: WindowState | null;
  /** Where the window's place is kept. */
  statePath: string;
  log: Log;
  /** The person sees the page. */
  onShown: () => void;
}

/** Makes the app's one window. {@link loadPage} fills it. */
export function createWindow({ preload, saved, statePath, log, onShown }: WindowOptions): BrowserWindow {
  nativeTheme.themeSource = saved?.theme ?? 'system';
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const window = new BrowserWindow({
    ...placeWindow(
      saved,
      [primary, ...others].map(({ workArea }) => workArea),
    ),
    show: false,
    title: 'Loose Parts',
    // The page's own, so that nothing flashes before its first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? pageColours.dark : pageColours.light,
    webPreferences: webPreferences(preload),
  });
  revealOnce(window, () => {
    if (saved?.maximized) window.maximize();
    window.show();
    onShown();
  });
  keepWindowState(window, {
    path: statePath,
    read: () => ({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      theme: nativeTheme.themeSource,
    }),
    failed: (error) => log.warn('The window’s place was not kept', { error }),
  });
  offerContextMenu(window, Menu);
  followPageTheme(window, nativeTheme);
  reviveCrashedPage({ window, dialog, log, quit: () => app.quit(), now: () => performance.now() });
  return window;
}

/**
 * Loads the page. To be called once everything that the page will ask for is installed.
 *
 * @returns whether the page is there; false where the person closed the window meanwhile
 * @throws Error where it cannot be loaded
 */
export async function loadPage(window: BrowserWindow): Promise<boolean> {
  try {
    await window.loadURL(pageUrl);
    return true;
  } catch (error) {
    // A load that is broken off fails; whoever broke it off needs no word about it.
    if (window.isDestroyed()) return false;
    throw error;
  }
}
