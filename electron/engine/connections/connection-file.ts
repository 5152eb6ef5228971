import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/schema/errors.ts';
import { type Connection, connectionSchema } from '../../../shared/schema/model.ts';

const fileSchema = z.object({ version: z.literal(1), connections: z.array(connectionSchema) });

export interface ReadConnections {
  connections: Connection[];
  /** What became of a file that could not be read; null where all is well. */
  warning: string | null;
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'connections.json');
}

/**
 * Reads the saved connections. A file that is not what this app writes is set aside under another name, so that saving
 * a connection later does not overwrite what may be worth mending.
 *
 * @throws AppError DATA_FOLDER_UNWRITABLE where the file exists and cannot be read or set aside
 */
export async function readConnections(dataDir: string, now: number): Promise<ReadConnections> {
  const path = pathIn(dataDir);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { connections: [], warning: null };
    throw fileError(error, path);
  }
  const parsed = fileSchema.safeParse(jsonOrNull(text));
  if (parsed.success) return { connections: parsed.data.connections, warning: null };
  const aside = `${path}.broken-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    throw fileError(error, path);
  }
  return {
    connections: [],
    warning: `The saved connections could not be read. The file was set aside as ${aside}; nothing in it was changed.`,
  };
}

/**
 * Writes the saved connections: a whole new file beside the old one, on disk before it takes its place.
 *
 * @throws AppError DATA_FOLDER_UNWRITABLE, DISK_FULL; the old file is then as it was
 */
export async function writeConnections(dataDir: string, connections: readonly Connection[]): Promise<void> {
  const path = pathIn(dataDir);
  const temporary = `${path}.new`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, connections }, null, 2)}\n`);
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
  return new AppError('DATA_FOLDER_UNWRITABLE', `${path} could not be read or written (${code}).`);
}
