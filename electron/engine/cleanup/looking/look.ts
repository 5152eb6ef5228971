import { sumBytes } from '../../../../shared/format/bytes.ts';
import { isKnownTime } from '../../../../shared/format/time.ts';
import { AppError, type ErrorShape, errorShapeOf } from '../../../../shared/schema/errors.ts';
import type {
  Evidence,
  ListingSeen,
  Look,
  ObjectSeen,
  Part,
  PartsSeen,
  UploadRef,
} from '../../../../shared/schema/model.ts';
import { newestPartAt } from '../../../../shared/values/activity.ts';
import { folderOf, isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import { textBeginning } from '../../../../shared/values/byte-escapes.ts';
import { isIndexTrouble } from '../../index/index-failure.ts';
import type { Clock } from '../../ports/ports.ts';
import { partPages } from '../../sizing/part-pages.ts';
import { partSetOf } from '../../sizing/part-set.ts';
import { PagingGuard } from '../../store/paging-guard.ts';
import type { CallInfo, ListedUpload, Store, UploadsPage } from '../../store/store.ts';
import { isFinal } from '../../store/trouble-table.ts';
import { absenceInDoubt, mayBeUnnamed, unnamedWith } from '../../store/unnamed.ts';
import { CallNotSent, type CallThrough } from '../recording/recorded-calls.ts';
import type { SharedListing } from './shared-listing.ts';

export interface LookOptions {
  /** `look before` also asks for the object first, so that what was there while the upload was open is known. */
  purpose: Exclude<Evidence['purpose'], 'abort' | 'complete'>;
  /** Asks for the object first, whatever the purpose. */
  objectFirst?: boolean;
  /** Is handed every part once ListParts was read to its end and showed some; not where one has no number that can be. */
  onParts?: (parts: readonly Part[]) => void;
  /** How every call is sent and recorded. */
  call: CallThrough;
  /** Where several looks at one bucket may share a listing. */
  shared?: SharedListing;
  clock: Clock;
}

/** A look, and when it was taken. */
export interface TakenLook {
  look: Look;
  /** Local clock, ms UTC. */
  startedAt: number;
  endedAt: number;
  /** When the first of its two views of the upload was complete: it tells nothing of what happened later. */
  seenAt: number;
  /** The server's Date on the last answer; null where it sent none. */
  serverTime: number | null;
}

/**
 * One look: ListParts over all pages and ListMultipartUploads, narrowed to the key or shared with other looks
 * ({@link SharedListing}), at the same time; then the object, unless the upload is still open (s3-semantics, "Looking",
 * "Abort").
 *
 * Never throws for what the store says or fails to say: that is in the look. Throws only where `signal` breaks it off,
 * where it may not be sent any more (CallNotSent), or where its evidence could not be written.
 */
export async function look(
  store: Store,
  ref: UploadRef,
  options: LookOptions,
  signal?: AbortSignal,
): Promise<TakenLook> {
  const { clock, purpose } = options;
  const startedAt = clock.now();
  let serverTime: number | null = null;
  const heard = ({ serverTime: told }: CallInfo) => {
    if (told !== null) serverTime = Math.max(serverTime ?? told, told);
  };
  const asking: Asking = { store, ref, ...options, signal, heard };

  const asksFirst = options.objectFirst ?? purpose === 'look before';
  const objectFirst: ObjectSeen = asksFirst ? await seeObject(asking) : { outcome: 'unasked' };
  // Both are waited for even if one was never sent, so that every answer is in the evidence before we go on.
  let seenAt = Number.POSITIVE_INFINITY;
  const noted = <T>(seen: T): T => {
    seenAt = Math.min(seenAt, clock.now());
    return seen;
  };
  const [partsSeen, listingSeen] = await Promise.allSettled([
    seeParts(asking).then(noted),
    seeListing(asking).then(noted),
  ]);
  if (partsSeen.status === 'rejected') throw partsSeen.reason;
  if (listingSeen.status === 'rejected') throw listingSeen.reason;
  const [parts, listing] = [partsSeen.value, listingSeen.value];
  const open = parts.outcome === 'present' || (parts.outcome === 'none' && listing.outcome === 'listed');
  const seen = [parts, listing].every((view) => view.outcome !== 'failed' || isFinal(view.error));
  const askAgain = seen && (!open || listing.outcome === 'absent') && objectFirst.outcome !== 'present';
  const object = askAgain ? await seeObject(asking) : objectFirst;
  const endedAt = clock.now();
  return { look: { at: serverTime ?? endedAt, parts, listing, object }, startedAt, endedAt, seenAt, serverTime };
}

interface Asking extends LookOptions {
  store: Store;
  ref: UploadRef;
  signal: AbortSignal | undefined;
  heard: (call: CallInfo) => void;
}

async function seeParts({ store, ref, purpose, call, signal, heard, onParts }: Asking): Promise<PartsSeen> {
  const found: Part[] = [];
  const unnumbered: Pick<Part, 'lastModified'>[] = [];
  const list = (marker: string | null) =>
    call(
      { ref, purpose, operation: 'ListParts' },
      () => store.listParts(ref, marker, signal),
      (answer) => ({ call: answer.call, ...countedParts(answer.parts, answer.unnumbered?.length ?? 0) }),
      { signal },
    );
  try {
    for await (const { page, fresh } of partPages(list, { ref, endpoint: store.endpoint })) {
      heard(page.call);
      found.push(...fresh);
      unnumbered.push(...(page.unnumbered ?? []));
    }
  } catch (error) {
    signal?.throwIfAborted();
    const gone = goneCode(error);
    return gone === null ? unseen(error, 's3:ListMultipartUploadParts') : { outcome: 'gone', code: gone };
  }
  // What has no number is there all the same.
  if (found.length + unnumbered.length === 0) return { outcome: 'none' };
  if (unnumbered.length === 0) onParts?.(found);
  return {
    outcome: 'present',
    ...countedParts(found, unnumbered.length),
    newestPartAt: newestPartAt([...found, ...unnumbered]),
    ...(unnumbered.length === 0 && { partSet: partSetOf(found) }),
  };
}

async function seeListing(asking: Asking): Promise<ListingSeen> {
  try {
    const view = asking.shared ? await asking.shared.ask(asking) : null;
    if (view) {
      asking.heard(view.call);
      return view.listed ? { outcome: 'listed', ...view.listed } : { outcome: 'absent' };
    }
    try {
      return await findListed(asking, narrowest(asking));
    } catch (error) {
      // Some stores cannot take every character in a prefix. Then only a walk over the whole bucket tells.
      if (!isOdd(asking.ref.key) || !(error instanceof AppError) || !rejectsPrefix.has(error.code)) throw error;
      return await findListed(asking, null);
    }
  } catch (error) {
    asking.signal?.throwIfAborted();
    return unseen(error, 's3:ListBucketMultipartUploads');
  }
}

/**
 * The narrowest prefix that shows the key: a directory bucket takes whole folders only, and what is no text goes into no
 * query. null: there is none.
 */
function narrowest({ store, ref: { bucket, key } }: Asking): string | null {
  const text = textBeginning(key);
  return (isDirectoryBucket(bucket, store.connection) ? folderOf(text) : text) || null;
}

type UploadsRequest = Parameters<Store['listUploads']>[0];

const rejectsPrefix: ReadonlySet<string> = new Set(['STORE_REFUSED', 'NOT_S3', 'SIGNATURE_MISMATCH']);

/** Anything that a URL or XML may trip over. */
function isOdd(key: string): boolean {
  return !/^[A-Za-z0-9/_.-]*$/.test(key);
}

/**
 * Walks the listing until the upload shows or the pages end. Narrowed to the key: on AWS that is a prefix, which other
 * keys may share; on MinIO it is the exact key (s3-semantics, "Looking"). Never stops early by comparing keys: not every
 * store sorts.
 */
async function findListed(asking: Asking, prefix: string | null): Promise<ListingSeen> {
  const { store, ref, purpose, call, signal, heard } = asking;
  const guard = new PagingGuard({ operation: 'ListMultipartUploads' });
  let isInDoubt = false;
  for (let keyMarker: string | null = null, uploadIdMarker: string | null = null; ; ) {
    const request: UploadsRequest = {
      bucket: ref.bucket,
      ...(prefix === null ? {} : { prefix }),
      keyMarker,
      uploadIdMarker,
      maxUploads: 1000,
      onRecord: true,
    };
    const page: UploadsPage = await call(
      { ref, purpose, operation: 'ListMultipartUploads' },
      () => store.listUploads(request, signal),
      (answer) => ({ call: answer.call, saw: on(answer, ref) ? 'listed' : 'not listed' }),
      { signal },
    );
    heard(page.call);
    const found = on(page, ref);
    if (found) return { outcome: 'listed', initiatedAt: found.initiatedAt };
    isInDoubt ||= mayBeUnnamed(page, ref.key);
    if (!page.isTruncated && isInDoubt) throw absenceInDoubt({ bucket: ref.bucket, endpoint: store.endpoint });
    if (!page.isTruncated) return { outcome: 'absent' };
    keyMarker = page.nextKeyMarker;
    uploadIdMarker = page.nextUploadIdMarker;
    guard.goingOn([keyMarker, uploadIdMarker], page.uploads.length);
  }
}

/** The upload as a page lists it; undefined: it is not on it. */
function on(page: UploadsPage, ref: UploadRef): Pick<ListedUpload, 'initiatedAt'> | undefined {
  // How an odd key is spelled on this very page may be in doubt. What is listed by its ID near its key is not gone.
  const [first, ...again] = page.uploads.filter(
    ({ key, uploadId }) => uploadId === ref.uploadId && (key === ref.key || (isOdd(ref.key) && isOdd(key))),
  );
  // Of one that is listed twice, the younger time counts, and an unknown one before any.
  const found = first && again.reduce((young, next) => (isYounger(next, young) ? next : young), first);
  return found ?? unnamedWith(page, ref.uploadId) ?? page.uploads.find((upload) => isWrittenOtherwise(upload, ref));
}

function isYounger(a: Pick<ListedUpload, 'initiatedAt'>, b: Pick<ListedUpload, 'initiatedAt'>): boolean {
  return isKnownTime(b.initiatedAt) && (!isKnownTime(a.initiatedAt) || a.initiatedAt > b.initiatedAt);
}

/** Whether an ID under this very key is this one but for its case, for blanks around it or for URL encoding: no other upload's. */
function isWrittenOtherwise({ key, uploadId }: Pick<ListedUpload, 'key' | 'uploadId'>, ref: UploadRef): boolean {
  return key === ref.key && bareId(uploadId) === bareId(ref.uploadId);
}

function bareId(uploadId: string): string {
  const plain = uploadId.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return plain.trim().toLowerCase();
}

async function seeObject({ store, ref, purpose, call, signal, heard }: Asking): Promise<ObjectSeen> {
  const ask = async (operation: 'HeadObject' | 'ListObjectsV2'): Promise<ObjectSeen> => {
    const { call: info, object } = await call(
      { ref, purpose, operation },
      () =>
        operation === 'HeadObject'
          ? store.headObject(ref.bucket, ref.key, signal)
          : store.findObject(ref.bucket, ref.key, signal),
      (answer) => ({
        call: answer.call,
        saw: answer.object ? 'object' : 'no object',
        ...(answer.object ? { bytes: answer.object.bytes } : {}),
      }),
      { signal },
    );
    heard(info);
    return object ? { outcome: 'present', ...object } : { outcome: 'absent' };
  };
  try {
    return await ask('HeadObject');
  } catch (error) {
    signal?.throwIfAborted();
    // 403 where s3:GetObject is missing, 400 for an object under the customer's own key: the listing may still tell.
    // So does it where HEAD does not tell when the object was written (rclone, S3Mock).
    if (!(error instanceof AppError) || !(isFinal(error) || error.details.unusable))
      return unseen(error, 's3:GetObject');
    try {
      return await ask('ListObjectsV2');
    } catch (second) {
      signal?.throwIfAborted();
      return unseen(second, 's3:GetObject or s3:ListBucket');
    }
  }
}

/** The store's code where ListParts says that there is no such upload; null where it says something else. */
function goneCode(error: unknown): string | null {
  if (!(error instanceof AppError) || error.code !== 'NO_SUCH_UPLOAD') return null;
  return error.details.storeCode ?? 'NoSuchUpload';
}

type Unseen = { outcome: 'denied'; code: string; permission: string } | { outcome: 'failed'; error: ErrorShape };

/**
 * What an error makes of a view. A permission is said to lack only where the store speaks of permissions.
 * @throws the error itself where it is no part of a look: trouble of this machine, or a call that was not sent
 */
export function unseen(error: unknown, permission: string): Unseen {
  // Trouble of this machine is no part of a look.
  if (error instanceof CallNotSent || isIndexTrouble(error)) throw error;
  const told = error instanceof AppError && error.code === 'ACCESS_DENIED' ? error.details.permission : undefined;
  // Refused without a word of permissions: told as the store told it.
  if (!(error instanceof AppError) || told === undefined) return { outcome: 'failed', error: errorShapeOf(error) };
  const { storeCode = 'AccessDenied' } = error.details;
  // The object may be seen in two ways, so either permission would do.
  return {
    outcome: 'denied',
    code: storeCode,
    permission: permission.includes(' or ') ? permission : told,
  };
}

function countedParts(parts: readonly Part[], unnumbered: number): { parts: number; bytes: number | null } {
  const bytes = unnumbered > 0 ? null : sumBytes(parts.map(({ size }) => size));
  return { parts: parts.length + unnumbered, bytes };
}
