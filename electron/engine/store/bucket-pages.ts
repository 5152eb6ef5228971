import { AppError } from '../../../shared/schema/errors.ts';
import { says } from '../../../shared/words/says.ts';
import { PagingGuard } from './paging-guard.ts';
import { type RetryPorts, retryTransient } from './retry.ts';
import type { BucketsPage, Store } from './store.ts';

/** The buckets of a connection. */
export interface AllBuckets extends Pick<BucketsPage, 'buckets' | 'ownerId'> {
  /** Why the list is not all of them; null: it is. What was read is in it. */
  brokenOff: AppError | null;
}

/**
 * Every bucket that a connection sees, from all pages: AWS cuts the list where an account may have more than 10,000, others
 * wherever they like (API reference, ListBuckets). A later page that fails takes nothing of what the earlier ones told, and
 * neither does a bucket without a name, which is one that is not shown.
 *
 * @throws AppError where the first page fails; the signal's reason
 */
export async function listAllBuckets(store: Store, ports: RetryPorts): Promise<AllBuckets> {
  const { signal } = ports;
  const guard = new PagingGuard({ operation: 'ListBuckets', endpoint: store.endpoint });
  const first = await store.listBuckets({}, signal);
  const buckets = new Map(first.buckets.map((bucket) => [bucket.name, bucket]));
  let unnamed = first.unnamed;
  let brokenOff: AppError | null = null;
  try {
    for (let page = first, added = buckets.size; page.isTruncated; ) {
      guard.goingOn([page.next], added);
      const continuationToken = page.next;
      page = await retryTransient(() => store.listBuckets({ continuationToken }, signal), ports);
      const known = buckets.size;
      for (const bucket of page.buckets) buckets.set(bucket.name, bucket);
      added = buckets.size - known;
      unnamed += page.unnamed;
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    brokenOff = error;
  }
  if (unnamed > 0) brokenOff ??= withoutName(store.endpoint);
  return { buckets: [...buckets.values()], ownerId: first.ownerId, brokenOff };
}

function withoutName(endpoint: string): AppError {
  return new AppError('NOT_S3', says('bucketWithoutName'), { operation: 'ListBuckets', endpoint, unusable: true });
}
