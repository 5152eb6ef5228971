import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import { FakeClock, settle } from '../../ports/testing/fake-clock.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import { CredentialSession, type SessionState } from './credential-session.ts';
import { Prompts } from './prompts.ts';

const minute = 60_000;
let clock: FakeClock;
let states: SessionState[];
let fetched: number;
/** What the next fetches give; the last one stays. */
let next: (() => Promise<StoreCredentials>)[];
let session: CredentialSession;

const asker = { prompts: new Prompts(() => {}), connectionId: 'c1' };
const lasting = (ms: number | null) => async (): Promise<StoreCredentials> => ({
  accessKeyId: `K${fetched}`,
  secretAccessKey: 'session-secret-key',
  ...(ms === null ? {} : { expiration: new Date(clock.now() + ms) }),
});
const failing = (code: 'SIGN_IN_NEEDED' | 'CONNECTION_REFUSED') => () =>
  Promise.reject(new AppError(code, inTheirWords('No.')));
const keyOf = async (by: typeof asker | null = null) => (await session.get(by)).accessKeyId;

beforeEach(() => {
  clock = new FakeClock();
  states = [];
  fetched = 0;
  next = [lasting(60 * minute)];
  session = new CredentialSession({
    clock,
    fetch: () => {
      fetched++;
      const give = next.length > 1 ? next.shift() : next[0];
      return give ? give() : Promise.reject(new Error('Nothing to give'));
    },
    changed: (state) => states.push(state),
  });
});

it('is got once for all who ask at once, and kept', async () => {
  expect(await Promise.all([keyOf(), keyOf(), keyOf()])).toEqual(['K1', 'K1', 'K1']);
  await clock.advance(54 * minute);
  expect(await keyOf()).toBe('K1');
  expect(fetched).toBe(1);
  expect(states).toEqual([{ kind: 'held', expiresAt: clock.now() + 6 * minute }]);
});

it('is renewed before its end without anybody waiting', async () => {
  await keyOf();
  await clock.advance(56 * minute);
  expect(await keyOf()).toBe('K1');
  await settle();
  expect(await keyOf()).toBe('K2');
  expect(fetched).toBe(2);
});

it('goes on with what it holds where a renewal fails, tries again only after a while, and says nothing until the end', async () => {
  next = [lasting(60 * minute), failing('CONNECTION_REFUSED')];
  await keyOf();
  await clock.advance(56 * minute);
  for (let call = 0; call < 3; call++) {
    expect(await keyOf()).toBe('K1');
    await settle();
  }
  expect(fetched).toBe(2);
  await clock.advance(minute);
  expect(await keyOf()).toBe('K1');
  await settle();
  expect(fetched).toBe(3);
  expect(states).toHaveLength(1);
  // In the last minute they are not used any more.
  await clock.advance(2 * minute);
  await expect(keyOf()).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
  expect(states.at(-1)).toMatchObject({ kind: 'failed', error: { code: 'CONNECTION_REFUSED' } });
});

it('renews what lasts for minutes in its last quarter, not at every call', async () => {
  next = [lasting(4 * minute)];
  await keyOf();
  await clock.advance(2 * minute);
  await keyOf();
  await settle();
  expect(fetched).toBe(1);
  await clock.advance(1.5 * minute);
  await keyOf();
  await settle();
  expect(fetched).toBe(2);
});

it('gets what has no end again after ten minutes', async () => {
  next = [lasting(null)];
  await keyOf();
  await clock.advance(9 * minute);
  expect(await keyOf()).toBe('K1');
  await clock.advance(minute);
  expect(await keyOf()).toBe('K2');
});

it('asks the person only for who may, and only where only the person can help', async () => {
  next = [failing('SIGN_IN_NEEDED'), failing('SIGN_IN_NEEDED'), lasting(minute)];
  await expect(keyOf()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
  expect(fetched).toBe(1);
  expect(await keyOf(asker)).toBe('K3');
  session.forget();
  next = [failing('CONNECTION_REFUSED')];
  await expect(keyOf(asker)).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
  expect(fetched).toBe(4);
});

it('is not got again at once because a store refused it, but is later', async () => {
  await keyOf();
  session.refused();
  expect(await keyOf()).toBe('K1');
  await clock.advance(minute);
  session.refused();
  expect(await keyOf()).toBe('K2');
});

it('does not keep what was under way when it was forgotten', async () => {
  let give = (_: StoreCredentials) => {};
  next = [() => new Promise((resolve) => (give = resolve)), lasting(minute)];
  const early = keyOf();
  await settle();
  session.forget();
  expect(await keyOf()).toBe('K2');
  give({ accessKeyId: 'OLD', secretAccessKey: 'session-secret-key' });
  expect(await early).toBe('OLD');
  expect(await keyOf()).toBe('K2');
});
