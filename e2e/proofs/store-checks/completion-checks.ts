import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import type { DefineCheck } from './check.ts';
import type { Checked } from './checked.ts';
import { create, input, outcomeOf, partsOf, putPart, type UploadPlace } from './store-under-test.ts';

type Listed = { PartNumber?: number; ETag?: string };
type More = Partial<CompleteMultipartUploadCommandInput>;

const complete = (client: S3Client, place: UploadPlace, Parts: Listed[], more: More = {}) =>
  client.send(new CompleteMultipartUploadCommand({ ...input(place), MultipartUpload: { Parts }, ...more }));

/** CompleteMultipartUpload: again, under conditions, and from lists that cannot be. */
export function checkCompletion(checked: () => Checked, test: DefineCheck): void {
  /** An upload of one part, and the list that completes it. */
  async function ready(key: string, bucket?: string): Promise<{ place: UploadPlace; parts: Listed[] }> {
    const it = checked();
    const place = await create(it.client, bucket ?? (await it.bucket()), key);
    return { place, parts: [{ PartNumber: 1, ETag: await putPart(it.client, place, 1, 'content') }] };
  }

  describe('a completion', () => {
    test('is answered again as it was, and says where the object is', async () => {
      const { client, store, habits } = checked();
      const { place, parts } = await ready('k');
      const first = await complete(client, place, parts);
      const { ETag } = await client.send(new HeadObjectCommand({ Bucket: place.bucket, Key: 'k' }));
      expect([first.Location, first.ETag]).toEqual([
        `${store.endpointUrl}/${place.bucket}/k`,
        habits.completionEtag === 'told' ? ETag : '',
      ]);
      const again = await complete(client, place, parts);
      // Ceph writes no quotes.
      expect(again.ETag?.replaceAll('"', '')).toBe(ETag?.replaceAll('"', ''));
      const other = [{ PartNumber: 2, ETag: parts[0]?.ETag ?? '' }];
      expect(await outcomeOf(complete(client, place, other))).toBe(habits.completionOfOtherList);
    });

    test('of an upload that never was is an error', async () => {
      const { client, habits } = checked();
      const { place, parts } = await ready('k');
      const outcome = outcomeOf(complete(client, { ...place, uploadId: '2~nobody' }, parts));
      expect(await outcome).toBe(habits.completionOfUnknown);
    });

    test('from a list that cannot be is refused, and the upload stays', async () => {
      const { client, habits } = checked();
      const { place, parts } = await ready('k');
      const etag = parts[0]?.ETag ?? '';
      expect({
        none: await outcomeOf(complete(client, place, [])),
        noEtag: await outcomeOf(complete(client, place, [{ PartNumber: 1 }])),
        zero: await outcomeOf(complete(client, place, [{ PartNumber: 0, ETag: etag }])),
        beyond: await outcomeOf(complete(client, place, [{ PartNumber: 10_001, ETag: etag }])),
        absent: await outcomeOf(complete(client, place, [{ PartNumber: 2, ETag: etag }])),
      }).toEqual({
        none: '400 MalformedXML',
        noEtag: '400 MalformedXML',
        zero: habits.completionOfOddNumber,
        beyond: habits.completionOfOddNumber,
        absent: '400 InvalidPart',
      });
      expect(await partsOf(client, place)).toHaveLength(1);
    });

    test('from fewer parts than there are throws the others away, or is refused, as the store does', async () => {
      const { client, habits } = checked();
      const { place, parts } = await ready('k');
      await putPart(client, place, 2, 'left out');
      expect(await outcomeOf(complete(client, place, parts))).toBe(habits.completionOfFewerParts);
    });

    test('to an object of another size is refused, or not looked at, as the store does', async () => {
      const { client, habits } = checked();
      const { place, parts } = await ready('k');
      expect(await outcomeOf(complete(client, place, parts, { MpuObjectSize: 6 }))).toBe(habits.completionOfOtherSize);
    });

    test('under a condition keeps what is there, or does not look, as the store does', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      const there = { Bucket: name, Key: 'there' };
      const outcome = async (key: string, more: More) => {
        await client.send(new PutObjectCommand({ ...there, Body: 'there already' }));
        const { place, parts } = await ready(key, name);
        return outcomeOf(complete(client, place, parts, more));
      };
      expect({
        noneMatch: await outcome('there', { IfNoneMatch: '*' }),
        otherMatch: await outcome('there', { IfMatch: '"00000000000000000000000000000000"' }),
        absentMatch: await outcome('absent', { IfMatch: '"00000000000000000000000000000000"' }),
        nothingThere: await outcome('nothing there', { IfNoneMatch: '*' }),
      }).toEqual({
        noneMatch: habits.facts.conditionalComplete,
        otherMatch: habits.completionIfOtherMatch,
        absentMatch: habits.completionIfAbsentMatch,
        nothingThere: '200',
      });
    });
  });
}
