import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../engine/ports/ports.ts';
import { pageUrl } from './app-protocol.ts';
import { webPreferences } from './security.ts';
import { placeWindow, readWindowState, saveWindowState, smallestSize } from './window-state.ts';

export interface WindowOptions {
  /** The bundled preload script. */
  preload: string;
  /** Where the window's place is kept. */
  statePath: string;
  log: Log;
  /** The page has been drawn for the first time. */
  onShown: () => void;
}

/** Makes the app's one window. {@link loadPage} fills it. */
export function createWindow({ preload, statePath, log, onShown }: WindowOptions): BrowserWindow {
  const saved = readWindowState(statePath);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(saved, areas),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Loose Parts',
    // The page's own background, so that nothing flashes before its first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => {
    if (saved?.maximized) window.maximize();
    window.show();
    onShown();
  });
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    saveWindowState(statePath, state).catch((error: unknown) => log.warn('The window’s place was not kept', { error }));
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error('The page’s process ended', { reason: details.reason, exitCode: details.exitCode });
    // The engine went on; the page comes back to its state.
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  return window;
}

/** Loads the page. To be called once everything that the page will ask for is installed. */
export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(pageUrl);
}
