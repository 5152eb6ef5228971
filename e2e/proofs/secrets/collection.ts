import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isCode, shortestSecret } from './forms.ts';
import type { MessageKind, NotedMessage, NotedSecret } from './noted.ts';

/**
 * What a test run leaves for the sweep: secrets that were made while it ran, folders that tests would have removed, and
 * messages. Nothing is kept unless `npm test` (or `npm run test:ceph`) has begun a collection: then its folder is there.
 *
 * It lies beside the folders of the tests, so that keeping one is a renaming and no copy.
 */
const root = join(import.meta.dirname, '../../..');
export const collectionFolder = join(
  tmpdir(),
  `sweep-of-loose-parts-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
);
/** Within it: folders and files as they were, messages by process, and secrets one a line. */
export const keptName = 'kept';
export const messagesName = 'messages';
export const notedSecretsName = 'secrets.jsonl';
const keptFolder = join(collectionFolder, keptName);
const messagesFolder = join(collectionFolder, messagesName);

/** Tests name their folders so. */
export const scratchPrefix = 'loose-parts-';

const beganFile = join(collectionFolder, 'began');
/** A run that broke off ended by then, ms: what is run later is none of its. */
const longestRunMs = 3 * 3_600_000;

/** Asked once: a process of a run lives within it. */
const collecting = Date.now() - (statSync(beganFile, { throwIfNoEntry: false })?.mtimeMs ?? 0) < longestRunMs;

export function isCollecting(): boolean {
  return collecting;
}

/** Begins anew. The processes that shall collect start afterwards. */
export function beginCollection(): void {
  rmSync(collectionFolder, { recursive: true, force: true, maxRetries: 3 });
  for (const folder of [keptFolder, messagesFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(beganFile, '');
}

/**
 * Notes a secret that comes into being while a test runs. Those that stand in the tests as they are written are found
 * without (see literals.ts).
 *
 * @returns the value
 * @throws Error where it is too short to be told from an accident
 */
export function noteSecret(name: string, value: string): string {
  if (value.length < shortestSecret && !isCode(value))
    throw new Error(`The ${name} is too short to be recognised anywhere.`);
  if (collecting) {
    const secret: NotedSecret = { name, value };
    appendFileSync(join(collectionFolder, notedSecretsName), `${JSON.stringify(secret)}\n`);
  }
  return value;
}

const messagesFile = join(messagesFolder, `${process.pid}-${threadId}.jsonl`);

/** Notes a message. Synchronously, so that the last one before a kill is there. */
export function noteMessage(
  kind: MessageKind,
  of: string,
  body: string | Uint8Array,
  stream: string = randomUUID(),
): void {
  if (!collecting) return;
  const message: NotedMessage = {
    kind,
    of,
    stream,
    base64: Buffer.from(body).toString('base64'),
  };
  appendFileSync(messagesFile, `${JSON.stringify(message)}\n`);
}

/** Keeps a folder that is about to be removed. */
export function keepFolder(folder: string): void {
  if (!collecting || !existsSync(folder)) return;
  const place = placeFor(folder);
  try {
    renameSync(folder, place);
  } catch {
    // Windows moves nothing that is open, and another disk is out of reach.
    cpSync(folder, place, { recursive: true });
  }
}

/** Keeps a copy, for what cannot be moved. */
export function keepCopy(path: string): void {
  if (collecting) cpSync(path, placeFor(path), { recursive: true });
}

/** Where something of that name is kept. */
export function placeFor(path: string): string {
  return join(keptFolder, `${randomUUID().slice(0, 8)}-${basename(path)}`);
}
