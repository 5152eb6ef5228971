import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/schema/errors.ts';
import { says } from '../../../shared/words/says.ts';
import { entriesAtOnce, type PlanFile, readPlanFile } from '../records/plan-file.ts';
import type { PlanFileOutline, PlanFileReply, PlanFileRequest } from './plan-file-worker.ts';

/** A text up to this size is read in some ten milliseconds, characters. */
export const longestPlanAtOnce = 256 * 1024;

/** A plan file that was read and found in order. */
export interface OpenPlanFile {
  outline: PlanFileOutline;
  /** Its entries, {@link entriesAtOnce} at a time. */
  items(): AsyncIterable<PlanFile['plan']['items']>;
  /** The same of what the plan left out. */
  leftOut(): AsyncIterable<PlanFile['plan']['leftOut']>;
  /** Lets go of it. To be called in any case. */
  close(): void;
}

/**
 * Reads a plan file where it holds nobody up: one of 50 MB takes a second. A long one stays on the thread that has read it,
 * and comes from there in pieces.
 *
 * @param pieces its text, as it came
 * @throws AppError INVALID_INPUT, as {@link readPlanFile}
 */
export async function openPlanFile(pieces: readonly string[]): Promise<OpenPlanFile> {
  if (pieces.reduce((sum, { length }) => sum + length, 0) > longestPlanAtOnce) return openAside(pieces);
  const { items, leftOut, ...outline } = await readPlanFile(pieces.join(''), async () => {});
  const cut = <T>(entries: readonly T[]) => inPieces(async (from) => entries.slice(from, from + entriesAtOnce));
  return { outline, items: () => cut(items), leftOut: () => cut(leftOut), close() {} };
}

async function openAside(pieces: readonly string[]): Promise<OpenPlanFile> {
  // Beside this file as TypeScript (Node strips the types) or, bundled, as JavaScript.
  const file = import.meta.url.endsWith('.ts') ? './plan-file-worker.ts' : './plan-file-worker.js';
  const worker = new Worker(new URL(file, import.meta.url));
  const close = () => void worker.terminate();
  const ask = (request: PlanFileRequest): Promise<PlanFileReply> =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new AppError('INVALID_INPUT', says('fileTooBigForMemory')));
      worker.once('error', fail);
      worker.once('exit', fail);
      worker.on('message', function hear(reply: PlanFileReply | { kind?: undefined }) {
        // Under `node --watch` Node itself tells, in messages of its own, which files a thread has loaded.
        if (!reply.kind) return;
        for (const [name, heard] of [
          ['error', fail],
          ['exit', fail],
          ['message', hear],
        ] as const)
          worker.off(name, heard);
        resolve(reply);
      });
      worker.postMessage(request);
    });
  try {
    for (const text of pieces.slice(0, -1)) worker.postMessage({ kind: 'piece', text } satisfies PlanFileRequest);
    const read = await ask({ kind: 'last piece', text: pieces.at(-1) ?? '' });
    if (read.kind === 'bad') throw AppError.fromShape(read.error);
    if (read.kind !== 'read') throw new UnaskedError();
    const itemsFrom = async (from: number) => {
      const reply = await ask({ kind: 'entries', list: 'items', from });
      if (reply.kind !== 'items') throw new UnaskedError();
      return reply.entries;
    };
    const leftOutFrom = async (from: number) => {
      const reply = await ask({ kind: 'entries', list: 'leftOut', from });
      if (reply.kind !== 'leftOut') throw new UnaskedError();
      return reply.entries;
    };
    return { outline: read.outline, items: () => inPieces(itemsFrom), leftOut: () => inPieces(leftOutFrom), close };
  } catch (error) {
    close();
    throw error;
  }
}

class UnaskedError extends Error {
  override readonly name = 'UnaskedError';
  override readonly message = 'The reader of plan files answered something else.';
}

async function* inPieces<T>(piece: (from: number) => Promise<T[]>): AsyncGenerator<T[]> {
  for (let from = 0; ; from += entriesAtOnce) {
    const entries = await piece(from);
    if (entries.length === 0) return;
    yield entries;
  }
}
