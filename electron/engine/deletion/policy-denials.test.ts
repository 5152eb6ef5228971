import { expect, it } from 'vitest';
import { policyDenials } from './policy-denials.ts';

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const deny = { Sid: 's', Effect: 'Deny', Principal: '*', Resource: 'arn:aws:s3:::b' };

it.each([
  ['s3:DeleteBucket', ['s3:DeleteBucket']],
  ['S3:deletebucket', ['s3:DeleteBucket']],
  ['s3:Delete*', ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion']],
  ['s3:DeleteObject?ersion', ['s3:DeleteObjectVersion']],
  ['*', ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload']],
  ['s3:*Upload', ['s3:AbortMultipartUpload']],
  ['s3:DeleteBucketPolicy', []],
  ['s3:GetObject', []],
  ['', []],
])('a statement that denies %s denies of deleting: %j', (action, actions) => {
  const found = policyDenials(policy({ ...deny, Action: action }));
  expect(found).toEqual(actions.length === 0 ? [] : [{ statement: 's', actions, isConditional: false }]);
});

it('all but what is named, lists, one statement alone, and who it is for', () => {
  const all = policyDenials(policy({ ...deny, Sid: undefined, NotAction: ['s3:Get*', 's3:DeleteObject*'] }));
  expect(all).toEqual([
    { statement: '', actions: ['s3:DeleteBucket', 's3:AbortMultipartUpload'], isConditional: false },
  ]);
  const allowing = { ...deny, Effect: 'Allow', Action: '*' };
  const forSome = { ...deny, Action: ['s3:GetObject', 's3:DeleteBucket'], Principal: { AWS: ['arn:aws:iam::1:root'] } };
  const sometimes = { ...deny, Action: 's3:DeleteBucket', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  expect(policyDenials(policy(allowing, forSome, sometimes))?.map(({ isConditional }) => isConditional)).toEqual([
    true,
    true,
  ]);
  expect(policyDenials(JSON.stringify({ Statement: { ...deny, Action: '*' } }))).toHaveLength(1);
});

it('what is no policy is not read as one that denies nothing', () => {
  for (const text of ['', '[]', '{}', 'null', '{"Statement": "x"}', '{"Statement": [{"Effect": 1}]}']) {
    expect(policyDenials(text)).toBeNull();
  }
});

it('a pattern of many stars takes no time', () => {
  expect(policyDenials(policy({ ...deny, Action: `${'*a'.repeat(2000)}b` }))).toEqual([]);
});
