import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryVault } from '../../electron/browser/memory-vault.ts';
import {
  assumed,
  type CredentialServices,
  startCredentialServices,
} from '../../electron/engine/connections/credentials/testing/credential-services.ts';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import type { Clock } from '../../electron/engine/ports/ports.ts';
import type { LiveState } from '../../shared/schema/live.ts';
import type { Connection } from '../../shared/schema/model.ts';
import type { Prompt } from '../../shared/schema/sign-in.ts';
import { draftOf, OpenEngine } from '../support/engine/open-engine.ts';
import { bucketName, TestPractice } from '../support/stores/practice.ts';

const roleArn = 'arn:aws:iam::111122223333:role/cleaner';
const serial = 'arn:aws:iam::111122223333:mfa/me';
const keysProfile = '[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret-base\n';
const roleProfile = `[profile p]\nrole_arn = ${roleArn}\nsource_profile = base\n`;

/** How long a session lasts that STS gives out, ms. Signatures may be 15 minutes off, so the clocks can pass its end. */
const sessionMs = 600_000;
/** Between the looks of a clean-up: long enough for it to stand still until the clocks jump, ms. */
const quietMs = 300_000;

/** The machine's clock, which can be put forward: what falls due by that is called back at once. */
class JumpingClock implements Clock {
  #ahead = 0;
  readonly #timers = new Set<{ at: number; callback: () => void; cancel: () => void }>();

  // Not methods: whoever is given a clock may take its functions apart.
  readonly now = (): number => systemClock.now() + this.#ahead;

  readonly schedule = (at: number, callback: () => void): (() => void) => {
    const timer = { at, callback, cancel: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  };

  jump(ms: number): void {
    this.#ahead += ms;
    for (const timer of this.#timers) this.#arm(timer);
  }

  #arm(timer: { at: number; callback: () => void; cancel: () => void }): void {
    timer.cancel();
    timer.cancel = systemClock.schedule(timer.at - this.#ahead, () => {
      this.#timers.delete(timer);
      timer.callback();
    });
  }
}

let dir: string;
let home: string;
let services: CredentialServices;
let practice: TestPractice;
let engine: OpenEngine;
let clock: JumpingClock;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'loose-parts-sign-in-'));
  home = join(dir, 'home');
  await mkdir(join(home, '.aws'), { recursive: true });
  await mkdir(join(dir, 'data'));
  services = await startCredentialServices();
  // Its keys are good only with a token that STS has given out.
  practice = await TestPractice.start({ sessionToken: 'nobody-has-this-one' });
  clock = new JumpingClock();
  let sessions = 0;
  services.answers.set('AssumeRole', () => {
    const sessionToken = `session-${++sessions}`;
    const { accessKeyId, secretAccessKey } = practice.store;
    practice.store.openSession(sessionToken, Number.POSITIVE_INFINITY);
    const expiresAt = clock.now() + sessionMs;
    return assumed({ accessKeyId, secretAccessKey, sessionToken, expiresAt });
  });
});
afterEach(async () => {
  await engine.close();
  await practice.store.close();
  await services.close();
  await rm(dir, { recursive: true, force: true });
});

const write = (config: string, credentials = keysProfile) =>
  Promise.all([
    writeFile(join(home, '.aws', 'config'), config),
    writeFile(join(home, '.aws', 'credentials'), credentials),
  ]);
/**
 * Opens the app over shared files that are there already. It watches them: files that are written after it has begun are a
 * change, upon which it gets its credentials anew, whenever the system tells of it.
 */
const openWith = async (config: string, credentials = keysProfile) => {
  await write(config, credentials);
  engine = await OpenEngine.open(join(dir, 'data'), {
    clock,
    vault: createMemoryVault(),
    environment: { HOME: home },
    credentialEndpoints: { sts: services.url, oidc: services.url, sso: services.url },
  });
};
const save = (quietIntervalMs = 50): Promise<Connection> =>
  engine.client.connections.save(
    draftOf(practice.store, { credentials: { kind: 'profile', profile: 'p' }, quietIntervalMs }),
  );
const prompt = async (): Promise<Prompt> => {
  const { prompts = [] } = await engine.until((state) => (state.prompts ?? []).length > 0);
  const [first] = prompts;
  if (!first) throw new Error('There is no prompt');
  return first;
};
const stateOf = (state: LiveState, { id }: Connection) => state.credentials?.[id];
const seed = (count: number) => {
  for (let n = 0; n < count; n++) practice.seed(`key-${n}`, [1000, 1000]);
};
const left = () => practice.store.uploads(bucketName).filter(({ phase }) => phase === 'open');
/** The store accepts a session no more, and the clocks of the app and of the store go past its end. */
const endSession = (token: string) => {
  practice.store.openSession(token, 0);
  practice.store.setClockSkew(sessionMs + 60_000);
  clock.jump(sessionMs + 60_000);
};
const refusals = () => practice.store.calls.filter(({ code }) => code !== null && /Token|AccessKey/.test(code));

