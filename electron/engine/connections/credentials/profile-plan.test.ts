import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { CredentialPlan } from './credential-plan.ts';
import { planProfile } from './profile-plan.ts';
import { readSharedConfig } from './shared-config.ts';
import { CredentialStand } from './testing/open-credentials.ts';

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const keys = 'aws_access_key_id = A\naws_secret_access_key = planned-secret-key\n';

let stand: CredentialStand;
beforeEach(async () => {
  stand = await CredentialStand.start();
});
afterEach(() => stand.close());

const plan = async (profile = 'p'): Promise<CredentialPlan> =>
  planProfile(await readSharedConfig(stand.environment), profile, 'eu-west-1');

const failure = async (profile = 'p'): Promise<AppError> => {
  const error = await plan(profile).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error('It succeeded, or broke');
  return error;
};

describe('a profile that is right', () => {
  it('follows a chain of roles to its keys, over both files', async () => {
    await stand.write(
      `[profile p]\nrole_arn = ${role('last')}\nsource_profile = middle\nexternal_id = x-1\nduration_seconds = 900\nregion = us-west-2\n` +
        `[profile middle]\nrole_arn = ${role('first')}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\nrole_session_name = me\n`,
      `[base]\n${keys}`,
    );
    expect(await plan()).toMatchObject({
      kind: 'role',
      roleArn: role('last'),
      externalId: 'x-1',
      durationSeconds: 900,
      region: 'us-west-2',
      mfaSerial: null,
      source: {
        kind: 'role',
        roleArn: role('first'),
        mfaSerial: 'arn:aws:iam::111122223333:mfa/me',
        sessionName: 'me',
        region: 'eu-west-1',
        source: { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'planned-secret-key', sessionToken: null },
      },
    });
  });

  it('assumes a role with its own keys where it names itself', async () => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\nsource_profile = p\n${keys}`);
    expect(await plan()).toMatchObject({ kind: 'role', source: { kind: 'keys', accessKeyId: 'A' } });
  });

  it('ends a chain at a source profile’s keys, as the SDKs do', async () => {
    await stand.write(
      `[profile p]\nrole_arn = ${role('r')}\nsource_profile = q\n[profile q]\nrole_arn = ${role('q')}\nsource_profile = p\n${keys}`,
    );
    expect(await plan()).toMatchObject({ kind: 'role', source: { kind: 'keys' } });
  });

  it.each([
    ['Environment', { kind: 'environment' }],
    ['EcsContainer', { kind: 'metadata', of: 'container' }],
    ['Ec2InstanceMetadata', { kind: 'metadata', of: 'instance' }],
  ])('takes a role’s source from credential_source = %s', async (named, source) => {
    await stand.write(`[profile p]\nrole_arn = ${role('r')}\ncredential_source = ${named}\n`);
    expect(await plan()).toMatchObject({ kind: 'role', source });
  });

  it('joins an SSO profile with its session', async () => {
    await stand.write(
      '[profile p]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\nsso_registration_scopes = sso:account:access, x:y\n',
    );
    expect(await plan()).toEqual({
      kind: 'sso',
      profile: 'p',
      file: stand.configFile,
      session: 'corp',
      startUrl: 'https://corp.awsapps.com/start',
      ssoRegion: 'us-east-1',
      scopes: ['sso:account:access', 'x:y'],
      accountId: '111122223333',
      roleName: 'Reader',
    });
  });

  it('takes web identity, a process and a login', async () => {
    await stand.write(
      `[profile w]\nrole_arn = ${role('w')}\nweb_identity_token_file = /t\n[profile c]\ncredential_process = get it\n[profile l]\nlogin_session = arn:l\n`,
    );
    expect(await plan('w')).toMatchObject({ kind: 'webIdentity', tokenFile: '/t', roleArn: role('w') });
    expect(await plan('c')).toMatchObject({ kind: 'process', command: 'get it' });
    expect(await plan('l')).toMatchObject({ kind: 'login', session: 'arn:l' });
  });
});

describe('a profile that is wrong', () => {
  const sso = 'sso_account_id = 1\nsso_role_name = r\n';
  it.each([
    [
      'a loop of two',
      `[profile p]\nrole_arn = ${role('a')}\nsource_profile = q\n[profile q]\nrole_arn = ${role('b')}\nsource_profile = p\n`,
      '“p” → “q” → “p”',
    ],
    ['a loop of one', `[profile p]\nrole_arn = ${role('a')}\nsource_profile = p\n`, '“p” → “p”'],
    [
      'a loop further on',
      `[profile p]\nrole_arn = ${role('a')}\nsource_profile = q\n[profile q]\nrole_arn = ${role('b')}\nsource_profile = r\n[profile r]\nrole_arn = ${role('c')}\nsource_profile = q\n`,
      '“q” → “r” → “q”',
    ],
    [
      'a source that is not there',
      `[profile p]\nrole_arn = ${role('a')}\nsource_profile = gone\n`,
      'profile “gone”, which is not there',
    ],
    [
      'two sources',
      `[profile p]\nrole_arn = ${role('a')}\nsource_profile = q\ncredential_source = Environment\n`,
      'both a source_profile and a credential_source',
    ],
    ['no source', `[profile p]\nrole_arn = ${role('a')}\n`, 'neither source_profile'],
    ['a source without a role', '[profile p]\nsource_profile = q\n', 'no role_arn'],
    [
      'an unknown source',
      `[profile p]\nrole_arn = ${role('a')}\ncredential_source = toString\n`,
      'credential_source that is none of',
    ],
    [
      'no ARN',
      '[profile p]\nrole_arn = Admin\nsource_profile = p\naws_access_key_id = A\naws_secret_access_key = planned-secret-key\n',
      'not the ARN of a role',
    ],
    ['half a key', '[profile p]\naws_access_key_id = A\n', 'no secret access key'],
    ['the other half', '[profile p]\naws_secret_access_key = planned-secret-key\n', 'no access key ID'],
    [
      'no such duration',
      `[profile p]\nrole_arn = ${role('a')}\ncredential_source = Environment\nduration_seconds = 1h\n`,
      'duration_seconds',
    ],
    [
      'a region that is a host',
      `[profile p]\nrole_arn = ${role('a')}\ncredential_source = Environment\nregion = evil.example/x\n`,
      'a region that is not one',
    ],
    ['no SSO session', `[profile p]\nsso_session = corp\n${sso}`, '[sso-session corp], which is not in'],
    [
      'an SSO session without a region',
      `[profile p]\nsso_session = corp\n${sso}[sso-session corp]\nsso_start_url = https://x.test\n`,
      'lacks sso_region',
    ],
    [
      'an SSO profile without a role',
      '[profile p]\nsso_start_url = https://x.test\nsso_region = us-east-1\nsso_account_id = 1\n',
      'lacks sso_role_name',
    ],
    [
      'an SSO start URL that is none',
      `[profile p]\nsso_start_url = file:///etc/passwd\nsso_region = us-east-1\n${sso}`,
      'not a web address',
    ],
    [
      'an SSO region that is a host',
      `[profile p]\nsso_start_url = https://x.test\nsso_region = a.b/\n${sso}`,
      'an sso_region that is not one',
    ],
    [
      'an SSO profile and session that disagree',
      `[profile p]\nsso_session = corp\nsso_region = us-west-2\n${sso}[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x.test\n`,
      'another sso_region',
    ],
  ])('is told by file and profile: %s', async (_, config, words) => {
    await stand.write(config);
    const error = await failure();
    expect(error).toMatchObject({
      code: 'PROFILE_INVALID',
      details: { profile: 'p', file: stand.configFile },
    });
    expect(error.message).toContain(words);
    expect(error.message).toContain(stand.configFile);
    expect(error.message).toMatch(/[“]p[”]|[“]q[”]|[“]r[”]/);
  });

  it('names a profile that is not there, and one that holds nothing', async () => {
    await stand.write('[profile empty]\nregion = x\n');
    expect(await failure('gone')).toMatchObject({ code: 'PROFILE_INVALID', details: { profile: 'gone' } });
    expect(await failure('empty')).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      details: { profile: 'empty', file: stand.configFile },
    });
  });
});
