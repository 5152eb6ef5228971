import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import type { Contract } from '../../../shared/contract.ts';
import type { LiveState } from '../../../shared/schema/live.ts';
import { applyLiveEvent } from '../../../shared/values/live-state.ts';
import { hostEnvironment, hostFlags } from '../../support/host-flags.ts';

const entry = join(import.meta.dirname, '../../../dist/electron/serve.js');

const turns = new URL('./turns.ts', import.meta.url).href;
const turnSchema = z.object({ heldMs: z.number() });

/** One try to get an answer from the app. */
interface Beat {
  /** How long it took, ms. */
  ms: number;
  /** The same without what the app, or whoever asked, waited for a processor. */
  ownMs: number;
  isAnswered: boolean;
}

/** The built app in a process of its own, watched all the time. */
export class WatchedApp {
  readonly client: ContractRouterClient<Contract>;
  /** What hears all that the app answers, and says by itself. */
  readonly #hear: (text: string) => void;
  /** How long an answer took at most, ms. A busy computer delays answers, too. */
  longestMs = 0;
  /** The longest of the app's own: without the time in which it was ready to run and got no processor. */
  longestOwnMs = 0;
  /** How long the app's main thread worked on one thing at most, ms of its CPU time. */
  longestHeldMs = 0;
  unanswered = 0;
  beats = 0;
  readonly #child: ChildProcess;
  readonly #heart: Worker;
  #state: LiveState = { connections: [], buckets: {}, jobs: [] };
  readonly #watchers = new Set<() => void>();
  readonly #stop = new AbortController();
  #onAnew = () => {};

  private constructor(child: ChildProcess, url: URL, hear: (text: string) => void) {
    this.#hear = hear;
    this.#child = child;
    const token = url.hash.replace('#token=', '');
    const link = new RPCLink({
      url: `${url.origin}/rpc`,
      headers: { authorization: `Bearer ${token}` },
      fetch: async (request, init) => {
        const answer = await fetch(request, init);
        if (!(answer.headers.get('content-type') ?? '').includes('event-stream')) {
          hear(await answer.clone().text());
        }
        return answer;
      },
    });
    this.client = createORPCClient(link);
    this.#heart = new Worker(new URL('./heartbeat.ts', import.meta.url), {
      workerData: { url: url.origin, token, pid: child.pid },
    });
    child.on('message', (message) => {
      const { heldMs } = turnSchema.parse(message);
      if (heldMs === 0) this.#onAnew();
      this.longestHeldMs = Math.max(this.longestHeldMs, heldMs);
    });
    this.#heart.on('message', ({ ms, ownMs, isAnswered }: Beat) => {
      this.beats++;
      this.longestMs = Math.max(this.longestMs, ms);
      this.longestOwnMs = Math.max(this.longestOwnMs, ownMs);
      if (!isAnswered) this.unanswered++;
    });
  }

  /** @throws Error with what it said, where it does not start */
  static async start(dataDir: string, hear: (text: string) => void): Promise<WatchedApp> {
    const args = [...hostFlags(), '--import', turns, entry, '--no-open', '--port', '0', '--data-dir', dataDir];
    const child = spawn(process.execPath, args, { env: hostEnvironment(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('The app has no output.');
    const lines: string[] = [];
    const url = await new Promise<URL>((resolve, reject) => {
      for (const stream of [stdout, stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line);
          const address = /^Loose Parts is ready at (\S+)$/.exec(line)?.[1];
          if (address) resolve(new URL(address));
        });
      }
      child.once('exit', (code) => reject(new Error(`The app ended with ${code}:\n${lines.join('\n')}`)));
    });
    const app = new WatchedApp(child, url, hear);
    // Until it was ready it loaded its code, and nobody could ask it anything.
    await app.measureAnew();
    void app.#follow();
    return app;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** How long the main thread was held at most until now, ms of its CPU time; which is forgotten. */
  measureAnew(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#onAnew = () => {
      resolve(this.longestHeldMs);
      this.longestHeldMs = 0;
    };
    this.#child.send('anew');
    return promise;
  }

  /** The most memory that it ever had at once, bytes. */
  memoryPeak(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'latin1');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
  }

  /** Resolves with true once the state is so, with false after so many ms. */
  async until(enough: (state: LiveState) => boolean, ms: number): Promise<boolean> {
    if (enough(this.#state)) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = () => enough(this.#state) && resolve(true);
    const timer = setTimeout(() => resolve(false), ms);
    this.#watchers.add(look);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#watchers.delete(look);
    });
  }

  async #follow(): Promise<void> {
    try {
      for await (const message of await this.client.live.subscribe(undefined, { signal: this.#stop.signal })) {
        this.#hear(JSON.stringify(message));
        this.#state = message.type === 'snapshot' ? message.state : message.events.reduce(applyLiveEvent, this.#state);
        for (const look of this.#watchers) look();
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  /** An orderly end. @returns its exit code, and how long it took, ms */
  async stop(): Promise<{ code: number | null; ms: number }> {
    const begun = performance.now();
    this.#stop.abort();
    this.#heart.postMessage('over');
    if (this.isRunning) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    return { code: this.#child.exitCode, ms: performance.now() - begun };
  }
}
