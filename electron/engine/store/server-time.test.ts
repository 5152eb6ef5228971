import { expect, it } from 'vitest';
import { FakeClock } from '../ports/testing/fake-clock.ts';
import { ServerTime } from './server-time.ts';

it('goes by the local clock until a server has answered, then by that server’s, for each connection', async () => {
  const clock = new FakeClock(1_000_000);
  const time = new ServerTime(clock);
  expect(time.now('a')).toBe(1_000_000);
  time.learn('a', 400_000);
  await clock.advance(500);
  expect(time.now('a')).toBe(400_500);
  expect(time.now('b')).toBe(1_000_500);
});
