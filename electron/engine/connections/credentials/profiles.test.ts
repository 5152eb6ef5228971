import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProfiles } from './profiles.ts';
import { sharedFiles } from './shared-config.ts';

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
afterEach(() => rm(home, { recursive: true, force: true }));

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
      { name: 'default', region: 'us-west-2', endpointUrl: null, way: 'keys' },
      { name: 'only-keys', region: null, endpointUrl: null, way: 'keys' },
      { name: 'plain', region: null, endpointUrl: 'https://plain.example.com', way: 'unknown' },
      { name: 'two words', region: 'eu-west-1', endpointUrl: 'https://s3.example.com', way: 'unknown' },
    ]);
  });

  it.each([
    ['keys', 'aws_access_key_id = A\naws_secret_access_key = profiled-secret-key'],
    ['role', 'role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base'],
    ['role', 'role_arn = arn:aws:iam::111122223333:role/r\ncredential_source = Environment\naws_access_key_id = A'],
    ['web identity', 'role_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = /t'],
    ['sso', 'sso_session = corp'],
    ['sso', 'sso_start_url = https://x.awsapps.com/start'],
    ['process', 'credential_process = get'],
    ['login', 'login_session = arn:aws:iam::111122223333:user/u'],
    ['unknown', 'region = us-east-1'],
    ['unknown', 'aws_access_key_id ='],
  ])('says how a profile gets its credentials: %s', async (way, settings) => {
    await write(`[profile p]\n${settings}\n`);
    expect(await listProfiles(environment())).toMatchObject([{ name: 'p', way }]);
  });

  it('honours the variables that name other files', async () => {
    await writeFile(join(home, 'c'), '[profile elsewhere]\n');
    const named = { ...environment(), AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: join(home, 'k') };
    expect(sharedFiles(named)).toMatchObject({ config: join(home, 'c'), credentials: join(home, 'k') });
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
    expect(error).toMatchObject({ code: 'PROFILE_INVALID', details: { file: join(home, '.aws', 'config') } });
    expect(error.message).toContain('EISDIR');
  });

  it.runIf(process.platform !== 'win32')('reads no device, which might never end', async () => {
    const named = (file: string) => ({ ...environment(), AWS_CONFIG_FILE: file });
    expect(await listProfiles(named('/dev/null'))).toEqual([]);
    await expect(listProfiles(named('/dev/zero'))).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
  });
});
