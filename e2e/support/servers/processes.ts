import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Characters of a log that go into an error. */
const tailLength = 2000;

/**
 * Runs a command to its end.
 * @returns its standard output
 * @throws Error with the command and the end of what it said
 */
export async function run(
  command: string,
  args: string[],
  timeoutMs: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, { timeout: timeoutMs, killSignal: 'SIGKILL', env });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const how = endOf(error, timeoutMs);
    throw new Error(`${command} ${args.join(' ')} failed:\n${said.slice(-tailLength)}${how}`, { cause: error });
  }
}

/** How a command ended that was ended: what it said last is then no reason. Empty where it ended by itself. */
function endOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error && 'signal' in error && error.signal)) return '';
  const wasKilled = 'killed' in error && error.killed === true;
  return wasKilled ? `\nit was ended after ${timeoutMs / 1000} s` : `\n${String(error.signal)} ended it`;
}

/** A server process of ours: its output goes to a file, and it is ended by its PID alone. */
export class Daemon {
  readonly #name: string;
  readonly #log: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(name: string, command: string, args: string[], log: string, env: NodeJS.ProcessEnv = process.env) {
    this.#name = name;
    this.#log = log;
    const output = openSync(log, 'w');
    this.#process = spawn(command, args, { stdio: ['ignore', output, output], env });
    closeSync(output);
    this.#ended = once(this.#process, 'exit').catch((error: unknown) => error);
  }

  /** Waits for `work`, but no longer than the process lives. @throws Error with the end of its log */
  async whileRunning<T>(work: Promise<T>): Promise<T> {
    const died = this.#ended.then((how) => {
      throw new Error(`${this.#name} ended (${how instanceof Error ? how.message : this.#process.exitCode})`);
    });
    try {
      return await Promise.race([work, died]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${reason}\n--- end of ${this.#log}\n${this.#tail()}`, { cause: error });
    }
  }

  /** Asks it to end, and after a second makes it: radosgw ignores TERM for 20 s. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    const force = setTimeout(() => this.kill(), 1000);
    await this.#ended;
    clearTimeout(force);
  }

  /** Ends it at once. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #tail(): string {
    try {
      return readFileSync(this.#log, 'utf8').slice(-tailLength);
    } catch {
      return '(no log)';
    }
  }
}
