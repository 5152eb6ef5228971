import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesInFolder, piecesOf, type SourceFile } from './source-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const listed = async () => {
  const files: SourceFile[] = [];
  for await (const file of filesInFolder(folder)) files.push(file);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};

it('lists plain files, however deep, and follows no link', async () => {
  await mkdir(join(folder, 'a/b'), { recursive: true });
  await writeFile(join(folder, 'a/b/deep.csv'), '12345');
  await writeFile(join(folder, 'top'), '');
  await symlink('/etc/hostname', join(folder, 'link'));
  expect((await listed()).map(({ path, size }) => [path, size])).toEqual([
    ['a/b/deep.csv', 5],
    ['top', 0],
  ]);
});

it('reads ranges, less where the file ends', async () => {
  await writeFile(join(folder, 'f'), '0123456789');
  const [file] = await listed();
  const text = async (start: number, end: number) => Buffer.from((await file?.read(start, end)) ?? []).toString();
  expect(await text(2, 5)).toBe('234');
  expect(await text(8, 99)).toBe('89');
  expect(await text(5, 5)).toBe('');
  expect(await text(99, 100)).toBe('');
});

it('reads a file in pieces, and stops when it is told to', async () => {
  const content = Buffer.alloc(2_500_000, 'abc');
  await writeFile(join(folder, 'f'), content);
  const [file] = await listed();
  if (!file) throw new Error('not listed');
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(file)) pieces.push(piece);
  expect(pieces).toHaveLength(3);
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
  const controller = new AbortController();
  const stopped = (async () => {
    for await (const _ of piecesOf(file, controller.signal)) controller.abort(new Error('enough'));
  })();
  await expect(stopped).rejects.toThrow('enough');
});

it('says that there is no such folder', async () => {
  await rm(folder, { recursive: true });
  await expect(listed()).rejects.toMatchObject({ code: 'ENOENT' });
});
