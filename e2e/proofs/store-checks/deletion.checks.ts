import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ClientRun, needsAwsCli } from './clients/clients.ts';
import { carryOut, onStore } from './engine-on-store.ts';
import { startedStore } from './started.ts';
import { clientOf, create, makeBucket, putPart } from './store-under-test.ts';

// What keeps a bucket from being deleted is read of a real store, and the commands for the rest are run as they are.

const keys = [
  'plain',
  "it's $(touch owned) `x`",
  '-leading',
  'two\nlines',
  '🎬 “take”.mov',
  'file://etc/passwd',
  '%20 +',
];
const patienceMs = 900_000;

test('each cause is named, uploads are cleared with proof, and the commands do the rest', {
  timeout: patienceMs,
}, async (context) => {
  needsAwsCli(context);
  const store = startedStore();
  const client = clientOf({ ...store, close: async () => {} });
  const bucket = 'kept-by-versions';
  const Bucket = bucket;
  await makeBucket(client, bucket);
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Key of [...keys, ...keys]) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  for (const Key of keys.slice(0, 3)) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  const upload = await create(client, bucket, 'left over');
  await putPart(client, upload, 1, 'x');

  await onStore(store, async (engine, connection) => {
    const at = { connectionId: connection.id, bucket };
    const found = await engine.client.buckets.deletion(at);
    expect(found.blockers).toMatchObject([
      { what: 'uploads', count: 1, more: false, keys: ['left over'], keeps: 'not known' },
      { what: 'objects', count: 4, more: false },
      { what: 'old versions', count: 10, more: false },
      { what: 'delete markers', count: 3, more: false },
    ]);
    expect(found.unknown.filter(({ because }) => because.why === 'failed')).toEqual([]);
    expect(found.clear).toEqual(expect.arrayContaining(['MFA delete', 'object lock', 'policy']));

    await engine.scanOnly(connection, bucket);
    const items = await carryOut(engine, await engine.planAll(connection, bucket));
    expect(items.map(({ verdict }) => verdict)).toEqual(['clear']);
    expect((await engine.client.buckets.deletion(at)).clear).toContain('uploads');

    const { text } = await engine.client.buckets.deletionCommands({ ...at, listedAs: found.listedAs, shell: 'sh' });
    const folder = mkdtempSync(join(tmpdir(), 'loose-parts-emptying-'));
    try {
      writeFileSync(join(folder, 'empty.sh'), text);
      const run = new ClientRun(store, folder, patienceMs);
      await run.run('sh', 'empty.sh');
      // Nothing in a key was run.
      expect(await run.run('ls')).toBe('empty.sh\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  client.destroy();
});

test('what is locked and what a policy denies is named, and the commands end there', {
  timeout: patienceMs,
}, async (context) => {
  needsAwsCli(context);
  const store = startedStore();
  const client = clientOf({ ...store, close: async () => {} });
  const bucket = 'kept-by-lock';
  const Bucket = bucket;
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: 'held', Body: 'x' }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'free', Body: 'x' }));
  const hold = (Status: 'ON' | 'OFF') =>
    client.send(new PutObjectLegalHoldCommand({ Bucket, Key: 'held', VersionId, LegalHold: { Status } }));
  await hold('ON');
  const Statement = [
    { Sid: 'keep', Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: `arn:aws:s3:::${bucket}` },
  ];
  await client.send(
    new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
  );
  await onStore(store, async (engine, connection) => {
    const at = { connectionId: connection.id, bucket };
    const { blockers, listedAs } = await engine.client.buckets.deletion(at);
    expect(blockers).toMatchObject([
      { what: 'objects', count: 2 },
      { what: 'legal hold', count: 1, asked: 2, keys: ['held'] },
      { what: 'policy', statement: 'keep', actions: ['s3:DeleteBucket'], isConditional: false },
    ]);
    const { text } = await engine.client.buckets.deletionCommands({ ...at, listedAs, shell: 'sh' });
    const folder = mkdtempSync(join(tmpdir(), 'loose-parts-emptying-'));
    try {
      writeFileSync(join(folder, 'empty.sh'), text);
      expect(await new ClientRun(store, folder, patienceMs).failure('sh', 'empty.sh')).toContain(
        'could not be deleted',
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  expect(Versions.map(({ Key }) => Key)).toEqual(['held']);
  await hold('OFF');
  client.destroy();
});
