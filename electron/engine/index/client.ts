import { Worker } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import { createOperations, type IndexOperations } from './operations.ts';
import type { IndexReply, IndexRequest } from './worker.ts';

/** The index as the engine uses it: every operation, asynchronous. */
export type IndexClient = {
  [K in keyof IndexOperations]: (
    ...args: Parameters<IndexOperations[K]>
  ) => Promise<Awaited<ReturnType<IndexOperations[K]>>>;
};

export interface OpenIndex {
  index: IndexClient;
  /** Finishes what was asked, closes the file and ends the thread. */
  close(): Promise<void>;
}

/**
 * Opens the index in a worker thread of its own, so that no query blocks the main process. Operations run in the order
 * in which they were called.
 *
 * @param path the SQLite file
 * @throws Error where the file cannot be opened (newer schema, unwritable folder, not a database)
 */
export async function openIndexInWorker(path: string): Promise<OpenIndex> {
  // Beside this file as TypeScript (Node strips the types) or, bundled, as JavaScript.
  const extension = import.meta.url.endsWith('.ts') ? './worker.ts' : './index-worker.js';
  const worker = new Worker(new URL(extension, import.meta.url), {
    workerData: { path },
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let failure: Error | null = null;

  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  worker.on('message', (reply: IndexReply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) caller?.resolve(reply.value);
    else caller?.reject(Object.assign(new Error(reply.message), reply.code ? { code: reply.code } : {}));
  });
  const fail = (error: Error) => {
    failure = error;
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The index is closed.')));

  const call = (operation: string, args: unknown[]): Promise<unknown> => {
    if (failure) return Promise.reject(failure);
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, operation, args } satisfies IndexRequest);
    });
  };
  return {
    index: asClient(call),
    close: async () => {
      await call('close', []);
      await worker.terminate();
    },
  };
}

/** The same index on this thread: for tests, which want no second thread. */
export function openIndexHere(path: string): OpenIndex {
  const database = openDatabase(path);
  const operations = new Map<string, (...args: never[]) => unknown>(Object.entries(createOperations(database)));
  const call = async (operation: string, args: unknown[]): Promise<unknown> =>
    Reflect.apply(operations.get(operation) ?? missing(operation), undefined, args);
  return { index: asClient(call), close: async () => database.close() };
}

function missing(operation: string): never {
  throw new Error(`The index has no operation ${operation}`);
}

function asClient(call: (operation: string, args: unknown[]) => Promise<unknown>): IndexClient {
  // The one cast of the index: a proxy's shape cannot be derived, and both ends share IndexOperations.
  return new Proxy(
    {},
    {
      get:
        (_, operation) =>
        (...args: unknown[]) =>
          call(String(operation), args),
    },
  ) as IndexClient;
}
