import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import type { DefineCheck } from './check.ts';
import type { Checked } from './checked.ts';
import {
  abort,
  clientOf,
  create,
  forEach,
  input,
  inShort,
  isGone,
  listAll,
  outcomeOf,
  partsOf,
  putPart,
} from './store-under-test.ts';

const minuteMs = 60_000;
const mib = 1024 * 1024;
/** The SDK warns that it cannot repeat a stream that was refused; the checks know. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** An upload from its start to its end. */
export function checkUploads(checked: () => Checked, test: DefineCheck): void {
  describe('an upload', () => {
    test('is listed with its parts, aborted, and gone from both looks', async () => {
      const { client, habits, bucket } = checked();
      const place = await create(client, await bucket(), 'folder/file.bin');
      expect(await partsOf(client, place)).toEqual([]);
      const etag = await putPart(client, place, 3, 'three');
      await putPart(client, place, 1, 'one');
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: place.bucket }));
      expect(Uploads).toMatchObject([{ Key: place.key, UploadId: place.uploadId }]);
      const [{ Initiator, StorageClass, Initiated } = {}] = Uploads;
      expect({
        initiator: typeof Initiator?.ID === 'string',
        storageClass: StorageClass === 'STANDARD',
        initiated: Math.abs((Initiated?.getTime() ?? 0) - Date.now()) < minuteMs,
      }).toEqual(habits.listed);
      const md5 = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;
      expect(etag).toBe(md5('three'));
      expect(await partsOf(client, place)).toMatchObject([
        { PartNumber: 1, Size: 3, ETag: md5('one'), LastModified: expect.any(Date) },
        { PartNumber: 3, Size: 5, ETag: md5('three') },
      ]);
      expect(await abort(client, place)).toBe('204');
      expect(inShort(await partsOf(client, place))).toBe(habits.partsWhenAborted);
      expect((await listAll(client, place.bucket, habits.convention)).places).toEqual([]);
    });

    test('of a key with others: an abort touches exactly one', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      const [first, second] = [await create(client, name, 'same'), await create(client, name, 'same')];
      await putPart(client, first, 1, 'kept');
      await putPart(client, second, 1, 'gone');
      expect(await abort(client, second)).toBe('204');
      expect((await listAll(client, name, habits.convention)).places).toEqual([first]);
      expect(await partsOf(client, first)).toHaveLength(1);
      expect(isGone(await partsOf(client, second))).toBe(true);
    });

    test('aborted twice answers as the store does, and stays gone', async () => {
      const { client, habits, bucket } = checked();
      const place = await create(client, await bucket(), 'twice');
      await putPart(client, place, 1, 'x');
      expect([await abort(client, place), await abort(client, place)]).toEqual(['204', habits.repeatedAbort]);
      expect(isGone(await partsOf(client, place))).toBe(true);
    });

    test('that never was', async () => {
      const { client, habits, bucket } = checked();
      const place = { bucket: await bucket(), key: 'k', uploadId: '2~nobody' };
      expect([inShort(await partsOf(client, place)), await abort(client, place)]).toEqual([
        habits.partsOfUnknown,
        habits.abortOfUnknown,
      ]);
      const part = client.send(new UploadPartCommand({ ...input(place), PartNumber: 1, Body: 'x' }));
      expect(await outcomeOf(part)).toBe('404 NoSuchUpload');
    });

    test('completed is an object, and its abort says nothing of that', async () => {
      const { client, habits, bucket } = checked();
      const place = await create(client, await bucket(), 'whole');
      const etag = await putPart(client, place, 1, 'content');
      const completeWith = (ETag: string) =>
        outcomeOf(
          client.send(
            new CompleteMultipartUploadCommand({
              ...input(place),
              MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
            }),
          ),
        );
      const head = () => client.send(new HeadObjectCommand({ Bucket: place.bucket, Key: place.key }));
      expect(await completeWith('"00000000000000000000000000000000"')).toBe('400 InvalidPart');
      expect(await outcomeOf(head())).toBe('404 NotFound');
      expect(await partsOf(client, place)).toHaveLength(1);
      expect(await completeWith(etag)).toBe('200');
      expect([inShort(await partsOf(client, place)), await abort(client, place)]).toEqual([
        habits.partsWhenCompleted,
        habits.abortWhenCompleted,
      ]);
      expect((await listAll(client, place.bucket, habits.convention)).places).toEqual([]);
      const object = await head();
      expect([object.ContentLength, Math.abs((object.LastModified?.getTime() ?? 0) - Date.now()) < minuteMs]).toEqual([
        7,
        true,
      ]);
    });

    test('of more than 1,000 parts pages, and its pages parse', async () => {
      const { client, bucket } = checked();
      const place = await create(client, await bucket(), 'many-parts');
      const numbers = Array.from({ length: 1050 }, (_, i) => i + 1);
      await forEach(numbers, (number) => putPart(client, place, number, 'x'));
      const parts = await partsOf(client, place);
      expect(typeof parts === 'string' ? parts : parts.map(({ PartNumber }) => PartNumber)).toEqual(numbers);
      await abort(client, place);
      expect(isGone(await partsOf(client, place))).toBe(true);
    }, 60_000);

    test('with a part in flight during its abort ends empty when aborted again', async () => {
      const { store, client, habits, bucket } = checked();
      const place = await create(client, await bucket(), 'in-flight');
      await putPart(client, place, 1, 'there already');
      const { promise: underWay, resolve: started } = Promise.withResolvers<void>();
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      // More than sockets hold back: once the rest is asked for, the store has begun to read.
      const sizes = { first: 12 * mib, rest: mib };
      const body = async function* () {
        for (let sent = 0; sent < sizes.first; sent += mib) yield Buffer.alloc(mib, 1);
        started();
        await released;
        yield Buffer.alloc(sizes.rest, 2);
      };
      const slowClient = clientOf(store, { logger: silent });
      const part = outcomeOf(
        slowClient.send(
          new UploadPartCommand({
            ...input(place),
            PartNumber: 2,
            Body: Readable.from(body()),
            ContentLength: sizes.first + sizes.rest,
          }),
        ),
      );
      await underWay;
      expect(await abort(client, place)).toBe('204');
      release();
      // It lands, or it is told that the upload is gone: both happen, and both are fine.
      expect(await part).toMatch(/^(200|404 NoSuch(Upload|Key))$/);
      slowClient.destroy();
      const isClear = async () =>
        isGone(await partsOf(client, place)) &&
        (await listAll(client, place.bucket, habits.convention)).places.length === 0;
      for (let aborts = 1; aborts < 5 && !(await isClear()); aborts += 1) await abort(client, place);
      expect(await isClear()).toBe(true);
    }, 60_000);
  });
}
