import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fasterThanLinear } from '../testing/linear-work.ts';
import { addressSaid } from '../words/address-said.ts';
import { regionOfZone } from './aws-places.ts';
import { type AddressPlace, addressOf, folderOf, isDirectoryBucket, parseBucketAddress } from './bucket-address.ts';

const aws: AddressPlace = { endpointUrl: null, region: 'us-east-1', pathStyle: false, dualStack: false, fips: false };
const custom: AddressPlace = { ...aws, endpointUrl: 'https://s3.example.com/base', pathStyle: true };

const read = (text: string, at: AddressPlace = aws) => {
  const parsed = parseBucketAddress(text, at);
  return parsed.ok ? parsed.address : addressSaid(parsed.problem).english;
};
const refusal = (text: string, at: AddressPlace = aws) => {
  const parsed = parseBucketAddress(text, at);
  if (parsed.ok) throw new Error(`${text} was taken as ${parsed.address.kind}`);
  return addressSaid(parsed.problem).english;
};

const account = '123456789012';
const accessPoint = `arn:aws:s3:us-west-2:${account}:accesspoint/my-ap`;
const multiRegion = `arn:aws:s3::${account}:accesspoint/mfzwi23gnjvgw.mrap`;
const outposts = `arn:aws:s3-outposts:us-west-2:${account}:outpost/op-01234567890123456/accesspoint/my-ap`;

