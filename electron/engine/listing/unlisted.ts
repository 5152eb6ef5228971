import { AppError } from '../../../shared/schema/errors.ts';
import type { UploadRef } from '../../../shared/schema/model.ts';
import type { UploadName } from '../index/scan-operations.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { sizingOf, summariseParts } from '../sizing/part-summary.ts';
import { retryTransient } from '../store/retry.ts';
import type { Store } from '../store/store.ts';

/** Uploads looked at before a store is taken at its listing's word. */
const firstLooks = 200;
/** Each one that was hidden makes it worth while to look at so many more. */
const looksPerHidden = 100;
/** The most that are looked at after one scan. */
export const mostUnlistedLooks = 10_000;
const atOnce = 16;

export interface UnlistedPorts {
  store: Store;
  clock: Clock;
  random: Random;
  bucket: string;
  /**
   * false: the listing holds entries that lack a name, so that what it does not show may be one of them. Then each upload is
   * looked at, and kept unless ListParts says that it is gone.
   */
  isListingWhole: boolean;
}

/** What became of uploads that a listing shows no more. */
export interface UnlistedFindings {
  /** They hold parts all the same. */
  hidden: SizingResult[];
  /** The store would not say. */
  unknown: UploadName[];
}

/**
 * Looks at uploads that were listed once and are listed no more: some stores hide uploads that hold parts
 * (s3-semantics, "Looking"). The number of looks is bounded; where none of the first is hidden, the store's listing is
 * believed for the rest.
 *
 * @param candidates the ones that matter most first
 * @throws the signal's reason when aborted
 */
export async function lookAtUnlisted(
  ports: UnlistedPorts,
  candidates: readonly UploadName[],
  signal: AbortSignal,
): Promise<UnlistedFindings> {
  const found: UnlistedFindings = { hidden: [], unknown: [] };
  let looked = 0;
  const work = async () => {
    for (;;) {
      const upload = candidates[looked];
      const most = ports.isListingWhole ? firstLooks + looksPerHidden * found.hidden.length : mostUnlistedLooks;
      if (!upload || looked >= Math.min(mostUnlistedLooks, most)) return;
      looked++;
      await look(ports, upload, found, signal);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

async function look(
  { store, clock, random, bucket, isListingWhole }: UnlistedPorts,
  upload: UploadName,
  found: UnlistedFindings,
  signal: AbortSignal,
): Promise<void> {
  const ref = { connectionId: store.connection.id, bucket, ...upload };
  try {
    const summary = await retryTransient(() => summariseParts(store, ref, signal), { clock, random, signal });
    if (summary.parts === 0 && !isListingWhole) found.unknown.push(upload);
    if (summary.parts === 0 || (await wasCompleted(store, ref, summary.newestPartAt, signal))) return;
    found.hidden.push({ ...upload, at: clock.now(), result: sizingOf(summary) });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'NO_SUCH_UPLOAD') found.unknown.push(upload);
  }
}

/** Some stores list the parts of an upload that was completed: then the object is no older than its newest part. */
async function wasCompleted(
  store: Store,
  { bucket, key }: UploadRef,
  newestPartAt: number | null,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { object } = await store.headObject(bucket, key, signal);
    // Times in headers have no fractions of a second.
    return object !== null && newestPartAt !== null && object.lastModified >= newestPartAt - 1000;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return false;
  }
}
