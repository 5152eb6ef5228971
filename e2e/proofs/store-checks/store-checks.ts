import { afterAll, beforeAll, describe } from 'vitest';
import type { StoreHabits } from '../../support/servers/habits.ts';
import { checkAccess } from './access-checks.ts';
import { checksOf } from './check.ts';
import type { Checked } from './checked.ts';
import { checkChecksums } from './checksum-checks.ts';
import { checkCompletion } from './completion-checks.ts';
import { checkListing } from './listing-checks.ts';
import { checkObjects } from './object-checks.ts';
import { clientOf, makeBucket, type StoreUnderTest } from './store-under-test.ts';
import { checkUploads } from './upload-checks.ts';

const startTimeoutMs = 120_000;

/**
 * The S3 semantics that Loose Parts relies on, checked on a store through the AWS SDK.
 *
 * @param crowdSize how many uploads the check of paging makes
 */
export function describeStore(
  name: string,
  start: () => Promise<StoreUnderTest>,
  habits: StoreHabits,
  crowdSize = 2500,
): void {
  describe(name, () => {
    let checked: Checked | null = null;
    let buckets = 0;
    beforeAll(async () => {
      const store = await start();
      const client = clientOf(store);
      const bucket = () => {
        buckets += 1;
        return makeBucket(client, `checks-${buckets}`);
      };
      checked = { store, client, habits, bucket, crowdSize };
    }, startTimeoutMs);
    afterAll(async () => {
      checked?.client.destroy();
      await checked?.store.close();
    }, startTimeoutMs);
    const it = (): Checked => {
      if (!checked) throw new Error(`${name} did not start.`);
      return checked;
    };
    const check = checksOf(() => habits.deviations);
    checkAccess(it, check);
    checkUploads(it, check);
    checkCompletion(it, check);
    checkChecksums(it, habits, check);
    checkListing(it, check);
    checkObjects(it, check);
  });
}
