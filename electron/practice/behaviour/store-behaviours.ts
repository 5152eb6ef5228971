import type { BucketBehaviour } from './behaviour.ts';

/** A bucket that behaves as Ceph 16.2 was measured to. */
export const cephBehaviour: Partial<BucketBehaviour> = {
  keyEncoding: 'ceph',
  spaceEncoding: '%20',
  keyMarker: 'inclusive',
  uploadIdMarker: 'any',
  expectedOwner: 'ignored',
  repeatedAbort: 'NoSuchUpload',
  partsWhenGone: 'NoSuchKey',
  emptyErrorMessages: true,
  keylessAbort: 'deletes-bucket',
  completionEtag: 'empty-then-bare',
  completionList: 'all-parts',
  checksums: 'ignored',
  conditionalWrites: 'not-on-completion',
  transitionDefault: 'absent',
  abortDate: 'only-on-create',
};

/**
 * A bucket that behaves as MinIO's source and its users' reports say (s3-semantics): a listing knows the uploads of the
 * node that answers, a prefix is one key, an abort is always 204, abort rules are not kept, and after a day an upload
 * goes by itself.
 */
export const minioBehaviour: Partial<BucketBehaviour> = {
  emptyPrefix: 'one node',
  prefix: 'exact key',
  maxUploads: 'ignored',
  uploadIdMarker: 'any',
  unknownAbort: '204',
  repeatedCompletion: 'NoSuchUpload',
  listedAfterAbort: { kind: 'ms', ms: 60_000 },
  partsPageLimit: 10_000,
  uploadsPageLimit: Number.MAX_SAFE_INTEGER,
  expectedOwner: 'ignored',
  lifecycle: 'refuses-lone-abort-rules',
  transitionDefault: 'absent',
  abortDate: 'absent',
  expiresAfterMs: 86_400_000,
};

/**
 * A bucket that behaves as SeaweedFS's source and its users' reports say (s3-semantics): it says that it encodes keys and
 * does not, lists by upload ID, goes on by upload ID alone, and tells little of an upload.
 */
export const seaweedfsBehaviour: Partial<BucketBehaviour> = {
  keyEncoding: 'echo-only',
  keyOrder: 'by-upload-id',
  keyMarker: 'filter',
  uploadIdMarker: 'alone',
  nextMarkers: 'upload-id-only',
  fullPage: { uploads: 'truncated', parts: 'exact' },
  tells: { initiator: false, storageClass: false },
  initiated: 'absent',
  unknownAbort: '204',
  expectedOwner: 'ignored',
  checksums: 'ignored',
  transitionDefault: 'absent',
  abortDate: 'absent',
};

/** Each store whose habits are imitated, by its name. */
export const storeBehaviours = {
  aws: {},
  ceph: cephBehaviour,
  minio: minioBehaviour,
  seaweedfs: seaweedfsBehaviour,
} as const satisfies Record<string, Partial<BucketBehaviour>>;
