import { expect, test } from 'vitest';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import { Journal } from './journal.ts';

test('whoever waits for an answer does not wait for a disk that is full, even in the middle of its failure', async () => {
  const clock = new FakeClock();
  let fail: (error: Error) => void = () => undefined;
  const apply = () =>
    new Promise<void>((_, reject) => {
      fail = reject;
    });
  const journal = new Journal({ apply, clock, onStall: () => undefined });
  const first = journal.write([], { patient: false });
  await Promise.resolve();
  const meanwhile = journal.write([], { patient: false });
  fail(new Error('database or disk is full'));
  const outcomes = await Promise.allSettled([first, meanwhile]);
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'DISK_FULL' } },
    { status: 'rejected', reason: { code: 'DISK_FULL' } },
  ]);
});
