import type { BucketBehaviour } from './behaviour.ts';
import type { Bucket } from './bucket.ts';
import { type FaultEffect, FaultPlan } from './faults.ts';
import { createBucket, getBucketLocation, headBucket, listBuckets, refuseDeletion } from './operations/buckets.ts';
import type { Answer, Call } from './operations/call.ts';
import { getLifecycle, putLifecycle } from './operations/lifecycle.ts';
import { listParts } from './operations/list-parts.ts';
import { listUploads } from './operations/list-uploads.ts';
import { deleteObject, headObject, listObjects, putObject } from './operations/objects.ts';
import { abortUpload, completeUpload, createUpload, uploadPart } from './operations/uploads.ts';
import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';

/** The account that owns every bucket. */
export const practiceAccount = '111122223333';

/** All buckets of the store, and which operation answers which call. */
export class Service {
  readonly buckets = new Map<string, Bucket>();
  readonly #region: string;
  readonly #newBuckets: Partial<BucketBehaviour>;
  /** Faults of every call, whatever its bucket. */
  faults = new FaultPlan([]);

  /** @param newBuckets how buckets behave that CreateBucket makes */
  constructor(region: string, newBuckets: Partial<BucketBehaviour>) {
    this.#region = region;
    this.#newBuckets = newBuckets;
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
    const { operation, bucket: name } = call.request;
    if (operation === 'ListBuckets') return listBuckets(call, this.buckets);
    if (operation === 'CreateBucket') return createBucket(call, this.buckets, this.#newBuckets);
    if (operation === 'Unknown') {
      throw new S3Error(501, 'NotImplemented', 'Practice storage does not implement this operation.');
    }
    const bucket = this.buckets.get(name);
    if (!bucket) {
      throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { elements: { BucketName: name } });
    }
    const expectedOwner = call.request.headers['x-amz-expected-bucket-owner'];
    if (
      bucket.behaviour.expectedOwner === 'checked' &&
      expectedOwner !== undefined &&
      expectedOwner !== practiceAccount
    ) {
      throw new S3Error(403, 'AccessDenied', 'Access Denied');
    }
    const bucketCall = { ...call, bucket };
    switch (operation) {
      case 'HeadBucket':
        return headBucket(this.#region);
      case 'GetBucketLocation':
        return getBucketLocation(this.#region);
      case 'DeleteBucket':
      case 'DeleteBucketLifecycle':
        return refuseDeletion(bucketCall);
      case 'GetBucketLifecycleConfiguration':
        return getLifecycle(bucketCall);
      case 'PutBucketLifecycleConfiguration':
        return putLifecycle(bucketCall);
      case 'ListObjectsV2':
        return listObjects(bucketCall);
      case 'HeadObject':
        return headObject(bucketCall);
      case 'PutObject':
        return putObject(bucketCall);
      case 'DeleteObject':
        return deleteObject(bucketCall);
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
