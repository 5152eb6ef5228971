import { cephBehaviour, startPracticeStore } from '../../electron/practice/store.ts';
import { awsHabits, cephHabits } from '../support/servers/habits.ts';
import { describeStore } from './store-checks.ts';

// Two habits of practice storage are no store's: it keeps no bytes (GET of an object is not implemented), and it has one
// account, so that another one's 403 is a fault there (electron/practice/faults.ts) and is checked on Ceph alone.
describeStore('practice storage, as AWS', () => startPracticeStore({ scenario: 'empty' }), awsHabits);
describeStore(
  'practice storage, as Ceph',
  () => startPracticeStore({ scenario: 'empty', behaviour: cephBehaviour }),
  cephHabits,
);
