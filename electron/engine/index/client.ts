import type { OpeningFinding } from './open-index.ts';
import type { createReadOperations, IndexOperations } from './operations.ts';
import { IndexThreadClient } from './thread.ts';

/** The index as the engine uses it: every operation, asynchronous. */
export type IndexClient = {
  [K in keyof IndexOperations]: (
    ...args: Parameters<IndexOperations[K]>
  ) => Promise<Awaited<ReturnType<IndexOperations[K]>>>;
};

export interface OpenIndex {
  index: IndexClient;
  /** What was found to be wrong with it. */
  findings: OpeningFinding[];
  /** Finishes what was asked, closes the file and ends the thread. */
  close(): Promise<void>;
}

/**
 * Reads that may take long over a million rows, by the thread that answers them. Windows have one of their own: rows on
 * screen wait neither for what a scan writes nor for sums over every row.
 */
const readers = {
  windows: ['uploadWindow', 'matchingIds', 'uploadsWithIds'],
  sums: [
    'uploadTotals',
    'uploadAges',
    'uploadGroups',
    'uploadFacets',
    'heldUploads',
    'heldByGroup',
    'uploadStocks',
    'leftUploads',
    'openUploads',
  ],
  // Apart from the sums on screen: they walk over every row.
  rules: ['lifecycleCoverage', 'simulateRule', 'endedUploads'],
} as const satisfies Record<string, readonly (keyof ReturnType<typeof createReadOperations>)[]>;

/**
 * Opens the index in worker threads, so that no query blocks the main process. One thread writes; operations run there in
 * the order in which they were called. Long reads have threads of their own, begun when they are first needed: each sees
 * all that was written before it was called, by whoever waited for that write.
 *
 * @param path the SQLite file
 * @param at now, ms UTC
 * @throws Error in words where the file cannot be opened: a newer schema, an unwritable folder. A broken one is opened anew
 *   ({@link ./open-index.ts openIndex})
 */
export async function openIndexInWorker(path: string, at: number): Promise<OpenIndex> {
  const writer = await IndexThreadClient.open({ path, role: 'writer', at });
  const reading = new Map<string, Promise<IndexThreadClient>>();
  let isClosing = false;

  const readerFor = (name: string): Promise<IndexThreadClient> => {
    const known = reading.get(name);
    if (known) return known;
    const opened = IndexThreadClient.open({ path, role: 'reader' });
    reading.set(name, opened);
    // One that could not begin, or came to grief, is begun anew with the next read.
    const forget = () => reading.get(name) === opened && reading.delete(name);
    opened.then((thread) => thread.ended.then(forget), forget);
    return opened;
  };
  const call = async (operation: string, args: unknown[]): Promise<unknown> => {
    const reader = Object.entries(readers).find(([, names]) => names.some((name) => name === operation))?.[0];
    if (reader === undefined || isClosing) return writer.call(operation, args);
    return (await readerFor(reader)).call(operation, args);
  };
  return {
    index: asClient(call),
    findings: writer.findings,
    close: async () => {
      isClosing = true;
      // The writer last: whoever closes an index last tidies its log.
      for (const opened of [...reading.values()]) await opened.then((thread) => thread.close()).catch(() => {});
      await writer.close();
    },
  };
}

/** The index's operations over whatever carries a call of one. */
export function asClient(call: (operation: string, args: unknown[]) => Promise<unknown>): IndexClient {
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
