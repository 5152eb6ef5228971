import type { BucketBehaviour } from '../behaviour/behaviour.ts';
import { Bucket } from '../buckets/bucket.ts';
import { isBucketName } from '../protocol/bucket-name.ts';
import { headerText } from '../protocol/header-text.ts';
import { invalidArgument, malformedXml, S3Error } from '../protocol/s3-error.ts';
import { childText, document, element, readXml } from '../protocol/xml.ts';
import { type Answer, type BucketCall, type Call, isoTime } from './call.ts';

/** AWS: buckets on a page. */
const mostBuckets = 10_000;
/** A CreateBucketConfiguration with its tags, bytes. */
const longestConfiguration = 64 * 1024;

/**
 * ListBuckets, in name order: a page where one is asked for, or the store's pages are shorter.
 * @throws S3Error InvalidArgument
 */
export function listBuckets(
  { request, caller }: Call,
  buckets: ReadonlyMap<string, Bucket>,
  region: string,
  pageLimit: number,
): Answer {
  const { query } = request;
  const asked = query.get('max-buckets');
  if (asked !== undefined && !(/^\d+$/.test(asked) && Number(asked) >= 1 && Number(asked) <= mostBuckets)) {
    throw invalidArgument(
      'max-buckets',
      asked,
      `Argument max-buckets must be an integer between 1 and ${mostBuckets}.`,
    );
  }
  const limit = Math.min(Number(asked ?? mostBuckets), pageLimit);
  const prefix = query.get('prefix') ?? '';
  const after = nameInToken(query.get('continuation-token') ?? '');
  const isHere = (query.get('bucket-region') ?? region) === region;
  const matching = [...buckets.values()]
    .filter(({ name }) => isHere && name.startsWith(prefix) && name > after)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  const rows = page.map(
    ({ name, createdAt }) =>
      `<Bucket>${element('Name', name)}${element('CreationDate', isoTime(createdAt))}${element('BucketRegion', region)}</Bucket>`,
  );
  const owner = `<Owner>${element('ID', caller.id)}${element('DisplayName', caller.displayName)}</Owner>`;
  return {
    status: 200,
    xml: document(
      'ListAllMyBucketsResult',
      [
        owner,
        `<Buckets>${rows.join('')}</Buckets>`,
        element('ContinuationToken', last && page.length < matching.length ? tokenFor(last.name) : null),
        element('Prefix', prefix === '' ? null : prefix),
      ].join(''),
    ),
  };
}

/**
 * CreateBucket. In us-east-1 making one's own bucket again is fine, elsewhere it is a conflict, as on AWS.
 * @throws S3Error InvalidBucketName, BucketAlreadyOwnedByYou, MalformedXML, InvalidLocationConstraint,
 * IllegalLocationConstraintException
 */
export async function createBucket(
  call: Call,
  buckets: Map<string, Bucket>,
  region: string,
  behaviour: Partial<BucketBehaviour>,
): Promise<Answer> {
  const { bucket: name } = call.request;
  if (!isBucketName(name)) throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  const { content } = await call.read({ checksums: [], keepUpTo: longestConfiguration });
  if (content === null) throw malformedXml();
  checkLocation(content.toString('utf8'), region);
  if (buckets.has(name)) {
    if (region === 'us-east-1') return { status: 200, headers: { location: `/${name}` } };
    throw new S3Error(
      409,
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
    );
  }
  const bucket = new Bucket(name, call.now);
  bucket.change(behaviour);
  if (headerText(call.request.headers, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    bucket.contents.setVersioning('Enabled');
    bucket.contents.lock = { defaultRetention: null };
  }
  buckets.set(name, bucket);
  return { status: 200, headers: { location: `/${name}` } };
}

/** HeadBucket. */
export function headBucket(region: string): Answer {
  return { status: 200, headers: { 'x-amz-bucket-region': region } };
}

/** GetBucketLocation: us-east-1 is an empty element, as on AWS. */
export function getBucketLocation(region: string): Answer {
  return { status: 200, xml: document('LocationConstraint', region === 'us-east-1' ? '' : region) };
}

/**
 * DeleteBucket. An abort without a key comes as one, too: AWS refuses it, Ceph deletes the bucket with all that is in it.
 * @throws S3Error BucketNotEmpty while there are objects, versions or delete markers, or uploads where the bucket's behaviour says so; InvalidRequest
 */
export function deleteBucket({ request, bucket }: BucketCall, buckets: Map<string, Bucket>): Answer {
  const isAbort = request.query.has('uploadId');
  const { keylessAbort, deletionWithUploads } = bucket.behaviour;
  if (isAbort && keylessAbort === 'refused') {
    throw new S3Error(400, 'InvalidRequest', 'A key must be specified');
  }
  const holdsUploads = deletionWithUploads === 'BucketNotEmpty' && hasOpenUpload(bucket);
  if (!isAbort && (!bucket.contents.isEmpty || holdsUploads)) {
    throw new S3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      elements: { BucketName: bucket.name },
    });
  }
  buckets.delete(bucket.name);
  return { status: 204 };
}

function hasOpenUpload(bucket: Bucket): boolean {
  for (const record of bucket.uploads.all()) if (bucket.land(record).phase === 'open') return true;
  return false;
}

/** The region that a CreateBucketConfiguration names must be the store's; us-east-1 is named by naming none. */
function checkLocation(configuration: string, region: string): void {
  const root = configuration.trim() === '' ? null : readXml(configuration);
  if (root && root.name !== 'CreateBucketConfiguration') throw malformedXml();
  const location = (root && childText(root, 'LocationConstraint')) ?? null;
  if (location === (region === 'us-east-1' ? null : region) || location === '') return;
  if (location !== null && (location === 'us-east-1' || !/^(EU|[a-z]{2}-[a-z](?:[a-z-]*[a-z])?-\d)$/.test(location))) {
    throw new S3Error(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      elements: { LocationConstraint: location },
    });
  }
  throw new S3Error(
    400,
    'IllegalLocationConstraintException',
    `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function tokenFor(name: string): string {
  return Buffer.from(name).toString('base64url');
}

/** @throws S3Error InvalidArgument for a token that this store did not give */
function nameInToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || tokenFor(name) === token) return name;
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
