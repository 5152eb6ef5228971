import { expect, it } from 'vitest';
import { PageWriter, type UnwrittenPages } from './page-writer.ts';
import { listedUpload } from './testing/listed-upload.ts';

const upload = (key: string) => listedUpload(key);
const place = (key: string) => [{ from: { keyMarker: key, uploadIdMarker: null }, end: null, start: null }];

/** Lets everything go on that waits for nothing from outside. */
const stillness = () => new Promise((resolve) => setImmediate(resolve));

/** More writings than any test here has pages. */
const tooMany = 20;

/** A writer whose writings end when they are told to, and tests that see who waits for them. */
function heldWriter() {
  const written: string[] = [];
  const under: { end: () => void; fail: (error: Error) => void }[] = [];
  let begun = 0;
  const writer = new PageWriter(async ({ pages, uploads, places }: UnwrittenPages) => {
    if (++begun > tooMany) throw new Error('It would never end.');
    await new Promise<void>((end, fail) => under.push({ end, fail }));
    written.push(`${pages}: ${uploads.map(({ key }) => key).join('')} then ${places[0]?.from?.keyMarker}`);
  });
  /** What has become of a promise, by now and later. */
  const watched = async (work: Promise<void>) => {
    const seen = { is: 'waiting' };
    work.then(
      () => (seen.is = 'through'),
      (error) => (seen.is = String(error)),
    );
    await stillness();
    return seen;
  };
  return {
    written,
    begun: () => begun,
    add: (...keys: string[]) => watched(writer.add(keys.map(upload), place(keys.at(-1) ?? ''))),
    end: () => watched(writer.end()),
    endOne: () => {
      under.shift()?.end();
      return stillness();
    },
    failOne: (error: Error) => {
      under.shift()?.fail(error);
      return stillness();
    },
  };
}

it('writes the first page at once and those that come meanwhile together, in order', async () => {
  const { written, begun, add, end, endOne } = heldWriter();
  for (const keys of [['a'], ['b', 'c'], ['d']]) expect(await add(...keys)).toEqual({ is: 'through' });
  expect(begun()).toBe(1);
  const ended = await end();
  await endOne();
  expect([written, begun(), ended.is]).toEqual([['1: a then a'], 2, 'waiting']);
  await endOne();
  expect(written).toEqual(['1: a then a', '2: bcd then d']);
  expect([begun(), ended.is]).toEqual([2, 'through']);
});

it('writes what comes after a pause at once again', async () => {
  const { written, add, end, endOne } = heldWriter();
  await add('a');
  await endOne();
  await add('b');
  const ended = await end();
  expect(ended.is).toBe('waiting');
  await endOne();
  expect([written, ended.is]).toEqual([['1: a then a', '1: b then b'], 'through']);
});

it('makes whoever reads wait when writing falls behind', async () => {
  const { written, add, endOne } = heldWriter();
  for (const key of ['a', 'b', 'c', 'd']) expect(await add(key)).toEqual({ is: 'through' });
  const last = await add('e');
  expect(last.is).toBe('waiting');
  await endOne();
  expect(written.length).toBe(1);
  await endOne();
  expect(last.is).toBe('through');
  expect(written).toEqual(['1: a then a', '4: bcde then e']);
});

it('has nothing to write where no page came', async () => {
  const { begun, end } = heldWriter();
  expect([await end(), begun()]).toEqual([{ is: 'through' }, 0]);
});

it('hands on what a writing threw, and writes nothing after it', async () => {
  const { written, begun, add, end, failOne } = heldWriter();
  for (const key of ['a', 'b', 'c', 'd']) await add(key);
  const [waiting, ended] = [await add('e'), await end()];
  expect([waiting.is, ended.is]).toEqual(['waiting', 'waiting']);
  await failOne(new Error('The disk is full'));
  const full = { is: 'Error: The disk is full' };
  expect([waiting, ended]).toEqual([full, full]);
  // Whoever reads on, or waits for the end, is told as well.
  expect([await add('f'), await end()]).toEqual([full, full]);
  expect([written, begun()]).toEqual([[], 1]);
});
