import type { Fault, PracticeOperation } from '../protocol/faults.ts';

/** Parts that were on their way when an upload was aborted, and land afterwards. */
export interface LateParts {
  /** Land after the n-th abort that found the upload, counted from 1. */
  afterAbort: number;
  parts: number;
  /** Size of each, bytes. */
  size: number;
  /** How long after the abort they land, by the store's clock, ms; left out: at once. */
  afterMs?: number;
  /** Only for uploads of this key; left out: all. */
  key?: string;
}

/**
 * How keys come back where `encoding-type=url` was asked for (s3-semantics, "Paging ListMultipartUploads").
 * `echoed` encodes everything and says so (AWS); `ignored` encodes nothing; `silent` encodes everything without saying
 * so; `ceph` percent-encodes keys, leaves NextKeyMarker raw and does not say so; `echo-only` says so and encodes nothing
 * (SeaweedFS).
 */
export type KeyEncoding = 'echoed' | 'ignored' | 'silent' | 'ceph' | 'echo-only';

/**
 * What becomes of a lifecycle configuration that is put: `kept`; never there (200 and `empty`); `drops-abort-rules`, kept
 * without them; `refuses-lone-abort-rules`, MalformedXML where it is all abort rules, and kept without them where it is
 * not (MinIO); `changes-another-rule`, one that aborts nothing comes back changed; `splits-a-rule`, a rule of several
 * actions comes back as one rule each; `wants-content-md5`, refused with any other checksum; `refuses-seven-days`, abort
 * rules of 7 days and more are refused.
 */
export type LifecycleKeeping =
  | 'kept'
  | 'empty'
  | 'drops-abort-rules'
  | 'refuses-lone-abort-rules'
  | 'changes-another-rule'
  | 'splits-a-rule'
  | 'wants-content-md5'
  | 'refuses-seven-days';

/** Completes an upload right before the n-th call of an operation is answered. */
export interface CompleteOn {
  operation: PracticeOperation;
  /** Counted from 1, over the calls that name `key`, or no key at all (a listing). */
  call: number;
  /** Left out: whichever key the call names. */
  key?: string;
}

