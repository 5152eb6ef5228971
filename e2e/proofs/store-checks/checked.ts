import type { S3Client } from '@aws-sdk/client-s3';
import type { StoreHabits } from '../../support/servers/habits.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** What each group of checks is given. */
export interface Checked {
  store: StoreUnderTest;
  client: S3Client;
  habits: StoreHabits;
  /** How many uploads the check of paging makes: more than a page. */
  crowdSize: number;
  /** A new bucket of the checked store. */
  bucket(): Promise<string>;
}
