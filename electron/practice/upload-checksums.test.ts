import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { type ChecksumAlgorithm, checksumAlgorithms, checksumOf, startChecksum } from './checksums/algorithms.ts';
import { checksumKinds } from './checksums/testing/checksum-kinds.ts';
import { clientOf, codeOf, noon, openStore } from './testing/practice-client.ts';

const place = { Bucket: 'b', Key: 'k' };
/** Five MiB and a little, and a few bytes: no two bodies alike. */
const contents = [randomBytes(5 * 1024 * 1024 + 3), Buffer.from('the end')];

/** Of megabytes, which {@link checksumOf} is not made for. */
async function checksumOfLarge(algorithm: ChecksumAlgorithm, content: Buffer): Promise<string> {
  const stream = startChecksum(algorithm);
  stream.update(content);
  return stream.digest();
}

/** Each body's value in each algorithm, and that of both behind one another. */
const known = new Map(
  await Promise.all(
    checksumAlgorithms.map(async (algorithm) => {
      const values = await Promise.all(contents.map((content) => checksumOfLarge(algorithm, content)));
      return [algorithm, { values, whole: await checksumOfLarge(algorithm, Buffer.concat(contents)) }] as const;
    }),
  ),
);

/** A client that adds no checksum of its own. */
async function openPlain(...options: Parameters<typeof openStore>) {
  const it = await openStore(...options);
  const client = clientOf(it.store, {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { store: it.store, client, [Symbol.asyncDispose]: () => it[Symbol.asyncDispose]() };
}

async function create(client: S3Client, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  return (await client.send(new CreateMultipartUploadCommand({ ...place, ...more }))).UploadId ?? '';
}

const put = (
  client: S3Client,
  UploadId: string,
  PartNumber: number,
  Body: NonNullable<UploadPartCommandInput['Body']>,
  more: Partial<UploadPartCommandInput> = {},
) => client.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body, ...more }));

const listParts = (client: S3Client, UploadId: string) => client.send(new ListPartsCommand({ ...place, UploadId }));

/** Completes with what ListParts shows, or with a list changed by `change`. */
async function complete(
  client: S3Client,
  UploadId: string,
  more: Partial<CompleteMultipartUploadCommandInput> = {},
  change: (parts: Part[]) => unknown[] = (parts) => parts,
) {
  const { Parts = [] } = await listParts(client, UploadId);
  const MultipartUpload = JSON.parse(JSON.stringify({ Parts: change(Parts) }));
  return client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload, ...more }));
}

const head = (client: S3Client, more: { PartNumber?: number } = {}) =>
  client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED', ...more }));

const valueField = (algorithm: ChecksumAlgorithm) => `Checksum${algorithm}` as const;

