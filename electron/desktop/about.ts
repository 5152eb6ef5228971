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

/** Fills the system's own About box. */
export function describeApp(app: Pick<App, 'setAboutPanelOptions'>, versions: Versions): void {
  const carriers = `Electron ${versions.electron}, Chromium ${versions.chromium}, Node.js ${versions.node}`;
  app.setAboutPanelOptions({
    applicationName: 'Loose Parts',
    applicationVersion: versions.app,
    version: carriers,
    copyright: `© The Loose Parts authors (MIT)\n${carriers}`,
    website: 'https://github.com/loose-parts/loose-parts',
    credits: words.desktop.credits,
  });
}

/** What a fault report begins with. */
export interface DiagnosticsFacts {
  versions: Versions;
  platform: string;
  arch: string;
  /** The system's own version. */
  release: string;
  isPackaged: boolean;
  isSandboxed: boolean;
  /** Jobs under way. */
  running: number;
  /** The log, newest line last; secrets were removed as it was written. */
  log: string;
}

/** The most lines of the log that are shown: what a dialog can hold, and a person will read. */
const mostLines = 25;
/** And of each so many characters. */
const mostCharacters = 300;

/**
 * A text for whoever is to find a fault: versions, system, and the newest warnings and errors of the log. Names of buckets
 * may be in it, secrets not; it is shown before it can be copied, and sent nowhere. Pure.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { versions, log } = facts;
  const lines = log
    .split('\n')
    .filter((line) => /"level":"(warn|error)"/.test(line))
    .slice(-mostLines)
    .map((line) => (line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line));
  return [
    `Loose Parts ${versions.app} (${facts.isPackaged ? 'installed' : 'from source'})`,
    `Electron ${versions.electron}, Chromium ${versions.chromium}, Node.js ${versions.node}`,
    `${facts.platform} ${facts.arch} ${facts.release}, sandbox ${facts.isSandboxed ? 'on' : 'off'}`,
    `Jobs under way: ${facts.running}`,
    ...(lines.length === 0 ? ['No warning and no error in the log.'] : ['Newest warnings and errors:', ...lines]),
  ].join('\n');
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
