import { createHash } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  type PutBucketLifecycleConfigurationCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { clientOf, codeOf, noon, openStore } from './testing/practice-client.ts';

const Bucket = 'b';
const abortRule: LifecycleRule = {
  ID: 'abort <old>',
  Status: 'Enabled',
  Filter: { Prefix: 'logs/' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
};
const expiry: LifecycleRule = { ID: 'expire', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 9 } };

const putWith = (
  client: S3Client,
  Rules: LifecycleRule[],
  more: Partial<PutBucketLifecycleConfigurationCommandInput> = {},
) => client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules }, ...more }));
const put = (client: S3Client, ...Rules: LifecycleRule[]) => putWith(client, Rules);
const get = (client: S3Client) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

test('a configuration is kept as it was put, with what it says of small objects, and replaces the last', async () => {
  await using it = await openStore();
  expect(await codeOf(get(it.client))).toBe('NoSuchLifecycleConfiguration');
  const answer = await putWith(it.client, [abortRule, expiry], {
    TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
  });
  expect(answer.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  expect(await get(it.client)).toMatchObject({
    Rules: [abortRule, expiry],
    TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
  });
  await put(it.client, expiry);
  expect(await get(it.client)).toMatchObject({
    Rules: [expiry],
    TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
  });
  await it.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  expect(await codeOf(get(it.client))).toBe('NoSuchLifecycleConfiguration');
});

test('a rule without an ID gets one that no other has', async () => {
  await using it = await openStore();
  const { ID: _, ...nameless } = expiry;
  await put(it.client, nameless, { ...expiry, ID: 'rule-1' }, nameless);
  const ids = (await get(it.client)).Rules?.map(({ ID }) => ID) ?? [];
  expect([ids[1], new Set(ids).size]).toEqual(['rule-1', 3]);
});

describe('the abort is dated', () => {
  const initiatedAt = Date.UTC(2026, 0, 1, 15, 30);

  test('at the midnight after so many days, where the prefix fits', async () => {
    await using it = await openStore();
    await put(it.client, abortRule);
    const dates: unknown[] = [];
    for (const key of ['logs/1', 'data/1']) {
      const UploadId = it.store.seedUpload({ bucket: 'b', key, initiatedAt });
      const { AbortDate, AbortRuleId } = await it.client.send(new ListPartsCommand({ Bucket, Key: key, UploadId }));
      dates.push([AbortDate, AbortRuleId]);
    }
    // The ID as it was given: `<` and the space are no business of a header's.
    expect(dates).toEqual([
      [new Date(Date.UTC(2026, 0, 5)), 'abort <old>'],
      [undefined, undefined],
    ]);
  });

  test('by the beginning of an upload as by its parts, whatever the rule is called', async () => {
    await using it = await openStore({}, { now: () => noon });
    const client = clientOf(it.store, { systemClockOffset: noon - Date.now() });
    for (const [ID, expected] of [
      ['r 1', 'r 1'],
      ['50%25', '50%25'],
      ['größer', 'größer'],
      ['two\nlines', 'twolines'],
    ] as const) {
      await put(client, { ...abortRule, ID });
      const { AbortDate, AbortRuleId = '' } = await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key: 'logs/1' }),
      );
      // Bytes beyond ASCII are UTF-8 on the wire; the SDK reads each as a letter.
      expect([AbortDate, Buffer.from(AbortRuleId, 'latin1').toString('utf8')]).toEqual([
        new Date(Date.UTC(2026, 2, 5)),
        expected,
      ]);
    }
  });

  test.each([
    ['iso', '2026-01-05T00:00:00.000Z', true],
    ['only-on-create', null, true],
    ['absent', null, false],
  ] as const)('or as another store does: %s', async (abortDate, inParts, onCreate) => {
    await using it = await openStore({ abortDate });
    await put(it.client, abortRule);
    const UploadId = it.store.seedUpload({ bucket: 'b', key: 'logs/1', initiatedAt });
    const seen: unknown[] = [];
    it.client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { response } = result;
        if (typeof response === 'object' && response !== null && 'headers' in response) seen.push(response.headers);
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    await it.client.send(new ListPartsCommand({ Bucket, Key: 'logs/1', UploadId })).catch(() => null);
    await it.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'logs/2' })).catch(() => null);
    const absent = expect.not.objectContaining({ 'x-amz-abort-date': expect.anything() });
    const present = expect.objectContaining({ 'x-amz-abort-date': inParts ?? expect.anything() });
    expect(seen).toEqual([
      inParts === null ? absent : present,
      onCreate ? expect.objectContaining({ 'x-amz-abort-date': expect.any(String) }) : absent,
    ]);
  });
});

