import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysOf, roleCredentials, type ServiceAnswer } from './testing/credential-services.ts';
import { CredentialStand, jumpingClock } from './testing/open-credentials.ts';

const hour = 3_600_000;
const startUrl = 'https://corp.awsapps.com/start';
const profiles =
  '[profile p]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n' +
  '[profile q]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = Writer\n' +
  `[profile legacy]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Reader\n` +
  `[sso-session corp]\nsso_region = us-east-1\nsso_start_url = ${startUrl}\nsso_registration_scopes = sso:account:access\n`;

let stand: CredentialStand;
let clock: ReturnType<typeof jumpingClock>;
/** What CreateToken answers, one after the other; the last one stays. */
let tokens: (() => ServiceAnswer)[];

const pending = (): ServiceAnswer => ({ status: 400, code: 'AuthorizationPendingException' });
const token =
  (name: string, more: Record<string, unknown> = {}) =>
  () => ({
    accessToken: name,
    expiresIn: 3600,
    tokenType: 'Bearer',
    ...more,
  });

beforeEach(async () => {
  stand = await CredentialStand.start();
  clock = jumpingClock();
  stand.clock = clock;
  await stand.write(profiles);
  tokens = [pending, token('access-token-1')];
  const { answers } = stand.services;
  answers.set('RegisterClient', () => ({
    clientId: 'client-1',
    clientSecret: 'client-secret-1',
    clientSecretExpiresAt: Math.floor(clock.now() / 1000) + 90 * 86_400,
  }));
  answers.set('StartDeviceAuthorization', () => ({
    deviceCode: 'device-1',
    userCode: 'ABCD-EFGH',
    verificationUri: 'https://device.sso.test/',
    verificationUriComplete: 'https://device.sso.test/?user_code=ABCD-EFGH',
    expiresIn: 600,
    interval: 1,
  }));
  answers.set('CreateToken', () => {
    const next = tokens.length > 1 ? tokens.shift() : tokens[0];
    return next ? next() : pending();
  });
  answers.set('GetRoleCredentials', () => roleCredentials(keysOf('SSO', clock.now() + hour)));
});
afterEach(() => stand.close());

const ready = (profile = 'p', id = 'c1') => stand.credentials().ready(stand.byProfile(profile, { id }));
const fetchBy = (profile = 'p', id = 'c1') => stand.credentials().sourceFor(stand.byProfile(profile, { id }))();
const errorOf = (call: Promise<unknown>) => call.then(() => null).catch((error: unknown) => error);
const actions = () => stand.services.calls.map(({ action }) => action);
const cliToken = (name: string, value: unknown) =>
  stand.file(`.aws/sso/cache/${createHash('sha1').update(name).digest('hex')}.json`, JSON.stringify(value));

