import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { second } from '../../support/servers/ceph.ts';
import { startedStore } from './started.ts';
import { abort, clientOf, create, input, makeBucket, outcomeOf, partsOf, putPart } from './store-under-test.ts';

const keysOf = (user: 'main' | 'second') => ({
  ...startedStore(),
  ...(user === 'second' ? { accessKeyId: second.accessKeyId, secretAccessKey: second.secretAccessKey } : {}),
  close: async () => {},
});

test('another account may neither list, look nor abort', async () => {
  const owner = clientOf(keysOf('main'));
  const place = await create(owner, await makeBucket(owner, 'private'), 'k');
  await putPart(owner, place, 1, 'x');
  const other = clientOf(keysOf('second'));
  expect([
    await outcomeOf(other.send(new ListMultipartUploadsCommand({ Bucket: 'private' }))),
    await partsOf(other, place),
    await abort(other, place),
  ]).toEqual(['403 AccessDenied', '403 AccessDenied', '403 AccessDenied']);
  expect(await partsOf(owner, place)).toHaveLength(1);
});

// Measured on Ceph 16.2: neither header means anything to it. So the owner guard is absent there, and it never says
// that a request was charged.
test('a wrong expected owner stops nothing, and who pays is not told', async () => {
  const client = clientOf(keysOf('main'));
  const place = await create(client, await makeBucket(client, 'owned'), 'k');
  await putPart(client, place, 1, 'x');
  const terms = { ExpectedBucketOwner: '999999999999', RequestPayer: 'requester' } as const;
  const listing = await client.send(new ListMultipartUploadsCommand({ Bucket: 'owned', ...terms }));
  const looking = await client.send(new ListPartsCommand({ ...input(place), ...terms }));
  const aborting = await client.send(new AbortMultipartUploadCommand({ ...input(place), ...terms }));
  expect(
    [listing, looking, aborting].map(({ $metadata, RequestCharged }) => [$metadata.httpStatusCode, RequestCharged]),
  ).toEqual([
    [200, undefined],
    [200, undefined],
    [204, undefined],
  ]);
  expect(await partsOf(client, place)).toBe('404 NoSuchKey');
});
