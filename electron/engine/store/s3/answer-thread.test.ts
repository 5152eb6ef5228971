import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { type GoodAnswer, readAnswer, readPlainPage, type WireAnswer } from './answer-reading.ts';
import { AnswerThread, longestAtOnce, longestInVainMs, readAnswerAside } from './answer-thread.ts';
import type { S3Operation } from './call-context.ts';
import { recordedStore } from './testing/recorded-store.ts';

const wire = (body: string, operation: S3Operation = 'ListMultipartUploads'): WireAnswer => ({
  context: { operation, bucket: 'b', endpoint: 'host' },
  head: { status: 200, headers: {}, receivedAt: 0 },
  // Its own memory, as what is read from a socket has.
  bytes: new Uint8Array(new TextEncoder().encode(body)),
  isCut: false,
  own: [],
});
const upload = (key: string) =>
  `<Upload><Key>${key}</Key><UploadId>u</UploadId><Initiated>2030-01-01T00:00:00.000Z</Initiated></Upload>`;
const part = '<Part><PartNumber>1</PartNumber><ETag>"e"</ETag><Size>5</Size></Part>';
const page = (uploads: number, key = 'k') =>
  `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${upload(key).repeat(uploads)}</ListMultipartUploadsResult>`;
/** More different elements than an upload has. */
const manyElements = Array.from({ length: 5000 }, (_, at) => `<a${at}/>`).join('');
/** As many elements as are read: a fifth of a second of work for a list of none. */
const slow = `<ListMultipartUploadsResult>${'<a/>'.repeat(260_000)}</ListMultipartUploadsResult>`;

describe('a thread that reads answers', () => {
  it.each<[string, string, S3Operation]>([
    ['a page of uploads', page(3), 'ListMultipartUploads'],
    ['a page of parts', `<ListPartsResult><IsTruncated>true</IsTruncated>${part}</ListPartsResult>`, 'ListParts'],
    [
      'parts that are written otherwise',
      `<ListPartsResult>${part.replace('<Size>', '<Odd/><Size>')}</ListPartsResult>`,
      'ListParts',
    ],
    ['buckets', '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>', 'ListBuckets'],
    ['an error', '<Error><Code>SlowDown</Code><Message>m</Message></Error>', 'ListParts'],
    ['what is no answer', '<html>', 'ListMultipartUploads'],
  ])('reads %s as it is read at once', async (_, body, operation) => {
    const thread = new AnswerThread();
    expect(await thread.read(wire(body, operation))).toEqual(readAnswer(wire(body, operation)));
  });

  it('answers in order, however many come at once', async () => {
    const thread = new AnswerThread();
    const reads = Array.from({ length: 20 }, (_, number) => thread.read(wire(page(1, `key ${number}`))));
    const keys = (await Promise.all(reads)).map((read) => (read.kind === 'good' ? read.uploads?.[0]?.key : null));
    expect(keys).toEqual(Array.from({ length: 20 }, (_, number) => `key ${number}`));
  });

  it('leaves the thread that asks free while it reads', async () => {
    const thread = new AnswerThread();
    await thread.read(wire(page(1)));
    const [there, here] = [wire(slow), wire(slow)];
    const begun = process.threadCpuUsage();
    const read = await thread.read(there);
    const { user, system } = process.threadCpuUsage(begun);
    expect(read).toMatchObject({ kind: 'good', uploads: [], listEnd: { kind: 'unsaid' } });
    const again = process.threadCpuUsage();
    readAnswer(here);
    const atOnce = process.threadCpuUsage(again);
    expect(user + system).toBeLessThan((atOnce.user + atOnce.system) / 4);
  });

  it('outlives the calls that end while it reads: no other is begun for the next', async () => {
    // However long a busy computer takes over the twenty: the time that a reading in vain is given does not pass.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const begun: number[] = [];
    const note = ({ threadId }: Worker) => begun.push(threadId);
    process.on('worker', note);
    try {
      const thread = new AnswerThread();
      for (let call = 0; call < 20; call++) {
        const controller = new AbortController();
        const read = thread.read(wire(slow), controller.signal);
        controller.abort(new Error('over'));
        await expect(read).rejects.toThrow('over');
      }
      expect(await thread.read(wire(page(2)))).toMatchObject({ kind: 'good', uploads: [{ key: 'k' }, { key: 'k' }] });
      expect(begun).toHaveLength(1);
    } finally {
      process.off('worker', note);
      vi.useRealTimers();
    }
  });

  it('is given up with a call that ends and that it stays at, and the next is read all the same', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const begun: number[] = [];
    const note = ({ threadId }: Worker) => begun.push(threadId);
    process.on('worker', note);
    try {
      const thread = new AnswerThread();
      const controller = new AbortController();
      const [first, second] = [thread.read(wire(slow), controller.signal), thread.read(wire(page(2)))];
      controller.abort(new Error('over'));
      await expect(first).rejects.toThrow('over');
      vi.advanceTimersByTime(longestInVainMs);
      expect(await second).toMatchObject({ kind: 'good', uploads: [{ key: 'k' }, { key: 'k' }] });
      expect(begun).toHaveLength(2);
    } finally {
      process.off('worker', note);
      vi.useRealTimers();
    }
  });

  it('leaves a call that ends, and the next is read all the same', async () => {
    const thread = new AnswerThread();
    const [first, second] = [new AbortController(), new AbortController()];
    const reads = [
      thread.read(wire(slow), first.signal),
      thread.read(wire(slow), second.signal),
      thread.read(wire(page(2))),
    ];
    second.abort(new Error('the second is over'));
    first.abort(new Error('the first is over'));
    await expect(reads[0]).rejects.toThrow('the first is over');
    await expect(reads[1]).rejects.toThrow('the second is over');
    expect(await reads[2]).toMatchObject({ kind: 'good', uploads: [{ key: 'k' }, { key: 'k' }] });
    await expect(thread.read(wire(page(1)), first.signal)).rejects.toThrow('the first is over');
  });

  it('that came to its end fails the answer that it was at, alone', async () => {
    const thread = new AnswerThread();
    // A message that no answer is: the thread throws, as it would without memory.
    const broken: WireAnswer = Object.assign(wire(page(1)), { own: 1 });
    const reads = [thread.read(broken), thread.read(wire(page(1)))];
    await expect(reads[0]).rejects.toMatchObject({ code: 'NOT_S3', message: 'The answer could not be read.' });
    expect(await reads[1]).toMatchObject({ kind: 'good' });
  });
});

