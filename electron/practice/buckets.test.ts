import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { type BucketBehaviour, startPracticeStore } from './store.ts';
import { clientOf, codeOf, noon, openStore } from './testing/practice-client.ts';

const Bucket = 'b';

describe('buckets', () => {
  test('are made, listed, found and placed', async () => {
    await using it = await openStore({}, { region: 'eu-west-1' });
    await it.client.send(new CreateBucketCommand({ Bucket: 'another' }));
    const { Buckets } = await it.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['another', 'eu-west-1'],
      ['b', 'eu-west-1'],
    ]);
    expect((await it.client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
    const { LocationConstraint } = await it.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-west-1');
    const versioning = await it.client.send(new GetBucketVersioningCommand({ Bucket }));
    expect([versioning.Status, versioning.MFADelete]).toEqual([undefined, undefined]);
  });

  test('cannot have an odd name, nor be used before they are made', async () => {
    await using it = await openStore();
    for (const name of ['No_Such', '192.168.5.123', 'a..b']) {
      expect(await codeOf(it.client.send(new CreateBucketCommand({ Bucket: name })))).toBe('InvalidBucketName');
    }
    expect(await codeOf(it.client.send(new GetBucketLocationCommand({ Bucket: 'nowhere' })))).toBe('NoSuchBucket');
  });

  test.each([
    ['us-east-1', 'made'],
    ['eu-west-1', 'BucketAlreadyOwnedByYou'],
  ] as const)('in %s, one’s own bucket again is: %s', async (region, expected) => {
    await using it = await openStore({}, { region });
    const make = () => it.client.send(new CreateBucketCommand({ Bucket: 'own' }));
    await make();
    it.store.seedUpload({ bucket: 'own', key: 'k', initiatedAt: noon });
    const outcome = await make().then(
      () => 'made',
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
    expect(outcome).toBe(expected);
    // It is the same bucket still, with what is in it.
    expect(it.store.uploads('own')).toHaveLength(1);
  });

  test.each([
    ['us-east-1', 'eu-west-1', 'IllegalLocationConstraintException'],
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
    ['eu-west-1', 'us-west-2', 'IllegalLocationConstraintException'],
    ['eu-west-1', 'nowhere', 'InvalidLocationConstraint'],
  ])('a store in %s makes none in %s', async (region, LocationConstraint, code) => {
    await using it = await openStore({}, { region });
    const call = (location: string) =>
      it.client.send(
        new CreateBucketCommand({
          Bucket: 'another',
          // The SDK's type knows AWS's regions alone.
          CreateBucketConfiguration: JSON.parse(JSON.stringify({ LocationConstraint: location })),
        }),
      );
    expect(await codeOf(call(LocationConstraint))).toBe(code);
    if (region !== 'us-east-1') await call(region);
  });

  test('are listed in pages, by prefix, as they are asked for', async () => {
    await using it = await openStore();
    for (const name of ['log-a', 'log-b', 'log-c', 'media']) it.store.createBucket(name);
    const list = async (input: { MaxBuckets?: number; Prefix?: string; ContinuationToken?: string | undefined }) => {
      const { Buckets, ContinuationToken, Prefix } = await it.client.send(new ListBucketsCommand(input));
      return { names: Buckets?.map(({ Name }) => Name), token: ContinuationToken, prefix: Prefix };
    };
    expect(await list({})).toEqual({ names: ['b', 'log-a', 'log-b', 'log-c', 'media'], token: undefined });
    const first = await list({ MaxBuckets: 2, Prefix: 'log' });
    expect(first).toMatchObject({ names: ['log-a', 'log-b'], token: expect.any(String), prefix: 'log' });
    expect(await list({ MaxBuckets: 2, Prefix: 'log', ContinuationToken: first.token })).toMatchObject({
      names: ['log-c'],
      token: undefined,
    });
    expect(await codeOf(list({ ContinuationToken: '!invented' }))).toBe('InvalidArgument');
    for (const MaxBuckets of [0, 10_001]) expect(await codeOf(list({ MaxBuckets }))).toBe('InvalidArgument');
  });

  test('are listed in pages of the store’s own, where it makes them short', async () => {
    await using it = await openStore({}, { bucketsPageLimit: 2 });
    for (const name of ['c', 'd', 'e']) it.store.createBucket(name);
    const names: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await it.client.send(new ListBucketsCommand({ ContinuationToken: token }));
      expect(page.Buckets).toHaveLength(2);
      names.push(...(page.Buckets ?? []).map(({ Name }) => Name));
      token = page.ContinuationToken;
    } while (token !== undefined);
    expect(names).toEqual(['b', 'c', 'd', 'e']);
  });

  test('are deleted when no object is left in them; a lifecycle at any time', async () => {
    await using it = await openStore();
    const remove = () => it.client.send(new DeleteBucketCommand({ Bucket }));
    await it.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect(await codeOf(remove())).toBe('BucketNotEmpty');
    await it.client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await it.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await remove();
    expect(await codeOf(it.client.send(new HeadBucketCommand({ Bucket })))).toBe('NotFound');
    expect(await codeOf(remove())).toBe('NoSuchBucket');
  });

  // AWS names objects, their versions and delete markers as what must be gone; of directory buckets uploads as well.
  test.each([
    ['allowed', 'gone'],
    ['BucketNotEmpty', 'BucketNotEmpty'],
  ] as const)('with uploads under way are: %s', async (deletionWithUploads, expected) => {
    await using it = await openStore({ deletionWithUploads });
    await it.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    const outcome = await it.client.send(new DeleteBucketCommand({ Bucket })).then(
      () => 'gone',
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
    expect(outcome).toBe(expected);
  });
});

describe('an abort without a key comes as DELETE on the bucket', () => {
  /** As a client sends it that joins the address by hand; the SDK refuses to. */
  async function abortWithoutKey(behaviour: Partial<BucketBehaviour>) {
    const it = await openStore(behaviour);
    it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon });
    it.client.middlewareStack.add(
      (next) => (args) => {
        const { request } = args;
        if (typeof request === 'object' && request !== null && 'query' in request) request.query = { uploadId: 'u' };
        return next(args);
      },
      { step: 'build' },
    );
    const outcome = await it.client.send(new DeleteBucketCommand({ Bucket })).then(
      ({ $metadata }) => $metadata.httpStatusCode,
      (error: unknown) => (error instanceof Error ? error.name : error),
    );
    return Object.assign(it, { outcome });
  }

  test('which AWS refuses', async () => {
    await using it = await abortWithoutKey({});
    expect(it.outcome).toBe('InvalidRequest');
    expect(it.store.uploads('b')).toHaveLength(1);
    expect(it.store.calls.map(({ operation, status }) => [operation, status])).toEqual([['DeleteBucket', 400]]);
  });

  test('and Ceph takes for the bucket, with all that is in it', async () => {
    await using it = await abortWithoutKey({ keylessAbort: 'deletes-bucket' });
    expect(it.outcome).toBe(204);
    expect(() => it.store.uploads('b')).toThrow('no bucket b');
  });
});

