import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCredentialSource } from './credentials.ts';
import { listProfiles, sharedFiles } from './profiles.ts';
import { exampleConnection } from './recording-server.ts';

let home: string;
const environment = () => ({ HOME: home });
const write = async (config: string, credentials?: string) => {
  await mkdir(join(home, '.aws'), { recursive: true });
  await writeFile(join(home, '.aws', 'config'), config);
  if (credentials !== undefined) await writeFile(join(home, '.aws', 'credentials'), credentials);
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loose-parts-profiles-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  return rm(home, { recursive: true, force: true });
});

describe('listProfiles', () => {
  it('finds none where there are no files', async () => {
    expect(await listProfiles(environment())).toEqual([]);
  });

  it('joins both files, with region and the endpoint for S3', async () => {
    await write(
      `# comment
[default]
region = us-west-2   ; a remark
[profile "two words"]
region=eu-west-1
endpoint_url = https://all.example.com
services = mine
[profile plain]
endpoint_url = https://plain.example.com
s3 =
    max_concurrent_requests = 20
[sso-session corp]
sso_region = us-east-1
[services mine]
ec2 =
  endpoint_url = https://ec2.example.com
s3 =
  endpoint_url = https://s3.example.com
`,
      '\ufeff[default]\r\naws_access_key_id = A\r\naws_secret_access_key = first#secret\r\n[only-keys]\naws_access_key_id=B\n',
    );
    expect(await listProfiles(environment())).toEqual([
      { name: 'default', region: 'us-west-2', endpointUrl: null },
      { name: 'only-keys', region: null, endpointUrl: null },
      { name: 'plain', region: null, endpointUrl: 'https://plain.example.com' },
      { name: 'two words', region: 'eu-west-1', endpointUrl: 'https://s3.example.com' },
    ]);
  });

  it('honours the variables that name other files', async () => {
    await writeFile(join(home, 'c'), '[profile elsewhere]\n');
    const named = { ...environment(), AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: join(home, 'k') };
    expect(sharedFiles(named)).toEqual({ config: join(home, 'c'), credentials: join(home, 'k') });
    expect((await listProfiles(named)).map(({ name }) => name)).toEqual(['elsewhere']);
  });

  it.each([
    ['[default', 1],
    ['region = x', 1],
    ['[default]\n\nAKIASECRET', 3],
    ['[default]\n= value', 2],
  ])('names the file and the line that is broken: %j', async (config, line) => {
    await write(config);
    const error = await listProfiles(environment()).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'PROFILE_INVALID' });
    expect(error.message).toContain(join(home, '.aws', 'config'));
    expect(error.message).toContain(`line ${line}`);
    expect(error.message).not.toContain('AKIASECRET');
  });

  it('names a file that cannot be read', async () => {
    await mkdir(join(home, '.aws', 'config'), { recursive: true });
    const error = await listProfiles(environment()).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'PROFILE_INVALID' });
    expect(error.message).toContain('EISDIR');
  });
});

describe('createCredentialSource', () => {
  const source = (profile: string) =>
    createCredentialSource(exampleConnection(null, { credentials: { kind: 'profile', profile } }), {
      readSecret: async () => null,
      environment: environment(),
      now: () => 0,
    });

  it('takes static keys from a profile, and reads them again later', async () => {
    await write(
      '[profile p]\nregion = x',
      '[p]\naws_access_key_id = A\naws_secret_access_key = profile-secret\naws_session_token = profile-token\n',
    );
    const expiration = new Date(15 * 60_000);
    expect(await source('p')()).toEqual({
      accessKeyId: 'A',
      secretAccessKey: 'profile-secret',
      sessionToken: 'profile-token',
      expiration,
    });
    await write('', '[p]\naws_access_key_id = A2\naws_secret_access_key = second-profile-secret\n');
    expect(await source('p')()).toMatchObject({ accessKeyId: 'A2', secretAccessKey: 'second-profile-secret' });
  });

  it('names a profile that is not there, yields nothing or has a broken file', async () => {
    await write('[profile empty]\nregion = x\n');
    await expect(source('missing')()).rejects.toMatchObject({
      code: 'PROFILE_INVALID',
      details: { profile: 'missing' },
    });
    await expect(source('empty')()).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      details: { profile: 'empty' },
    });
    await write('[profile empty');
    await expect(source('empty')()).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
  });

  it('never repeats the command of a credential_process', async () => {
    await write('[profile p]\ncredential_process = false --password hunter2\n');
    const error = await source('p')().catch((caught) => caught);
    expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING', details: { profile: 'p' } });
    expect(JSON.stringify(error) + error.stack + String(error.cause)).not.toContain('hunter2');
  });

  it('says that a single sign-on has ended', async () => {
    await write(
      '[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://x.invalid\n',
    );
    // For single sign-on the SDK goes by the process's own environment.
    vi.stubEnv('AWS_CONFIG_FILE', join(home, '.aws', 'config'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, '.aws', 'credentials'));
    await expect(source('p')()).rejects.toMatchObject({ code: 'TOKEN_EXPIRED', details: { profile: 'p' } });
  });

  it('takes static keys from the vault, or names the connection that has none', async () => {
    const ports = { environment: {}, now: () => 0 };
    const kept = { secretAccessKey: 'entered-secret', sessionToken: null };
    const read = createCredentialSource(exampleConnection(null), { ...ports, readSecret: async () => kept });
    expect(await read()).toEqual({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'entered-secret' });
    const none = createCredentialSource(exampleConnection(null), { ...ports, readSecret: async () => null });
    await expect(none()).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining('Test'),
    });
  });
});
