import { serverUnderTest, startedStore } from '../started.ts';
import { describeStore } from '../store-checks.ts';

/** A full page and some. */
const crowdSize = 1200;

const { title, habits } = serverUnderTest();
describeStore(title, async () => ({ ...startedStore(), close: async () => {} }), habits, crowdSize);
