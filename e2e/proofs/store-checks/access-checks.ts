import {
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadBucketCommand,
  type LifecycleRule,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import { awsHabits } from '../../support/servers/habits.ts';
import type { DefineCheck } from './check.ts';
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
      const Bucket = await bucket();
      const expecting = (ExpectedBucketOwner: string) =>
        outcomeOf(client.send(new ListMultipartUploadsCommand({ Bucket, ExpectedBucketOwner })));
      expect([await expecting('999999999999'), await expecting('abc')]).toEqual([habits.wrongOwner, habits.noOwner]);
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
      expect(await outcomeOf(client.send(new DeleteBucketLifecycleCommand({ Bucket })))).toBe('204');
      expect(await outcomeOf(read())).toBe('404 NoSuchLifecycleConfiguration');
    });

    test('lifecycle rules that cannot be are refused, as far as the store looks', async () => {
      const { client, bucket, habits } = checked();
      const Bucket = await bucket();
      const put = (...Rules: LifecycleRule[]) =>
        outcomeOf(
          client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } })),
        );
      const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({
        ID: 'r',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        ...more,
      });
      const abort = (DaysAfterInitiation: number, more: Partial<LifecycleRule> = {}) =>
        rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation }, ...more });
      const noon = new Date(Date.UTC(2040, 0, 1, 12));
      expect({
        days: await put(rule({ Expiration: { Days: 0 } })),
        id: await put(abort(1, { ID: 'x'.repeat(256) })),
        noon: await put(rule({ Expiration: { Date: noon } })),
        noAction: await put(rule({})),
        noFilter: await put({ ID: 'r', Status: 'Enabled', Expiration: { Days: 1 } }),
        abortDays: await put(abort(0)),
        abortByTag: await put(abort(1, { Filter: { Tag: { Key: 'k', Value: 'v' } } })),
        abortBySize: await put(abort(1, { Filter: { ObjectSizeGreaterThan: 1 } })),
        twice: await put(abort(1), abort(1)),
      }).toEqual({
        days: '400 InvalidArgument',
        id: '400 InvalidArgument',
        noon: habits.lifecycleNoon,
        noAction: habits.lifecycleNoAction,
        noFilter: '400 MalformedXML',
        abortDays: '400 InvalidArgument',
        abortByTag: '400 InvalidRequest',
        abortBySize: habits.lifecycleAbortBySize,
        twice: '400 InvalidArgument',
      });
    });

    test('the abort date and its rule are told where the store tells them', async () => {
      const { client, bucket, habits } = checked();
      const Bucket = await bucket();
      const rule: LifecycleRule = {
        ID: 'a rule/1',
        Status: 'Enabled',
        Filter: { Prefix: 'logs/' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
      };
      await client.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
      );
      const create = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'logs/1' }));
      const parts = await client.send(new ListPartsCommand({ Bucket, Key: 'logs/1', UploadId: create.UploadId }));
      const other = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'data/1' }));
      for (const [where, answer] of Object.entries({ create, parts })) {
        const isTold = habits.abortDate.some((each) => each === where);
        expect([where, answer.AbortRuleId, answer.AbortDate instanceof Date]).toEqual([
          where,
          isTold ? rule.ID : undefined,
          isTold,
        ]);
      }
      expect(other.AbortDate).toBeUndefined();
    });
  });
}
