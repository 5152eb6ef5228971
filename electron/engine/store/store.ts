import type { Connection, Part, Principal, UploadChecksum, UploadRef } from '../../../shared/schema/model.ts';
import type { KeyConvention } from './encoding.ts';

/**
 * What an endpoint writes into Initiated: when an upload was begun, or the time of the answer, anew with each listing (old
 * S3Proxy: s3-semantics, "What stores refuse"). By the second, everything would be active for ever, and be another upload
 * at each look.
 */
export type InitiationTimes = 'told' | 'time of the answer';

/** What every answered call tells besides its result: goes into the evidence. */
export interface CallInfo {
  /** HTTP status. */
  status: number;
  requestId: string | null;
  /** The server's Date header, ms UTC; null where it sent none. Ages are measured against it, never the local clock. */
  serverTime: number | null;
  /** Whether the store said that we were charged for the request (x-amz-request-charged). */
  requestCharged: boolean;
}

export interface ListedUpload {
  key: string;
  uploadId: string;
  /** ms UTC; may have second precision. `unknownTime` where the store told none. */
  initiatedAt: number;
  initiator: Principal | null;
  owner: Principal | null;
  storageClass: string | null;
}

/** An entry of a listing that cannot be addressed. A name that is missing is empty; one that is too long is whole. */
export type UnnamedUpload = Pick<ListedUpload, 'key' | 'uploadId' | 'initiatedAt'>;

export interface UploadsPage {
  call: CallInfo;
  /** Keys are decoded already, by the endpoint's encoding convention. */
  uploads: ListedUpload[];
  /**
   * Entries without a key or an upload ID that could be sent, keys as they are written: they are there, so that what is not
   * among the others may be one of them ({@link ./unnamed.ts}). Absent: none.
   */
  unnamed?: readonly UnnamedUpload[];
  isTruncated: boolean;
  /** Exactly what the next request must carry. An empty key marker is not sent: the page names an upload ID alone. */
  nextKeyMarker: string | null;
  nextUploadIdMarker: string | null;
}

/** Parts that every page is asked for: the most that AWS gives (s3-semantics, "Looking"). */
export const partsPerPage = 1000;

export interface PartsPage {
  call: CallInfo;
  parts: Part[];
  /** Entries whose part number cannot be: they are there, and were written when they say. Absent: none. */
  unnumbered?: readonly Pick<Part, 'lastModified'>[];
  isTruncated: boolean;
  nextPartNumberMarker: string | null;
  storageClass: string | null;
  /** What the upload was begun to be checked by. Absent or null: the store says of none. */
  checksum?: UploadChecksum | null;
  abortDate: number | null;
  abortRuleId: string | null;
}

export interface StoredObject {
  lastModified: number;
  /** null: the store said none that can be. */
  bytes: number | null;
  etag: string | null;
}

/** A bucket's lifecycle configuration as it is written. */
export interface LifecycleDocument {
  xml: string;
  /** x-amz-transition-default-minimum-object-size, which a PUT without it resets; null: the store tells none. */
  transitionDefault: string | null;
}

/** An entry of a bucket's versions. */
export interface ListedVersion {
  key: string;
  /** `null`, as a text, where it came while no versions were kept; null: the store tells none. */
  versionId: string | null;
  kind: 'version' | 'delete marker';
  /** Whether it is what a GET of its key sees. */
  isLatest: boolean;
}

/** What one question for an object's bytes may ask for. */
export const mostObjectBytes = 4 * 1024 * 1024;

/** What is asked of a bucket besides its uploads, each with what goes with it. One question is one request. */
export interface BucketQuestions {
  /** The first entries of ListObjectVersions. */
  versions: { most: number };
  /** The first keys of ListObjectsV2. */
  objects: { most: number };
  versioning: Record<never, never>;
  'object lock': Record<never, never>;
  retention: { key: string; versionId: string | null };
  'legal hold': { key: string; versionId: string | null };
  policy: Record<never, never>;
  /** A page of the objects under a prefix; `after`: the page before's `next`. */
  files: { prefix: string; after: string | null };
  /** Of an object from `start` (included) to `end` (not), bytes; at most {@link mostObjectBytes}. */
  'object bytes': { key: string; start: number; end: number };
}

/** What is answered. What the store says is not there is null. */
export interface BucketAnswers {
  versions: { entries: ListedVersion[]; isTruncated: boolean };
  objects: { keys: string[]; isTruncated: boolean };
  /** `never`: none were ever kept. */
  versioning: { state: 'Enabled' | 'Suspended' | 'never'; mfaDelete: boolean };
  'object lock': {
    lock: { defaultRetention: { mode: string; days: number | null; years: number | null } | null } | null;
  };
  /** `until`: ms UTC; null: the store tells no time that can be. */
  retention: { retention: { mode: string; until: number | null } | null };
  'legal hold': { held: boolean };
  /** JSON. */
  policy: { policy: string | null };
  /** `next`: where to go on; null: nothing follows. */
  files: { files: { key: string; size: number }[]; next: string | null };
  /** Less only where the object ends. */
  'object bytes': { bytes: Uint8Array };
}