describe('a clean-up whose credentials end under way', () => {
  it('goes on without loss where they are renewed silently', { timeout: 60_000 }, async () => {
    await openWith(roleProfile);
    seed(20);
    const connection = await save(quietMs);
    await engine.scan(connection, bucketName);
    const job = await engine.start(await engine.planAll(connection, bucketName));
    await engine.untilJob(job.id, ({ counts }) => counts.clearing === 20);
    endSession('session-1');
    const finished = await engine.finished(job.id);
    expect(finished).toMatchObject({ counts: { clear: 20 }, bytesFreed: 40_000, bytesLeft: 0, waitingFor: null });
    expect(left()).toEqual([]);
    expect(services.calls).toHaveLength(2);
    // The store never saw a token that had ended.
    expect(refusals()).toEqual([]);
  });

  it('waits and says so where the person is needed, and goes on once they sign in', { timeout: 60_000 }, async () => {
    await openWith(`${roleProfile}mfa_serial = ${serial}\n`);
    seed(20);
    const connection = await save(quietMs);
    const { id: connectionId } = connection;
    const refreshed = engine.client.buckets.refresh({ connectionId });
    await engine.client.prompts.answer({ promptId: (await prompt()).id, code: '111111' });
    await refreshed;
    await engine.scan(connection, bucketName);
    const job = await engine.start(await engine.planAll(connection, bucketName));
    await engine.untilJob(job.id, ({ counts }) => counts.clearing === 20);
    endSession('session-1');
    const waiting = await engine.untilJob(job.id, ({ waitingFor }) => waitingFor !== null);
    expect(waiting).toMatchObject({
      state: 'running',
      waitingFor: { code: 'SIGN_IN_NEEDED', details: { profile: 'p' } },
    });
    // Nobody was asked by the job, and nothing was concluded.
    const state = await engine.until((now) => stateOf(now, connection)?.error !== null);
    expect(state.prompts).toEqual([]);
    expect(stateOf(state, connection)).toMatchObject({ expiresAt: null, error: { code: 'SIGN_IN_NEEDED' } });

    const signedIn = engine.client.connections.signIn({ connectionId });
    await engine.client.prompts.answer({ promptId: (await prompt()).id, code: '222222' });
    await signedIn;
    expect(await engine.finished(job.id)).toMatchObject({
      counts: { clear: 20 },
      bytesFreed: 40_000,
      waitingFor: null,
    });
    expect(left()).toEqual([]);
    expect(services.calls.map(({ input }) => [input.RoleArn, input.SerialNumber, input.TokenCode])).toEqual([
      [roleArn, serial, '111111'],
      [roleArn, serial, '222222'],
    ]);
    const known = await engine.until((now) => stateOf(now, connection)?.error === null);
    expect(stateOf(known, connection)).toMatchObject({ source: 'AssumeRole', expiresAt: expect.any(Number) });
  });

  it('goes on once a sign-in elsewhere mends the files', { timeout: 60_000 }, async () => {
    const token = (name: string) =>
      `[p]\naws_access_key_id = ${practice.store.accessKeyId}\naws_secret_access_key = ${practice.store.secretAccessKey}\naws_session_token = ${name}\n`;
    practice.store.openSession('good', Number.POSITIVE_INFINITY);
    await openWith('', token('good'));
    seed(5);
    const connection = await save();
    await engine.scan(connection, bucketName);
    const plan = await engine.planAll(connection, bucketName);
    // Another tool takes the keys out, and puts new ones in a moment later.
    await write('', '[p]\nregion = us-east-1\n');
    await engine.client.connections.signIn({ connectionId: connection.id }).catch(() => {});
    const job = await engine.start(plan);
    await engine.untilJob(job.id, ({ waitingFor }) => waitingFor?.code === 'CREDENTIALS_MISSING');
    await write('', token('good'));
    expect(await engine.finished(job.id)).toMatchObject({ counts: { clear: 5 } });
  });
});

