import { statfsSync } from 'node:fs';
import { Checkpoints } from './checkpoints.ts';
import type { CleanupChange } from './cleanup-operations.ts';
import { openForReading } from './database.ts';
import { type OpeningFinding, openIndex } from './open-index.ts';
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

/** An open index that answers calls, on the thread that has it. The operation `close` ends it. */
export interface IndexServer {
  run: (request: IndexRequest) => IndexReply;
  findings: OpeningFinding[];
}

type Operations = ReadonlyMap<string, (...args: never[]) => unknown>;

/** Serves the operations that only read. @throws Error where SQLite cannot open the file */
export function serveReads(path: string): IndexServer {
  const database = openForReading(path);
  const operations: Operations = new Map<string, (...args: never[]) => unknown>([
    ...Object.entries(createReadOperations(database)),
    ['close', () => database.close()],
  ]);
  return { run: (request: IndexRequest) => attempt(operations, request), findings: [] };
}

/**
 * Serves every operation, keeps the tally, and puts the log into the index before long.
 *
 * @param at now, ms UTC
 * @throws as {@link openIndex}
 */
export function serveIndex(path: string, at: number): IndexServer {
  const { database, tally, findings } = openIndex(path, at);
  const checkpoints = new Checkpoints(path, database, tally);
  let isSound = true;
  const close = () => {
    checkpoints.close();
    tally.close({ isSound });
    database.close();
  };
  const operations: Operations = new Map<string, (...args: never[]) => unknown>([
    ...Object.entries(createOperations(database)),
    ['close', close],
  ]);
  /** SQLite's shared memory, too, has no other words for a disk without room. */
  const isAboutRoom = (reply: IndexReply) =>
    database.isOpen &&
    !database.isTransaction &&
    (isAbout(reply, /disk is full/) || (isAbout(reply, /disk I\/O error/) && isFull(path)));
  const run = (request: IndexRequest): IndexReply => {
    let reply = attempt(operations, request);
    // The log itself may be what fills the disk.
    if (isAboutRoom(reply) && checkpoints.makeRoom()) {
      reply = attempt(operations, request);
      // What was tried in vain is in the log as well, until that is emptied.
      if (isAboutRoom(reply)) checkpoints.makeRoom();
    }
    if (isAbout(reply, /malformed|not a database/)) isSound = false;
    if (database.isOpen) {
      const changes = reply.ok && request.operation === 'applyCleanup' ? changesOf(request) : [];
      tally.done(changes);
      checkpoints.done(changes.some((change) => change.kind === 'job' && change.patch.state === 'finished'));
    }
    return reply;
  };
  return { run, findings };
}

/** The contents of a request for `applyCleanup`, which only the client sends (client.ts, `IndexClient`). */
function changesOf({ args }: IndexRequest): readonly CleanupChange[] {
  const [changes] = args;
  return Array.isArray(changes) ? changes : [];
}

/** Whether the disk that a file is on has no room for another page. */
function isFull(path: string): boolean {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize < 64 * 1024;
}

function isAbout(reply: IndexReply, words: RegExp): boolean {
  return !reply.ok && words.test(reply.message);
}

function attempt(operations: Operations, { id, operation: name, args }: IndexRequest): IndexReply {
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
