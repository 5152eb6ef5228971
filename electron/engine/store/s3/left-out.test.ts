import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Store } from '../store.ts';
import { LeftOut, type Optional } from './left-out.ts';
import { createS3Store } from './s3-store.ts';
import {
  errorXml,
  exampleConnection,
  type RecordedRequest,
  type RecordingServer,
  type Reply,
  startRecordingServer,
} from './testing/recording-server.ts';

const ref = { connectionId: 'c1', bucket: 'bucket', key: 'a/key', uploadId: 'u1' };
const keys = ['a/1.bin', 'a/2 b.bin', 'b/3.bin', 'b/4+c.bin', 'c/5.bin'];

let server: RecordingServer;
let store: Store;

beforeEach(async () => {
  server = await startRecordingServer();
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-long-enough-secret' });
  store = createS3Store(exampleConnection(server.url), credentials, { now: Date.now });
});
afterEach(async () => {
  store.close();
  await server.close();
});

/** Its answers, by what it was asked. */
function serve(answer: (query: URLSearchParams, path: string) => Exclude<Reply, (...args: never) => unknown>): void {
  server.answer((response, request) => {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const { status = 200, headers = {}, body = '' } = answer(new URLSearchParams(query), path);
    response.writeHead(status, { 'x-amz-request-id': 'R', ...headers });
    response.end(body);
  });
}

/** A bucket's uploads as AWS lists them. */
function page(query: URLSearchParams, size = Number(query.get('max-uploads') ?? 1000)): string {
  const isEncoded = query.get('encoding-type') === 'url';
  const spell = (key: string) => (isEncoded ? encodeURIComponent(key) : key);
  const [prefix, marker] = [query.get('prefix') ?? '', query.get('key-marker') ?? ''];
  const left = keys.filter((key) => key.startsWith(prefix) && key > marker);
  const shown = left.slice(0, size);
  const next = left.length > shown.length ? `<NextKeyMarker>${spell(shown.at(-1) ?? '')}</NextKeyMarker>` : '';
  const entries = shown.map(
    (key) => `<Upload><Key>${spell(key)}</Key><UploadId>${key.slice(2, 3)}</UploadId></Upload>`,
  );
  return `<ListMultipartUploadsResult><Bucket>b</Bucket>${isEncoded ? '<EncodingType>url</EncodingType>' : ''}<IsTruncated>${next !== ''}</IsTruncated>${next}${entries.join('')}</ListMultipartUploadsResult>`;
}

const refusals = [
  [
    '501 NotImplemented, without naming it',
    501,
    () => errorXml('NotImplemented', 'A header you provided is not implemented.'),
  ],
  ['400 InvalidArgument, naming it', 400, (name: string) => errorXml('InvalidArgument', `Unknown parameter: ${name}`)],
  ['400 of its own', 400, () => errorXml('BadQuery')],
  ['405', 405, () => errorXml('MethodNotAllowed')],
] as const;

const asked = ({ query }: RecordedRequest) => [...query.keys()].filter((name) => name !== 'uploads').toSorted();

