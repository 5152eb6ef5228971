import {
  GetBucketLifecycleConfigurationCommand,
  HeadBucketCommand,
  type LifecycleRule,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import type { DefineCheck } from '../proofs/store-checks/check.ts';
import { awsHabits } from '../support/servers/habits.ts';
import type { Checked } from './checked.ts';
import { clientOf, outcomeOf } from './store-under-test.ts';

const hourMs = 3_600_000;

/** Who may call, what buckets answer, and lifecycle. */
export function checkAccess(checked: () => Checked, test: DefineCheck): void {
  describe('access', () => {
    test('wrong keys and clocks are told apart', async () => {
      const { store, habits } = checked();
      const { accessKeyId, secretAccessKey } = store;
      const listWith = (overrides: Parameters<typeof clientOf>[1]) =>
        outcomeOf(clientOf(store, overrides).send(new ListBucketsCommand({})));
      expect({
        secret: await listWith({ credentials: { accessKeyId, secretAccessKey: 'wrong-secret-key' } }),
        key: await listWith({ credentials: { accessKeyId: 'NOBODY', secretAccessKey } }),
        clock: await listWith({ systemClockOffset: hourMs }),
      }).toEqual(habits.wrongKeys);
    });

    test('errors come with the words that the store is known for', async () => {
      const { client, habits } = checked();
      const error: unknown = await client
        .send(new ListMultipartUploadsCommand({ Bucket: 'no-such-bucket' }))
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        name: 'NoSuchBucket',
        $metadata: { httpStatusCode: 404, requestId: expect.any(String) },
        // Where the message is empty, the SDK makes this up.
        message: habits.messages === 'empty' ? 'UnknownError' : expect.stringContaining('does not exist'),
      });
    });

    test('a bucket is listed and found', async () => {
      const { client, bucket } = checked();
      const name = await bucket();
      const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
      expect(Buckets.map(({ Name }) => Name)).toContain(name);
      expect(await outcomeOf(client.send(new HeadBucketCommand({ Bucket: name })))).toBe('200');
      expect(await outcomeOf(client.send(new HeadBucketCommand({ Bucket: 'no-such-bucket' })))).toBe('404 NotFound');
    });

    test('a wrong expected owner is refused, or not looked at, as the store does', async () => {
      const { client, bucket, habits } = checked();
      const request = { Bucket: await bucket(), ExpectedBucketOwner: '999999999999' };
      expect(await outcomeOf(client.send(new ListMultipartUploadsCommand(request)))).toBe(habits.wrongOwner);
    });

    test('a lifecycle rule reads back as it was put, where the store keeps rules', async () => {
      const { client, bucket, habits } = checked();
      const Bucket = await bucket();
      const read = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      expect(await outcomeOf(read())).toBe(habits.noLifecycle);
      if (habits.noLifecycle !== awsHabits.noLifecycle) return;
      const rules: LifecycleRule[] = [
        {
          ID: 'abort-leftovers',
          Status: 'Enabled',
          Filter: { Prefix: 'uploads/' },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
        { ID: 'expire', Status: 'Disabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } },
      ];
      await client.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
      );
      const { Rules = [] } = await read();
      expect(Rules.toSorted((a, b) => (a.ID ?? '').localeCompare(b.ID ?? ''))).toEqual(rules);
    });
  });
}
