import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNamedFile } from './named-file.ts';
import { readAuthorities } from './trust.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-named-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('a file that a setting names', () => {
  it('is read up to 1 MiB, through a link too', async () => {
    const text = '€'.repeat(Math.floor((1024 * 1024) / 3));
    const path = written('whole', text);
    expect(await readNamedFile(path)).toEqual({ ok: true, text });
    if (process.platform !== 'win32') {
      symlinkSync(path, join(folder, 'link'));
      expect(await readNamedFile(join(folder, 'link'))).toEqual({ ok: true, text });
    }
    expect(await readNamedFile(written('empty', ''))).toEqual({ ok: true, text: '' });
  });

  it('is not read beyond that', async () => {
    const path = written('long', Buffer.alloc(1024 * 1024 + 1, 'x'));
    expect(await readNamedFile(path)).toMatchObject({ ok: false, why: { english: 'is longer than 1 MiB' } });
  });

  it('must be there, and a file', async () => {
    expect(await readNamedFile(join(folder, 'none'))).toMatchObject({ ok: false, why: { english: 'does not exist' } });
    mkdirSync(join(folder, 'folder'));
    expect(await readNamedFile(join(folder, 'folder'))).toMatchObject({ ok: false, code: 'EISDIR' });
  });

  it.each([
    '\\\\host\\share\\ca.pem',
    '//host/share/ca.pem',
    '\\\\.\\pipe\\x',
    '\\\\?\\UNC\\host\\share',
    '/\\host\\s',
  ])('is not looked for at %s on Windows', async (path) => {
    expect(await readNamedFile(path, 'win32')).toMatchObject({ ok: false, code: 'EREMOTE' });
  });

  describe.runIf(process.platform === 'linux')('on Linux', () => {
    it('is no device, and nothing of one is read', async () => {
      for (const device of ['/dev/zero', '/dev/random', '/dev/null', '/dev/tty']) {
        expect(await readNamedFile(device)).toMatchObject({ ok: false });
      }
      expect(await readAuthorities('/dev/zero')).toMatchObject({
        ok: false,
        why: { english: 'The CA file /dev/zero is no regular file.' },
      });
    });

    it('is no pipe, and a pipe that nobody writes into keeps nobody waiting', async () => {
      const pipes = Array.from({ length: 8 }, (_, number) => join(folder, `pipe ${number}`));
      for (const pipe of pipes) expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
      const reads = pipes.map((pipe) => readNamedFile(pipe));
      // More of them than Node has threads for files.
      expect(await readNamedFile(written('beside', 'read'))).toEqual({ ok: true, text: 'read' });
      for (const read of await Promise.all(reads))
        expect(read).toMatchObject({ ok: false, why: { english: 'is no regular file' } });
    });

    it('whose size is not told is read as far as 1 MiB', async () => {
      expect(await readNamedFile('/proc/self/status')).toMatchObject({
        ok: true,
        text: expect.stringMatching(/^Name:/),
      });
    });
  });
});