test('an expected owner that is no account is told from a wrong one', async () => {
  await using it = await openStore();
  const list = (ExpectedBucketOwner: string) =>
    codeOf(it.client.send(new ListMultipartUploadsCommand({ Bucket, ExpectedBucketOwner })));
  expect([await list('abc'), await list('999999999999')]).toEqual(['InvalidBucketOwnerAWSAccountID', 'AccessDenied']);
});

test('what is not implemented says so, and never for something else', async () => {
  await using it = await openStore();
  expect(await codeOf(it.client.send(new GetBucketAclCommand({ Bucket })))).toBe('NotImplemented');
  expect(await codeOf(it.client.send(new GetBucketTaggingCommand({ Bucket })))).toBe('NotImplemented');
  const copy = new UploadPartCopyCommand({ Bucket, Key: 'k', UploadId: 'u', PartNumber: 1, CopySource: 'b/k' });
  expect(await codeOf(it.client.send(copy))).toBe('NotImplemented');
  // DELETE of a bucket's policy or tags must not end in the deletion of the bucket.
  for (const subresource of ['policy', 'tagging', 'cors']) {
    await fetch(`${it.store.endpointUrl}/b?${subresource}`, { method: 'DELETE' });
  }
  expect(it.store.calls.slice(-3).map(({ operation }) => operation)).toEqual(['Unknown', 'Unknown', 'Unknown']);
  await it.client.send(new HeadBucketCommand({ Bucket }));
});

test('a taken port is an error with its code', async () => {
  await using it = await openStore();
  const port = Number(new URL(it.store.endpointUrl).port);
  await expect(startPracticeStore({ port, scenario: 'empty' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the store listens on 127.0.0.1 and answers no more once closed', async () => {
  const it = await openStore();
  expect(new URL(it.store.endpointUrl).hostname).toBe('127.0.0.1');
  await it[Symbol.asyncDispose]();
  await expect(fetch(it.store.endpointUrl)).rejects.toThrow();
  await it.store.close();
});

test('two stores know nothing of each other', async () => {
  await using one = await openStore();
  await using two = await openStore();
  one.store.createBucket('only-in-one');
  const { Buckets = [] } = await clientOf(two.store).send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toEqual(['b']);
});