const listsParts = (inside: string) => `<ListPartsResult><IsTruncated>false</IsTruncated>${inside}</ListPartsResult>`;
const someParts = (count: number) =>
  Array.from({ length: count }, (_, at) => part.replace('>1<', `>${at + 1}<`).replaceAll('"', '&quot;')).join('');

describe('a page as nearly every store writes it', () => {
  it.each<[string, string, S3Operation]>([
    ['uploads', page(1000), 'ListMultipartUploads'],
    ['uploads with long keys', page(1000, 'k'.repeat(900)), 'ListMultipartUploads'],
    ['parts', listsParts(someParts(1000)), 'ListParts'],
  ])('of a thousand %s is read at once, and as the thread reads it', (_, body, operation) => {
    const read = readPlainPage(wire(body, operation));
    expect(read).not.toBeNull();
    const { page: readPage, ...rest } = readAnswer(wire(body, operation)) as GoodAnswer;
    expect(read).toMatchObject(rest);
    expect(read?.page).toMatchObject({ root: readPage?.root, fields: readPage?.fields });
  });

  it.each<[string, string, S3Operation]>([
    ['more uploads than were asked for', page(1001), 'ListMultipartUploads'],
    [
      'an upload that is written otherwise',
      page(1).replace('<Key>', '<Key a="b">').padEnd(50_000),
      'ListMultipartUploads',
    ],
    ['a comment', page(1000).replace('<Upload>', '<!----><Upload>'), 'ListMultipartUploads'],
    ['much beside its uploads', page(1).replace('<Upload>', `${'<a/>'.repeat(9000)}<Upload>`), 'ListMultipartUploads'],
    [
      'much behind its uploads',
      page(1).replace('</Upload>', `</Upload>${'<a/>'.repeat(9000)}`),
      'ListMultipartUploads',
    ],
    ['a key of references', page(1, '&amp;'.repeat(9000)), 'ListMultipartUploads'],
    ['an upload of many elements', page(1).replace('<Key>', `${manyElements}<Key>`), 'ListMultipartUploads'],
    ['another root', listsParts(someParts(1000)), 'ListMultipartUploads'],
    ['no end', page(1000).slice(0, -9), 'ListMultipartUploads'],
    ['buckets', '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>'.padEnd(50_000), 'ListBuckets'],
  ])('%s: is left to the thread', (_, body, operation) => {
    expect(readPlainPage(wire(body, operation))).toBeNull();
  });

  it.each([206, 300, 500])('with status %i is left to the thread, as one that was cut off', (status) => {
    const whole = wire(page(1000));
    expect(readPlainPage({ ...whole, head: { ...whole.head, status } })).toBeNull();
    expect(readPlainPage({ ...whole, isCut: true })).toBeNull();
  });

  /** CPU time that this thread takes, ms: the shortest of some tries. */
  async function held(answer: () => WireAnswer): Promise<number> {
    const tries: number[] = [];
    for (let count = 0; count < 5; count++) {
      const given = answer();
      const begun = process.threadCpuUsage();
      await readAnswerAside(given);
      const { user, system } = process.threadCpuUsage(begun);
      tries.push((user + system) / 1000);
    }
    return Math.min(...tries);
  }

  it('is the longest that this thread reads: whatever else a store writes holds it up no longer', async () => {
    const most = 1_048_000;
    const filled = (before: string, piece: string, behind: string) =>
      before + piece.repeat(Math.floor((most - before.length - behind.length) / piece.length)) + behind;
    const [begin, end] = [
      '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>',
      '</ListMultipartUploadsResult>',
    ];
    const usual = filled(begin, upload('k'.repeat(940)), end);
    for (const [before, piece, behind] of [
      [begin, upload('k'), end],
      [begin, '<a/>', end],
      [begin, '<Upload>', end],
      [`${begin}<Upload>`, '<a/>', `</Upload>${end}`],
      [`${begin}<Upload><Key>`, '&amp;', `</Key><UploadId>u</UploadId></Upload>${end}`],
      [`${begin}<Upload><Owner>`, '<ID>i</ID>', `</Owner></Upload>${end}`],
      [begin, `<Upload><Key>k</Key><UploadId>u</UploadId>${manyElements}</Upload>`, end],
      [begin, `${upload('k')} `, `<Upload/>${end}`],
      [begin + upload('k'), ' ', end],
      ['', '<?x?>', `${begin}${upload('k')}${end}`],
      ['', ' ', `${begin}${upload('k')}${end}`],
    ] as const) {
      const body = filled(before, piece, behind);
      // Side by side, and again where a neighbour took the processor's caches: what is too slow is so each time.
      const ratio = async () => (await held(() => wire(body))) / Math.max(await held(() => wire(usual)), 3);
      await expect.poll(ratio, { message: JSON.stringify([before, piece, behind]).slice(0, 200) }).toBeLessThan(8);
    }
  });
});

