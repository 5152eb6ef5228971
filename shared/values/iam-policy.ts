/** What a person may want to do with a bucket's uploads. */
export const policyWishes = ['see', 'clean up', 'complete instead', 'lifecycle'] as const;
export type PolicyWish = (typeof policyWishes)[number];

export interface PolicyRequest {
  /** Each brings what it takes; seeing is part of cleaning up and of completing. */
  wishes: readonly PolicyWish[];
  /** A bucket's name, or an ARN or alias that stands for one; null: every bucket. */
  bucket: string | null;
  /** Tells the partition, where no ARN does. */
  region: string;
  /** For uploads under SSE-KMS; `keyArn` null: every key, as long as it is used through S3. Left out: no statement. */
  kms?: { keyArn: string | null };
}

interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: string;
  Condition?: { StringEquals: Record<string, string> };
}

/** S3's actions on buckets and on what is in them (Service Authorization Reference, "Amazon S3"). */
const actions: Readonly<
  Record<PolicyWish, { bucket: readonly string[]; object: readonly string[]; kms: readonly string[] }>
> = {
  see: { bucket: ['ListBucketMultipartUploads'], object: ['ListMultipartUploadParts'], kms: ['kms:Decrypt'] },
  'clean up': {
    // ListBucket lets a look tell an aborted upload from one that was completed.
    bucket: ['ListBucketMultipartUploads', 'ListBucket'],
    object: ['ListMultipartUploadParts', 'AbortMultipartUpload'],
    kms: ['kms:Decrypt'],
  },
  'complete instead': {
    bucket: ['ListBucketMultipartUploads', 'ListBucket'],
    object: ['ListMultipartUploadParts', 'PutObject'],
    kms: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  lifecycle: { bucket: ['GetLifecycleConfiguration', 'PutLifecycleConfiguration'], object: [], kms: [] },
};

/**
 * The smallest IAM policy that allows what a person wants to do: formatted JSON, to be copied. What stands in capitals in
 * it (YOUR-ACCOUNT) is to be filled in.
 *
 * @returns null where what is wished for cannot be done there: a lifecycle belongs to a bucket, not to an access point
 */
export function iamPolicy({ wishes, bucket, region, kms }: PolicyRequest): string | null {
  const place = placeOf(bucket, region);
  const of = (level: 'bucket' | 'object' | 'kms') => [...new Set(wishes.flatMap((wish) => actions[wish][level]))];
  const statements: Statement[] = [];
  const allow = (action: readonly string[], resource: string, condition?: Record<string, string>) => {
    const [only, ...more] = action;
    if (only === undefined) return;
    statements.push({
      Effect: 'Allow',
      Action: more.length === 0 ? only : [...action],
      Resource: resource,
      ...(condition ? { Condition: { StringEquals: condition } } : {}),
    });
  };

  switch (place.kind) {
    case 'buckets':
      allow(['s3:ListAllMyBuckets'], '*');
      allow(named('s3', of('bucket')), place.bucket);
      allow(named('s3', of('object')), `${place.bucket}/*`);
      break;
    case 'access point':
      allow(
        named(
          place.service,
          of('bucket').filter((action) => !actions.lifecycle.bucket.includes(action)),
        ),
        place.arn,
      );
      allow(named(place.service, of('object')), `${place.arn}/object/*`);
      break;
    case 'directory bucket': {
      // Everything about uploads happens within a session (API: CreateSession); only the lifecycle has actions of its own.
      const session = of('object').length > 0 ? ['CreateSession'] : [];
      allow(['s3express:ListAllMyDirectoryBuckets'], '*');
      allow(named('s3express', [...session, ...wishes.flatMap((wish) => lifecycleOf(wish))]), place.arn);
      break;
    }
  }
  if (statements.every(({ Resource }) => Resource === '*')) return null;
  if (kms) {
    const viaS3 = { 'kms:ViaService': `s3.${region}.${partitionOf(region).suffix}` };
    if (kms.keyArn === null) allow(of('kms'), '*', viaS3);
    else allow(of('kms'), kms.keyArn);
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function lifecycleOf(wish: PolicyWish): readonly string[] {
  return wish === 'lifecycle' ? actions.lifecycle.bucket : [];
}

function named(service: string, names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}

type Place =
  /** Resources of objects are `bucket/*`. */
  | { kind: 'buckets'; bucket: string }
  /** Resources of objects are `arn/object/*` (S3 User Guide, "Configuring IAM policies for using access points"). */
  | { kind: 'access point'; arn: string; service: string }
  | { kind: 'directory bucket'; arn: string };

function placeOf(bucket: string | null, region: string): Place {
  const { partition } = partitionOf(region);
  if (bucket === null) return { kind: 'buckets', bucket: `arn:${partition}:s3:::*` };
  const arn = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/.exec(bucket);
  if (arn) {
    const [, , service = 's3', , , resource = ''] = arn;
    // arn:aws:s3:::name is a bucket by another name.
    return /^(accesspoint|outpost)[/:]/.test(resource)
      ? { kind: 'access point', arn: bucket, service }
      : { kind: 'buckets', bucket };
  }
  if (bucket.endsWith('--x-s3')) {
    return { kind: 'directory bucket', arn: `arn:${partition}:s3express:${region}:*:bucket/${bucket}` };
  }
  // An alias cannot stand in a policy; the access point's ARN can (S3 User Guide, "Access point aliases").
  if (/-s3alias$|--op-s3$/.test(bucket)) {
    const outposts = bucket.endsWith('--op-s3');
    const service = outposts ? 's3-outposts' : 's3';
    const point = outposts ? 'outpost/YOUR-OUTPOST/accesspoint/YOUR-ACCESS-POINT' : 'accesspoint/YOUR-ACCESS-POINT';
    return { kind: 'access point', arn: `arn:${partition}:${service}:${region}:YOUR-ACCOUNT:${point}`, service };
  }
  return { kind: 'buckets', bucket: `arn:${partition}:s3:::${bucket}` };
}

/** AWS's partitions by how their regions begin, each with the end of its host names; the first that fits. */
const partitions: readonly (readonly [prefix: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['', 'aws', 'amazonaws.com'],
];

function partitionOf(region: string): { partition: string; suffix: string } {
  const [, partition = 'aws', suffix = 'amazonaws.com'] =
    partitions.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return { partition, suffix };
}