/** What this store has seen of how the endpoint writes keys. */
export interface KeyWriting extends KeyConvention {
  /** Whether the last page said EncodingType=url; null before the first page. */
  echoed: boolean | null;
}

/** A page of the list of buckets. */
export interface BucketsPage {
  buckets: { name: string; createdAt: number | null }[];
  /** Entries that lack a name. */
  unnamed: number;
  /** Whether more follow; where to go on, as the next request must say it. null: the page does not tell. */
  isTruncated: boolean;
  next: string | null;
  /** The account's ID, where the store tells: the same through every connection to it. */
  ownerId: string | null;
}

/**
 * One connection's S3 calls, the only ones the app makes. One method is one request (plus the SDK's signing): no
 * retries and no paging in here, because both leave evidence and are decided above.
 *
 * Every method throws an AppError whose details carry the store's code, message, HTTP status and request ID.
 */
export interface Store {
  readonly connection: Connection;
  /** Host and port, for sentences. */
  readonly endpoint: string;
  listBuckets(
    request?: { continuationToken?: string | null },
    signal?: AbortSignal,
  ): Promise<{ call: CallInfo } & BucketsPage>;
  listUploads(
    request: {
      bucket: string;
      /** For a directory bucket empty, or it ends in `/`. */
      prefix?: string;
      keyMarker?: string | null;
      uploadIdMarker?: string | null;
      /** 2–1,000; never 0 or 1 (s3-semantics, "Paging ListMultipartUploads"). */
      maxUploads?: number;
      /** Sent instead of the connection's own: to see whether a wrong one is refused. */
      expectedBucketOwner?: string;
      /**
       * The call is on record by itself, so no second one is sent with it to see how keys are spelled: a page that says how
       * is taken at its word.
       */
      onRecord?: boolean;
    },
    signal?: AbortSignal,
  ): Promise<UploadsPage>;
  listParts(ref: UploadRef, partNumberMarker: string | null, signal?: AbortSignal): Promise<PartsPage>;
  /**
   * Throws INVALID_INPUT, and sends nothing, for an empty key (design, rule 1); READ_ONLY where the connection is, as
   * completing does. `ifInitiatedAt`, ms UTC: only an upload that was begun then, else 412; directory buckets alone know it.
   */
  abortUpload(ref: UploadRef, options?: { ifInitiatedAt?: number; signal?: AbortSignal }): Promise<CallInfo>;
  /**
   * Makes the object of exactly these parts. Throws INVALID_INPUT, and sends nothing, for an empty key, no parts or a
   * part without an ETag. A 200 with an <Error> in its body is a failure like another, with `httpStatus` 200.
   */
  completeUpload(
    ref: UploadRef,
    parts: readonly Part[],
    options?: { ifAbsent?: boolean; signal?: AbortSignal },
  ): Promise<{ call: CallInfo; etag: string | null }>;
  /** NO_SUCH_UPLOAD-like 404s become null. */
  headObject(
    bucket: string,
    key: string,
    signal?: AbortSignal,
  ): Promise<{ call: CallInfo; object: StoredObject | null }>;
  /** ListObjectsV2 narrowed to the key: tells what HEAD would where s3:GetObject is missing but s3:ListBucket is not. */
  findObject(
    bucket: string,
    key: string,
    signal?: AbortSignal,
  ): Promise<{ call: CallInfo; object: StoredObject | null }>;
  /**
   * How many lifecycle rules a bucket has; null where the store says that it has no configuration. 0 proves nothing:
   * some stores answer so where lifecycle is not supported (s3-semantics, "Lifecycle").
   */
  countLifecycleRules(bucket: string, signal?: AbortSignal): Promise<{ call: CallInfo; rules: number | null }>;
  /** The same configuration, word for word; null where the store says that there is none. */
  readLifecycle(bucket: string, signal?: AbortSignal): Promise<{ call: CallInfo; document: LifecycleDocument | null }>;
  /**
   * Replaces a bucket's whole configuration (s3-semantics, "Lifecycle"). Nothing that it answers proves what is kept: read
   * it back. Throws READ_ONLY where the connection is. There is no call that deletes one, and there will be none.
   */
  writeLifecycle(
    bucket: string,
    document: LifecycleDocument,
    /** Content-MD5 instead of the SDK's checksum: some stores take nothing else. */
    options: { contentMd5: boolean; signal?: AbortSignal },
  ): Promise<CallInfo>;
  /** One question about a bucket, by GET. What the store answers in another way than S3's is NOT_S3, as everywhere. */
  askBucket<Q extends keyof BucketQuestions>(
    bucket: string,
    question: Q,
    more: BucketQuestions[Q],
    signal?: AbortSignal,
  ): Promise<{ call: CallInfo } & BucketAnswers[Q]>;
  /** How the endpoint was seen to write keys where encoding-type=url was asked for. Sends nothing. */
  keyWriting(): KeyWriting;
  /** What the endpoint writes into Initiated, as far as it was seen. Sends nothing. */
  initiationTimes(): InitiationTimes;
  /** Region and addressing style that work, as far as is known. */
  learned(): { region: string; pathStyle: boolean };
  /** Ends idle sockets. */
  close(): void;
}
