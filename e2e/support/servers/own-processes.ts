import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Daemon } from './processes.ts';

/** The processes of one server and its folder, none of which outlives this process. */
export class OwnProcesses {
  /** A temporary folder of the server's own. */
  readonly folder: string;
  readonly #daemons: Daemon[] = [];
  #closing: Promise<void> | null = null;

  /** @param name goes into the folder's name: `ceph` */
  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `loose-parts-${name}-`));
    process.once('exit', this.#endNow).once('SIGINT', this.#endOnSignal).once('SIGTERM', this.#endOnSignal);
  }

  /** Starts a process whose output goes to `<name>.out` in the folder. */
  start(name: string, command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Daemon {
    const daemon = new Daemon(name, command, [...args], join(this.folder, `${name}.out`), env);
    this.#daemons.push(daemon);
    return daemon;
  }

  /** Ends them, the last started first (it talks to the others while it ends), and removes the folder. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const daemon of this.#daemons.toReversed()) await daemon.end();
    process.off('exit', this.#endNow).off('SIGINT', this.#endOnSignal).off('SIGTERM', this.#endOnSignal);
    // What a server was writing as it was ended may still appear while its folder goes.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The last resort, when this process ends without close(): nothing of ours may stay behind. */
  readonly #endNow = (): void => {
    for (const daemon of this.#daemons) daemon.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  };

  readonly #endOnSignal = (): void => process.exit(1);
}
