import type { NativeTheme } from 'electron';

/**
 * The theme of what the system draws for us (title bar, menus, dialogs): the page's, where the person has chosen one
 * there. Pure.
 *
 * @param colour what the page names as its theme colour, `#rrggbb`; null while its theme is the system's
 *   (renderer/shell/theme-colour.tsx)
 */
export function themeOf(colour: string | null): NativeTheme['themeSource'] {
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour ?? '');
  if (!parts) return 'system';
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  // Rec. 709 luma of 255.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light';
}

interface ThemedWindow {
  readonly webContents: {
    on(event: 'did-change-theme-color', listener: (event: object, colour: string | null) => void): unknown;
  };
}

/** Lets the system's own parts of the window follow the page's theme. */
export function followPageTheme(window: ThemedWindow, nativeTheme: Pick<NativeTheme, 'themeSource'>): void {
  window.webContents.on('did-change-theme-color', (_event, colour) => {
    nativeTheme.themeSource = themeOf(colour);
  });
}
