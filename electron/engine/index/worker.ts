import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, openForReading } from './database.ts';
import { createOperations, createReadOperations } from './operations.ts';

/** A call of one operation, from {@link ./client.ts}. */
export interface IndexRequest {
  id: number;
  operation: string;
  args: unknown[];
}

export type IndexReply =
  | { id: number; ok: true; value: unknown }
  /** `code` is SQLite's or the system's, for example `ERR_SQLITE_ERROR`. */
  | { id: number; ok: false; message: string; code?: string };

const port = parentPort;
if (!port) throw new Error('The index worker runs in a worker thread only.');

/** What a thread is started with. A `reader` only reads, over a connection of its own. */
export interface IndexThread {
  path: string;
  role: 'writer' | 'reader';
}

const { path, role }: IndexThread = workerData;
const database = role === 'writer' ? openDatabase(path) : openForReading(path);
const operations = new Map<string, (...args: never[]) => unknown>(
  Object.entries(role === 'writer' ? createOperations(database) : createReadOperations(database)),
);
operations.set('close', () => database.close());

port.on('message', ({ id, operation, args }: IndexRequest) => {
  port.postMessage(run(id, operation, args));
  // With nothing left to listen to, the thread ends by itself.
  if (operation === 'close') port.close();
});
port.postMessage('ready');

function run(id: number, name: string, args: unknown[]): IndexReply {
  const operation = operations.get(name);
  if (!operation) return { id, ok: false, message: `The index has no operation ${name}` };
  try {
    return { id, ok: true, value: Reflect.apply(operation, undefined, args) };
  } catch (error) {
    if (!(error instanceof Error)) return { id, ok: false, message: String(error) };
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { id, ok: false, message: error.message, ...(code === undefined ? {} : { code }) };
  }
}
