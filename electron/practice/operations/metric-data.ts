import type { Bucket } from '../buckets/bucket.ts';
import { S3Error } from '../protocol/s3-error.ts';
import type { Answer, Call } from './call.ts';

const dayMs = 86_400_000;
const longestRequest = 1024 * 1024;
/** Most queries of one request (CloudWatch API reference, GetMetricData). */
const mostQueries = 500;

/** CloudWatch's name for where objects of a class are, and where parts are that were sent for one. */
const storageTypeOf: Readonly<Record<string, string>> = {
  STANDARD: 'StandardStorage',
  INTELLIGENT_TIERING: 'IntelligentTieringFAStorage',
  STANDARD_IA: 'StandardIAStorage',
  ONEZONE_IA: 'OneZoneIAStorage',
  REDUCED_REDUNDANCY: 'ReducedRedundancyStorage',
  GLACIER_IR: 'GlacierInstantRetrievalStorage',
  GLACIER: 'GlacierStorage',
  DEEP_ARCHIVE: 'DeepArchiveStorage',
};
const stagingTypeOf: Readonly<Record<string, string>> = {
  GLACIER: 'GlacierStagingStorage',
  DEEP_ARCHIVE: 'DeepArchiveStagingStorage',
};

/**
 * CloudWatch's GetMetricData, in AWS's JSON protocol, as far as `BucketSizeBytes` goes: what the store holds now, as the
 * figure of yesterday. It knows no other metric, and has no figure of what a bucket does not hold.
 */
export async function getMetricData(call: Call, buckets: ReadonlyMap<string, Bucket>): Promise<Answer> {
  const { content } = await call.read({ checksums: [], keepUpTo: longestRequest });
  const asked = queriesOf(content?.toString('utf8') ?? '');
  const yesterday = Math.floor(call.now() / dayMs) * dayMs - dayMs;
  const results = asked.map(({ id, bucket, storageType }) => {
    const bytes = sizesOf(buckets.get(bucket)).get(storageType);
    return {
      Id: id,
      Label: 'BucketSizeBytes',
      StatusCode: 'Complete',
      Timestamps: bytes === undefined ? [] : [yesterday / 1000],
      Values: bytes === undefined ? [] : [bytes],
    };
  });
  return jsonAnswer(200, { MetricDataResults: results });
}

/** An error as CloudWatch writes it. */
export function metricError(error: S3Error): Answer {
  return jsonAnswer(error.status, { __type: `com.amazonaws.cloudwatch#${error.code}`, message: error.message });
}

function jsonAnswer(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    content: Buffer.from(JSON.stringify(body)),
  };
}

interface Query {
  id: string;
  bucket: string;
  storageType: string;
}

/** @throws S3Error InvalidParameterValue, ValidationError where it is no such request */
function queriesOf(text: string): Query[] {
  const request = parsed(text);
  const queries = fieldOf(request, 'MetricDataQueries');
  if (!Array.isArray(queries) || queries.length === 0 || queries.length > mostQueries) {
    throw new S3Error(400, 'ValidationError', `A request has 1 to ${mostQueries} queries.`);
  }
  return queries.map((query: unknown) => {
    const id = fieldOf(query, 'Id');
    const metric = fieldOf(fieldOf(query, 'MetricStat'), 'Metric');
    const dimensions = fieldOf(metric, 'Dimensions');
    if (typeof id !== 'string' || !/^[a-z][A-Za-z0-9_]*$/.test(id)) {
      throw new S3Error(400, 'ValidationError', 'An Id begins with a small letter.');
    }
    if (fieldOf(metric, 'Namespace') !== 'AWS/S3' || fieldOf(metric, 'MetricName') !== 'BucketSizeBytes') {
      return { id, bucket: '', storageType: '' };
    }
    const dimension = (name: string): string => {
      const all: unknown[] = Array.isArray(dimensions) ? dimensions : [];
      const value = fieldOf(
        all.find((one) => fieldOf(one, 'Name') === name),
        'Value',
      );
      return typeof value === 'string' ? value : '';
    };
    return { id, bucket: dimension('BucketName'), storageType: dimension('StorageType') };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new S3Error(400, 'SerializationException', 'The request is no JSON.');
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** What a bucket holds, by storage type: objects, and parts of uploads that are open. */
function sizesOf(bucket: Bucket | undefined): Map<string, number> {
  const sizes = new Map<string, number>();
  const add = (type: string | undefined, bytes: number) => {
    if (type !== undefined && bytes > 0) sizes.set(type, (sizes.get(type) ?? 0) + bytes);
  };
  if (!bucket) return sizes;
  for (const { storageClass, size } of bucket.objects.ordered()) add(storageTypeOf[storageClass], size);
  for (const record of bucket.uploads.all()) {
    const { phase, storageClass, parts } = bucket.land(record);
    if (phase === 'open') add(stagingTypeOf[storageClass] ?? storageTypeOf[storageClass], parts?.bytes ?? 0);
  }
  return sizes;
}
