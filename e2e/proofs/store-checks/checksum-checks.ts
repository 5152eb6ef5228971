import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import type { StoreHabits } from '../../support/servers/habits.ts';
import type { DefineCheck } from './check.ts';
import type { Checked } from './checked.ts';
import { input, outcomeOf, type UploadPlace } from './store-under-test.ts';

/**
 * Each algorithm and type: of `content`, of `other`, and of an object whose one part is `content`. Computed by Python's
 * zlib and hashlib, and bit by bit.
 */
const kinds = [
  ['CRC32', 'COMPOSITE', '/sUwqQ==', '2Vg1IA==', 'oNXHnA==-1'],
  ['CRC32', 'FULL_OBJECT', '/sUwqQ==', '2Vg1IA==', '/sUwqQ=='],
  ['CRC32C', 'COMPOSITE', 'Ya91Mw==', 'uTja5A==', 'DqHrgQ==-1'],
  ['CRC32C', 'FULL_OBJECT', 'Ya91Mw==', 'uTja5A==', 'Ya91Mw=='],
  ['CRC64NVME', 'FULL_OBJECT', 'lhVdXyVQTGE=', 'IFGErwSMGpI=', 'lhVdXyVQTGE='],
  [
    'SHA1',
    'COMPOSITE',
    'BA8G/XdAkkeNRQd09bowxdp4rMg=',
    '0JQeaNqPOBUf+Gph/Fn3xc+fyqI=',
    'bXChFg43D0j0SRyvqAZ7MUAl0sM=-1',
  ],
  [
    'SHA256',
    'COMPOSITE',
    '7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=',
    '2SmKENGwc1g33EvYXaxkGw887yekfl1TpU8vP1svz/o=',
    'xO7IXrZrebj1n/dql9XZeqwbXsqMZnW06Yil3up4blM=-1',
  ],
] as const;

/** What a store does with checksums: all that AWS does, or nothing at all. */
export function checkChecksums(checked: () => Checked, { checksums }: StoreHabits, test: DefineCheck): void {
  const isKept = checksums === 'kept';
  describe(isKept ? 'checksums are verified, listed and put together' : 'checksums are not known', () => {
    for (const [algorithm, type, content, other, whole] of kinds) {
      test(`${algorithm} ${type}`, async () => {
        const { client, bucket } = checked();
        const Bucket = await bucket();
        const field = `Checksum${algorithm}` as const;
        const known = <T>(value: T) => (isKept ? value : undefined);
        const asked = { ChecksumAlgorithm: algorithm, ChecksumType: type };
        const made = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k', ...asked }));
        const place: UploadPlace = { bucket: Bucket, key: 'k', uploadId: made.UploadId ?? '' };
        const put = (value: string) =>
          client.send(new UploadPartCommand({ ...input(place), PartNumber: 1, Body: 'content', [field]: value }));
        expect(await outcomeOf(put(other))).toBe(isKept ? '400 BadDigest' : '200');
        const part = await put(content);

        const parts = await client.send(new ListPartsCommand(input(place)));
        const { Uploads: [upload] = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
        const completeWith = (value: string, partValue: string) =>
          client.send(
            new CompleteMultipartUploadCommand({
              ...input(place),
              [field]: value,
              MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag, [field]: partValue }] },
            }),
          );
        if (isKept) {
          expect([await outcomeOf(completeWith(other, content)), await outcomeOf(completeWith(whole, other))]).toEqual([
            '400 BadDigest',
            '400 InvalidPart',
          ]);
        }
        const completed = await completeWith(whole, content);
        const object = await client.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
        expect({
          made: [made.ChecksumAlgorithm, made.ChecksumType],
          part: part[field],
          parts: [parts.ChecksumAlgorithm, parts.ChecksumType, parts.Parts?.[0]?.[field]],
          upload: [upload?.ChecksumAlgorithm, upload?.ChecksumType],
          completed: [completed[field], completed.ChecksumType],
          object: [object[field], object.ChecksumType],
        }).toEqual({
          made: [known(algorithm), known(type)],
          part: known(content),
          parts: [known(algorithm), known(type), known(content)],
          upload: [known(algorithm), known(type)],
          completed: [known(whole), known(type)],
          object: [known(whole), known(type)],
        });
      });
    }
  });
}
