import type { App, MessageBoxOptions } from 'electron';
import { words } from '../../shared/words/words.ts';

/** What the app says of itself. */

/** Versions of all that carries the app, by the names that people know. */
export interface Versions {
  app: string;
  electron: string;
  chromium: string;
  node: string;
}

/** What carries the app, in a line. Pure. */
export function carriersOf({ electron, chromium, node }: Versions): string {
  return `Electron ${electron}, Chromium ${chromium}, Node.js ${node}`;
}

/** Fills the system's own About box. */
export function describeApp(app: Pick<App, 'setAboutPanelOptions'>, versions: Versions): void {
  const carriers = carriersOf(versions);
  app.setAboutPanelOptions({
    applicationName: 'Loose Parts',
    applicationVersion: versions.app,
    version: carriers,
    copyright: `© The Loose Parts authors (MIT)\n${carriers}`,
    website: 'https://github.com/loose-parts/loose-parts',
    credits: words.desktop.credits,
  });
}

export interface DiagnosticsOptions {
  text: () => string;
  dialog: { showMessageBox(options: MessageBoxOptions): Promise<{ response: number }> };
  clipboard: { writeText(text: string): Promise<void> };
}

/** Shows the text to the person, who then copies it or not. */
export async function showDiagnostics({ text, dialog, clipboard }: DiagnosticsOptions): Promise<void> {
  const { diagnostics, close } = words.desktop;
  // One and the same: what was read is what is copied.
  const shown = text();
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'Loose Parts',
    message: diagnostics.message,
    detail: shown,
    buttons: [diagnostics.copy, close],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) await clipboard.writeText(shown);
}
