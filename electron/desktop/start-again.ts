import { resolve } from 'node:path';
import type { App } from 'electron';
import { isLink } from '../../shared/values/bucket-link.ts';
import type { AskedText } from './asked.ts';

export interface StartAgainOptions {
  app: Pick<App, 'relaunch'>;
  /** The program's own arguments: where the app lies, and how it was started. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

/**
 * Has the app start once more as soon as it has ended, with what was asked for meanwhile. An AppImage is started by its own
 * file: what it was mounted as is gone by then.
 */
export function startAgain({ app, args, env }: StartAgainOptions, asked: readonly AskedText[]): void {
  const words = asked.map(({ text, folder }) => (isLink(text) || /^file:/i.test(text) ? text : resolve(folder, text)));
  app.relaunch({
    ...(env.APPIMAGE ? { execPath: env.APPIMAGE } : {}),
    // What follows `--` is no option, whatever a link holds.
    args: [...args, '--', ...words],
  });
}
