import { expect, it } from 'vitest';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { ServerTime } from './server-time.ts';

const answer = (serverTime: number | null) => ({ status: 200, requestId: null, serverTime, requestCharged: false });

it('goes by the local clock until a server was heard, then by that server’s, for each connection', async () => {
  const clock = new FakeClock(1_000_000);
  const time = new ServerTime(clock);
  expect(time.now('a')).toBe(1_000_000);
  time.note('a', answer(400_000));
  await clock.advance(500);
  expect(time.now('a')).toBe(400_500);
  expect(time.now('b')).toBe(1_000_500);
});

it('learns nothing from an answer without a Date', () => {
  const time = new ServerTime(new FakeClock(1000));
  time.note('a', answer(5000));
  time.note('a', answer(null));
  expect(time.now('a')).toBe(5000);
});