describe('what AWS refuses is refused', () => {
  const day = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
  const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({
    Status: 'Enabled',
    Filter: { Prefix: '' },
    ...more,
  });

  test.each<[string, LifecycleRule, string]>([
    ['0 days', rule({ Expiration: { Days: 0 } }), 'InvalidArgument'],
    ['-1 days', rule({ Expiration: { Days: -1 } }), 'InvalidArgument'],
    ['1.5 days', rule({ Expiration: { Days: 1.5 } }), 'MalformedXML'],
    ['an ID of 256', rule({ ID: 'x'.repeat(256), Expiration: { Days: 1 } }), 'InvalidArgument'],
    ['noon', rule({ Expiration: { Date: day(12) } }), 'InvalidArgument'],
    ['a transition at noon', rule({ Transitions: [{ Date: day(12), StorageClass: 'GLACIER' }] }), 'InvalidArgument'],
    ['days and a date', rule({ Expiration: { Days: 1, Date: day(0) } }), 'MalformedXML'],
    ['an expiration of nothing', rule({ Expiration: {} }), 'MalformedXML'],
    ['no action', rule({}), 'InvalidRequest'],
    ['neither filter nor prefix', { Status: 'Enabled', Expiration: { Days: 1 } }, 'MalformedXML'],
    ['both', rule({ Prefix: 'a', Expiration: { Days: 1 } }), 'MalformedXML'],
    [
      'two conditions without And',
      rule({ Filter: { Prefix: 'a', ObjectSizeLessThan: 5 }, Expiration: { Days: 1 } }),
      'MalformedXML',
    ],
    ['And of one', rule({ Filter: { And: { Prefix: 'a' } }, Expiration: { Days: 1 } }), 'MalformedXML'],
    ['no such class', rule({ Transitions: [{ Days: 1, StorageClass: JSON.parse('"ICE"') }] }), 'MalformedXML'],
    ['IA after 10 days', rule({ Transitions: [{ Days: 10, StorageClass: 'STANDARD_IA' }] }), 'InvalidArgument'],
    ['noncurrent after 0', rule({ NoncurrentVersionExpiration: { NoncurrentDays: 0 } }), 'InvalidArgument'],
    [
      'markers by tag',
      rule({ Filter: { Tag: { Key: 'k', Value: 'v' } }, Expiration: { ExpiredObjectDeleteMarker: true } }),
      'InvalidRequest',
    ],
    [
      'an abort after 0',
      { ...abortRule, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } },
      'InvalidArgument',
    ],
    ['an abort by tag', { ...abortRule, Filter: { Tag: { Key: 'k', Value: 'v' } } }, 'InvalidRequest'],
    [
      'an abort by size',
      { ...abortRule, Filter: { And: { Prefix: 'a', ObjectSizeGreaterThan: 5 } } },
      'InvalidRequest',
    ],
    [
      'a disabled abort by size',
      { ...abortRule, Status: 'Disabled', Filter: { ObjectSizeGreaterThan: 5 } },
      'InvalidRequest',
    ],
  ])('%s', async (_, bad, code) => {
    await using it = await openStore();
    await put(it.client, expiry);
    expect(await codeOf(put(it.client, expiry, bad))).toBe(code);
    // What was there stays.
    expect((await get(it.client)).Rules).toEqual([expiry]);
  });

  test.each<[string, LifecycleRule]>([
    ['midnight', rule({ ID: 'a', Expiration: { Date: day(0) } })],
    ['IA after 30 days', rule({ ID: 'a', Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }] })],
    ['Glacier at once', rule({ ID: 'a', Transitions: [{ Days: 0, StorageClass: 'GLACIER' }] })],
    ['an ID of 255', rule({ ID: 'x'.repeat(255), Expiration: { Days: 1 } })],
    ['a filter of nothing', rule({ ID: 'a', Filter: {}, Expiration: { Days: 1 } })],
    ['the older form', { ID: 'a', Status: 'Enabled', Prefix: 'logs/', Expiration: { Days: 1 } }],
    [
      'tags and a size',
      rule({ ID: 'a', Filter: { And: { Prefix: 'a', ObjectSizeGreaterThan: 5 } }, Expiration: { Days: 1 } }),
    ],
    ['several actions', { ...abortRule, Expiration: { Days: 4 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } }],
  ])('%s is not', async (_, good) => {
    await using it = await openStore();
    await put(it.client, good);
    expect((await get(it.client)).Rules).toEqual([good]);
  });

  test('the same ID twice, and a word for small objects that S3 does not know', async () => {
    await using it = await openStore();
    expect(await codeOf(put(it.client, expiry, expiry))).toBe('InvalidArgument');
    const odd = JSON.parse('{"TransitionDefaultMinimumObjectSize":"tiny"}');
    expect(await codeOf(putWith(it.client, [expiry], odd))).toBe('InvalidArgument');
  });

  test('a document without a checksum, or that is another than it says', async () => {
    await using it = await openStore();
    const changed = changeHeaders(it.client);
    changed.with = ({ 'x-amz-checksum-crc32': _, 'x-amz-sdk-checksum-algorithm': __, ...headers }) => headers;
    expect(await codeOf(put(it.client, expiry))).toBe('InvalidRequest');
    changed.with = (headers) => ({ ...headers, 'x-amz-checksum-crc32': 'AAAAAA==' });
    expect(await codeOf(put(it.client, expiry))).toBe('BadDigest');
  });
});

