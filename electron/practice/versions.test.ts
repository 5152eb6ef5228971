import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { codeOf, noon, openStore } from './testing/practice-client.ts';

const Bucket = 'b';
const put = (client: S3Client, Key: string, Body = Key) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
const versioned = (client: S3Client, Status: 'Enabled' | 'Suspended') =>
  client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

/** Every entry as `key id newest?`, markers with a cross. */
async function entries(client: S3Client, MaxKeys = 1000): Promise<string[]> {
  const found: string[] = [];
  let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, MaxKeys, KeyMarker, VersionIdMarker, EncodingType: 'url' }),
    );
    const name = (cross: string) => (entry: ObjectVersion | DeleteMarkerEntry) =>
      `${entry.Key} ${entry.VersionId}${entry.IsLatest ? ' newest' : ''}${cross}`;
    const rows = [...(page.Versions ?? []).map(name('')), ...(page.DeleteMarkers ?? []).map(name(' x'))];
    expect(rows.length).toBeLessThanOrEqual(MaxKeys);
    found.push(...rows);
    if (!page.IsTruncated) return found.sort();
    ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page);
  }
}

test('where versions were never kept, an object is its only version', async () => {
  await using it = await openStore();
  await put(it.client, 'a b');
  await put(it.client, 'a b', 'again');
  expect(await entries(it.client)).toEqual(['a+b null newest']);
  await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'a b', VersionId: 'null' }));
  expect(await entries(it.client)).toEqual([]);
  await it.client.send(new DeleteBucketCommand({ Bucket }));
});

test('versions and delete markers are kept, listed page by page, and keep the bucket from being deleted', async () => {
  await using it = await openStore();
  const { client } = it;
  await put(client, 'old');
  await versioned(client, 'Enabled');
  expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  await put(client, 'k');
  const { VersionId } = await put(client, 'k', 'second');
  expect(VersionId).toBe('v000000002');
  const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect([deleted.DeleteMarker, deleted.VersionId]).toEqual([true, 'v000000003']);
  expect(await codeOf(client.send(new HeadObjectCommand({ Bucket, Key: 'k' })))).toBe('NotFound');
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
  const all = ['k v000000001', 'k v000000002', 'k v000000003 newest x', 'old null newest'];
  for (const limit of [1, 2, 3, 4, 1000]) expect(await entries(client, limit)).toEqual(all);
  expect(await codeOf(client.send(new DeleteBucketCommand({ Bucket })))).toBe('BucketNotEmpty');

  // The marker gone, the object is back.
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: 'v000000003' }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
  expect(await Body?.transformToString()).toBe('second');
  await versioned(client, 'Suspended');
  await put(client, 'old', 'replaces its version null');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(await entries(client)).toEqual(['k null newest x', 'k v000000001', 'k v000000002', 'old null newest']);
  const Objects = [
    { Key: 'k', VersionId: 'v000000001' },
    { Key: 'k', VersionId: 'v000000002' },
    { Key: 'k', VersionId: 'null' },
    { Key: 'old', VersionId: 'null' },
  ];
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted?.map(({ VersionId: id }) => id)).toEqual(Objects.map(({ VersionId: id }) => id));
  await client.send(new DeleteBucketCommand({ Bucket }));
});

test('a completed upload is a version like another', async () => {
  await using it = await openStore();
  const { client } = it;
  await versioned(client, 'Enabled');
  await put(client, 'k');
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
  const part = { Bucket, Key: 'k', UploadId, PartNumber: 1 };
  const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: 'x' }));
  const Parts = [{ PartNumber: 1, ETag }];
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'k', UploadId, MultipartUpload: { Parts } }));
  expect(await entries(client)).toEqual(['k v000000001', 'k v000000002 newest']);
});

test('what is locked is not deleted: by retention until it ends, by legal hold until it is lifted', async () => {
  let now = noon;
  await using it = await openStore({}, { now: () => now });
  const { client } = it;
  // The SDK signs by this computer's clock otherwise.
  client.config.systemClockOffset = now - Date.now();
  const lock = new GetObjectLockConfigurationCommand({ Bucket });
  expect(await codeOf(client.send(lock))).toBe('ObjectLockConfigurationNotFoundError');
  expect(await codeOf(client.send(new GetObjectRetentionCommand({ Bucket, Key: 'k' })))).toBe('InvalidRequest');
  await client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
  const locked = { Bucket: 'locked' };
  const Rule = { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: 1 } };
  await client.send(
    new PutObjectLockConfigurationCommand({
      ...locked,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
    }),
  );
  expect((await client.send(new GetObjectLockConfigurationCommand(locked))).ObjectLockConfiguration?.Rule).toEqual(
    Rule,
  );
  const { VersionId } = await client.send(new PutObjectCommand({ ...locked, Key: 'k', Body: 'x' }));
  const version = { ...locked, Key: 'k', VersionId };
  const { Retention } = await client.send(new GetObjectRetentionCommand(version));
  expect(Retention?.RetainUntilDate?.getTime()).toBe(noon + 86_400_000);
  const remove = (BypassGovernanceRetention = false) =>
    client.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention }));
  expect(await codeOf(remove(true))).toBe('AccessDenied');
  const all = { Objects: [{ Key: 'k', VersionId }, { Key: 'never' }] };
  const { Errors, Deleted } = await client.send(new DeleteObjectsCommand({ ...locked, Delete: all }));
  expect(Errors).toMatchObject([{ Key: 'k', VersionId, Code: 'AccessDenied' }]);
  expect(Deleted).toMatchObject([{ Key: 'never', DeleteMarker: true }]);
  const until = new Date(now + 2 * 86_400_000);
  await client.send(
    new PutObjectRetentionCommand({ ...version, Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until } }),
  );
  await client.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'ON' } }));
  expect(await codeOf(remove(true))).toBe('AccessDenied');
  expect((await client.send(new GetObjectLegalHoldCommand(version))).LegalHold?.Status).toBe('ON');
  await client.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'OFF' } }));
  expect(await codeOf(remove())).toBe('AccessDenied');
  now = until.getTime();
  client.config.systemClockOffset = now - Date.now();
  await remove();
});

test('a policy is given back as it was put', async () => {
  await using it = await openStore();
  expect(await codeOf(it.client.send(new GetBucketPolicyCommand({ Bucket })))).toBe('NoSuchBucketPolicy');
  expect(await codeOf(it.client.send(new PutBucketPolicyCommand({ Bucket, Policy: 'no JSON' })))).toBe(
    'MalformedPolicy',
  );
  const Policy = '{ "Version": "2012-10-17", "Statement": [] }';
  await it.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect((await it.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
});
