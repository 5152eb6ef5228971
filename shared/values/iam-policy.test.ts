import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { iamPolicy, type PolicyRequest, policyWishes } from './iam-policy.ts';

const policySchema = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Effect: z.literal('Allow'),
      Action: z.union([z.string(), z.array(z.string())]),
      Resource: z.string(),
      Condition: z.object({ StringEquals: z.record(z.string(), z.string()) }).optional(),
    }),
  ),
});

/** What it allows, by resource. */
function allowed(request: Partial<PolicyRequest>): Record<string, string[]> {
  const text = iamPolicy({ wishes: ['clean up'], bucket: 'media', region: 'eu-central-1', ...request });
  const { Statement } = policySchema.parse(JSON.parse(text ?? ''));
  return Object.fromEntries(Statement.map(({ Action, Resource }) => [Resource, [Action].flat()]));
}

it('is what the README shows, for cleaning up', () => {
  const readme = readFileSync(join(import.meta.dirname, '../..', 'README.md'), 'utf8');
  const shown = /### The permissions it needs\n\n```json\n([\s\S]*?)\n```/.exec(readme)?.[1];
  expect(shown).toBe(iamPolicy({ wishes: ['clean up'], bucket: 'YOUR-BUCKET', region: 'us-east-1' }));
});

describe('one bucket', () => {
  const place = 'arn:aws:s3:::media';
  it('to see', () => {
    expect(allowed({ wishes: ['see'] })).toEqual({
      '*': ['s3:ListAllMyBuckets'],
      [place]: ['s3:ListBucketMultipartUploads'],
      [`${place}/*`]: ['s3:ListMultipartUploadParts'],
    });
  });

  it('to clean up', () => {
    expect(allowed({})).toEqual({
      '*': ['s3:ListAllMyBuckets'],
      [place]: ['s3:ListBucketMultipartUploads', 's3:ListBucket'],
      [`${place}/*`]: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
    });
  });

  it('to complete instead, without a word of aborting', () => {
    expect(allowed({ wishes: ['complete instead'] })).toMatchObject({
      [`${place}/*`]: ['s3:ListMultipartUploadParts', 's3:PutObject'],
    });
    expect(iamPolicy({ wishes: ['complete instead'], bucket: 'media', region: 'us-east-1' })).not.toContain('Abort');
  });

  it('to set a lifecycle', () => {
    expect(allowed({ wishes: ['lifecycle'] })).toEqual({
      '*': ['s3:ListAllMyBuckets'],
      [place]: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    });
  });

  it('to do all of it, each action once', () => {
    expect(allowed({ wishes: policyWishes })).toMatchObject({
      [place]: [
        's3:ListBucketMultipartUploads',
        's3:ListBucket',
        's3:GetLifecycleConfiguration',
        's3:PutLifecycleConfiguration',
      ],
      [`${place}/*`]: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload', 's3:PutObject'],
    });
  });
});

it('never allows to delete, nor every action of a service', () => {
  for (const bucket of ['media', null]) {
    const text = iamPolicy({ wishes: policyWishes, bucket, region: 'us-east-1', kms: { keyArn: null } });
    expect(text).not.toMatch(/Delete|"\w+:\*"/);
  }
});

it.each([
  ['eu-central-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['us-iso-east-1', 'aws-iso'],
  ['eusc-de-east-1', 'aws-eusc'],
])('names the partition of %s: %s', (region, partition) => {
  expect(Object.keys(allowed({ region }))).toEqual([
    '*',
    `arn:${partition}:s3:::media`,
    `arn:${partition}:s3:::media/*`,
  ]);
});

it('is for every bucket where none is named', () => {
  expect(Object.keys(allowed({ bucket: null }))).toEqual(['*', 'arn:aws:s3:::*', 'arn:aws:s3:::*/*']);
});

describe('what stands for a bucket', () => {
  const point = 'arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/ap';
  it('an access point: its objects have a resource of their own', () => {
    expect(allowed({ bucket: point })).toEqual({
      [point]: ['s3:ListBucketMultipartUploads', 's3:ListBucket'],
      [`${point}/object/*`]: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
    });
  });

  it('a multi-region access point', () => {
    const arn = 'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap';
    expect(Object.keys(allowed({ bucket: arn }))).toEqual([arn, `${arn}/object/*`]);
  });

  it('an Outposts access point, with that service’s actions', () => {
    const arn = 'arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/ap';
    expect(allowed({ bucket: arn })).toEqual({
      [arn]: ['s3-outposts:ListBucketMultipartUploads', 's3-outposts:ListBucket'],
      [`${arn}/object/*`]: ['s3-outposts:ListMultipartUploadParts', 's3-outposts:AbortMultipartUpload'],
    });
  });

  it('an alias, which no policy may name', () => {
    expect(Object.keys(allowed({ bucket: 'ap-metadatakey12a3-s3alias' }))).toEqual([
      'arn:aws:s3:eu-central-1:YOUR-ACCOUNT:accesspoint/YOUR-ACCESS-POINT',
      'arn:aws:s3:eu-central-1:YOUR-ACCOUNT:accesspoint/YOUR-ACCESS-POINT/object/*',
    ]);
  });

  it('a bucket’s own ARN', () => {
    expect(Object.keys(allowed({ bucket: 'arn:aws:s3:::media' }))).toEqual([
      '*',
      'arn:aws:s3:::media',
      'arn:aws:s3:::media/*',
    ]);
  });

  it('a directory bucket, which is worked on in sessions', () => {
    const bucket = 'media--use1-az4--x-s3';
    expect(allowed({ bucket, region: 'us-east-1', wishes: ['clean up', 'lifecycle'] })).toEqual({
      '*': ['s3express:ListAllMyDirectoryBuckets'],
      [`arn:aws:s3express:us-east-1:*:bucket/${bucket}`]: [
        's3express:CreateSession',
        's3express:GetLifecycleConfiguration',
        's3express:PutLifecycleConfiguration',
      ],
    });
  });

  it('none for a lifecycle through an access point: it has none', () => {
    expect(iamPolicy({ wishes: ['lifecycle'], bucket: point, region: 'cn-north-1' })).toBeNull();
  });
});

describe('KMS', () => {
  const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/k';
  it('one key', () => {
    expect(allowed({ kms: { keyArn } })).toMatchObject({ [keyArn]: ['kms:Decrypt'] });
    expect(allowed({ kms: { keyArn }, wishes: ['complete instead'] })).toMatchObject({
      [keyArn]: ['kms:Decrypt', 'kms:GenerateDataKey'],
    });
  });

  it('every key, as long as it is S3 that uses it', () => {
    const text = iamPolicy({ wishes: ['see'], bucket: 'media', region: 'cn-north-1', kms: { keyArn: null } });
    expect(policySchema.parse(JSON.parse(text ?? '')).Statement.at(-1)).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' } },
    });
  });

  it('is left out where a lifecycle is all that is wished for', () => {
    expect(allowed({ kms: { keyArn }, wishes: ['lifecycle'] })).not.toHaveProperty([keyArn]);
  });
});