describe.each(refusals)('refused with %s', (_, status, words) => {
  /** Refuses every request that carries one of these. */
  const refusing = (...names: string[]) =>
    serve((query) => {
      const named = names.find((name) => query.has(name));
      return named === undefined ? { body: page(query) } : { status, body: words(named) };
    });
  const listed = async (request: Partial<Parameters<Store['listUploads']>[0]> = {}) =>
    (await store.listUploads({ bucket: 'bucket', ...request })).uploads.map(({ key }) => key);

  test.each([[['max-uploads']], [['encoding-type']], [['max-uploads', 'encoding-type']]])(
    '%s: left out, and not sent again',
    async (names) => {
      refusing(...names);
      expect(await listed()).toEqual(keys);
      const before = server.requests.length;
      expect(before).toBeLessThanOrEqual(5);
      expect(await listed()).toEqual(keys);
      expect(await listed({ keyMarker: 'a/2 b.bin' })).toEqual(keys.slice(2));
      for (const request of server.requests.slice(before))
        for (const name of names) expect(asked(request)).not.toContain(name);
    },
  );

  test('a prefix: what was asked for is picked out of the whole listing', async () => {
    refusing('prefix');
    expect(await listed({ prefix: 'b/' })).toEqual(['b/3.bin', 'b/4+c.bin']);
    const before = server.requests.length;
    expect(await listed({ prefix: 'c' })).toEqual(['c/5.bin']);
    expect(server.requests.slice(before).flatMap(asked)).not.toContain('prefix');
  });

  test('a prefix that may be refused for its characters is sent again the next time', async () => {
    serve((query) => (query.get('prefix')?.includes('+') ? { status, body: words('prefix') } : { body: page(query) }));
    expect(await listed({ prefix: 'b/4+c.bin' })).toContain('b/4+c.bin');
    const before = server.requests.length;
    expect(await listed({ prefix: 'b/3' })).toEqual(['b/3.bin']);
    expect(asked(server.requests[before] ?? expect.unreachable())).toContain('prefix');
  });

  test('max-parts', async () => {
    serve((query) =>
      query.has('max-parts')
        ? { status, body: words('max-parts') }
        : {
            body: '<ListPartsResult><Part><PartNumber>1</PartNumber><Size>5</Size></Part><IsTruncated>false</IsTruncated></ListPartsResult>',
          },
    );
    expect((await store.listParts(ref, null)).parts).toHaveLength(1);
    expect((await store.listParts(ref, '1')).parts).toHaveLength(1);
    expect(server.requests.map((request) => request.query.has('max-parts'))).toEqual([true, false, false]);
  });

  test('what is asked of objects keeps its prefix', async () => {
    serve((query) =>
      query.has('max-keys') || query.has('encoding-type')
        ? { status, body: words('max-keys') }
        : { body: '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>' },
    );
    expect((await store.findObject('bucket', 'k')).object).toBeNull();
    expect(server.requests.every(({ query }) => query.get('prefix') === 'k')).toBe(true);
  });

  test('a refusal that nothing changes is told, and not asked about again and again', async () => {
    serve(() => ({ status, body: words('anything') }));
    await expect(listed()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    const first = server.requests.length;
    await expect(listed()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(server.requests).toHaveLength(first + 1);
  });
});

/** What some answer to a parameter that they do not know: another list, a page, or nothing at all. */
const misreadings = [
  ['another list', '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>'],
  ['a web page', '<html><head><title>Welcome</title></head></html>'],
  ['nothing', ''],
  ['an error with a good status', errorXml('InvalidArgument', 'Unknown parameter')],
] as const;

describe.each(['max-uploads', 'encoding-type', 'prefix'])('%s, which a store answers with', (name) => {
  test.each(misreadings)('%s: no bucket is empty for that', async (_, body) => {
    serve((query) => ({ body: query.has(name) ? body : page(query) }));
    const listed = store.listUploads({ bucket: 'bucket', prefix: 'b/' }).then(
      ({ uploads }) => uploads.map(({ key }) => key),
      () => 'told',
    );
    expect(await listed).not.toEqual([]);
  });
});

test('a store that was upgraded is asked as ever once the app has opened it anew', async () => {
  serve((query) =>
    query.has('max-uploads') ? { status: 501, body: errorXml('NotImplemented') } : { body: page(query) },
  );
  await store.listUploads({ bucket: 'bucket' });
  serve((query) => ({ body: page(query, 2) }));
  expect((await store.listUploads({ bucket: 'bucket' })).isTruncated).toBe(true);
  store.close();
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-long-enough-secret' });
  store = createS3Store(exampleConnection(server.url), credentials, { now: Date.now });
  const before = server.requests.map(({ query }) => query.has('max-uploads'));
  expect([before[0], before.slice(1).includes(true)]).toEqual([true, false]);
  await store.listUploads({ bucket: 'bucket' });
  expect(server.requests[before.length]?.query.has('max-uploads')).toBe(true);
});

test('without markers no walk goes on, and none begins anew in silence', async () => {
  serve((query) =>
    query.has('key-marker') || query.has('max-uploads')
      ? { status: 501, body: errorXml('NotImplemented', 'not implemented') }
      : { body: page(query, 2) },
  );
  const first = await store.listUploads({ bucket: 'bucket' });
  expect(first).toMatchObject({ isTruncated: true, nextKeyMarker: 'a/2 b.bin' });
  const rest = store.listUploads({ bucket: 'bucket', keyMarker: first.nextKeyMarker, uploadIdMarker: '2' });
  await expect(rest).rejects.toMatchObject({ code: 'PAGING_REFUSED', details: { storeCode: 'NotImplemented' } });
  expect(server.requests.every(({ query }) => !query.has('key-marker') || query.has('upload-id-marker'))).toBe(true);
});

test('no failure but an objection is asked about again', async () => {
  for (const [status, body] of [
    [403, errorXml('AccessDenied')],
    [404, errorXml('NoSuchBucket')],
    [404, errorXml('NoSuchThing')],
    [412, errorXml('PreconditionFailed')],
    [500, errorXml('InternalError')],
    [503, errorXml('SlowDown')],
    [400, errorXml('ExpiredToken')],
  ] as const) {
    serve(() => ({ status, body }));
    const before = server.requests.length;
    await expect(store.listUploads({ bucket: 'bucket' })).rejects.toMatchObject({ details: { httpStatus: status } });
    expect(server.requests).toHaveLength(before + 1);
  }
});

test('no request carries x-id or a checksum', async () => {
  serve(() => ({ status: 400, body: errorXml('InvalidArgument', 'x-id') }));
  const calls = [
    store.listBuckets(),
    store.listUploads({ bucket: 'bucket' }),
    store.listParts(ref, null),
    store.headObject('bucket', 'k'),
    store.findObject('bucket', 'k'),
    store.countLifecycleRules('bucket'),
    store.abortUpload(ref),
    store.completeUpload(ref, [{ partNumber: 1, size: 5, etag: 'e', lastModified: null, checksum: null }]),
  ];
  await Promise.allSettled(calls);
  expect(server.requests.length).toBeGreaterThanOrEqual(calls.length);
  for (const { query, headers } of server.requests) {
    expect(query.has('x-id')).toBe(false);
    expect(Object.keys(headers).filter((name) => /checksum|content-md5|trailer/.test(name))).toEqual([]);
  }
});

describe('what is left out', () => {
  const objection = (storeCode: string, storeMessage = '', httpStatus = 400) =>
    new AppError('STORE_REFUSED', storeMessage, { httpStatus, storeCode, storeMessage });

  /** Asks a store that answers each try by what it was asked without; the tries come back. */
  async function tries(leftOut: LeftOut, names: readonly Optional[], answer: (left: readonly Optional[]) => unknown) {
    const asked: Optional[][] = [];
    const result = await leftOut
      .ask({ names }, async (left) => {
        asked.push([...left]);
        const said = answer([...left]);
        if (said instanceof Error) throw said;
        return said;
      })
      .catch((error: unknown) => error);
    return { asked, result };
  }

  test('is what the store names, then each alone, then all, and of one name it once', async () => {
    const refused = objection('InvalidArgument', 'No encoding-type here.');
    const { asked, result } = await tries(new LeftOut(), ['max-uploads', 'encoding-type', 'prefix'], () => refused);
    const all: Optional[] = ['max-uploads', 'encoding-type', 'prefix'];
    expect(asked).toEqual([[], ['encoding-type'], ['max-uploads'], ['prefix'], all]);
    expect(result).toBe(refused);
    const single = await tries(new LeftOut(), ['max-parts'], () => refused);
    expect(single.asked).toEqual([[], ['max-parts']]);
  });

  test('stays left out once that helped, and is told', async () => {
    const leftOut = new LeftOut();
    const refused = objection('InvalidArgument');
    const first = await tries(leftOut, ['max-uploads', 'prefix'], (left) => left.includes('prefix') || refused);
    expect(first).toEqual({ asked: [[], ['max-uploads'], ['prefix']], result: true });
    expect([leftOut.has('prefix'), leftOut.has('max-uploads')]).toEqual([true, false]);
    const next = await tries(leftOut, ['max-uploads', 'prefix'], () => refused);
    expect(next.asked).toEqual([['prefix'], ['prefix', 'max-uploads']]);
    // Nothing is left to be left out.
    const bare = await tries(leftOut, ['prefix'], () => refused);
    expect(bare.asked).toEqual([['prefix']]);
  });

  test('ends with a trouble that is no objection', async () => {
    const broken = new AppError('CONNECTION_LOST', 'Gone.', {});
    const { asked, result } = await tries(new LeftOut(), ['max-uploads', 'prefix'], (left) =>
      left.length > 0 ? broken : objection('InvalidArgument'),
    );
    expect(asked).toHaveLength(2);
    expect(result).toBe(broken);
    expect((await tries(new LeftOut(), ['prefix'], () => broken)).asked).toHaveLength(1);
  });

  test('is tried once for a complaint that nothing helped, and again for another', async () => {
    const leftOut = new LeftOut();
    const asks = async (error: AppError, names: readonly Optional[] = ['prefix']) =>
      (await tries(leftOut, names, () => error)).asked.length;
    expect(await asks(objection('InvalidArgument'))).toBe(2);
    expect(await asks(objection('InvalidArgument'))).toBe(1);
    expect(await asks(objection('InvalidRequest'))).toBe(2);
    expect(await asks(objection('InvalidArgument', '', 501))).toBe(2);
    expect(await asks(objection('InvalidArgument'), ['max-uploads'])).toBe(2);
  });
});