describe('what is entered as a bucket on AWS', () => {
  test.each([
    ['a plain name', 'my-bucket', { kind: 'bucket', bucket: 'my-bucket' }],
    ['a name with dots', 'my.bucket.example', { kind: 'bucket', bucket: 'my.bucket.example' }],
    ['blanks around it', '  my-bucket ', { kind: 'bucket', bucket: 'my-bucket' }],
    ['an s3:// URL', 's3://my-bucket/some/key', { kind: 'bucket', bucket: 'my-bucket' }],
    ['the ARN of a bucket', 'arn:aws:s3:::my-bucket', { kind: 'bucket', bucket: 'my-bucket' }],
    ['the ARN of an object', 'arn:aws:s3:::my-bucket/a/b', { kind: 'bucket', bucket: 'my-bucket' }],
    ['a virtual-host URL', 'https://my-bucket.s3.eu-west-1.amazonaws.com/a', { kind: 'bucket', bucket: 'my-bucket' }],
    ['an old virtual-host URL', 'https://a.b.s3-eu-west-1.amazonaws.com/', { kind: 'bucket', bucket: 'a.b' }],
    [
      'a path-style URL',
      'https://s3.dualstack.us-east-1.amazonaws.com/my-bucket/a',
      { kind: 'bucket', bucket: 'my-bucket' },
    ],
    [
      'a console URL',
      'https://us-east-1.console.aws.amazon.com/s3/buckets/my-bucket?region=us-east-1&tab=objects',
      { kind: 'bucket', bucket: 'my-bucket' },
    ],
    ['an access point', accessPoint, { kind: 'access point', bucket: accessPoint, region: 'us-west-2', account }],
    [
      'an access point after a colon',
      `arn:aws:s3:us-west-2:${account}:accesspoint:my-ap`,
      {
        kind: 'access point',
        bucket: `arn:aws:s3:us-west-2:${account}:accesspoint:my-ap`,
        region: 'us-west-2',
        account,
      },
    ],
    [
      'an access point with s3://',
      `s3://${accessPoint}`,
      { kind: 'access point', bucket: accessPoint, region: 'us-west-2', account },
    ],
    [
      'an access point’s URL',
      `https://my-ap-${account}.s3-accesspoint.us-west-2.amazonaws.com`,
      { kind: 'access point', bucket: accessPoint, region: 'us-west-2', account },
    ],
    [
      'an access point alias',
      'my-ap-abcdefghijklmnopqrstuvwxyz123456-s3alias',
      { kind: 'access point alias', bucket: 'my-ap-abcdefghijklmnopqrstuvwxyz123456-s3alias' },
    ],
    ['a multi-region access point', multiRegion, { kind: 'multi-region access point', bucket: multiRegion, account }],
    [
      'an Outposts access point',
      outposts,
      {
        kind: 'outposts access point',
        bucket: outposts,
        region: 'us-west-2',
        account,
        outpost: 'op-01234567890123456',
      },
    ],
    [
      'an Outposts alias',
      'my-ap-e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3',
      { kind: 'outposts alias', bucket: 'my-ap-e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3' },
    ],
    [
      'a directory bucket',
      'fast--usw2-az1--x-s3',
      { kind: 'directory bucket', bucket: 'fast--usw2-az1--x-s3', zone: 'usw2-az1', region: 'us-west-2' },
    ],
    [
      'a directory bucket in a local zone',
      'fast--usw2-lax1-az1--x-s3',
      { kind: 'directory bucket', bucket: 'fast--usw2-lax1-az1--x-s3', zone: 'usw2-lax1-az1', region: 'us-west-2' },
    ],
    [
      'an access point of a directory bucket',
      'ap--apne1-az4--xa-s3',
      {
        kind: 'directory bucket access point',
        bucket: 'ap--apne1-az4--xa-s3',
        zone: 'apne1-az4',
        region: 'ap-northeast-1',
      },
    ],
  ])('%s', (_, entered, address) => {
    expect(read(entered)).toEqual(address);
  });

  test.each([
    ['nothing', ' ', 'Enter a bucket name'],
    ['uppercase', 'My-Bucket', 'try my-bucket'],
    ['too short', 'ab', 'at least 3'],
    ['too long', 'a'.repeat(64), 'this one has 64'],
    ['underscores', 'my_bucket', 'no “_”'],
    ['umlauts', 'küche', 'no “ü”'],
    ['a hyphen at the end', 'bucket-', 'begins and ends'],
    ['two dots', 'a..b', 'begins and ends'],
    ['an IP address', '192.168.0.1', 'not an IP address'],
    ['a key behind it', 'my-bucket/folder', 'no slashes'],
    ['a space', 'my bucket', 'no spaces'],
    ['s3:// alone', 's3:///key', 'No bucket follows'],
    ['any URL', 'https://example.com/my-bucket', 'does not say which bucket'],
    ['the URL of all buckets', 'https://s3.us-east-1.amazonaws.com/', 'does not say which bucket'],
    ['Object Lambda', `arn:aws:s3-object-lambda:us-east-1:${account}:accesspoint/x`, 'Object Lambda'],
    ['an Object Lambda alias', 'my-olap-abcdef--ol-s3', 'Object Lambda'],
    ['a table bucket', 'tables-abc--table-s3', 'table bucket'],
    ['a table bucket’s ARN', `arn:aws:s3tables:us-east-1:${account}:bucket/x`, 'table bucket'],
    [
      'the alias of a multi-region access point',
      'mfzwi23gnjvgw.mrap',
      'Enter its ARN: arn:aws:s3::ACCOUNT-ID:accesspoint/mfzwi23gnjvgw.mrap',
    ],
    ['an access point without its region', `arn:aws:s3::${account}:accesspoint/my-ap`, 'names its region'],
    ['a short account', 'arn:aws:s3:us-west-2:123:accesspoint/my-ap', '12 digits'],
    ['an odd region', `arn:aws:s3:nowhere:${account}:accesspoint/my-ap`, '“nowhere” is not a region'],
    ['an access point’s odd name', `arn:aws:s3:us-west-2:${account}:accesspoint/My_AP`, '3 to 50'],
    ['an object behind an access point', `${accessPoint}/object/a`, 'goes on behind'],
    [
      'another partition',
      `arn:aws-cn:s3:cn-north-1:${account}:accesspoint/my-ap`,
      'of AWS in China, and the connection leads to AWS’s commercial',
    ],
    [
      'a region of another partition',
      `arn:aws:s3:us-gov-west-1:${account}:accesspoint/my-ap`,
      'begins with arn:aws-us-gov',
    ],
    [
      'a bucket on an Outpost',
      `arn:aws:s3-outposts:us-west-2:${account}:outpost/op-01234567890123456/bucket/b`,
      'through an access point only',
    ],
    ['an odd Outpost', `arn:aws:s3-outposts:us-west-2:${account}:outpost/op-1/accesspoint/my-ap`, 'op- and 17'],
    ['another service', `arn:aws:sqs:us-west-2:${account}:queue`, 'of sqs, not of S3'],
    ['half an ARN', 'arn:aws:s3', 'cut off'],
    ['a directory bucket without its zone', 'fast--x-s3', 'holds its zone'],
    ['a directory bucket with dots', 'fa.st--usw2-az1--x-s3', 'A directory bucket’s name has'],
  ])('is refused in words: %s', (_, entered, words) => {
    expect(refusal(entered)).toContain(words);
  });

  test('partitions: an ARN goes where the connection leads', () => {
    const china = `arn:aws-cn:s3:cn-north-1:${account}:accesspoint/my-ap`;
    expect(read(china, { ...aws, region: 'cn-northwest-1' })).toMatchObject({
      kind: 'access point',
      region: 'cn-north-1',
    });
    const government = `arn:aws-us-gov:s3:us-gov-west-1:${account}:accesspoint/my-ap`;
    expect(read(government, { ...aws, region: 'us-gov-east-1' })).toMatchObject({ kind: 'access point' });
    expect(refusal(multiRegion, { ...aws, region: 'us-gov-east-1' })).toContain('commercial regions only');
  });

  test('what has no dual-stack or FIPS endpoint says so', () => {
    expect(refusal(multiRegion, { ...aws, dualStack: true })).toContain('no dual-stack');
    expect(refusal(multiRegion, { ...aws, fips: true })).toContain('no FIPS');
    expect(refusal(outposts, { ...aws, dualStack: true })).toContain('no dual-stack');
    expect(refusal(outposts, { ...aws, fips: true })).toContain('no FIPS');
    expect(read(accessPoint, { ...aws, fips: true, dualStack: true })).toMatchObject({ kind: 'access point' });
  });

  test('names from before March 2018 are taken where they can exist: us-east-1, path-style', () => {
    expect(read('Old_Bucket', { ...aws, pathStyle: true })).toEqual({ kind: 'bucket', bucket: 'Old_Bucket' });
    expect(refusal('Old_Bucket', { ...aws, pathStyle: true, region: 'eu-west-1' })).toContain('try old_bucket');
  });
});

