import { Worker } from 'node:worker_threads';
import type { IndexReply, IndexRequest } from './index-server.ts';
import type { IndexOpened, IndexThread } from './worker.ts';

/** One worker thread over the index, and the calls that wait for it. */
export class IndexThreadClient {
  /** Resolves once the thread has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** What was found to be wrong with the index, by the thread that writes it. */
  readonly findings: IndexOpened['findings'];
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #nextId = 1;
  #failure: Error | null = null;

  private constructor(worker: Worker, { findings }: IndexOpened) {
    this.#worker = worker;
    this.findings = findings;
    worker.on('message', (reply: IndexReply) => this.#take(reply));
    worker.on('error', (error) => this.#fail(error));
    this.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail(new Error('The index is closed.'));
        resolve();
      });
    });
  }

  /** Starts a thread and waits until it has opened the file. @throws Error where it cannot */
  static async open(thread: IndexThread): Promise<IndexThreadClient> {
    // Beside this file as TypeScript (Node strips the types) or, bundled, as JavaScript.
    const extension = import.meta.url.endsWith('.ts') ? './worker.ts' : './index-worker.js';
    const worker = new Worker(new URL(extension, import.meta.url), {
      workerData: thread,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    const opened = await new Promise<IndexOpened>((resolve, reject) => {
      // Under `node --watch` Node itself tells, in messages of its own, which files a thread has loaded.
      const hear = (message: IndexOpened | { findings?: undefined }) => {
        if (!message.findings) return;
        worker.off('message', hear);
        resolve(message);
      };
      worker.on('message', hear);
      worker.once('error', reject);
    });
    return new IndexThreadClient(worker, opened);
  }

  /** Calls an operation by name. Calls are answered in their order. */
  call(operation: string, args: unknown[]): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, operation, args } satisfies IndexRequest);
    });
  }

  /** Finishes what was asked, closes the file and ends the thread. */
  async close(): Promise<void> {
    await this.call('close', []);
    // Not terminate(): cutting a thread off amid native code is the one thing here that can take the process with it.
    await this.ended;
  }

  #take(reply: IndexReply): void {
    const caller = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) caller?.resolve(reply.value);
    else caller?.reject(Object.assign(new Error(reply.message), reply.code ? { code: reply.code } : {}));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
