import type { ErrorDetails } from '../../../../shared/schema/errors.ts';

/** The S3 operations that the app sends, each with the IAM action that allows it. */
export const operationPermissions = {
  ListBuckets: 's3:ListAllMyBuckets',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListParts: 's3:ListMultipartUploadParts',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  CompleteMultipartUpload: 's3:PutObject',
  HeadObject: 's3:GetObject',
  GetObject: 's3:GetObject',
  ListObjectsV2: 's3:ListBucket',
  /** Sent by the SDK before the first call about a directory bucket. */
  CreateSession: 's3express:CreateSession',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
  ListObjectVersions: 's3:ListBucketVersions',
  GetBucketVersioning: 's3:GetBucketVersioning',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  GetObjectRetention: 's3:GetObjectRetention',
  GetObjectLegalHold: 's3:GetObjectLegalHold',
  GetBucketPolicy: 's3:GetBucketPolicy',
} as const;
export type S3Operation = keyof typeof operationPermissions;

/** What was asked, for the details of an error. Nothing of the request itself: it is signed. */
export interface CallContext {
  operation: S3Operation;
  bucket: string | null;
  /** Host and port. */
  endpoint: string;
  /** The connection's own; null or absent: AWS's. */
  endpointUrl?: string | null;
  /** Whose parts are asked for. */
  upload?: { uploadId: string; key: string };
}

/** The same of a call to another service. */
export type AnyCallContext = Omit<CallContext, 'operation'> & { operation: string };

/** What was asked, as every error of a call tells it: the words on screen name the host. */
export function contextDetails({ operation, bucket, endpoint }: AnyCallContext): ErrorDetails {
  return bucket === null ? { operation, endpoint } : { operation, bucket, endpoint };
}
