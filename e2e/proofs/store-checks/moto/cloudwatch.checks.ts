import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import type { StorageType } from '../../../../shared/values/storage-types.ts';
import { onStore } from '../engine-on-store.ts';
import { startedStore } from '../started.ts';

const dayMs = 86_400_000;

/** moto serves CloudWatch beside S3, at the same port: an implementation that is not ours. */
test('CloudWatch’s newest figure of each storage type is what the engine tells of a bucket', async () => {
  const { endpointUrl, region, accessKeyId, secretAccessKey } = startedStore();
  const credentials = { accessKeyId, secretAccessKey };
  const metrics = new CloudWatchClient({ endpoint: endpointUrl, region, credentials, maxAttempts: 1 });
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const put = (bucket: string, type: StorageType, daysAgo: number, bytes: number) =>
    metrics.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/S3',
        MetricData: [
          {
            MetricName: 'BucketSizeBytes',
            Dimensions: [
              { Name: 'BucketName', Value: bucket },
              { Name: 'StorageType', Value: type },
            ],
            Timestamp: new Date(today - daysAgo * dayMs),
            Value: bytes,
            Unit: 'Bytes',
          },
        ],
      }),
    );
  await put('told', 'DeepArchiveStagingStorage', 1, 7_000_000_000_000);
  await put('told', 'StandardStorage', 2, 20);
  await put('told', 'StandardStorage', 1, 10);
  // Too long ago.
  await put('told', 'GlacierStorage', 9, 5);
  await put('other', 'GlacierStagingStorage', 2, 3);
  metrics.destroy();
  const dayOf = (daysAgo: number) => new Date(today - daysAgo * dayMs).toISOString().slice(0, 10);

  await onStore(startedStore(), async ({ client }, { id: connectionId }) => {
    await client.cloudWatch.configure({ connectionId, setting: { endpointUrl } });
    const { sizes, failures } = await client.cloudWatch.read({ connectionId, buckets: ['told', 'untold', 'other'] });
    expect(failures).toEqual([]);
    expect(sizes.map(({ bucket, figures }) => [bucket, figures])).toEqual([
      [
        'told',
        [
          { storageType: 'StandardStorage', bytes: 10, day: dayOf(1) },
          { storageType: 'DeepArchiveStagingStorage', bytes: 7_000_000_000_000, day: dayOf(1) },
        ],
      ],
      ['untold', []],
      ['other', [{ storageType: 'GlacierStagingStorage', bytes: 3, day: dayOf(2) }]],
    ]);
  });
});