/** How one bucket behaves. The default is a well-behaved AWS-like bucket. */
export interface BucketBehaviour {
  lateParts: readonly LateParts[];
  /** A part whose body ends after the abort: `land` (the upload is back) or `fail` with NoSuchUpload. */
  inFlightParts: 'land' | 'fail';
  /** How long an upload stays listed after it is gone. */
  listedAfterAbort:
    | { kind: 'no' }
    | { kind: 'ms'; ms: number }
    | { kind: 'listings'; listings: number }
    | { kind: 'forever' };
  /** Uploads that have parts but are not listed: none, those that came back after an abort, or all. */
  hidden: 'never' | 'after-abort' | 'always';
  /** Every upload is listed, while ListParts and AbortMultipartUpload say NoSuchUpload. */
  ghosts: boolean;
  /** What an abort of an upload that is gone answers. */
  repeatedAbort: '204' | 'NoSuchUpload' | 'NoSuchKey';
  /** What an abort of an upload that never was answers. */
  unknownAbort: '204' | 'NoSuchUpload';
  /** What DELETE on the bucket with an upload ID answers, which is what an abort without a key comes to. */
  keylessAbort: 'refused' | 'deletes-bucket';
  /** What a second completion with the same list answers: as the first did (AWS), or NoSuchUpload. */
  repeatedCompletion: 'same-answer' | 'NoSuchUpload';
  /** The ETag in a completion's answer: as S3 writes it; or empty, and without quotes when it is asked again (Ceph). */
  completionEtag: 'quoted' | 'empty-then-bare';
  /** Whether a completion may leave parts out (AWS: they are thrown away), or must list every one (Ceph: InvalidPart). */
  completionList: 'any-parts' | 'all-parts';
  /** Whether If-Match and If-None-Match of a write are looked at: of PutObject and CompleteMultipartUpload, or of one. */
  conditionalWrites: 'honoured' | 'not-on-completion' | 'ignored';
  /** Whether checksums are verified, listed and given back, or not looked at. */
  checksums: 'kept' | 'ignored';
  /** After this long an upload is gone by itself, ms since its initiation; null: never. */
  expiresAfterMs: number | null;
  /** What ListParts answers for an upload that is gone; `empty` is 200 without parts. */
  partsWhenGone: 'NoSuchUpload' | 'NoSuchKey' | 'empty';
  /** What ListParts answers after the upload was completed. */
  partsWhenCompleted: 'NoSuchUpload' | 'parts';
  /** Checked in order, before the operation. */
  faults: readonly Fault[];
  /** Largest page of ListMultipartUploads; 1,000 where not short. */
  uploadsPageLimit: number;
  /** Largest page of ListParts. */
  partsPageLimit: number;
  /** Before each page of uploads comes an empty one that is truncated all the same. */
  emptyPages: boolean;
  /** What IsTruncated says of a full page behind which nothing comes: the truth, or that there is more. */
  fullPage: { uploads: 'exact' | 'truncated'; parts: 'exact' | 'truncated' };
  /**
   * Next markers on a truncated page: as they should be; none; the request's own again; back to the end of the first
   * page from the third page on; the key's alone; or the upload ID's alone.
   */
  nextMarkers: 'correct' | 'missing' | 'repeated' | 'cyclic' | 'key-only' | 'upload-id-only';
  /** By key; in a fixed order that no key explains; or by upload ID. */
  keyOrder: 'sorted' | 'unsorted' | 'by-upload-id';
  /**
   * Whether KeyMarker without UploadIdMarker leaves that key out (AWS), lists it again (Ceph), is refused because only
   * the store's own markers lead anywhere, or leaves nothing but uploads of that key (SeaweedFS).
   */
  keyMarker: 'exclusive' | 'inclusive' | 'opaque' | 'filter';
  /**
   * Whether UploadIdMarker must be of an upload of the key that the listing goes on with (AWS: else InvalidArgument), may
   * be any text, or counts without a KeyMarker as well.
   */
  uploadIdMarker: 'checked' | 'any' | 'alone';
  /** Whether KeyMarker is to be the key that is meant (AWS), or that key as `encoding-type=url` writes it. */
  markerReading: 'as meant' | 'as written';
  /** Whether a prefix leaves the keys that begin with it, the one key that is it (MinIO), or everything. */
  prefix: 'beginning' | 'exact key' | 'no prefix';
  /** Whether a listing without a prefix knows every upload, or those that the answering one of two nodes began (MinIO). */
  emptyPrefix: 'every node' | 'one node';
  /** Whether pages are kept as short as MaxUploads says. */
  maxUploads: 'honoured' | 'ignored';
  /** What a listing tells of an upload besides its identity and its time. */
  tells: { initiator: boolean; storageClass: boolean };
  /** When an upload was begun, as a listing tells it: the truth, not at all, or the time of the answer. */
  initiated: 'told' | 'absent' | 'now';
  /**
   * The day on which a lifecycle rule aborts an upload: told by CreateMultipartUpload and ListParts as HTTP's dates are
   * (AWS) or in ISO 8601 (Wasabi), by CreateMultipartUpload alone (Ceph), or not at all.
   */
  abortDate: 'http-date' | 'iso' | 'only-on-create' | 'absent';
  /** Whether x-amz-expected-bucket-owner is compared with the store's account (AWS), or not looked at. */
  expectedOwner: 'checked' | 'ignored';
  keyEncoding: KeyEncoding;
  /** How a space is written in an encoded key. */
  spaceEncoding: '+' | '%20';
  emptyErrorMessages: boolean;
  completeOn: readonly CompleteOn[];
  lifecycle: LifecycleKeeping;
  /** TransitionDefaultMinimumObjectSize: kept as it was sent, back at its default with every put, or unknown. */
  transitionDefault: 'kept' | 'reset' | 'absent';
  /** Whether a bucket can be deleted while uploads are under way in it (AWS: only directory buckets cannot). */
  deletionWithUploads: 'allowed' | 'BucketNotEmpty';
}

/** A bucket that behaves as AWS documents it. */
export const defaultBehaviour: BucketBehaviour = {
  lateParts: [],
  inFlightParts: 'fail',
  listedAfterAbort: { kind: 'no' },
  hidden: 'never',
  ghosts: false,
  repeatedAbort: '204',
  unknownAbort: 'NoSuchUpload',
  keylessAbort: 'refused',
  repeatedCompletion: 'same-answer',
  completionEtag: 'quoted',
  completionList: 'any-parts',
  conditionalWrites: 'honoured',
  checksums: 'kept',
  expiresAfterMs: null,
  partsWhenGone: 'NoSuchUpload',
  partsWhenCompleted: 'NoSuchUpload',
  faults: [],
  uploadsPageLimit: 1000,
  partsPageLimit: 1000,
  emptyPages: false,
  fullPage: { uploads: 'exact', parts: 'exact' },
  nextMarkers: 'correct',
  keyOrder: 'sorted',
  keyMarker: 'exclusive',
  uploadIdMarker: 'checked',
  markerReading: 'as meant',
  prefix: 'beginning',
  emptyPrefix: 'every node',
  maxUploads: 'honoured',
  tells: { initiator: true, storageClass: true },
  initiated: 'told',
  abortDate: 'http-date',
  expectedOwner: 'checked',
  keyEncoding: 'echoed',
  spaceEncoding: '+',
  emptyErrorMessages: false,
  completeOn: [],
  lifecycle: 'kept',
  transitionDefault: 'kept',
  deletionWithUploads: 'allowed',
};
