import { expect, it } from 'vitest';
import { DirectorySessions } from './directory-sessions.ts';

const lastsMs = 300_000;

function open() {
  const begun: string[] = [];
  let now = 0;
  let fails = false;
  const sessions = new DirectorySessions(
    async (bucket, mode) => {
      begun.push(`${bucket} ${mode}`);
      await Promise.resolve();
      if (fails) throw new Error('no session');
      return {
        accessKeyId: `K${begun.length}`,
        secretAccessKey: 'directory-secret-key',
        sessionToken: 'directory-session-token',
        endsAt: now + lastsMs,
      };
    },
    () => now,
  );
  return {
    begun,
    get: async (bucket = 'b', key = 'AK') => (await sessions.session(key, bucket, 'ReadWrite')).accessKeyId,
    advance: (ms: number) => {
      now += ms;
    },
    fail: (does: boolean) => {
      fails = does;
    },
  };
}

it('one session serves all calls of a bucket until half a minute before its end', async () => {
  const { get, advance, begun } = open();
  expect(await Promise.all([get(), get(), get()])).toEqual(['K1', 'K1', 'K1']);
  advance(lastsMs - 30_001);
  expect(await get()).toBe('K1');
  advance(1);
  // Those that find it old together begin one together.
  expect(await Promise.all([get(), get()])).toEqual(['K2', 'K2']);
  expect(begun).toHaveLength(2);
});

it('buckets and credentials have sessions of their own', async () => {
  const { get } = open();
  expect([await get('a'), await get('b'), await get('a', 'OTHER'), await get('a')]).toEqual(['K1', 'K2', 'K3', 'K1']);
});

it('a failure is told to all that waited for it, and not kept', async () => {
  const { get, fail, begun } = open();
  fail(true);
  const results = await Promise.allSettled([get(), get()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fail(false);
  expect(await get()).toBe('K2');
  expect(begun).toHaveLength(2);
});