describe('the sign-in on a page', () => {
  it('shows the page and the code, waits for the person and gets the role', async () => {
    const waiting = ready();
    const shown: unknown[] = [];
    stand.services.answers.set('CreateToken', () => {
      shown.push(...stand.prompts);
      return shown.length < 3 ? pending() : { accessToken: 'access-token-1', expiresIn: 3600 };
    });
    await waiting;
    expect(shown[0]).toMatchObject({
      kind: 'sso',
      connectionId: 'c1',
      profile: 'p',
      verificationUrl: 'https://device.sso.test/?user_code=ABCD-EFGH',
      userCode: 'ABCD-EFGH',
    });
    expect(stand.prompts).toEqual([]);
    const [register, start, poll] = stand.services.calls;
    expect(register?.input).toEqual({
      clientName: 'loose-parts',
      clientType: 'public',
      scopes: ['sso:account:access'],
    });
    expect(start?.input).toEqual({ clientId: 'client-1', clientSecret: 'client-secret-1', startUrl });
    expect(poll?.input).toEqual({
      clientId: 'client-1',
      clientSecret: 'client-secret-1',
      grantType: 'urn:ietf:params:oauth:grant-type:device_code',
      deviceCode: 'device-1',
    });
    const [role] = stand.calls('GetRoleCredentials');
    expect(role?.input).toEqual({ role_name: 'Reader', account_id: '111122223333' });
    expect(role?.headers['x-amz-sso_bearer_token']).toBe('access-token-1');
    for (const { headers } of stand.services.calls) expect(headers.authorization).toBeUndefined();
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIASSO', sessionToken: 'token-SSO' });
    expect(stand.state()).toMatchObject({ source: 'SSO', error: null, expiresAt: expect.any(Number) });
  });

  it('asks no more often than it is told to', async () => {
    const slow = (): ServiceAnswer => ({ status: 400, code: 'SlowDownException' });
    const away = (): ServiceAnswer => ({ status: 503, code: 'ServiceUnavailable' });
    tokens = [pending, slow, pending, away, token('access-token-1')];
    await ready();
    expect(clock.waits.filter((ms) => ms <= 60_000)).toEqual([1_000, 1_000, 6_000, 6_000, 11_000]);
  });

  it('is one for both profiles of a session, and for all who wait', async () => {
    await Promise.all([ready(), ready(), ready('q', 'c2')]);
    expect(stand.calls('StartDeviceAuthorization')).toHaveLength(1);
    // Both ask at once; which call arrives first is the network's.
    const roles = stand.calls('GetRoleCredentials').map(({ input }) => input.role_name);
    expect(roles.toSorted()).toEqual(['Reader', 'Writer']);
  });

  it('of a profile without a session registers without scopes', async () => {
    await ready('legacy');
    expect(stand.calls('RegisterClient')[0]?.input).toEqual({ clientName: 'loose-parts', clientType: 'public' });
  });

  it.each([
    ['is not confirmed in time', () => [pending], 'not confirmed in time'],
    [
      'runs out',
      () => [(): ServiceAnswer => ({ status: 400, code: 'ExpiredTokenException' })],
      'not confirmed in time',
    ],
    ['is denied', () => [(): ServiceAnswer => ({ status: 400, code: 'AccessDeniedException' })], 'denied on the page'],
  ])('that %s says so, and takes the prompt away', async (_, answers, words) => {
    tokens = answers();
    expect(await errorOf(ready())).toMatchObject({
      code: 'SIGN_IN_NEEDED',
      message: expect.stringContaining(words),
      details: { profile: 'p' },
    });
    expect(stand.prompts).toEqual([]);
  });

  it('ends as soon as it is dismissed', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    tokens = [
      () => {
        resolve();
        return pending();
      },
    ];
    const waiting = errorOf(ready());
    await asked;
    const prompt = await stand.prompt();
    expect(() => stand.credentials().prompts.answer(prompt.id, '1')).toThrow('Nothing is typed here');
    stand.credentials().prompts.dismiss(prompt.id);
    expect(await waiting).toMatchObject({ code: 'SIGN_IN_NEEDED', message: expect.stringContaining('dismissed') });
    expect(stand.prompts).toEqual([]);
  });

  it('never shows an address that is none of the web', async () => {
    stand.services.answers.set('StartDeviceAuthorization', () => ({
      deviceCode: 'd',
      userCode: 'U',
      verificationUriComplete: 'javascript:alert(1)',
    }));
    expect(await errorOf(ready())).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    expect(stand.events.filter(({ type }) => type === 'prompts')).toEqual([]);
  });

  it('is never begun by a call to a store', async () => {
    expect(await errorOf(fetchBy())).toMatchObject({
      code: 'SIGN_IN_NEEDED',
      message: expect.stringContaining('aws sso login --profile p'),
    });
    expect(stand.services.calls).toEqual([]);
  });
});

