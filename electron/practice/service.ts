import type { BucketBehaviour } from './behaviour/behaviour.ts';
import type { Bucket } from './buckets/bucket.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets.ts';
import type { Answer, Call } from './operations/call.ts';
import { completeUpload } from './operations/complete-upload.ts';
import { deleteLifecycle, getLifecycle, putLifecycle } from './operations/lifecycle.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { listUploads } from './operations/list-uploads.ts';
import { getMetricData } from './operations/metric-data.ts';
import {
  getLegalHold,
  getObjectLock,
  getRetention,
  putLegalHold,
  putObjectLock,
  putRetention,
} from './operations/object-lock.ts';
import { deleteObject, deleteObjects, putObject } from './operations/objects.ts';
import { getPolicy, putPolicy } from './operations/policy.ts';
import { getObject, headObject } from './operations/read-object.ts';
import { abortUpload, createUpload, uploadPart } from './operations/uploads.ts';
import { getBucketVersioning, listObjectVersions, putBucketVersioning } from './operations/versions.ts';
import { type FaultEffect, FaultPlan } from './protocol/faults.ts';
import { headerText } from './protocol/header-text.ts';
import { checkAnnounced, checkPromises } from './protocol/promises.ts';
import type { S3Request } from './protocol/request.ts';
import { operationNotImplemented, S3Error } from './protocol/s3-error.ts';

/** The account that owns every bucket. */
export const practiceAccount = '111122223333';

/** All buckets of the store, and which operation answers which call. */
export class Service {
  readonly buckets = new Map<string, Bucket>();
  readonly #region: string;
  readonly #newBuckets: Partial<BucketBehaviour>;
  readonly #bucketsPageLimit: number;
  /** Faults of every call, whatever its bucket. */
  faults = new FaultPlan([]);

  /**
   * @param newBuckets how buckets behave that CreateBucket makes
   * @param bucketsPageLimit most buckets on a page of ListBuckets
   */
  constructor(region: string, newBuckets: Partial<BucketBehaviour>, bucketsPageLimit: number) {
    this.#region = region;
    this.#newBuckets = newBuckets;
    this.#bucketsPageLimit = bucketsPageLimit;
  }

  /** Counts a call against the faults of the store and of its bucket. */
  enter({ operation, bucket, key, uploadId }: S3Request): FaultEffect[] {
    return [
      ...this.faults.strike(operation, key),
      ...(this.buckets.get(bucket)?.enter(operation, key, uploadId) ?? []),
    ];
  }

  /** Whether errors of calls on this bucket, or on none, come without words. */
  hasEmptyMessages(bucket: string): boolean {
    return this.buckets.get(bucket)?.behaviour.emptyErrorMessages ?? this.#newBuckets.emptyErrorMessages ?? false;
  }

  /** Carries a call out. @throws S3Error */
  async answer(call: Call): Promise<Answer> {
    const { operation, bucket: name, headers } = call.request;
    if (operation !== 'Unknown') checkPromises(headers);
    checkAnnounced(operation, headers);
    if (operation === 'ListBuckets') return listBuckets(call, this.buckets, this.#region, this.#bucketsPageLimit);
    if (operation === 'CreateBucket') return createBucket(call, this.buckets, this.#region, this.#newBuckets);
    if (operation === 'GetMetricData') return getMetricData(call, this.buckets);
    if (operation === 'Unknown') throw operationNotImplemented();
    const bucket = this.buckets.get(name);
    if (!bucket) {
      throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { elements: { BucketName: name } });
    }
    if (bucket.behaviour.expectedOwner === 'checked') checkOwner(call);
    const bucketCall = { ...call, bucket };
    switch (operation) {
      case 'HeadBucket':
        return headBucket(this.#region);
      case 'GetBucketLocation':
        return getBucketLocation(this.#region);
      case 'GetBucketVersioning':
        return getBucketVersioning(bucketCall);
      case 'PutBucketVersioning':
        return putBucketVersioning(bucketCall);
      case 'GetBucketPolicy':
        return getPolicy(bucketCall);
      case 'PutBucketPolicy':
        return putPolicy(bucketCall);
      case 'GetObjectLockConfiguration':
        return getObjectLock(bucketCall);
      case 'PutObjectLockConfiguration':
        return putObjectLock(bucketCall);
      case 'DeleteBucket':
        return deleteBucket(bucketCall, this.buckets);
      case 'DeleteBucketLifecycle':
        return deleteLifecycle(bucketCall);
      case 'GetBucketLifecycleConfiguration':
        return getLifecycle(bucketCall);
      case 'PutBucketLifecycleConfiguration':
        return putLifecycle(bucketCall);
      case 'ListObjects':
        return listObjects(bucketCall);
      case 'ListObjectsV2':
        return listObjectsV2(bucketCall);
      case 'ListObjectVersions':
        return listObjectVersions(bucketCall);
      case 'HeadObject':
        return headObject(bucketCall);
      case 'GetObject':
        return getObject(bucketCall);
      case 'PutObject':
        return putObject(bucketCall);
      case 'DeleteObject':
        return deleteObject(bucketCall);
      case 'DeleteObjects':
        return deleteObjects(bucketCall);
      case 'GetObjectRetention':
        return getRetention(bucketCall);
      case 'PutObjectRetention':
        return putRetention(bucketCall);
      case 'GetObjectLegalHold':
        return getLegalHold(bucketCall);
      case 'PutObjectLegalHold':
        return putLegalHold(bucketCall);
      case 'CreateMultipartUpload':
        return createUpload(bucketCall);
      case 'UploadPart':
        return uploadPart(bucketCall);
      case 'ListParts':
        return listParts(bucketCall);
      case 'ListMultipartUploads':
        return listUploads(bucketCall);
      case 'AbortMultipartUpload':
        return abortUpload(bucketCall);
      case 'CompleteMultipartUpload':
        return completeUpload(bucketCall);
    }
  }
}

/** @throws S3Error InvalidBucketOwnerAWSAccountID, AccessDenied where the caller expects another account */
function checkOwner({ request: { headers } }: Call): void {
  const expected = headerText(headers, 'x-amz-expected-bucket-owner');
  if (expected === null || expected === practiceAccount) return;
  if (/^\d{12}$/.test(expected)) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  throw new S3Error(
    400,
    'InvalidBucketOwnerAWSAccountID',
    'The value of the expected bucket owner parameter must be an AWS account ID.',
  );
}
