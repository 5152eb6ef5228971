import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/schema/errors.ts';
import { type Connection, connectionSchema } from '../../../shared/schema/model.ts';
import type { StartWarning } from '../../../shared/schema/start-warnings.ts';
import { says } from '../../../shared/words/says.ts';
import { asidePath } from '../index/aside.ts';

const fileSchema = z.object({ version: z.literal(1), connections: z.array(connectionSchema) });

export interface ReadConnections {
  connections: Connection[];
  /** What became of a file that could not be read; null where all is well. */
  warning: StartWarning | null;
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'connections.json');
}

/** A second file of the same content: one of them that is lost or damaged takes nothing along. */
function copyIn(dataDir: string): string {
  return join(dataDir, 'connections.copy.json');
}

/**
 * Reads the saved connections. A file that is not what this app writes is set aside under another name, so that saving
 * a connection later does not overwrite what may be worth mending; then, and where the file is gone, its copy is read.
 *
 * @throws AppError DATA_FOLDER_UNWRITABLE where the file exists and cannot be read or set aside
 */
export async function readConnections(dataDir: string, now: number): Promise<ReadConnections> {
  const path = pathIn(dataDir);
  const found = await lookAt(path);
  const text = found === 'unreadable' ? null : found;
  const parsed = text === null ? null : parse(text);
  const copied = await lookAt(copyIn(dataDir)).catch(() => 'unreadable' as const);
  if (text !== null && parsed) {
    if (copied !== text) await keepCopy(dataDir, text);
    return { connections: parsed, warning: null };
  }
  const aside = found === null ? null : await setAside(path, now);
  const kept = copied === null || copied === 'unreadable' ? null : parse(copied);
  if (kept) {
    await writeConnections(dataDir, kept);
    return { connections: kept, warning: { what: 'connections unreadable', aside, hasCopy: true } };
  }
  // Without either, nothing was ever saved here.
  if (found === null && copied === null) return { connections: [], warning: null };
  return { connections: [], warning: { what: 'connections unreadable', aside, hasCopy: false } };
}

/** What stands in the file's place and is no file of ours to read: a folder, another's file, a link in a circle. */
const notReadable: ReadonlySet<string> = new Set(['EISDIR', 'EACCES', 'EPERM', 'ELOOP']);

/** The text; null where there is none. @throws AppError DATA_FOLDER_UNWRITABLE where the disk or its folder fails */
async function lookAt(path: string): Promise<string | 'unreadable' | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return null;
    if (notReadable.has(code)) return 'unreadable';
    throw fileError(error, path);
  }
}

function parse(text: string): Connection[] | null {
  return fileSchema.safeParse(jsonOrNull(text)).data?.connections ?? null;
}

/** @returns where it is now */
async function setAside(path: string, now: number): Promise<string> {
  const aside = asidePath(path, now);
  try {
    await rename(path, aside);
  } catch (error) {
    throw fileError(error, path);
  }
  return aside;
}

/**
 * Writes the saved connections, and their copy: a whole new file beside the old one, on disk before it takes its place.
 *
 * @throws AppError DATA_FOLDER_UNWRITABLE, DISK_FULL; the old file is then as it was
 */
export async function writeConnections(dataDir: string, connections: readonly Connection[]): Promise<void> {
  const text = `${JSON.stringify({ version: 1, connections }, null, 2)}\n`;
  await replaceFile(pathIn(dataDir), text);
  await keepCopy(dataDir, text);
}

/** A copy that cannot be written is none: better no copy than an old one, which would bring removed connections back. */
async function keepCopy(dataDir: string, text: string): Promise<void> {
  await replaceFile(copyIn(dataDir), text).catch(() => rm(copyIn(dataDir), { force: true }).catch(() => {}));
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileError(error, path);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function fileError(error: unknown, path: string): AppError {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('DISK_FULL', `${path} could not be written.`);
  return new AppError('DATA_FOLDER_UNWRITABLE', says('dataFileUnusable', { path, code }));
}
