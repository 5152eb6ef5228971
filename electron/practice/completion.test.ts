import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { codeOf, listedKeys, openStore } from './testing/practice-client.ts';

const place = { Bucket: 'b', Key: 'a folder/k' };
const md5 = (content: Buffer | string) => `"${createHash('md5').update(content).digest('hex')}"`;
const large = Buffer.alloc(5 * 1024 * 1024, 7);

type Parts = readonly (readonly [number, string | undefined])[];

async function create(client: S3Client, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  return (await client.send(new CreateMultipartUploadCommand({ ...place, ...more }))).UploadId ?? '';
}

const put = (client: S3Client, UploadId: string, PartNumber: number, Body: Buffer | string) =>
  client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }));

const complete = (
  client: S3Client,
  UploadId: string,
  parts: Parts,
  more: Partial<CompleteMultipartUploadCommandInput> = {},
) =>
  client.send(
    new CompleteMultipartUploadCommand({
      ...place,
      UploadId,
      MultipartUpload: { Parts: parts.map(([PartNumber, ETag]) => ({ PartNumber, ETag })) },
      ...more,
    }),
  );

/** An upload of one small part, ready to be completed. */
async function ready(client: S3Client, content = 'content'): Promise<{ id: string; parts: Parts }> {
  const id = await create(client);
  return { id, parts: [[1, (await put(client, id, 1, content)).ETag]] };
}

describe('an upload that is completed', () => {
  test('becomes an object, at an address', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const parts: Parts = [
      [1, (await put(it.client, id, 1, large)).ETag],
      [3, (await put(it.client, id, 3, 'end')).ETag],
    ];
    const { ETag, Location } = await complete(it.client, id, parts);
    const digests = Buffer.concat([large, Buffer.from('end')].map((part) => createHash('md5').update(part).digest()));
    expect([ETag, Location]).toEqual([`${md5(digests).slice(0, -1)}-2"`, `${it.store.endpointUrl}/b/a%20folder%2Fk`]);
    const head = await it.client.send(new HeadObjectCommand(place));
    expect([head.ContentLength, head.ETag]).toEqual([large.length + 3, ETag]);
    expect(await listedKeys(it.client)).toEqual([]);
    expect(await codeOf(put(it.client, id, 4, 'late'))).toBe('NoSuchUpload');
  });

  test('answers the same again to the same list, whatever became of the object; to another it is gone', async () => {
    await using it = await openStore();
    const { id, parts } = await ready(it.client);
    const first = await complete(it.client, id, parts);
    await it.client.send(new DeleteObjectCommand(place));
    const again = await complete(it.client, id, parts, { IfNoneMatch: '*' });
    expect([again.ETag, again.Location, again.ChecksumCRC64NVME]).toEqual([
      first.ETag,
      first.Location,
      first.ChecksumCRC64NVME,
    ]);
    // It was not made a second time.
    expect(await codeOf(it.client.send(new HeadObjectCommand(place)))).toBe('NotFound');
    expect(await codeOf(complete(it.client, id, [[2, parts[0]?.[1]]]))).toBe('NoSuchUpload');
  });

  test('may be gone at once, as on stores that are not AWS', async () => {
    await using it = await openStore({ repeatedCompletion: 'NoSuchUpload' });
    const { id, parts } = await ready(it.client);
    await complete(it.client, id, parts);
    expect(await codeOf(complete(it.client, id, parts))).toBe('NoSuchUpload');
  });

  test('may not say what it became, and say it bare when asked again, as on Ceph', async () => {
    await using it = await openStore({ completionEtag: 'empty-then-bare' });
    const { id, parts } = await ready(it.client);
    const first = await complete(it.client, id, parts);
    const { ETag } = await it.client.send(new HeadObjectCommand(place));
    expect([first.ETag, `"${(await complete(it.client, id, parts)).ETag}"`]).toEqual(['', ETag]);
  });

  test('by its owner answers its owner’s list', async () => {
    await using it = await openStore();
    const { id, parts } = await ready(it.client);
    it.store.completeUpload('b', place.Key, id);
    expect((await complete(it.client, id, parts)).ETag).toMatch(/-1"$/);
  });

  test('keeps the metadata that it was begun with', async () => {
    await using it = await openStore();
    const id = await create(it.client, {
      ContentType: 'video/mp4',
      CacheControl: 'no-cache',
      Metadata: { camera: '3', empty: '' },
      StorageClass: 'STANDARD_IA',
    });
    await complete(it.client, id, [[1, (await put(it.client, id, 1, 'x')).ETag]]);
    expect(await it.client.send(new HeadObjectCommand(place))).toMatchObject({
      ContentType: 'video/mp4',
      CacheControl: 'no-cache',
      Metadata: { camera: '3', empty: '' },
      StorageClass: 'STANDARD_IA',
    });
    expect(await codeOf(create(it.client, { Metadata: { long: 'x'.repeat(2045) } }))).toBe('MetadataTooLarge');
    const wrong = JSON.parse('{"StorageClass":"GLACIAL"}');
    expect(await codeOf(create(it.client, wrong))).toBe('InvalidStorageClass');
  });
});

