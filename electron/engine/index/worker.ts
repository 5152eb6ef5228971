import { parentPort, workerData } from 'node:worker_threads';
import { type IndexRequest, type IndexServer, serveIndex, serveReads } from './index-server.ts';

/** The first message of a thread: the index is open. */
export type IndexOpened = Pick<IndexServer, 'findings'>;

const port = parentPort;
if (!port) throw new Error('The index worker runs in a worker thread only.');

/** What a thread is started with. A `reader` only reads, over a connection of its own. */
export type IndexThread =
  | { path: string; role: 'reader' }
  /** `at` is now, ms UTC. */
  | { path: string; role: 'writer'; at: number };

const thread: IndexThread = workerData;
const { run, findings } = thread.role === 'writer' ? serveIndex(thread.path, thread.at) : serveReads(thread.path);

port.on('message', (request: IndexRequest) => {
  port.postMessage(run(request));
  // With nothing left to listen to, the thread ends by itself.
  if (request.operation === 'close') port.close();
});
port.postMessage({ findings } satisfies IndexOpened);