describe('a store', () => {
  const secretAccessKey = 'an-example-secret-of-40-characters-00000';
  const recorded = recordedStore(secretAccessKey);
  const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };

  it.each([1, 1000])('lists %i uploads alike, at once and aside', async (uploads) => {
    recorded.server.answer({ body: page(uploads) });
    expect((await recorded.store.listUploads({ bucket: 'b' })).uploads).toHaveLength(uploads);
  });

  it.each(['', '<ChecksumCRC32>AAAAAA==</ChecksumCRC32>'])(
    'lists a thousand parts aside, with “%s” in each',
    async (more) => {
      const parts = Array.from({ length: 1000 }, (_, at) =>
        part.replace('>1<', `>${at + 1}<`).replace('<Size>', `${more}<Size>`),
      ).join('');
      const body = `<ListPartsResult><IsTruncated>false</IsTruncated>${parts}</ListPartsResult>`;
      expect(body.length).toBeGreaterThan(longestAtOnce);
      recorded.server.answer({ body });
      const read = await recorded.store.listParts(ref, null);
      expect(read.parts).toHaveLength(1000);
      expect(read.parts.at(-1)).toMatchObject({ partNumber: 1000, size: 5, etag: 'e' });
    },
  );

  it('that repeats the secret at length gets it into nothing', async () => {
    recorded.server.answer({ body: page(1000, secretAccessKey) });
    const { uploads } = await recorded.store.listUploads({ bucket: 'b' });
    expect(JSON.stringify(uploads)).not.toContain(secretAccessKey);
  });
});

it('the thread loads no SDK: it is begun in the middle of a call', () => {
  const source = readFileSync(new URL('./answer-reading.ts', import.meta.url), 'utf8');
  expect(source).not.toMatch(/from '@aws-sdk/);
});
