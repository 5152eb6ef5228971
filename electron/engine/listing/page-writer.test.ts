import { expect, it } from 'vitest';
import { PageWriter, type UnwrittenPages } from './page-writer.ts';
import { listedUpload } from './testing/listed-upload.ts';

const upload = (key: string) => listedUpload(key);
const place = (key: string) => [{ from: { keyMarker: key, uploadIdMarker: null }, end: null, start: null }];

/** A writer whose writings end when they are told to. */
function heldWriter() {
  const written: string[] = [];
  const ends: (() => void)[] = [];
  const writer = new PageWriter(async ({ pages, uploads, places }: UnwrittenPages) => {
    await new Promise<void>((resolve) => ends.push(resolve));
    written.push(`${pages}: ${uploads.map(({ key }) => key).join('')} then ${places[0]?.from?.keyMarker}`);
  });
  const add = (key: string) => writer.add([upload(key)], place(key));
  return { writer, written, add, endOne: () => ends.shift()?.() };
}

it('writes the first page at once and those that come meanwhile together, in order', async () => {
  const { writer, written, add, endOne } = heldWriter();
  for (const key of ['a', 'b', 'c']) await add(key);
  endOne();
  await expect.poll(() => written).toEqual(['1: a then a']);
  endOne();
  await writer.end();
  expect(written).toEqual(['1: a then a', '2: bc then c']);
});

it('makes whoever reads wait when writing falls behind', async () => {
  const { written, add, endOne } = heldWriter();
  for (const key of ['a', 'b', 'c', 'd']) await add(key);
  let waits = true;
  const last = add('e').then(() => {
    waits = false;
  });
  await Promise.resolve();
  expect(waits).toBe(true);
  endOne();
  await expect.poll(() => written.length).toBe(1);
  endOne();
  await last;
  expect(written).toEqual(['1: a then a', '4: bcde then e']);
});

it('hands on what a writing threw, and writes nothing after it', async () => {
  let writings = 0;
  const writer = new PageWriter(async () => {
    writings++;
    throw new Error('The disk is full');
  });
  await writer.add([upload('a')], place('a'));
  await expect(writer.end()).rejects.toThrow('The disk is full');
  await expect(writer.add([upload('b')], place('b'))).rejects.toThrow('The disk is full');
  expect(writings).toBe(1);
});