describe.each(checksumKinds)('%s %s', (algorithm, type) => {
  const { values = [], whole: full = '' } = known.get(algorithm) ?? {};
  const digests = Buffer.concat(values.map((value) => Buffer.from(value, 'base64')));
  const whole = type === 'FULL_OBJECT' ? full : `${checksumOf(algorithm, digests)}-2`;
  const field = valueField(algorithm);

  async function uploaded(client: S3Client): Promise<string> {
    const { UploadId: id = '', ...told } = await client.send(
      new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: algorithm, ChecksumType: type }),
    );
    expect([told.ChecksumAlgorithm, told.ChecksumType]).toEqual([algorithm, type]);
    for (const [i, content] of contents.entries()) {
      const answer = await put(client, id, i + 1, content, { ChecksumAlgorithm: algorithm });
      expect(answer[field]).toBe(values[i]);
    }
    return id;
  }

  test('is listed with its parts and its upload, and becomes the object’s', async () => {
    await using it = await openPlain();
    const id = await uploaded(it.client);
    const { Parts, ChecksumAlgorithm, ChecksumType } = await listParts(it.client, id);
    expect([ChecksumAlgorithm, ChecksumType, Parts?.map((part) => part[field])]).toEqual([algorithm, type, values]);
    const { Uploads } = await it.client.send(new ListMultipartUploadsCommand({ Bucket: 'b' }));
    expect(Uploads).toMatchObject([{ ChecksumAlgorithm: algorithm, ChecksumType: type }]);
    const completed = await complete(it.client, id, { [field]: whole, ChecksumType: type });
    expect([completed[field], completed.ChecksumType]).toEqual([whole, type]);
    const object = await head(it.client);
    expect([object[field], object.ChecksumType]).toEqual([whole, type]);
    const part = await head(it.client, { PartNumber: 2 });
    expect([part.PartsCount, part.ContentLength, part[field]]).toEqual([
      2,
      contents[1]?.length,
      type === 'COMPOSITE' ? values[1] : undefined,
    ]);
    // Who did not ask is not told.
    expect((await it.client.send(new HeadObjectCommand(place)))[field]).toBeUndefined();
  });

  test('is refused where a part, or the object, has another', async () => {
    await using it = await openPlain();
    const id = await uploaded(it.client);
    expect(await codeOf(put(it.client, id, 3, 'other', { [field]: values[1] }))).toBe('BadDigest');
    expect(await codeOf(put(it.client, id, 3, 'other', { [field]: 'bm90aGluZw' }))).toBe('InvalidRequest');
    expect(await codeOf(complete(it.client, id, { [field]: values[1] }))).toBe('BadDigest');
    const swapped = (parts: Part[]) =>
      parts.map((part) => (part.PartNumber === 1 ? { ...part, [field]: values[1] } : part));
    expect(await codeOf(complete(it.client, id, {}, swapped))).toBe('InvalidPart');
    const bare = (parts: Part[]) => parts.map((part) => ({ ...part, [field]: undefined }));
    if (type === 'COMPOSITE') {
      expect(await codeOf(complete(it.client, id, {}, bare))).toBe('InvalidRequest');
      expect(await codeOf(put(it.client, id, 3, 'without'))).toBe('InvalidRequest');
    } else {
      // What the object's is made of, S3 computes itself.
      const answer = await put(it.client, id, 2, 'the end');
      expect(answer[field]).toBe(values[1]);
      expect((await complete(it.client, id, {}, bare))[field]).toBe(whole);
    }
  });

  test('comes in a trailer as well, where the body is a stream', async () => {
    await using it = await openPlain();
    const id = await create(it.client, { ChecksumAlgorithm: algorithm, ChecksumType: type });
    const stream = () => Readable.from([contents[1]?.subarray(0, 3), contents[1]?.subarray(3)]);
    const length = { ContentLength: contents[1]?.length };
    const answer = await put(it.client, id, 1, stream(), { ChecksumAlgorithm: algorithm, ...length });
    expect(answer[field]).toBe(values[1]);
    expect(it.store.partsOf('b', 'k', id)).toMatchObject([{ checksum: { algorithm, value: values[1] } }]);
  });
});

describe('an upload with CRC32', () => {
  const crc = { ChecksumAlgorithm: 'CRC32' } as const;

  test.each([
    [{ ChecksumSHA256: checksumOf('SHA256', Buffer.from('x')) }],
    [{ ChecksumCRC32C: checksumOf('CRC32C', Buffer.from('x')) }],
  ])('takes no part with %j', async (more) => {
    await using it = await openPlain();
    const id = await create(it.client, crc);
    expect(await codeOf(put(it.client, id, 1, 'x', more))).toBe('InvalidRequest');
    expect(it.store.partsOf('b', 'k', id)).toEqual([]);
  });

  test('takes no completion of another type, nor by another algorithm, nor with two', async () => {
    await using it = await openPlain();
    const id = await create(it.client, crc);
    await put(it.client, id, 1, 'x', crc);
    const sha = checksumOf('SHA256', Buffer.from('x'));
    expect(await codeOf(complete(it.client, id, { ChecksumType: 'FULL_OBJECT' }))).toBe('InvalidRequest');
    expect(await codeOf(complete(it.client, id, { ChecksumSHA256: sha }))).toBe('InvalidRequest');
    expect(await codeOf(complete(it.client, id, { ChecksumSHA256: sha, ChecksumCRC32: 'ImIEBA==' }))).toBe(
      'InvalidRequest',
    );
    const withBoth = (parts: Part[]) => parts.map((part) => ({ ...part, ChecksumSHA256: sha }));
    expect(await codeOf(complete(it.client, id, {}, withBoth))).toBe('InvalidArgument');
    const withOther = (parts: Part[]) =>
      parts.map((part) => ({ ...part, ChecksumCRC32: undefined, ChecksumSHA256: sha }));
    expect(await codeOf(complete(it.client, id, {}, withOther))).toBe('BadDigest');
    await complete(it.client, id);
  });

  test('shows what was seeded, and its parts make an object', async () => {
    await using it = await openPlain();
    const id = it.store.seedUpload({
      bucket: 'b',
      key: 'k',
      initiatedAt: noon,
      checksum: { algorithm: 'CRC32' },
      parts: [1, 2].map((partNumber) => ({ partNumber, size: 8 << 20 })),
    });
    const { Parts, ChecksumType } = await listParts(it.client, id);
    expect([ChecksumType, new Set(Parts?.map(({ ChecksumCRC32 }) => ChecksumCRC32)).size]).toEqual(['COMPOSITE', 2]);
    expect((await complete(it.client, id)).ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==-2$/);
  });
});

