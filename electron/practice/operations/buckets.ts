import type { BucketBehaviour } from '../behaviour.ts';
import { Bucket } from '../bucket.ts';
import { S3Error } from '../s3-error.ts';
import { document, element } from '../xml.ts';
import { type Answer, type BucketCall, type Call, isoTime } from './call.ts';

/** ListBuckets, in name order. */
export function listBuckets(call: Call, buckets: ReadonlyMap<string, Bucket>): Answer {
  const rows = [...buckets.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, createdAt }) =>
        `<Bucket>${element('Name', name)}${element('CreationDate', isoTime(createdAt))}</Bucket>`,
    );
  const owner = `<Owner>${element('ID', call.caller.id)}${element('DisplayName', call.caller.displayName)}</Owner>`;
  return { status: 200, xml: document('ListAllMyBucketsResult', `${owner}<Buckets>${rows.join('')}</Buckets>`) };
}

/** CreateBucket. @throws S3Error InvalidBucketName or BucketAlreadyOwnedByYou */
export function createBucket(call: Call, buckets: Map<string, Bucket>, behaviour: Partial<BucketBehaviour>): Answer {
  const { bucket: name } = call.request;
  if (!isBucketName(name)) throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  if (buckets.has(name)) {
    throw new S3Error(
      409,
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
    );
  }
  const bucket = new Bucket(name, call.now);
  bucket.change(behaviour);
  buckets.set(name, bucket);
  return { status: 200, headers: { location: `/${name}` } };
}

/** Whether AWS would take it for a general purpose bucket. */
function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

/** HeadBucket. */
export function headBucket(region: string): Answer {
  return { status: 200, headers: { 'x-amz-bucket-region': region } };
}

/** GetBucketLocation: us-east-1 is an empty element, as on AWS. */
export function getBucketLocation(region: string): Answer {
  return { status: 200, xml: document('LocationConstraint', region === 'us-east-1' ? '' : region) };
}

/** Never carried out: Loose Parts must not delete a bucket, and the log of calls shows whether it tried. */
export function refuseDeletion({ request }: BucketCall): never {
  throw new S3Error(405, 'MethodNotAllowed', `Practice storage never carries out ${request.operation}.`);
}
