import { AppError } from '../../../shared/schema/errors.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';
import type { Clock } from '../ports/ports.ts';
import type { Store } from '../store/store.ts';

/**
 * Tries a connection with one ListBuckets, once `ready` resolves, which may ask the person. A denied one is a success of
 * its own: we are signed in, and buckets can be added by name. Where there is a bucket, its uploads are asked for too: only
 * then does the addressing style show. What works and differs from what was entered is suggested.
 *
 * @throws only the signal's reason, when aborted; every failure is an outcome
 */
export async function testConnection(
  store: Store,
  clock: Pick<Clock, 'now'>,
  ready: () => Promise<void> = async () => {},
  signal?: AbortSignal,
): Promise<ConnectionTest> {
  let startedAt = clock.now();
  try {
    await ready();
    startedAt = clock.now();
    const { buckets, isTruncated } = await store.listBuckets({}, signal);
    const latencyMs = clock.now() - startedAt;
    const [first] = buckets;
    if (first) await tryBucket(store, first.name, signal);
    const more = isTruncated ? { more: true as const } : {};
    return { outcome: 'works', buckets: buckets.length, ...more, latencyMs, ...suggestion(store) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'ACCESS_DENIED') {
      return { outcome: 'works-without-listing', latencyMs: clock.now() - startedAt, ...suggestion(store) };
    }
    return { outcome: 'failed', error: error.toShape() };
  }
}

/** What becomes of the call does not matter here: a bucket may be denied and the connection still work. */
async function tryBucket(store: Store, bucket: string, signal?: AbortSignal): Promise<void> {
  try {
    await store.listUploads({ bucket, maxUploads: 2 }, signal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function suggestion(store: Store): { suggestion?: { pathStyle?: boolean; region?: string } } {
  const { pathStyle, region } = store.learned();
  const better = {
    ...(pathStyle === store.connection.pathStyle ? {} : { pathStyle }),
    ...(region === store.connection.region ? {} : { region }),
  };
  return Object.keys(better).length === 0 ? {} : { suggestion: better };
}