describe('an upload that asked for none', () => {
  test('lists none, and gets a CRC-64 of the whole, as S3 gives every object', async () => {
    await using it = await openStore();
    // This client sends CRC32 with each part, as SDKs do by themselves.
    const id = await create(it.client);
    for (const [i, content] of contents.entries()) {
      const answer = await put(it.client, id, i + 1, content);
      expect(answer.ChecksumCRC32).toBe(known.get('CRC32')?.values[i]);
    }
    const { Parts, ChecksumAlgorithm, ChecksumType } = await listParts(it.client, id);
    expect([ChecksumAlgorithm, ChecksumType, Parts?.[0]?.ChecksumCRC32, Parts?.[0]?.ChecksumCRC64NVME]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    // Of a wrong one for the whole S3 takes no notice here; of a wrong one for a part it does.
    const wrong = checksumOf('CRC32', Buffer.from('other'));
    const withWrong = (parts: Part[]) => parts.map((part) => ({ ...part, ChecksumCRC32: wrong }));
    expect(await codeOf(complete(it.client, id, {}, withWrong))).toBe('InvalidPart');
    const completed = await complete(it.client, id, { ChecksumCRC64NVME: checksumOf('CRC64NVME', Buffer.from('x')) });
    expect([completed.ChecksumCRC64NVME, completed.ChecksumType]).toEqual([
      known.get('CRC64NVME')?.whole,
      'FULL_OBJECT',
    ]);
  });

  test('refuses a part that is not what its checksum says all the same', async () => {
    await using it = await openPlain();
    const id = await create(it.client);
    for (const algorithm of checksumAlgorithms) {
      const wrong = { [valueField(algorithm)]: checksumOf(algorithm, Buffer.from('other')) };
      expect(await codeOf(put(it.client, id, 1, 'content', wrong))).toBe('BadDigest');
    }
    const two = {
      ChecksumSHA1: checksumOf('SHA1', Buffer.from('content')),
      ChecksumCRC32: checksumOf('CRC32', Buffer.from('content')),
    };
    expect(await codeOf(put(it.client, id, 1, 'content', two))).toBe('InvalidRequest');
    expect(it.store.partsOf('b', 'k', id)).toEqual([]);
  });
});

test('an object in one piece has the checksum that it came with, or a CRC-64', async () => {
  await using it = await openPlain();
  const object = { ...place, Body: 'content' };
  await it.client.send(new PutObjectCommand(object));
  expect(await head(it.client)).toMatchObject({
    ChecksumCRC64NVME: checksumOf('CRC64NVME', Buffer.from('content')),
    ChecksumType: 'FULL_OBJECT',
  });
  const ChecksumSHA256 = checksumOf('SHA256', Buffer.from('content'));
  await it.client.send(new PutObjectCommand({ ...object, ChecksumSHA256 }));
  expect(await head(it.client)).toMatchObject({ ChecksumSHA256, ChecksumType: 'FULL_OBJECT' });
  const wrong = it.client.send(new PutObjectCommand({ ...object, Body: 'other', ChecksumSHA256 }));
  expect(await codeOf(wrong)).toBe('BadDigest');
});

test('a store may know nothing of checksums: none is verified, listed or given back', async () => {
  await using it = await openPlain({ checksums: 'ignored' });
  const told = await it.client.send(new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'SHA256' }));
  const id = told.UploadId ?? '';
  const wrong = { ChecksumSHA256: checksumOf('SHA256', Buffer.from('other')) };
  expect((await put(it.client, id, 1, 'content', wrong)).ChecksumSHA256).toBeUndefined();
  const { Parts, ChecksumAlgorithm } = await listParts(it.client, id);
  const completed = await complete(it.client, id);
  expect([told.ChecksumAlgorithm, ChecksumAlgorithm, Parts?.[0]?.ChecksumSHA256, completed.ChecksumType]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect((await head(it.client)).ChecksumType).toBeUndefined();
});
