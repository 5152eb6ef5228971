import { AppError } from '../../../shared/schema/errors.ts';
import { PagingGuard } from './paging-guard.ts';
import { type RetryPorts, retryTransient } from './retry.ts';
import type { Store } from './store.ts';

type BucketsPage = Awaited<ReturnType<Store['listBuckets']>>;

/** The buckets of a connection. */
export interface AllBuckets extends Pick<BucketsPage, 'buckets' | 'ownerId'> {
  /** Why the list was not read to its end; null: it was. What was read before is in it. */
  brokenOff: AppError | null;
}

/**
 * Every bucket that a connection sees, from all pages: AWS cuts the list where an account may have more than 10,000, others
 * wherever they like (API reference, ListBuckets). A later page that fails takes nothing of what the earlier ones told.
 *
 * @throws AppError where the first page fails; the signal's reason
 */
export async function listAllBuckets(store: Store, ports: RetryPorts): Promise<AllBuckets> {
  const { signal } = ports;
  const guard = new PagingGuard({ operation: 'ListBuckets', endpoint: store.endpoint });
  const first = await store.listBuckets({}, signal);
  const buckets = new Map(first.buckets.map((bucket) => [bucket.name, bucket]));
  let brokenOff: AppError | null = null;
  try {
    for (let page = first; page.isTruncated; ) {
      guard.goingOn([page.next], page.buckets.length);
      const continuationToken = page.next;
      page = await retryTransient(() => store.listBuckets({ continuationToken }, signal), ports);
      for (const bucket of page.buckets) buckets.set(bucket.name, bucket);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    brokenOff = error;
  }
  return { buckets: [...buckets.values()], ownerId: first.ownerId, brokenOff };
}
