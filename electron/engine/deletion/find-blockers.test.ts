import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { denied, type PracticeOperation, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { clientOf } from '../../practice/testing/practice-client.ts';
import { systemClock } from '../ports/clock.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import { type DeletionPorts, findBlockers } from './find-blockers.ts';

const Bucket = 'b';
let practice: PracticeStore;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  practice = await startPracticeStore({ scenario: { name: 'test', buckets: [{ name: Bucket, uploads: [] }] } });
  client = clientOf(practice);
});
afterEach(async () => {
  client.destroy();
  await practice.close();
});

const nothingKnown: DeletionPorts['knownUploads'] = async () => ({ count: 0, keys: [] });

async function find(bucket = Bucket, knownUploads = nothingKnown) {
  const { accessKeyId, secretAccessKey, endpointUrl, region } = practice;
  const store = createS3Store(
    exampleConnection(endpointUrl, { region }),
    async () => ({ accessKeyId, secretAccessKey }),
    {
      now: Date.now,
    },
  );
  const before = practice.calls.length;
  try {
    const found = await findBlockers(store, bucket, { clock: systemClock, random: Math.random, knownUploads });
    const asked = practice.calls.slice(before).map(({ operation }) => operation);
    expect(asked.length).toBeLessThanOrEqual(20);
    expect(asked.filter((operation) => /^(Put|Delete|Create|Abort|Complete)/.test(operation))).toEqual([]);
    return { ...found, asked };
  } finally {
    store.close();
  }
}

const put = (Key: string, bucket = Bucket) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }));
const keepVersions = () =>
  client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));

it('of an empty bucket it finds nothing, and says what cannot be seen', async () => {
  const found = await find();
  expect(found.blockers).toEqual([]);
  expect(found.clear).toEqual([
    'uploads',
    'objects',
    'old versions',
    'delete markers',
    'MFA delete',
    'object lock',
    'policy',
  ]);
  expect(found.unknown).toEqual([
    { question: 'hidden uploads', because: { why: 'not listed by the store' } },
    { question: 'right to delete', because: { why: 'only by deleting' } },
  ]);
});

it('names objects, older versions, delete markers and uploads apart, by what was seen', async () => {
  practice.seedUpload({ bucket: Bucket, key: 'left', initiatedAt: 0 });
  await keepVersions();
  for (const key of ['a b', 'a b', 'ü', 'gone']) await put(key);
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  const { blockers, listedAs } = await find(Bucket, async (state) =>
    state === 'hidden' ? { count: 1, keys: ['unseen'] } : { count: 0, keys: [] },
  );
  expect(listedAs).toBe('versions');
  expect(blockers).toEqual([
    { what: 'uploads', count: 1, more: false, keys: ['left'], keeps: 'not known' },
    { what: 'hidden uploads', count: 1, keys: ['unseen'] },
    { what: 'objects', count: 2, more: false, keys: ['a b', 'ü'] },
    { what: 'old versions', count: 2, more: false, keys: ['a b', 'gone'] },
    { what: 'delete markers', count: 1, more: false, keys: ['gone'] },
  ]);
});

it('counts no further than a page, and says so; a kind that the page lacks is not taken for absent', async () => {
  practice.seedUploads(
    Bucket,
    Array.from({ length: 1001 }, (_, n) => ({ key: `u${n}`, initiatedAt: n })),
  );
  await Promise.all(Array.from({ length: 1001 }, (_, n) => put(`k${n}`)));
  const { blockers, unknown, asked } = await find();
  expect(blockers).toMatchObject([
    { what: 'uploads', count: 1000, more: true },
    { what: 'objects', count: 1000, more: true },
  ]);
  expect(unknown).toContainEqual({ question: 'delete markers', because: { why: 'listing goes on', listed: 1000 } });
  expect(asked.filter((operation) => operation === 'ListObjectVersions')).toHaveLength(2);
});

it('retention, legal hold and what new versions get', async () => {
  const bucket = 'locked';
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  await put('held', bucket);
  await put('kept', bucket);
  await put('past', bucket);
  await put('plain', bucket);
  const until = new Date(Date.now() + 86_400_000);
  const retain = (Key: string, RetainUntilDate: Date) =>
    client.send(
      new PutObjectRetentionCommand({ Bucket: bucket, Key, Retention: { Mode: 'GOVERNANCE', RetainUntilDate } }),
    );
  await retain('kept', until);
  await retain('past', new Date(Date.now() - 1000));
  await client.send(new PutObjectLegalHoldCommand({ Bucket: bucket, Key: 'held', LegalHold: { Status: 'ON' } }));
  const { blockers, clear } = await find(bucket);
  expect(blockers.slice(1)).toEqual([
    { what: 'retention', mode: 'GOVERNANCE', count: 1, asked: 4, until: until.getTime(), keys: ['kept'] },
    { what: 'legal hold', count: 1, asked: 4, keys: ['held'] },
  ]);
  expect(clear).toContain('object lock');
});

it('retention is not taken for absent where only the first of many versions were asked, or none could be listed', async () => {
  const bucket = 'many-locked';
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
  const retention = async () => {
    const { clear, unknown } = await find(bucket);
    const because = unknown.find(({ question }) => question === 'retention')?.because;
    return because ?? clear.includes('retention');
  };
  expect(await retention()).toBe(true);
  for (const key of ['a', 'b', 'c', 'd', 'e']) await put(key, bucket);
  expect(await retention()).toBe(true);
  await put('f', bucket);
  expect(await retention()).toEqual({ why: 'some asked', asked: 5 });
  practice.setBehaviour(bucket, { faults: [denied('ListObjectVersions')] });
  expect(await retention()).toEqual({ why: 'not asked' });
});

it('a policy that denies it', async () => {
  const Statement = [{ Sid: 'keep', Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: '*' }];
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) }));
  expect((await find()).blockers).toEqual([
    { what: 'policy', statement: 'keep', actions: ['s3:DeleteBucket'], isConditional: false },
  ]);
});

it('where versions may not be listed, objects are; what is denied is unknown, with the right that is missing', async () => {
  await put('k');
  const operations: [PracticeOperation, ...PracticeOperation[]] = [
    'ListObjectVersions',
    'GetBucketVersioning',
    'GetObjectLockConfiguration',
    'GetBucketPolicy',
    'ListMultipartUploads',
  ];
  practice.setBehaviour(Bucket, { faults: [denied(...operations)] });
  const { blockers, clear, unknown, listedAs } = await find();
  expect(listedAs).toBe('objects');
  expect(blockers).toEqual([{ what: 'objects', count: 1, more: false, keys: ['k'] }]);
  expect(clear).toEqual([]);
  const lacking = unknown.flatMap(({ question, because }) =>
    because.why === 'failed' ? [[question, because.error.details.permission]] : [],
  );
  expect(lacking).toEqual([
    ['uploads', 's3:ListBucketMultipartUploads'],
    ['old versions', 's3:ListBucketVersions'],
    ['delete markers', 's3:ListBucketVersions'],
    ['MFA delete', 's3:GetBucketVersioning'],
    ['object lock', 's3:GetBucketObjectLockConfiguration'],
    ['policy', 's3:GetBucketPolicy'],
  ]);
  // Where versions were never kept, there are none.
  practice.setBehaviour(Bucket, { faults: [denied('ListObjectVersions')] });
  expect((await find()).clear).toEqual(expect.arrayContaining(['old versions', 'delete markers']));
});

it('a bucket that is not there is no empty one', async () => {
  await expect(find('nowhere')).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
});
