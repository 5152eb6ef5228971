import type { BucketSettings, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';

/** What the fields of a bucket's settings hold, as chosen and typed. */
export type BucketFields = { pays: 'as the connection' | 'yes' | 'no'; owner: string };

/** What a bucket has that never had settings of its own. */
const asTheConnection: BucketSettings = { requesterPays: null, expectedBucketOwner: null };

/** The fields of a bucket as its connection has it saved. */
export function bucketFieldsOf({ bucketSettings }: Pick<Connection, 'bucketSettings'>, bucket: string): BucketFields {
  const { requesterPays, expectedBucketOwner } = bucketSettings[bucket] ?? asTheConnection;
  return {
    pays: requesterPays === null ? 'as the connection' : requesterPays ? 'yes' : 'no',
    owner: expectedBucketOwner ?? '',
  };
}

/** The settings to send, or what is wrong with the owner. Blanks and dashes between the digits do not count. */
export function toBucketSettings({ pays, owner }: BucketFields): { settings: BucketSettings } | { problem: string } {
  const account = owner.replace(/[\s-]/g, '');
  if (account && !/^\d{12}$/.test(account)) return { problem: words.page.bucketSettings.owner.noAccount };
  return {
    settings: {
      requesterPays: pays === 'as the connection' ? null : pays === 'yes',
      expectedBucketOwner: account || null,
    },
  };
}
