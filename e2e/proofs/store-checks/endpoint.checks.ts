import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../shared/schema/model.ts';
import type { BucketRights } from '../../../shared/schema/rights.ts';
import { draftOf, OpenEngine } from '../../support/engine/open-engine.ts';
import { second } from '../../support/servers/ceph.ts';
import { startedStore } from './started.ts';
import { abort, clientOf, create, makeBucket, partsOf, putPart, type UploadPlace } from './store-under-test.ts';

// What the engine finds out about a real Ceph gateway, and about who may do what there.

let owner: S3Client;
let dataDir: string;
let engine: OpenEngine;

const keysOf = (user: 'main' | 'second') => ({
  ...startedStore(),
  ...(user === 'second' ? { accessKeyId: second.accessKeyId, secretAccessKey: second.secretAccessKey } : {}),
  close: async () => {},
});
const connect = (user: 'main' | 'second'): Promise<Connection> =>
  engine.client.connections.save(draftOf(keysOf(user), { name: user }));

beforeAll(async () => {
  owner = clientOf(keysOf('main'));
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-endpoint-'));
  engine = await OpenEngine.open(dataDir);
}, 60_000);
afterAll(async () => {
  await engine?.close();
  owner?.destroy();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

describe('a probe of Ceph', () => {
  const known = (value: string) => ({ known: true, value });

  test('finds what was measured there, on the first scan', async () => {
    const bucket = await makeBucket(owner, 'probed');
    for (const key of ['a+b', 'c d+e', 'f', 'g+h', 'i', 'k']) await create(owner, bucket, key);
    const connection = await connect('main');
    await engine.scan(connection, bucket);
    const { endpoints } = await engine.until(({ endpoints = {} }) => connection.id in endpoints);
    expect(endpoints?.[connection.id]).toEqual({
      at: expect.any(Number),
      bucket,
      keyEncoding: known('keys encoded, markers plain'),
      keyMarker: known('inclusive'),
      order: known('sorted'),
      prefix: known('beginning'),
      pageLimit: known('honoured'),
      ownerCheck: known('ignored'),
      initiator: known('told'),
      initiated: known('told'),
      storageClass: known('told'),
      lifecycle: known('no rules'),
      addressing: known('path'),
    });
  });
});

describe('rights on Ceph', () => {
  const all = [
    's3:ListBucketMultipartUploads',
    's3:ListMultipartUploadParts',
    's3:AbortMultipartUpload',
    's3:ListBucket',
  ];
  const rightsBy = { list: all[0], look: all[1], abort: all[2] } as const;
  const allowed = { answer: 'allowed' };
  const missing = (permission: string | undefined) => ({ answer: 'denied', permission, code: 'AccessDenied' });

  /** A bucket of the owner's with one upload that has a part, or none, and the other account may do these in it. */
  async function shared(
    bucket: string,
    permissions: readonly string[],
    withUpload = true,
  ): Promise<UploadPlace | null> {
    await makeBucket(owner, bucket);
    if (permissions.length > 0) {
      const statement = {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam:::user/second'] },
        Action: permissions,
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await owner.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    }
    if (!withUpload) return null;
    const place = await create(owner, bucket, 'k');
    await putPart(owner, place, 1, 'x');
    return place;
  }
  const rights = async (user: 'main' | 'second', bucket: string): Promise<BucketRights> =>
    engine.client.buckets.rights({ connectionId: (await connect(user)).id, bucket });
  const isWhole = async (place: UploadPlace | null) =>
    place !== null && expect(await partsOf(owner, place)).toHaveLength(1);

  test('the owner has all of them, and no upload is touched by finding out', async () => {
    const place = await shared('rights-owner', []);
    expect(await rights('main', 'rights-owner')).toMatchObject({
      list: allowed,
      look: allowed,
      abort: allowed,
      object: allowed,
    });
    await isWhole(place);
  });

  test('another account has none: no access, which is not empty', async () => {
    const place = await shared('rights-none', []);
    expect(await rights('second', 'rights-none')).toMatchObject({
      list: missing('s3:ListBucketMultipartUploads'),
      look: missing('s3:ListMultipartUploadParts'),
      abort: { answer: 'unknown', unknown: { why: expect.stringMatching(/^not tried/) } },
      object: missing('s3:ListBucket'),
    });
    await isWhole(place);
  });

  test.each([
    ['list', true],
    ['list', false],
    ['look', true],
    ['look', false],
    ['abort', true],
    ['abort', false],
  ] as const)(
    'an account without the right to %s alone is told so; there is an upload: %s',
    async (right, withUpload) => {
      const bucket = `rights-${right}-${withUpload}`;
      const place = await shared(
        bucket,
        all.filter((permission) => permission !== rightsBy[right]),
        withUpload,
      );
      // Where nothing is listed there is nothing to look at, and Ceph says so before it checks the right.
      const untold = { answer: 'unknown', unknown: { why: 'no upload to look at' } };
      const looking = withUpload && right !== 'list' ? allowed : untold;
      const expected = { list: allowed, look: looking, abort: allowed, object: allowed };
      const told = right === 'look' && !withUpload ? untold : missing(rightsBy[right]);
      expect(await rights('second', bucket)).toMatchObject({ ...expected, [right]: told });
      await isWhole(place);
      if (place && right !== 'abort') expect(await abort(clientOf(keysOf('second')), place)).toBe('204');
    },
  );
});
