import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';

/** No bundle of authorities in use comes near this, and no token. */
const longestFile = 1024 * 1024;

/** What a file holds that a setting names, or the end of a sentence about it that says why it is not read. */
export type NamedFile = { ok: true; text: string } | { ok: false; code: string; why: Said };

/**
 * Reads a file that a person, a page or a file of connections names: a regular file of 1 MiB at most, on this computer. A device
 * has no end, a pipe may have no writer (four of them would stand in the way of every other file, Node's threads being four), and
 * a Windows path to another computer would send that computer the person's login. Never throws.
 *
 * @param platform where the path is meant
 */
export async function readNamedFile(path: string, platform: NodeJS.Platform = process.platform): Promise<NamedFile> {
  // Two slashes of either kind: a share of another computer, or a device by its name.
  if (platform === 'win32' && /^[\\/]{2}/.test(path)) {
    return { ok: false, code: 'EREMOTE', why: says('fileElsewhere') };
  }
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes into it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (found.isDirectory()) return { ok: false, code: 'EISDIR', why: says('fileUnreadable', { code: 'EISDIR' }) };
      if (!found.isFile()) return { ok: false, code: 'EFTYPE', why: says('fileIrregular') };
      if (found.size > longestFile) return { ok: false, code: 'EFBIG', why: says('fileTooLong') };
      // A file that grows, and one whose size is not told (/proc), are read no further.
      const room = Buffer.alloc(longestFile + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(room, length, room.length - length, null);
        length += bytesRead;
        if (length > longestFile) return { ok: false, code: 'EFBIG', why: says('fileTooLong') };
        if (bytesRead === 0) return { ok: true, text: room.toString('utf8', 0, length) };
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '?';
    return { ok: false, code, why: code === 'ENOENT' ? says('fileMissing') : says('fileUnreadable', { code }) };
  }
}
