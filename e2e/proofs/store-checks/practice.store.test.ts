import { cephBehaviour, startPracticeStore } from '../../../electron/practice/store.ts';
import { awsHabits, cephHabits, type StoreHabits } from '../../support/servers/habits.ts';
import { describeStore } from './store-checks.ts';

// Practice storage has one account, so that another one's 403 is a fault there (electron/practice/faults.ts) and is checked
// on Ceph alone.

/**
 * Where practice storage stays as AWS is even as Ceph: nothing of what Loose Parts does depends on them. What is neither
 * here nor imitated fails below.
 */
const notImitated = {
  completionOfOtherList: awsHabits.completionOfOtherList,
  completionOfUnknown: awsHabits.completionOfUnknown,
  completionOfOddNumber: awsHabits.completionOfOddNumber,
  completionOfOtherSize: awsHabits.completionOfOtherSize,
  lifecycleNoon: awsHabits.lifecycleNoon,
  lifecycleNoAction: awsHabits.lifecycleNoAction,
  lifecycleAbortBySize: awsHabits.lifecycleAbortBySize,
  bucketPages: awsHabits.bucketPages,
  reservedBucketName: awsHabits.reservedBucketName,
} satisfies Partial<StoreHabits>;

describeStore('practice storage, as AWS', () => startPracticeStore({ scenario: 'empty' }), awsHabits);
describeStore('practice storage, as Ceph', () => startPracticeStore({ scenario: 'empty', behaviour: cephBehaviour }), {
  ...cephHabits,
  ...notImitated,
});
