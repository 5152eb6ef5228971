/** What a person wants to do, from the least to the most. */
export type PolicyWish = 'see' | 'clean up' | 'complete';

export type PolicyOptions = {
  wish: PolicyWish;
  /** Bucket names; `all` for every bucket of the account. */
  buckets: readonly string[] | 'all';
  /** Tells the partition: China and GovCloud have ARNs of their own. */
  region: string;
};

/** The smallest IAM policy for a wish, as JSON to paste (s3-semantics, "Limits, rights, money"). Pure. */
export function iamPolicy({ wish, buckets, region }: PolicyOptions): string {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const names = buckets === 'all' ? ['*'] : buckets;
  const arns = names.map((name) => (name.startsWith('arn:') ? name : `arn:${partition}:s3:::${name}`));
  const onObjects = [
    's3:ListMultipartUploadParts',
    ...(wish === 'see' ? [] : ['s3:AbortMultipartUpload', 's3:GetObject']),
    ...(wish === 'complete' ? ['s3:PutObject'] : []),
  ];
  const statements = [
    { Sid: 'FindBuckets', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: '*' },
    {
      Sid: 'ListUploads',
      Effect: 'Allow',
      Action: [
        's3:ListBucketMultipartUploads',
        's3:GetLifecycleConfiguration',
        ...(wish === 'see' ? [] : ['s3:ListBucket']),
      ],
      Resource: arns,
    },
    { Sid: 'Uploads', Effect: 'Allow', Action: onObjects, Resource: arns.map((arn) => `${arn}/*`) },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}
