import type { Tell } from './messages.ts';
import type { Recorder } from './strict.ts';
import type { World } from './world.ts';

/** What the pieces of the double share. */
export interface Desktop {
  readonly world: World;
  readonly tell: Tell;
  readonly record: Recorder;
  /** The command line, switches that the app appended included. */
  readonly switches: Map<string, string>;
  /** The app is ready. */
  ready: boolean;
  /**
   * Chromium's zygote was started without a sandbox, and the app asked for one afterwards: every process of a page dies
   * (shell/browser/api/electron_api_app.cc, App::EnableSandbox; crbug.com/444900).
   */
  sandboxMismatch: boolean;
  /** The process ends. */
  exit(code: number): void;
}

/** @throws Error as Electron does, where the app is ready already */
export function mustBeBeforeReady({ ready }: Desktop, name: string): void {
  if (ready) throw new Error(`${name} can only be called before app is ready`);
}

/** @throws Error as Electron does, where the app is not ready yet */
export function mustBeReady({ ready }: Desktop, name: string): void {
  if (!ready) throw new Error(`${name} cannot be used before app is ready`);
}

/** The switches of a command line, by name. */
export function readSwitches(args: readonly string[]): Map<string, string> {
  const switches = new Map<string, string>();
  for (const arg of args) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name !== undefined) switches.set(name, value ?? '');
  }
  return switches;
}