describe('a completion is refused', () => {
  test('of what is not there, out of order or too small', async () => {
    await using it = await openStore();
    const id = await create(it.client);
    const one = (await put(it.client, id, 1, 'small')).ETag;
    const two = (await put(it.client, id, 2, 'end')).ETag;
    const refused: [Parts, string][] = [
      [[[1, two]], 'InvalidPart'],
      [[[9, one]], 'InvalidPart'],
      [
        [
          [2, two],
          [1, one],
        ],
        'InvalidPartOrder',
      ],
      [
        [
          [1, one],
          [1, one],
        ],
        'InvalidPartOrder',
      ],
      [
        [
          [1, one],
          [2, two],
        ],
        'EntityTooSmall',
      ],
      [[], 'MalformedXML'],
      [[[1, undefined]], 'MalformedXML'],
      [[[0, one]], 'InvalidArgument'],
      [[[10_001, one]], 'InvalidArgument'],
      [[[-4, one]], 'InvalidArgument'],
    ];
    for (const [parts, code] of refused) expect(await codeOf(complete(it.client, id, parts))).toBe(code);
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'open', parts: 2 }]);
  });

  test('of a list that leaves a part out, by stores that want every one; AWS throws it away', async () => {
    await using it = await openStore({ completionList: 'all-parts' });
    const { id, parts } = await ready(it.client);
    await put(it.client, id, 2, 'left out');
    expect(await codeOf(complete(it.client, id, parts))).toBe('InvalidPart');
    it.store.setBehaviour('b', { completionList: 'any-parts' });
    await complete(it.client, id, parts);
    expect((await it.client.send(new HeadObjectCommand(place))).ContentLength).toBe('content'.length);
  });

  test('of an upload that never was, or under another key', async () => {
    await using it = await openStore();
    const { id, parts } = await ready(it.client);
    expect(await codeOf(complete(it.client, 'nobody', parts))).toBe('NoSuchUpload');
    expect(await codeOf(complete(it.client, id, parts, { Key: 'other' }))).toBe('NoSuchUpload');
  });

  test('where the object would be of another size', async () => {
    await using it = await openStore();
    const { id, parts } = await ready(it.client, 'seven b');
    for (const MpuObjectSize of [6, 8, -1]) {
      expect(await codeOf(complete(it.client, id, parts, { MpuObjectSize }))).toBe('InvalidRequest');
    }
    await complete(it.client, id, parts, { MpuObjectSize: 7 });
  });
});

describe('a completion under a condition', () => {
  const there = { ...place, Body: 'there already' };
  const etag = md5(there.Body);

  test.each([
    [{ IfNoneMatch: '*' }, 'PreconditionFailed'],
    [{ IfMatch: '"another"' }, 'PreconditionFailed'],
    [{ IfNoneMatch: etag }, 'NotImplemented'],
    [{ IfNoneMatch: '*', IfMatch: etag }, 'NotImplemented'],
  ])('%j does not replace the object: %s', async (condition, code) => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand(there));
    const { id, parts } = await ready(it.client);
    expect(await codeOf(complete(it.client, id, parts, condition))).toBe(code);
    expect((await it.client.send(new HeadObjectCommand(place))).ETag).toBe(etag);
    // The upload is still to be completed, or aborted.
    expect(it.store.uploads('b')).toMatchObject([{ phase: 'open', parts: 1 }]);
  });

  test.each([[{ IfMatch: etag }], [{ IfMatch: etag.slice(1, -1) }]])('%j replaces it', async (condition) => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand(there));
    const { id, parts } = await ready(it.client);
    const { ETag } = await complete(it.client, id, parts, condition);
    expect((await it.client.send(new HeadObjectCommand(place))).ETag).toBe(ETag);
  });

  test('where there is no object: * is fulfilled, an ETag is NoSuchKey', async () => {
    await using it = await openStore();
    const { id, parts } = await ready(it.client);
    expect(await codeOf(complete(it.client, id, parts, { IfMatch: etag }))).toBe('NoSuchKey');
    await complete(it.client, id, parts, { IfNoneMatch: '*' });
  });

  test('meets a conflict where another write comes in between', async () => {
    await using it = await openStore();
    await it.client.send(new PutObjectCommand(there));
    const { id, parts } = await ready(it.client);
    const other = await ready(it.client, 'the other');
    // The request has arrived, its list has not: then the object is replaced by one of the same ETag.
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    holdBody(it.client, arrive, released);
    const answer = codeOf(complete(it.client, id, parts, { IfMatch: etag }));
    await arrived;
    while (!it.store.calls.some(({ operation }) => operation === 'CompleteMultipartUpload')) {
      await listedKeys(it.client);
    }
    await it.client.send(new PutObjectCommand(there));
    release();
    expect(await answer).toBe('ConditionalRequestConflict');
    expect(it.store.uploads('b').map(({ phase }) => phase)).toEqual(['open', 'open']);
    await complete(it.client, other.id, other.parts);
  });

  test.each([['ignored'], ['not-on-completion']] as const)('may not be looked at: %s', async (conditionalWrites) => {
    await using it = await openStore({ conditionalWrites });
    await it.client.send(new PutObjectCommand(there));
    const { id, parts } = await ready(it.client);
    await complete(it.client, id, parts, { IfNoneMatch: '*' });
    const put = it.client.send(new PutObjectCommand({ ...there, IfNoneMatch: '*' }));
    if (conditionalWrites === 'ignored') await put;
    else expect(await codeOf(put)).toBe('PreconditionFailed');
  });
});

/** Sends the first byte of a completion's list, and the others once `released`. */
function holdBody(client: S3Client, arrive: () => void, released: Promise<void>): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { request } = args;
      if (context.commandName !== 'CompleteMultipartUploadCommand' || !hasBody(request)) return next(args);
      const whole = Buffer.from(String(request.body));
      const held = async function* () {
        yield whole.subarray(0, 1);
        arrive();
        await released;
        yield whole.subarray(1);
      };
      request.body = Readable.from(held());
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
}

function hasBody(value: unknown): value is { body: unknown } {
  return typeof value === 'object' && value !== null && 'body' in value;
}
