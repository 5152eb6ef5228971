import { expect, it } from 'vitest';
import { bucketSettingsSchema } from '../../../shared/schema/model.ts';
import { bucketFieldsOf, toBucketSettings } from './bucket-draft.ts';

it.each([
  [{ requesterPays: null, expectedBucketOwner: null }],
  [{ requesterPays: true, expectedBucketOwner: '111122223333' }],
  [{ requesterPays: false, expectedBucketOwner: null }],
])('%j comes back as it was', (settings) => {
  const result = toBucketSettings(bucketFieldsOf({ bucketSettings: { b: settings } }, 'b'));
  if (!('settings' in result)) throw new Error(result.problem);
  expect(bucketSettingsSchema.parse(result.settings)).toEqual(settings);
});

it('a bucket without settings is as the connection', () => {
  expect(bucketFieldsOf({ bucketSettings: {} }, 'b')).toEqual({ pays: 'as the connection', owner: '' });
});

it('takes an account ID as it is often written, and no other number', () => {
  expect(toBucketSettings({ pays: 'yes', owner: ' 1111-2222-3333 ' })).toMatchObject({
    settings: { expectedBucketOwner: '111122223333' },
  });
  expect(toBucketSettings({ pays: 'yes', owner: '1234' })).toHaveProperty('problem');
});