describe('a token', () => {
  it('of the AWS CLI is used while it is valid, and never written', async () => {
    await cliToken('corp', {
      accessToken: 'access-token-cli',
      expiresAt: new Date(clock.now() + hour).toISOString(),
      startUrl,
    });
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIASSO' });
    expect(actions()).toEqual(['GetRoleCredentials']);
    expect(stand.services.calls[0]?.headers['x-amz-sso_bearer_token']).toBe('access-token-cli');
    expect(stand.secrets.size).toBe(0);
  });

  it.each([
    ['ended', { accessToken: 'access-token-unused', expiresAt: '2020-01-01T00:00:00Z', startUrl }],
    [
      'is of another start URL',
      { accessToken: 'access-token-unused', expiresAt: '2099-01-01T00:00:00Z', startUrl: 'https://other.test' },
    ],
    ['has no end', { accessToken: 'access-token-unused', startUrl }],
    ['is no token', ['x']],
  ])('of the AWS CLI that %s is not', async (_, value) => {
    await cliToken('corp', value);
    expect(await errorOf(fetchBy())).toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('that the portal does not accept is not used again: the person is asked', async () => {
    await cliToken('corp', {
      accessToken: 'access-token-cli',
      expiresAt: new Date(clock.now() + hour).toISOString(),
      startUrl,
    });
    stand.services.answers.set('GetRoleCredentials', ({ headers }) =>
      headers['x-amz-sso_bearer_token'] === 'access-token-cli'
        ? { status: 401, code: 'UnauthorizedException', message: 'Session token not found or invalid' }
        : roleCredentials(keysOf('SSO', clock.now() + hour)),
    );
    expect(await errorOf(fetchBy())).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    await ready();
    expect(stand.calls('GetRoleCredentials').map(({ headers }) => headers['x-amz-sso_bearer_token'])).toEqual([
      'access-token-cli',
      'access-token-1',
    ]);
  });

  it('is kept in the vault alone, and outlives the app', async () => {
    await ready();
    expect([...stand.secrets.keys()]).toEqual(['sso/corp']);
    expect(stand.secrets.get('sso/corp')).toMatchObject({
      accessToken: 'access-token-1',
      clientSecret: 'client-secret-1',
    });
    expect((await readdir(stand.home, { recursive: true })).sort()).toEqual(['.aws', '.aws/config']);
    expect(JSON.stringify([stand.events, stand.warnings])).not.toMatch(
      /access-token-1|client-secret|secret-SSO|token-SSO/,
    );
    stand.credentials({}, true);
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIASSO' });
    expect(stand.calls('StartDeviceAuthorization')).toHaveLength(1);
  });

  it('is kept in memory where the vault is none, and says so without it', async () => {
    const refuse = () => Promise.reject(new Error('access-token-1'));
    const vault = { ...stand.vault, store: refuse, read: refuse };
    stand.credentials({ vault });
    await ready();
    expect(await fetchBy('q', 'c2')).toMatchObject({ accessKeyId: 'AKIASSO' });
    expect(stand.calls('StartDeviceAuthorization')).toHaveLength(1);
    expect(stand.warnings).toHaveLength(2);
    expect(JSON.stringify(stand.warnings)).not.toContain('access-token-1');
  });

  it('goes from the vault with the last connection that uses it', async () => {
    await ready();
    const [first, second] = [stand.byProfile('p'), stand.byProfile('q', { id: 'c2' })];
    await stand.credentials().forgetSignIn(first, [second]);
    expect([...stand.secrets.keys()]).toEqual(['sso/corp']);
    await stand.credentials().forgetSignIn(second, [stand.byProfile('legacy', { id: 'c3' })]);
    expect(stand.secrets.size).toBe(0);
  });

  it('is refreshed silently where there is a refresh token', async () => {
    tokens = [
      token('access-token-1', { refreshToken: 'refresh-token-1', expiresIn: 600 }),
      token('access-token-2', { refreshToken: 'refresh-token-2' }),
    ];
    stand.services.answers.set('GetRoleCredentials', () => roleCredentials(keysOf('SSO', clock.now() + 60_000)));
    await ready();
    await new Promise<void>((resolve) => clock.schedule(clock.now() + 20 * 60_000, resolve));
    await fetchBy();
    const refresh = stand.calls('CreateToken').at(-1);
    expect(refresh?.input).toEqual({
      clientId: 'client-1',
      clientSecret: 'client-secret-1',
      grantType: 'refresh_token',
      refreshToken: 'refresh-token-1',
    });
    expect(stand.calls('GetRoleCredentials').at(-1)?.headers['x-amz-sso_bearer_token']).toBe('access-token-2');
    expect(stand.secrets.get('sso/corp')).toMatchObject({
      accessToken: 'access-token-2',
      refreshToken: 'refresh-token-2',
    });
    expect(stand.calls('StartDeviceAuthorization')).toHaveLength(1);
  });

  it('whose refresh is refused needs the person again', async () => {
    tokens = [
      token('access-token-1', { refreshToken: 'refresh-token-1', expiresIn: 600 }),
      () => ({ status: 400, code: 'InvalidGrantException' }),
    ];
    stand.services.answers.set('GetRoleCredentials', () => roleCredentials(keysOf('SSO', clock.now() + 60_000)));
    await ready();
    await new Promise<void>((resolve) => clock.schedule(clock.now() + 20 * 60_000, resolve));
    expect(await errorOf(fetchBy())).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    tokens = [token('access-token-3')];
    await ready();
    // The registration is still good.
    expect(stand.calls('RegisterClient')).toHaveLength(1);
  });
});

it('says which role is not ours', async () => {
  stand.services.answers.set('GetRoleCredentials', () => ({
    status: 403,
    code: 'ForbiddenException',
    message: 'access-token-1',
  }));
  const error = await errorOf(ready());
  expect(error).toMatchObject({
    code: 'CREDENTIALS_MISSING',
    message: expect.stringContaining('Reader of account 111122223333'),
    details: { profile: 'p', operation: 'GetRoleCredentials' },
  });
  expect(JSON.stringify(error)).not.toContain('access-token-1');
});

it('takes the credentials of aws login while they last, and then says what to run', async () => {
  const session = 'arn:aws:iam::111122223333:user/me';
  await stand.write(`[profile p]\nlogin_session = ${session}\n`);
  const file = `.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`;
  const accessToken = {
    accessKeyId: 'AKIALOGIN',
    secretAccessKey: 'login-secret-key',
    sessionToken: 'login-session-token',
  };
  const until = (at: number) =>
    JSON.stringify({ accessToken: { ...accessToken, expiresAt: new Date(at).toISOString() } });
  await stand.file(file, until(clock.now() + hour));
  expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIALOGIN', sessionToken: 'login-session-token' });
  await stand.file(file, until(clock.now() - hour));
  stand.credentials().filesChanged();
  expect(await errorOf(fetchBy())).toMatchObject({
    code: 'SIGN_IN_NEEDED',
    message: expect.stringContaining('aws login --profile p'),
  });
});