describe('at other stores', () => {
  test.each([
    ['uppercase and underscores', 'Old_Bucket', 'Old_Bucket'],
    ['a tenant of Ceph', 'tenant:bucket', 'tenant:bucket'],
    ['two characters', 'ab', 'ab'],
    ['a URL below the endpoint', 'https://s3.example.com/base/my-bucket/key', 'my-bucket'],
    ['a URL with the bucket as its host', 'https://my-bucket.s3.example.com/key', 'my-bucket'],
  ])('%s', (_, entered, bucket) => {
    expect(read(entered, custom)).toEqual({ kind: 'bucket', bucket });
  });

  test('what cannot be sent is refused in words', () => {
    const host = { ...custom, pathStyle: false };
    expect(refusal('Old_Bucket', host)).toContain('turn on path-style');
    expect(refusal('with.dots', host)).toContain('certificate');
    expect(read('with.dots', { ...host, endpointUrl: 'http://s3.example.com' })).toMatchObject({ bucket: 'with.dots' });
    expect(refusal('https://s3.us-east-1.amazonaws.com/my-bucket', custom)).toContain('does not say');
    expect(refusal(accessPoint, custom)).toContain('Access points are AWS’s');
    expect(refusal('fast--usw2-az1--x-s3', custom)).toContain('AWS’s directory buckets');
    expect(refusal('a'.repeat(256), custom)).toContain('at most 255');
  });

  test('an access point through AWS’s own VPC endpoint', () => {
    const endpointUrl = 'https://accesspoint.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com';
    expect(read(accessPoint, { ...aws, endpointUrl })).toMatchObject({ kind: 'access point' });
  });
});

describe('what a known bucket is', () => {
  test('one that breaks the rules for new names is a plain bucket', () => {
    expect(addressOf('Legacy_Bucket', aws)).toEqual({ kind: 'bucket', bucket: 'Legacy_Bucket' });
    // Nothing is read into a name that is stored: it is sent as it is.
    expect(addressOf('s3://b', custom)).toEqual({ kind: 'bucket', bucket: 's3://b' });
  });

  test('directory buckets are AWS’s alone', () => {
    expect(isDirectoryBucket('fast--usw2-az1--x-s3', aws)).toBe(true);
    expect(isDirectoryBucket('ap--usw2-az1--xa-s3', aws)).toBe(true);
    expect(isDirectoryBucket('fast--usw2-az1--x-s3', custom)).toBe(false);
    expect(isDirectoryBucket('plain', aws)).toBe(false);
  });

  test('the folder of a key', () => {
    expect(['a/b/c', 'a/', 'a', '/a', ''].map(folderOf)).toEqual(['a/b/', 'a/', '', '/', '']);
  });

  test('the region of a zone', () => {
    expect(
      ['use1-az4', 'usgw1-az1', 'euc1-az3', 'apse2-az1', 'cnn1-az1', 'mec1-az2', 'moon1-az1'].map(regionOfZone),
    ).toEqual(['us-east-1', 'us-gov-west-1', 'eu-central-1', 'ap-southeast-2', 'cn-north-1', 'me-central-1', null]);
  });
});

test('an endpoint of many slashes is read once over its text', async () => {
  const slow = await fasterThanLinear((slashes) => {
    const endpointUrl = `https://s3.example.com${'/'.repeat(slashes)}x`;
    return () => parseBucketAddress('https://s3.example.com/bucket', { ...custom, endpointUrl });
  });
  expect(slow).toBeNull();
});

test('whatever is entered, it is an address that can be stored as it is, or a sentence', () => {
  const start = fc.constantFrom('', 's3://', 'https://', 'arn:aws:s3:', 'arn:', 'https://s3.amazonaws.com/');
  const end = fc.constantFrom('', '--x-s3', '--op-s3', '-s3alias', '.mrap', '/key');
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary' }), end, fc.constantFrom(aws, custom), (before, text, after, at) => {
      const parsed = parseBucketAddress(before + text + after, at);
      if (!parsed.ok) {
        expect(addressSaid(parsed.problem).english).toMatch(/[.)]$|mrap$/);
        return;
      }
      expect(parsed.address.bucket).not.toBe('');
      expect(addressOf(parsed.address.bucket, at)).toEqual(parsed.address);
    }),
    { numRuns: 500 },
  );
});
