import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const draftName = /\.[0-9a-f]{12}\.tmp$/;
const draftOf = (path: string) => `${path}.${randomBytes(6).toString('hex')}.tmp`;

/**
 * Replaces a file's content as a whole: whoever reads it, also after a crash, finds the old content or the new one.
 * Readable by its owner only.
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const draft = draftOf(path);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * {@link writeFileAtomically} before it returns, for what is written while the app ends. Not flushed to the disk: a power
 * cut may bring the old content back.
 */
export function writeFileAtomicallySync(path: string, content: string): void {
  const draft = draftOf(path);
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Removes what writers left that were killed. To be called while nobody writes into the folder. Never throws. */
export function removeDrafts(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (draftName.test(name)) rmSync(join(folder, name), { force: true });
  } catch {
    // One that stays is in nobody's way.
  }
}
