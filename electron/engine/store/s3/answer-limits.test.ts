import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { uploadRefSchema } from '../../../../shared/schema/model.ts';
import {
  longestForSdk,
  longestOther,
  longestPage,
  longestUnusual,
  mostInFlight,
  readBody,
  SharedBytes,
} from './answer-limits.ts';
import { createS3Store } from './s3-store.ts';
import { recordedStore } from './testing/recorded-store.ts';
import { exampleConnection } from './testing/recording-server.ts';

const recorded = recordedStore();

const page = (inside: string) => `<ListMultipartUploadsResult>${inside}</ListMultipartUploadsResult>`;
const upload = (key: string) =>
  `<Upload><Key>${key}</Key><UploadId>u</UploadId><Initiated>2030-01-01T00:00:00.000Z</Initiated></Upload>`;
const list = () => recorded.store.listUploads({ bucket: 'b' });
const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
const part = { partNumber: 1, size: 5, etag: 'e', lastModified: 0, checksum: null };

/** Sends without end, until nobody listens any more. @returns how much was taken */
function endless(piece: Buffer) {
  let taken = 0;
  const ended = Promise.withResolvers<number>();
  return {
    ended: ended.promise,
    reply: async (response: ServerResponse) => {
      response.on('close', () => ended.resolve(taken));
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.write('<ListMultipartUploadsResult>');
      while (!response.destroyed) {
        taken += piece.length;
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), ended.promise]);
      }
    },
  };
}

describe('an answer', () => {
  it('of a whole page of long keys is read', async () => {
    const long = Array.from({ length: 1000 }, (_, number) => upload(`${number}${'%E2%82%AC'.repeat(340)}`)).join('');
    recorded.server.answer({ body: page(`<EncodingType>url</EncodingType>${long}<IsTruncated>false</IsTruncated>`) });
    expect((await list()).uploads).toHaveLength(1000);
  });

  it('without end is left off, and told with the limit', async () => {
    const { ended, reply } = endless(Buffer.from(upload('k').repeat(500)));
    recorded.server.answer((response) => void reply(response));
    await expect(list()).rejects.toMatchObject({
      code: 'NOT_S3',
      message: 'The answer was longer than 8 MiB, which no answer to ListMultipartUploads comes to.',
      details: { operation: 'ListMultipartUploads', bucket: 'b' },
    });
    // What the sockets of both sides hold comes on top.
    expect(await ended).toBeLessThan(2 * longestPage);
  });

  it('that fails at length is told by its beginning', async () => {
    const body = `<Error><Code>SlowDown</Code><Message>m</Message></Error>${' '.repeat(2 * longestOther)}`;
    recorded.server.answer({ status: 503, body });
    await expect(list()).rejects.toMatchObject({ code: 'SLOW_DOWN', details: { storeCode: 'SlowDown' } });
    recorded.server.answer({ status: 403, body: `<html>${'portal '.repeat(longestOther)}` });
    await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
  });

  it('that switches protocols ends the call in its time', async () => {
    const hasty = createS3Store(
      exampleConnection(recorded.server.url),
      async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an-example-secret' }),
      { now: Date.now, requestTimeoutMs: 1000 },
    );
    recorded.server.answer(({ socket }) => {
      socket?.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    });
    for (const call of [() => hasty.listUploads({ bucket: 'b' }), () => hasty.listParts(ref, null)]) {
      await expect(call()).rejects.toMatchObject({ code: 'TIMEOUT', message: 'No answer within 1 s.' });
    }
    hasty.close();
  });

  it('to an abort is no longer than an error', async () => {
    recorded.server.answer({ status: 200, body: ' '.repeat(longestOther + 1) });
    await expect(recorded.store.abortUpload(ref)).rejects.toMatchObject({
      message: 'The answer was longer than 256 KiB, which no answer to AbortMultipartUpload comes to.',
    });
  });

  it('to a complete is read behind the blanks that a store sends while it works, and is no longer than a few KiB', async () => {
    const complete = () => recorded.store.completeUpload(ref, [part]);
    const answered = (inside: string) =>
      `<CompleteMultipartUploadResult>${inside}<ETag>"e"</ETag></CompleteMultipartUploadResult>`;
    recorded.server.answer({ body: `${' '.repeat(2 * longestForSdk)}${answered('')}` });
    expect(await complete()).toMatchObject({ etag: 'e' });
    recorded.server.answer({ body: answered('<a/>'.repeat(longestForSdk / 4)) });
    await expect(complete()).rejects.toMatchObject({
      code: 'NOT_S3',
      message: 'The answer was longer than 32 KiB, which no answer to CompleteMultipartUpload comes to.',
    });
  });

  it('of a thousand rules is read', async () => {
    const rule = `<Rule><ID>${'r'.repeat(255)}</ID><Status>Enabled</Status><Prefix>p</Prefix><Expiration><Days>3</Days></Expiration></Rule>`;
    const body = `<LifecycleConfiguration>${rule.repeat(1000)}</LifecycleConfiguration>`;
    expect(body.length).toBeGreaterThan(longestOther);
    recorded.server.answer({ body });
    expect(await recorded.store.countLifecycleRules('b')).toMatchObject({ rules: 1000 });
    expect(await recorded.store.readLifecycle('b')).toMatchObject({ document: { xml: body } });
  });

  it.each([
    ['elements', page('<a/>'.repeat(400_000))],
    [
      'attributes',
      `<ListMultipartUploadsResult ${Array.from({ length: 120_000 }, (_, number) => `a${number}="b"`).join(' ')}/>`,
    ],
    ['an attribute in each upload', page(upload('k').replace('<Key>', '<Key a="b">').repeat(20_000))],
    ['references', page(upload('&'.repeat(2_000_000)))],
  ])('of %s, as no store writes it, is not read', async (_, body) => {
    expect(body.length).toBeGreaterThan(longestUnusual);
    expect(body.length).toBeLessThan(longestPage);
    recorded.server.answer({ body });
    const begun = process.threadCpuUsage();
    await expect(list()).rejects.toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining('longer than 1 MiB'),
    });
    const { user } = process.threadCpuUsage(begun);
    expect(user / 1e6).toBeLessThan(1);
  });
});

