import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CephServer, startCeph } from '../../support/servers/ceph.ts';
import { cephHabits } from './habits.ts';
import { describeStore } from './store-checks.ts';
import { abort, clientOf, create, input, makeBucket, outcomeOf, partsOf, putPart } from './store-under-test.ts';

let ceph: CephServer | null = null;
const running = (): CephServer => {
  if (!ceph) throw new Error('Ceph did not start.');
  return ceph;
};
beforeAll(async () => {
  ceph = await startCeph();
}, 180_000);
afterAll(() => ceph?.close(), 60_000);

const keysOf = (user: 'main' | 'second') => {
  const { endpointUrl, region, [user]: keys } = running();
  return { endpointUrl, region, ...keys, close: async () => {} };
};

describeStore('Ceph', async () => keysOf('main'), cephHabits);

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