describe('a store that is not AWS', () => {
  const other: LifecycleRule = { ...expiry, ID: 'other', Status: 'Enabled' };
  const both: LifecycleRule = { ...abortRule, ID: 'both', Expiration: { Days: 5 } };

  test('may drop abort rules silently, or never have rules', async () => {
    await using it = await openStore({ lifecycle: 'drops-abort-rules' });
    await put(it.client, abortRule, expiry);
    expect((await get(it.client)).Rules).toEqual([expiry]);
    await put(it.client, abortRule);
    expect(await codeOf(get(it.client))).toBe('NoSuchLifecycleConfiguration');
    it.store.setBehaviour('b', { lifecycle: 'empty' });
    await put(it.client, abortRule);
    expect((await get(it.client)).Rules ?? []).toEqual([]);
  });

  test('may refuse abort rules alone, and drop them beside others', async () => {
    await using it = await openStore({ lifecycle: 'refuses-lone-abort-rules' });
    await put(it.client, expiry);
    expect(await codeOf(put(it.client, abortRule))).toBe('MalformedXML');
    expect((await get(it.client)).Rules).toEqual([expiry]);
    await put(it.client, other, abortRule);
    expect((await get(it.client)).Rules).toEqual([other]);
  });

  test('may change a rule that nobody asked it to change', async () => {
    await using it = await openStore({ lifecycle: 'changes-another-rule' });
    await put(it.client, abortRule, other);
    expect((await get(it.client)).Rules).toEqual([abortRule, { ...other, Status: 'Disabled' }]);
  });

  test('may split a rule of two actions in two', async () => {
    await using it = await openStore({ lifecycle: 'splits-a-rule' });
    await put(it.client, both, other);
    const { Expiration, AbortIncompleteMultipartUpload, ...rest } = both;
    const { Rules = [] } = await get(it.client);
    expect(Rules.toSorted((a, b) => (a.ID ?? '').localeCompare(b.ID ?? ''))).toEqual([
      expect.objectContaining({ ...rest, ID: 'both-1' }),
      expect.objectContaining({ ...rest, ID: 'both-2' }),
      other,
    ]);
    expect(Rules.flatMap((each) => each.Expiration ?? [])).toContainEqual(Expiration);
    expect(Rules.flatMap((each) => each.AbortIncompleteMultipartUpload ?? [])).toEqual([
      AbortIncompleteMultipartUpload,
    ]);
    // What it aborts is the same.
    const UploadId = it.store.seedUpload({ bucket: 'b', key: 'logs/1', initiatedAt: noon });
    const { AbortRuleId } = await it.client.send(new ListPartsCommand({ Bucket, Key: 'logs/1', UploadId }));
    expect(AbortRuleId).toMatch(/^both-[12]$/);
  });

  test('may want Content-MD5', async () => {
    await using it = await openStore({ lifecycle: 'wants-content-md5' });
    expect(await codeOf(put(it.client, expiry))).toBe('InvalidRequest');
    const changed = changeHeaders(it.client);
    changed.with = (headers, body) => ({ ...headers, 'content-md5': createHash('md5').update(body).digest('base64') });
    await put(it.client, expiry);
    expect((await get(it.client)).Rules).toEqual([expiry]);
  });

  test('may refuse 7 days and more', async () => {
    await using it = await openStore({ lifecycle: 'refuses-seven-days' });
    const days = (DaysAfterInitiation: number) => ({
      ...abortRule,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation },
    });
    expect(await codeOf(put(it.client, days(7)))).toBe('InvalidArgument');
    await put(it.client, days(6));
    expect((await get(it.client)).Rules).toEqual([days(6)]);
  });

  test.each([
    ['reset', 'all_storage_classes_128K'],
    ['absent', undefined],
  ] as const)('may have %s what it was told of small objects', async (transitionDefault, expected) => {
    await using it = await openStore({ transitionDefault });
    const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class';
    const answer = await putWith(it.client, [expiry], { TransitionDefaultMinimumObjectSize });
    expect(answer.TransitionDefaultMinimumObjectSize).toBe(expected);
    expect((await get(it.client)).TransitionDefaultMinimumObjectSize).toBe(expected);
  });
});

type ChangeOfHeaders = (headers: Record<string, string>, body: string) => Record<string, string>;

/** Lets a test change what the SDK is about to sign. */
function changeHeaders(client: S3Client): { with: ChangeOfHeaders } {
  const change: { with: ChangeOfHeaders } = { with: (headers) => headers };
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (hasHeaders(request)) request.headers = change.with(request.headers, String(request.body));
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  return change;
}

function hasHeaders(value: unknown): value is { headers: Record<string, string>; body: unknown } {
  return typeof value === 'object' && value !== null && 'headers' in value;
}
