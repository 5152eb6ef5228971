import { AppError } from '../../../shared/errors.ts';
import type { ConnectionTest } from '../../../shared/model.ts';
import type { Clock } from '../ports.ts';
import type { Store } from './store.ts';

/**
 * Tries a connection with one ListBuckets, once `ready` resolves, which may ask the person. A denied one is a success of its own: we are signed in, and buckets can be
 * added by name.
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
    const { buckets } = await store.listBuckets(signal);
    return { outcome: 'works', buckets: buckets.length, latencyMs: clock.now() - startedAt };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'ACCESS_DENIED') {
      return { outcome: 'works-without-listing', latencyMs: clock.now() - startedAt };
    }
    return { outcome: 'failed', error: error.toShape() };
  }
}
