import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { denied, internalError } from '../../practice/store.ts';
import { filesInBucket } from './bucket-files.ts';
import { piecesOf, type SourceFile } from './source-files.ts';
import { sourcePlace } from './source-place.ts';
import { openSource } from './testing/practice-source.ts';

async function all(files: AsyncIterable<SourceFile>): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for await (const file of files) found.push(file);
  return found;
}

it('lists what is under a prefix, page by page, and reads any range of it as it is kept', async () => {
  await using it = await openSource();
  const text = 'a,b\r\n'.repeat(1000);
  const zipped = gzipSync(text);
  await it.put('logs/a b+ü%20.csv', text);
  // What says that it is packed comes as it is: a range of it could not be unpacked.
  await it.put('logs/z.gz', zipped, 'gzip');
  await it.put('other', 'x');
  await it.put('logs/empty', '');
  await Promise.all(Array.from({ length: 1003 }, (_, n) => it.put(`logs/n${n}`, String(n))));
  const files = await all(filesInBucket(it.store, 'reports', 'logs/', it.ports));
  expect(files).toHaveLength(1006);
  const named = (path: string) => files.find((file) => file.path === path) ?? files[0];
  const read = async (path: string, start: number, end: number) =>
    Buffer.from((await named(path)?.read(start, end)) ?? []).toString('latin1');
  expect(await read('logs/a b+ü%20.csv', 5, 10)).toBe('a,b\r\n');
  expect(await read('logs/a b+ü%20.csv', 4998, 6000)).toBe('\r\n');
  expect(await read('logs/empty', 0, 10)).toBe('');
  const pieces: Uint8Array[] = [];
  const file = named('logs/z.gz');
  if (file) for await (const piece of piecesOf(file)) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(zipped)).toBe(true);
  expect(it.practice.calls.every(({ operation }) => /^(ListObjectsV2|GetObject|PutObject)$/.test(operation))).toBe(
    true,
  );
});

it('tries again what passes, and says what is denied', async () => {
  await using it = await openSource();
  await it.put('f', 'content');
  it.practice.setBehaviour('reports', { faults: [internalError({ operations: ['GetObject'], times: 1 })] });
  const [file] = await all(filesInBucket(it.store, 'reports', '', it.ports));
  expect(Buffer.from((await file?.read(0, 7)) ?? []).toString()).toBe('content');
  it.practice.setBehaviour('reports', { faults: [denied('GetObject')] });
  await expect(file?.read(0, 7)).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    details: { permission: 's3:GetObject' },
  });
});

it.each([
  ['s3://b/StorageLens/1', { kind: 'bucket', bucket: 'b', prefix: 'StorageLens/1' }],
  [' S3://b ', { kind: 'bucket', bucket: 'b', prefix: '' }],
  ['s3://b/', { kind: 'bucket', bucket: 'b', prefix: '' }],
  ['/home/me/s3:', { kind: 'folder', path: '/home/me/s3:' }],
  ['s3:/b', { kind: 'folder', path: 's3:/b' }],
])('%s is where it says', (entered, place) => expect(sourcePlace(entered)).toEqual(place));