describe('a prompt', () => {
  beforeEach(() => openWith(`${roleProfile}mfa_serial = ${serial}\n`));

  it('keeps nobody waiting but whoever asked', async () => {
    const waiting = await save();
    const other = await TestPractice.start();
    try {
      const refreshed = engine.client.buckets.refresh({ connectionId: waiting.id });
      await prompt();
      const free = await engine.client.connections.save(draftOf(other.store));
      const list = await engine.client.buckets.refresh({ connectionId: free.id });
      expect(list).toMatchObject({ status: 'ready', items: [{ name: bucketName }] });
      await engine.client.prompts.dismiss({ promptId: (await prompt()).id });
      expect(await refreshed).toMatchObject({ status: 'failed', error: { code: 'SIGN_IN_NEEDED' } });
    } finally {
      await other.store.close();
    }
  });

  it('waits for a test of a draft, and one code serves what is saved afterwards', async () => {
    const draft = draftOf(practice.store, { credentials: { kind: 'profile', profile: 'p' } });
    const tested = engine.client.connections.test(draft);
    await engine.client.prompts.answer({ promptId: (await prompt()).id, code: '333333' });
    expect(await tested).toMatchObject({ outcome: 'works', buckets: 1 });
    const { id: connectionId } = await engine.client.connections.save(draft);
    expect(await engine.client.buckets.refresh({ connectionId })).toMatchObject({ status: 'ready' });
    expect(services.calls).toHaveLength(1);
  });

  it('that is dismissed fails a test in words', async () => {
    const tested = engine.client.connections.test(
      draftOf(practice.store, { credentials: { kind: 'profile', profile: 'p' } }),
    );
    await engine.client.prompts.dismiss({ promptId: (await prompt()).id });
    expect(await tested).toMatchObject({ outcome: 'failed', error: { code: 'SIGN_IN_NEEDED' } });
    expect(practice.store.calls).toEqual([]);
  });

  it('that waits for nobody any more takes no answer', async () => {
    const connection = await save();
    const refreshed = engine.client.buckets.refresh({ connectionId: connection.id }).catch(() => null);
    const { id: promptId } = await prompt();
    await engine.client.connections.remove({ connectionId: connection.id });
    await expect(engine.client.prompts.answer({ promptId, code: '1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await refreshed;
    expect(services.calls).toEqual([]);
  });

  it('does not keep the app from closing, nor a scan from being stopped', async () => {
    const connection = await save();
    const place = { connectionId: connection.id, bucket: bucketName };
    const added = engine.client.buckets.add(place);
    await engine.client.prompts.answer({ promptId: (await prompt()).id, code: '444444' });
    await added;
    await write(`${roleProfile}mfa_serial = ${serial}2\n`);
    await engine.client.connections.save({
      ...draftOf(practice.store, { credentials: { kind: 'profile', profile: 'p' } }),
      id: connection.id,
    });
    await engine.client.scans.start(place);
    await prompt();
    await engine.client.scans.stop(place);
    const scanOf = (state: LiveState) => state.buckets[connection.id]?.items[0]?.scan.status;
    await engine.until((state) => scanOf(state) === 'stopped');
    await engine.close();
  });
});

it('recognises the same account through two connections, by its owner', async () => {
  await openWith(roleProfile);
  const [one, two] = [await save(), await save()];
  for (const { id: connectionId } of [one, two]) await engine.client.buckets.refresh({ connectionId });
  const state = await engine.until((now) => [one, two].every((of) => stateOf(now, of)?.ownerId));
  expect(stateOf(state, one)?.ownerId).toBe(stateOf(state, two)?.ownerId);
});

it('says that the profiles changed, and tries again by itself what failed for them', async () => {
  await openWith('[profile p]\nsource_profile = p\n');
  const connection = await save();
  const failed = await engine.client.buckets.refresh({ connectionId: connection.id });
  expect(failed).toMatchObject({
    status: 'failed',
    error: { code: 'PROFILE_INVALID', details: { profile: 'p', file: join(home, '.aws', 'config') } },
  });
  await write(roleProfile);
  const state = await engine.until((now) => stateOf(now, connection)?.error === null);
  expect(stateOf(state, connection)).toMatchObject({ source: 'AssumeRole' });
  // What could not be listed for want of credentials is listed now, and nobody needs to ask for it.
  await engine.until(({ buckets }) => buckets[connection.id]?.status === 'ready');
  expect(await engine.client.connections.profiles()).toMatchObject([
    { name: 'base', way: 'keys' },
    { name: 'p', way: 'role' },
  ]);
});

it('writes no secret of any of it to disk', async () => {
  await openWith(`${roleProfile}mfa_serial = ${serial}\n`);
  const { id: connectionId } = await save();
  const refreshed = engine.client.buckets.refresh({ connectionId });
  await engine.client.prompts.answer({ promptId: (await prompt()).id, code: '987123' });
  await refreshed;
  await engine.close();
  const names = await readdir(join(dir, 'data'));
  const written = await Promise.all(names.map((name) => readFile(join(dir, 'data', name), 'latin1')));
  expect(written.join()).toContain(practice.store.endpointUrl);
  expect(written.join()).not.toMatch(/session-1|987123|secret-base/);
  expect(written.join()).not.toContain(practice.store.secretAccessKey);
});