describe('a key or an upload ID', () => {
  const listed = (key: string, uploadId: string) =>
    page(`<IsTruncated>false</IsTruncated>${upload(key).replace('>u<', `>${uploadId}<`)}`);

  it('of 8 KiB is read, and is what the page may be told', async () => {
    recorded.server.answer({ body: listed('k'.repeat(8192), 'u'.repeat(8192)) });
    const [read] = (await list()).uploads;
    expect(uploadRefSchema.safeParse({ ...ref, key: read?.key, uploadId: read?.uploadId }).success).toBe(true);
  });

  it.each([
    ['key', 'k'.repeat(25_000), 'u'],
    ['upload ID', 'k', 'u'.repeat(25_000)],
  ])('longer than any is set apart: the %s', async (_, key, uploadId) => {
    recorded.server.answer({ body: listed(key, uploadId) });
    expect(await list()).toMatchObject({ uploads: [], unnamed: [{ key, uploadId }] });
  });
});

describe('what is in flight', () => {
  it('is bounded over all answers, and each gets its turn', async () => {
    const bytes = new SharedBytes(10);
    const first = await bytes.take(8);
    const order: string[] = [];
    const take = async (name: string, size: number) => {
      const release = await bytes.take(size);
      order.push(name);
      return release;
    };
    const [large, small] = [take('large', 6), take('small', 1)];
    await Promise.resolve();
    // The small one would fit, and would keep the large one waiting for ever.
    expect(order).toEqual([]);
    first();
    first();
    for (const release of await Promise.all([large, small])) release();
    expect(order).toEqual(['large', 'small']);
    (await bytes.take(10))();
  });

  it('is not waited for by a call that has ended', async () => {
    const bytes = new SharedBytes(10);
    const release = await bytes.take(10);
    const controller = new AbortController();
    const given = bytes.take(10, controller.signal);
    const next = bytes.take(1);
    controller.abort(new Error('over'));
    await expect(given).rejects.toThrow('over');
    release();
    (await next)();
    (await bytes.take(10))();
  });

  it('holds no more than the limit, however many answers come at once', async () => {
    let pulled = 0;
    const body = () =>
      Readable.from(
        (async function* () {
          for (let piece = 0; piece < 100; piece++) {
            pulled += 64 * 1024;
            yield Buffer.alloc(64 * 1024, ' ');
          }
        })(),
        { highWaterMark: 1 },
      );
    const reads = Array.from({ length: 40 }, () => readBody(body(), { most: longestPage, announced: null }));
    // All that can be read without giving anything back.
    const some = await Promise.all(reads.slice(0, 6));
    expect(pulled).toBeLessThan(mostInFlight);
    for (const { release } of some) release();
    for (const read of reads.slice(6)) (await read).release();
    expect(pulled).toBe(40 * 100 * 64 * 1024);
  });
});
