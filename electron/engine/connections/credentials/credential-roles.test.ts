import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleConnection } from '../../store/s3/testing/recording-server.ts';
import { assumed, keysOf, type ServiceAnswer } from './testing/credential-services.ts';
import { CredentialStand } from './testing/open-credentials.ts';

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const serial = 'arn:aws:iam::111122223333:mfa/me';
const base = '[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret-base\n';
const withMfa = `[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\nmfa_serial = ${serial}\n`;

let stand: CredentialStand;
beforeEach(async () => {
  stand = await CredentialStand.start();
  answer('AssumeRole', () => assumed(keysOf('ROLE')));
});
afterEach(() => stand.close());

const answer = (action: string, by: () => ServiceAnswer) => stand.services.answers.set(action, by);
const fetchBy = (profile = 'p') => stand.credentials().sourceFor(stand.byProfile(profile))();
const ready = (id = 'c1') => stand.credentials().ready(stand.byProfile('p', { id }));
const errorOf = (call: Promise<unknown>) => call.then(() => null).catch((error: unknown) => error);
const scopeOf = (authorization: string | undefined) => /Credential=([^,]+),/.exec(authorization ?? '')?.[1];

describe('a role', () => {
  it('is assumed with the source profile’s keys, and everything that the profile says', async () => {
    await stand.write(
      `[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\nexternal_id = ext-7\nrole_session_name = me\nduration_seconds = 1800\nregion = eu-central-1\n`,
      base,
    );
    expect(await fetchBy()).toMatchObject({
      accessKeyId: 'AKIAROLE',
      secretAccessKey: 'secret-ROLE',
      sessionToken: 'token-ROLE',
    });
    const [call, ...others] = stand.services.calls;
    expect(others).toEqual([]);
    expect(call?.input).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: role('r'),
      RoleSessionName: 'me',
      DurationSeconds: '1800',
      ExternalId: 'ext-7',
    });
    expect(scopeOf(call?.headers.authorization)).toMatch(/^AKIABASE\/\d{8}\/eu-central-1\/sts\/aws4_request$/);
    expect(call?.headers.authorization).toMatch(/Signature=[0-9a-f]{64}$/);
    expect(call?.headers['x-amz-security-token']).toBeUndefined();
  });

  it('is assumed once for many calls, and for every connection of the profile', async () => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\n`, base);
    const credentials = stand.credentials();
    const sources = ['a', 'b'].map((id) => credentials.sourceFor(stand.byProfile('p', { id })));
    await Promise.all([...sources, ...sources].map((source) => source()));
    expect(stand.calls('AssumeRole')).toHaveLength(1);
    expect(stand.state('a')).toMatchObject({ source: 'AssumeRole', error: null });
    expect(stand.state('b')?.expiresAt).toBe(stand.state('a')?.expiresAt);
    expect(stand.state('a')?.expiresAt).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('goes through a chain of two roles, each assumed with what the one before gave', async () => {
    await stand.write(
      `[profile p]\nrole_arn = ${role('second')}\nsource_profile = q\n[profile q]\nrole_arn = ${role('first')}\nsource_profile = base\n`,
      base,
    );
    stand.services.answers.set('AssumeRole', ({ input }) =>
      assumed(keysOf(input.RoleArn === role('first') ? 'FIRST' : 'SECOND')),
    );
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIASECOND' });
    const [first, second] = stand.calls('AssumeRole');
    expect(first?.input.RoleArn).toBe(role('first'));
    expect(scopeOf(first?.headers.authorization)).toMatch(/^AKIABASE\//);
    expect(second?.input.RoleArn).toBe(role('second'));
    expect(scopeOf(second?.headers.authorization)).toMatch(/^AKIAFIRST\//);
    expect(second?.headers['x-amz-security-token']).toBe('token-FIRST');
    expect(String(second?.input.RoleSessionName)).toMatch(/^loose-parts-\d+$/);
  });

  it('takes the environment as its source, and nothing else of it', async () => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\ncredential_source = Environment\n`);
    Object.assign(stand.environment, {
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'secret-env',
      AWS_SESSION_TOKEN: 'token-env',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
    });
    await fetchBy();
    const [call] = stand.calls('AssumeRole');
    expect(scopeOf(call?.headers.authorization)).toMatch(/^AKIAENV\/\d{8}\/us-east-1\//);
    expect(call?.headers['x-amz-security-token']).toBe('token-env');
  });

  it('that is denied says which, where from, and never the service’s words', async () => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\n`, base);
    answer('AssumeRole', () => ({ status: 403, code: 'AccessDenied', message: 'because of hunter2' }));
    const error = await errorOf(fetchBy());
    // Not ACCESS_DENIED: that would be an answer about a bucket.
    expect(error).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining(role('r')),
      details: { profile: 'p', file: stand.configFile, storeCode: 'AccessDenied', operation: 'AssumeRole' },
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
    expect(stand.state()).toMatchObject({ expiresAt: null, source: null, error: { code: 'CREDENTIALS_MISSING' } });
  });

  it.each([
    ['ExpiredToken', 403, 'TOKEN_EXPIRED'],
    ['RequestExpired', 400, 'CLOCK_SKEW'],
    ['InternalFailure', 500, 'STORE_FAILED'],
  ])('whose service says %s fails with a code of its own', async (code, status, expected) => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\n`, base);
    answer('AssumeRole', () => ({ status, code }));
    expect(await errorOf(fetchBy())).toMatchObject({ code: expected, details: { profile: 'p' } });
  });

  it('whose service is away says so', async () => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\nsource_profile = base\n`, base);
    const credentials = stand.credentials({ endpoints: { sts: 'http://127.0.0.1:9' } });
    const error = await errorOf(credentials.sourceFor(stand.byProfile('p'))());
    expect(error).toMatchObject({ code: 'CONNECTION_REFUSED', details: { endpoint: '127.0.0.1:9', profile: 'p' } });
  });
});

describe('a role that takes a code', () => {
  beforeEach(() => stand.write(withMfa, base));

  it('is assumed with the code that the person types', async () => {
    const waiting = ready();
    const prompt = await stand.prompt();
    expect(prompt).toMatchObject({ kind: 'mfa', connectionId: 'c1', profile: 'p', serial });
    expect(stand.services.calls).toEqual([]);
    stand.credentials().prompts.answer(prompt.id, '123456');
    await waiting;
    expect(stand.calls('AssumeRole')[0]?.input).toMatchObject({
      RoleArn: role('r'),
      SerialNumber: serial,
      TokenCode: '123456',
    });
    expect(stand.prompts).toEqual([]);
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIAROLE' });
    expect(stand.calls('AssumeRole')).toHaveLength(1);
  });

  it('fails at once for a call to a store, and asks nobody', async () => {
    expect(await errorOf(fetchBy())).toMatchObject({ code: 'SIGN_IN_NEEDED', details: { profile: 'p' } });
    expect(stand.prompts).toEqual([]);
    expect(stand.state()?.error).toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('asks once for all who wait, of both connections, and wakes what waits', async () => {
    await errorOf(stand.credentials().sourceFor(stand.byProfile('p', { id: 'other' }))());
    const waiting = [ready(), ready(), ready('other')];
    const prompt = await stand.prompt();
    expect(stand.prompts).toHaveLength(1);
    stand.credentials().prompts.answer(prompt.id, '123456');
    await Promise.all(waiting);
    expect(stand.calls('AssumeRole')).toHaveLength(1);
    expect(stand.woken).toContain('other');
  });

  it('says that a wrong code was not accepted', async () => {
    answer('AssumeRole', () => ({
      status: 403,
      code: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    }));
    const waiting = errorOf(ready());
    stand.credentials().prompts.answer((await stand.prompt()).id, '000000');
    expect(await waiting).toMatchObject({
      code: 'SIGN_IN_NEEDED',
      message: expect.stringContaining('did not accept the code'),
    });
    expect(stand.calls('AssumeRole')).toHaveLength(1);
  });

  it('sends nothing where it is dismissed, and does not ask again by itself', async () => {
    const waiting = [errorOf(ready()), errorOf(ready())];
    stand.credentials().prompts.dismiss((await stand.prompt()).id);
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({ code: 'SIGN_IN_NEEDED', message: expect.stringContaining('was dismissed') });
    }
    for (let call = 0; call < 5; call++) await errorOf(fetchBy());
    expect(stand.prompts).toEqual([]);
    expect(stand.services.calls).toEqual([]);

    const again = ready();
    stand.credentials().prompts.answer((await stand.prompt()).id, '123456');
    await again;
  });

  it('asks anew where the person signs in, while what is held goes on serving', async () => {
    const first = ready();
    stand.credentials().prompts.answer((await stand.prompt()).id, '111111');
    await first;
    answer('AssumeRole', () => assumed(keysOf('NEWER')));
    const again = stand.credentials().signIn(stand.byProfile('p'));
    const prompt = await stand.prompt();
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIAROLE' });
    stand.credentials().prompts.answer(prompt.id, '222222');
    await again;
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIANEWER' });
    expect(stand.woken).toContain('c1');
  });

  it('keeps what took a code over a change of the files that does not concern it, and drops it over one that does', async () => {
    const first = ready();
    stand.credentials().prompts.answer((await stand.prompt()).id, '111111');
    await first;
    await stand.write(`${withMfa}[profile other]\nregion = x\n`, base);
    stand.credentials().filesChanged();
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIAROLE' });
    await stand.write(withMfa.replace('role/r', 'role/changed'), base);
    stand.credentials().filesChanged();
    expect(await errorOf(fetchBy())).toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('does not spend a code on a chain that breaks before it', async () => {
    await stand.write(
      `[profile p]\nrole_arn = ${role('r')}\nsource_profile = q\nmfa_serial = ${serial}\n[profile q]\nrole_arn = ${role('q')}\nsource_profile = base\n`,
      base,
    );
    answer('AssumeRole', () => ({ status: 403, code: 'AccessDenied' }));
    expect(await errorOf(ready())).toMatchObject({ code: 'CREDENTIALS_MISSING', details: { profile: 'q' } });
    expect(stand.events.filter(({ type }) => type === 'prompts')).toEqual([]);
  });

  it('is dismissed where its connection is removed, and where the app closes', async () => {
    const removed = errorOf(ready());
    await stand.prompt();
    stand.credentials().forget('c1');
    expect(await removed).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    const closed = errorOf(ready());
    await stand.prompt();
    stand.credentials().close();
    expect(await closed).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    expect(await errorOf(ready())).toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('is told anew of a connection that was edited', async () => {
    await errorOf(fetchBy());
    expect(stand.state()?.error).not.toBeNull();
    stand.credentials().forget('c1');
    expect(stand.state()).toEqual({ connectionId: 'c1', expiresAt: null, source: null, error: null, ownerId: null });
  });

  it('takes no second answer, and tells nothing of a draft that is tried', async () => {
    const draft = stand.credentials().forDraft(stand.byProfile('p', { id: 'draft' }), null);
    const waiting = draft.ready();
    const prompt = await stand.prompt();
    stand.credentials().prompts.answer(prompt.id, '123456');
    await waiting;
    expect(() => stand.credentials().prompts.answer(prompt.id, '123456')).toThrow('Nothing waits');
    expect(await draft.source()).toMatchObject({ accessKeyId: 'AKIAROLE' });
    expect(stand.state('draft')).toBeUndefined();
    // What the draft signed in for serves the connection that it becomes.
    expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIAROLE' });
  });
});

describe('a web identity', () => {
  const connection = (tokenFile: string) =>
    exampleConnection(null, {
      region: 'ap-south-1',
      credentials: { kind: 'webIdentity', roleArn: role('w'), tokenFile, sessionName: null },
    });
  const fetchFrom = (tokenFile: string) => stand.credentials().sourceFor(connection(tokenFile))();

  it('takes the role with the token, unsigned', async () => {
    answer('AssumeRoleWithWebIdentity', () => assumed(keysOf('WEB')));
    const tokenFile = await stand.file('token', 'eyJ.header.sig\n');
    expect(await fetchFrom(tokenFile)).toMatchObject({ accessKeyId: 'AKIAWEB' });
    const [call] = stand.services.calls;
    expect(call?.input).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: role('w'),
      WebIdentityToken: 'eyJ.header.sig',
      DurationSeconds: '3600',
    });
    expect(call?.headers.authorization).toBeUndefined();
    expect(stand.state()).toMatchObject({ source: 'AssumeRoleWithWebIdentity' });
  });

  it('comes from a profile as well', async () => {
    answer('AssumeRoleWithWebIdentity', () => assumed(keysOf('WEB')));
    const tokenFile = await stand.file('token', 'eyJ');
    await stand.write(
      `[profile p]\nrole_arn = ${role('w')}\nweb_identity_token_file = ${tokenFile}\nrole_session_name = pod\n`,
    );
    await fetchBy();
    expect(stand.services.calls[0]?.input).toMatchObject({ RoleSessionName: 'pod', WebIdentityToken: 'eyJ' });
  });

  it('names a token file that is missing, empty or no token', async () => {
    const missing = join(stand.home, 'none');
    expect(await errorOf(fetchFrom(missing))).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining('ENOENT'),
      details: { file: missing },
    });
    for (const text of ['', '\n', 'a b', '\0\0', 'ä']) {
      const file = await stand.file('token', text);
      stand.credentials().forget('c1');
      expect(await errorOf(fetchFrom(file))).toMatchObject({ code: 'CREDENTIALS_MISSING', details: { file } });
    }
    expect(stand.services.calls).toEqual([]);
  });

  it('says that the token has expired', async () => {
    answer('AssumeRoleWithWebIdentity', () => ({ status: 400, code: 'ExpiredTokenException', message: 'eyJ' }));
    const tokenFile = await stand.file('token', 'eyJsecret');
    const error = await errorOf(fetchFrom(tokenFile));
    expect(error).toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(JSON.stringify(error)).not.toContain('eyJ');
  });
});
