import {
  GetBucketLifecycleConfigurationCommand,
  ListMultipartUploadsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../../electron/engine/lifecycle/configuration.ts';
import { compareMeaning } from '../../../electron/engine/lifecycle/meaning.ts';
import { createS3Store } from '../../../electron/engine/store/s3/s3-store.ts';
import { exampleConnection } from '../../../electron/engine/store/s3/testing/recording-server.ts';
import { startCeph } from '../../support/servers/ceph.ts';
import { onStore } from './engine-on-store.ts';
import { clientOf, create, makeBucket, putPart } from './store-under-test.ts';

const bucket = 'ruled';
/** What is due may take this long: a day lasts 5 s there, and each turn of the gateway's own works on some shards. */
const patienceMs = 170_000;

const rules = [
  { ID: 'logs', Status: 'Enabled' as const, Filter: { Prefix: 'logs/' }, Expiration: { Days: 4000 } },
  {
    ID: 'off',
    Status: 'Disabled' as const,
    Filter: { Prefix: 'tmp/' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  },
  {
    ID: 'old versions',
    Status: 'Enabled' as const,
    Filter: { Prefix: '' },
    NoncurrentVersionExpiration: { NoncurrentDays: 3000 },
  },
];

test('what the simulator predicted is what vanishes, upload by upload, and the other rules mean what they meant', async () => {
  const ceph = await startCeph();
  try {
    const keys = { endpointUrl: ceph.endpointUrl, region: ceph.region, ...ceph.main, close: ceph.close };
    const client = clientOf(keys);
    await makeBucket(client, bucket);
    // Ceph takes a configuration with Content-MD5 alone; the SDK of today sends it where it is told to.
    await putWithMd5(client);
    const seeded = new Map<string, string>();
    const names = ['due/a', 'due/b c', 'due/ü', 'due/deep/1', 'tmp/x', 'logs/y', 'other', 'duel'];
    for (const key of names) {
      const place = await create(client, bucket, key);
      await putPart(client, place, 1, 'x'.repeat(100));
      seeded.set(place.uploadId, key);
    }
    const before = await configurationOf(keys);

    await onStore(keys, async (engine, connection) => {
      await engine.scanOnly(connection, bucket);
      const at = { connectionId: connection.id, bucket };
      const rule = { days: 2, prefix: 'due/' };
      const proposal = await engine.client.lifecycle.propose({ ...at, rule });
      expect(proposal).toMatchObject({ kind: { kind: 'added' }, unchanged: 3 });
      expect(proposal.simulation).toMatchObject({
        total: { uploads: 4, bytes: 400 },
        already: { uploads: 0 },
        left: { uploads: 4 },
      });
      const outcome = await engine.client.lifecycle.apply({ ...at, rule, base: proposal.base });
      expect(outcome).toMatchObject({ outcome: 'applied' });
    });

    const listed = async () => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return Uploads.map(({ UploadId }) => seeded.get(UploadId ?? '') ?? 'unknown').sort();
    };
    const left = names.filter((name) => !name.startsWith('due/')).sort();
    await expect
      .poll(
        async () => {
          await ceph.processLifecycle();
          return listed();
        },
        { timeout: patienceMs, interval: 3000 },
      )
      .toEqual(left);
    // Two more turns of what is not due change nothing.
    await ceph.processLifecycle();
    await ceph.processLifecycle();
    expect(await listed()).toEqual(left);

    const after = await configurationOf(keys);
    const difference = compareMeaning(before, after);
    expect(difference).toMatchObject({ gone: [], changed: [], transitionDefault: null });
    expect(difference.added).toMatchObject([
      { action: 'AbortIncompleteMultipartUpload', prefix: 'due/', enabled: true },
    ]);
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    expect(Rules.map(({ ID }) => ID)).toEqual(expect.arrayContaining(rules.map(({ ID }) => ID)));
    client.destroy();
  } finally {
    await ceph.close();
  }
}, 400_000);

/** Puts the rules that are there before, as any client of that time would. */
async function putWithMd5(client: ReturnType<typeof clientOf>): Promise<void> {
  const { createHash } = await import('node:crypto');
  const command = new PutBucketLifecycleConfigurationCommand({
    Bucket: bucket,
    LifecycleConfiguration: { Rules: rules },
  });
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'headers' in request && 'body' in request) {
        const md5 = createHash('md5').update(String(request.body)).digest('base64');
        Object.assign(request.headers ?? {}, { 'content-md5': md5 });
      }
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'contentMd5' },
  );
  await client.send(command);
}

async function configurationOf({ endpointUrl, region, accessKeyId, secretAccessKey }: Parameters<typeof clientOf>[0]) {
  const store = createS3Store(
    exampleConnection(endpointUrl, { region }),
    async () => ({ accessKeyId, secretAccessKey }),
    { now: Date.now },
  );
  const { document } = await store.readLifecycle(bucket);
  store.close();
  return readConfiguration(document?.xml ?? '', document?.transitionDefault ?? null);
}
