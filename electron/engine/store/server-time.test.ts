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

it('tells both clocks, and of the server’s that it is not known', async () => {
  const clock = new FakeClock(1_000_000);
  const time = new ServerTime(clock);
  expect(time.clocks('a')).toEqual({ local: 1_000_000, server: null });
  time.learn('a', 1_400_000);
  await clock.advance(500);
  expect(time.clocks('a')).toEqual({ local: 1_000_500, server: 1_400_500 });
  time.learn('a', 900_000);
  expect(time.clocks('a')).toEqual({ local: 1_000_500, server: 900_000 });
});
