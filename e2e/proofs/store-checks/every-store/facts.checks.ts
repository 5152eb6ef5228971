import { expect, test } from 'vitest';
import { factsOf } from '../facts-of.ts';
import { serverUnderTest, startedStore } from '../started.ts';

test('what it answers where stores differ is what is written down', async () => {
  expect(await factsOf(startedStore())).toEqual(serverUnderTest().habits.facts);
});
