import type { Fault, PracticeOperation } from './faults.ts';

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
  /**
   * Next markers on a truncated page: as they should be; none; the request's own again; back to the end of the first
   * page from the third page on; or the key's alone.
   */
  nextMarkers: 'correct' | 'missing' | 'repeated' | 'cyclic' | 'key-only';
  keyOrder: 'sorted' | 'unsorted';
  /**
   * Whether KeyMarker without UploadIdMarker leaves that key out (AWS), lists it again (Ceph), or is refused because only
   * the store's own markers lead anywhere.
   */
  keyMarker: 'exclusive' | 'inclusive' | 'opaque';
  /** Whether a prefix leaves the keys that begin with it, the one key that is it (MinIO), or everything. */
  prefix: 'beginning' | 'exact key' | 'no prefix';
  /** Whether pages are kept as short as MaxUploads says. */
  maxUploads: 'honoured' | 'ignored';
  /** What a listing tells of an upload besides its identity and its time. */
  tells: { initiator: boolean; storageClass: boolean };
  /** Whether x-amz-expected-bucket-owner is compared with the store's account (AWS), or not looked at. */
  expectedOwner: 'checked' | 'ignored';
  keyEncoding: KeyEncoding;
  /** How a space is written in an encoded key. */
  spaceEncoding: '+' | '%20';
  emptyErrorMessages: boolean;
  completeOn: readonly CompleteOn[];
  /** What becomes of a lifecycle configuration: kept; never there (200 and empty); kept without its abort rules. */
  lifecycle: 'kept' | 'empty' | 'drops-abort-rules';
}

/** A bucket that behaves as AWS documents it. */
export const defaultBehaviour: BucketBehaviour = {
  lateParts: [],
  inFlightParts: 'fail',
  listedAfterAbort: { kind: 'no' },
  hidden: 'never',
  ghosts: false,
  repeatedAbort: '204',
  partsWhenGone: 'NoSuchUpload',
  partsWhenCompleted: 'NoSuchUpload',
  faults: [],
  uploadsPageLimit: 1000,
  partsPageLimit: 1000,
  emptyPages: false,
  nextMarkers: 'correct',
  keyOrder: 'sorted',
  keyMarker: 'exclusive',
  prefix: 'beginning',
  maxUploads: 'honoured',
  tells: { initiator: true, storageClass: true },
  expectedOwner: 'checked',
  keyEncoding: 'echoed',
  spaceEncoding: '+',
  emptyErrorMessages: false,
  completeOn: [],
  lifecycle: 'kept',
};

/** A bucket that behaves as Ceph 16.2 was measured to. */
export const cephBehaviour: Partial<BucketBehaviour> = {
  keyEncoding: 'ceph',
  spaceEncoding: '%20',
  keyMarker: 'inclusive',
  expectedOwner: 'ignored',
  repeatedAbort: 'NoSuchUpload',
  partsWhenGone: 'NoSuchKey',
  emptyErrorMessages: true,
};
