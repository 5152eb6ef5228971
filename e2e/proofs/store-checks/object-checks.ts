import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandInput,
  ListBucketsCommand,
  ListObjectsCommand,
  type ListObjectsCommandOutput,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import type { DefineCheck } from './check.ts';
import type { Checked } from './checked.ts';
import { create, outcomeOf } from './store-under-test.ts';

type Listing = Pick<ListObjectsCommandOutput, 'Contents' | 'CommonPrefixes'>;

/** What stands beside uploads: objects and buckets, as other clients look at them. */
export function checkObjects(checked: () => Checked, test: DefineCheck): void {
  describe('an object', () => {
    test('is put, found, read, conditionally too, and deleted', async () => {
      const { client, bucket } = checked();
      const at = { Bucket: await bucket(), Key: 'a folder/k' };
      const head = (more: Partial<HeadObjectCommandInput> = {}) =>
        outcomeOf(client.send(new HeadObjectCommand({ ...at, ...more })));
      const put = (more: object = {}) => client.send(new PutObjectCommand({ ...at, Body: 'content', ...more }));
      const { ETag } = await put({ Metadata: { who: 'me' }, ContentType: 'text/plain' });
      const read = await client.send(new GetObjectCommand({ ...at, Range: 'bytes=3-' }));
      expect([await read.Body?.transformToString(), read.ContentRange, read.Metadata, read.ContentType]).toEqual([
        'tent',
        'bytes 3-6/7',
        { who: 'me' },
        'text/plain',
      ]);
      expect([
        await head({ IfMatch: ETag }),
        await head({ IfNoneMatch: ETag }),
        await head({ IfMatch: '"00000000000000000000000000000000"' }),
        await outcomeOf(put({ IfNoneMatch: '*' })),
        await outcomeOf(put({ ContentMD5: 'nonsense' })),
        await outcomeOf(put({ ContentMD5: 'rL0Y20zC+Fzt72VPzMSk2A==' })),
      ]).toEqual([
        '200',
        expect.stringMatching(/^304 /),
        expect.stringMatching(/^412 /),
        '412 PreconditionFailed',
        '400 InvalidDigest',
        '400 BadDigest',
      ]);
      expect(await outcomeOf(client.send(new DeleteObjectCommand(at)))).toBe('204');
      expect([await head(), await outcomeOf(client.send(new DeleteObjectCommand(at)))]).toEqual([
        '404 NotFound',
        '204',
      ]);
    });

    test('is listed with others, in both versions, by prefix and delimiter', async () => {
      const { client, bucket } = checked();
      const Bucket = await bucket();
      for (const Key of ['x/1', 'x/2', 'y', 'z/3']) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      const shown = ({ Contents = [], CommonPrefixes = [] }: Listing) => [
        ...Contents.map(({ Key }) => Key),
        ...CommonPrefixes.map(({ Prefix }) => Prefix),
      ];
      const v1 = async (more: object) => shown(await client.send(new ListObjectsCommand({ Bucket, ...more })));
      const v2 = async (more: object) => shown(await client.send(new ListObjectsV2Command({ Bucket, ...more })));
      for (const list of [v1, v2]) {
        expect(await list({})).toEqual(['x/1', 'x/2', 'y', 'z/3']);
        expect(await list({ Delimiter: '/' })).toEqual(['y', 'x/', 'z/']);
        expect(await list({ Delimiter: '/', Prefix: 'x/' })).toEqual(['x/1', 'x/2']);
      }
      const first = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
      expect([shown(first), first.IsTruncated, first.NextMarker]).toEqual([['y', 'x/'], true, 'y']);
      expect(await v1({ Delimiter: '/', Marker: first.NextMarker })).toEqual(['z/']);
      const page = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 3 }));
      expect([shown(page), page.IsTruncated]).toEqual([['x/1', 'x/2', 'y'], true]);
      expect(await v2({ ContinuationToken: page.NextContinuationToken })).toEqual(['z/3']);

      const Objects = ['x/1', 'never was'].map((Key) => ({ Key }));
      const { Deleted = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(Deleted.map(({ Key }) => Key).toSorted()).toEqual(['never was', 'x/1']);
      expect(await v2({})).toEqual(['x/2', 'y', 'z/3']);
    });
  });

  describe('a bucket', () => {
    test('is deleted once it holds no object, uploads or not', async () => {
      const { client, bucket } = checked();
      const Bucket = await bucket();
      const remove = () => outcomeOf(client.send(new DeleteBucketCommand({ Bucket })));
      await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
      await create(client, Bucket, 'an upload');
      expect(await remove()).toBe('409 BucketNotEmpty');
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
      expect([await remove(), await remove()]).toEqual(['204', '404 NoSuchBucket']);
    });

    test('of one’s own may be made again, one of an odd name never', async () => {
      const { client, bucket, habits } = checked();
      const make = (Bucket: string) => outcomeOf(client.send(new CreateBucketCommand({ Bucket })));
      expect(await make(await bucket())).toBe('200');
      for (const name of ['192.168.5.123', 'a..b', 'foo.-bar', 'Ab_c']) {
        expect(await make(name)).toBe('400 InvalidBucketName');
      }
      for (const name of ['xn--abc', 'x-s3alias']) expect(await make(name)).toBe(habits.reservedBucketName);
    });

    test('is listed with others in pages, or all at once, as the store does', async () => {
      const { client, bucket, habits } = checked();
      const names = [await bucket(), await bucket(), await bucket()];
      const list = async (more: object) => {
        const { Buckets = [], ContinuationToken } = await client.send(new ListBucketsCommand(more));
        return { names: Buckets.map(({ Name }) => Name), token: ContinuationToken };
      };
      const all = await list({});
      expect(all).toEqual({ names: expect.arrayContaining(names), token: undefined });
      const first = await list({ MaxBuckets: 2 });
      if (habits.bucketPages === 'ignored') {
        // The order is not what is asked for here: gofakes3 lists buckets as they come out of a map.
        expect({ ...first, names: first.names.toSorted() }).toEqual({ ...all, names: all.names.toSorted() });
        return;
      }
      const rest = await list({ ContinuationToken: first.token });
      expect([first.names.length, [...first.names, ...rest.names]]).toEqual([2, all.names]);
    });
  });
}
