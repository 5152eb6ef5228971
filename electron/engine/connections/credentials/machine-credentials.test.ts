import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createS3Store } from '../../store/s3/s3-store.ts';
import {
  errorXml,
  exampleConnection,
  type RecordingServer,
  startRecordingServer,
} from '../../store/s3/testing/recording-server.ts';
import { keysOf, metadataKeys } from './testing/credential-services.ts';
import { CredentialStand } from './testing/open-credentials.ts';

let stand: CredentialStand;
beforeEach(async () => {
  stand = await CredentialStand.start();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stand.close();
});

const by = (kind: 'environment' | 'metadata' | 'anonymous') => exampleConnection(null, { credentials: { kind } });
const fetchBy = (kind: 'environment' | 'metadata') => stand.credentials().sourceFor(by(kind))();
const errorOf = (call: Promise<unknown>) => call.then(() => null).catch((error: unknown) => error);

describe('the environment', () => {
  it('gives its keys, token and end', async () => {
    const end = new Date(Date.now() + 3_600_000);
    Object.assign(stand.environment, {
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'secret-env',
      AWS_SESSION_TOKEN: 'token-env',
      AWS_CREDENTIAL_EXPIRATION: end.toISOString(),
    });
    expect(await fetchBy('environment')).toMatchObject({
      accessKeyId: 'AKIAENV',
      secretAccessKey: 'secret-env',
      sessionToken: 'token-env',
    });
    expect(stand.state()).toMatchObject({ source: 'environment', expiresAt: end.getTime() });
  });

  it.each([
    [{}, 'no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY', 'CREDENTIALS_MISSING'],
    [{ AWS_ACCESS_KEY_ID: 'A' }, 'no AWS_SECRET_ACCESS_KEY', 'CREDENTIALS_MISSING'],
    [
      {
        AWS_ACCESS_KEY_ID: 'A',
        AWS_SECRET_ACCESS_KEY: 'machine-secret-key',
        AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
      },
      'have expired',
      'TOKEN_EXPIRED',
    ],
  ])('says what is missing: %j', async (variables, words, code) => {
    Object.assign(stand.environment, variables);
    expect(await errorOf(fetchBy('environment'))).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('a container', () => {
  const path = '/v2/credentials';
  beforeEach(() => {
    stand.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI = stand.services.url + path;
    stand.services.answers.set(`GET ${path}`, () => metadataKeys(keysOf('POD')));
  });

  it('is asked with the token from the file, read anew', async () => {
    const file = await stand.file('pod-token', 'jwt-1');
    stand.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE = file;
    stand.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN = 'not this one';
    expect(await fetchBy('metadata')).toMatchObject({ accessKeyId: 'AKIAPOD', sessionToken: 'token-POD' });
    await stand.file('pod-token', 'jwt-2');
    await stand.credentials().signIn(by('metadata'));
    expect(stand.services.calls.map(({ headers }) => headers.authorization)).toEqual(['jwt-1', 'jwt-2']);
  });

  it('is asked with the token from the environment', async () => {
    stand.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN = 'Basic abc';
    await fetchBy('metadata');
    expect(stand.services.calls[0]?.headers.authorization).toBe('Basic abc');
  });

  it('that gives none, or lives nowhere that is allowed, is told without its address', async () => {
    stand.services.answers.set(`GET ${path}`, () => ({ status: 400, code: 'No' }));
    expect(await errorOf(fetchBy('metadata'))).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    for (const uri of ['http://evil.example/hunter2', 'not a url hunter2']) {
      stand.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI = uri;
      const error = await errorOf(fetchBy('metadata'));
      expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING' });
      expect(JSON.stringify(error)).not.toContain('hunter2');
    }
  });

  it('names its token file where that cannot be read', async () => {
    stand.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE = stand.home;
    expect(await errorOf(fetchBy('metadata'))).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      details: { file: stand.home },
    });
    expect(stand.services.calls).toEqual([]);
  });
});

describe('an instance', () => {
  const roles = '/latest/meta-data/iam/security-credentials/';
  beforeEach(() => {
    // The SDK goes by the process's own environment here.
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', stand.services.url);
    vi.stubEnv('AWS_CONFIG_FILE', stand.configFile);
    stand.services.answers.set('PUT /latest/api/token', () => ({ text: 'imds-token' }));
    stand.services.answers.set(`GET ${roles}`, () => ({ text: 'web-role\n' }));
    stand.services.answers.set(`GET ${roles}web-role`, () => metadataKeys(keysOf('EC2')));
  });

  it('is asked by version 2: first a token, then the role with it', async () => {
    expect(await fetchBy('metadata')).toMatchObject({ accessKeyId: 'AKIAEC2', sessionToken: 'token-EC2' });
    expect(stand.services.calls.map(({ action }) => action)).toEqual([
      'PUT /latest/api/token',
      `GET ${roles}`,
      `GET ${roles}web-role`,
    ]);
    const [token, ...reads] = stand.services.calls;
    expect(token?.headers['x-aws-ec2-metadata-token-ttl-seconds']).toBe('21600');
    for (const { headers } of reads) expect(headers['x-aws-ec2-metadata-token']).toBe('imds-token');
    expect(stand.state()).toMatchObject({ source: 'metadata', error: null });
  });

  it('is never asked by version 1', async () => {
    stand.services.answers.set('PUT /latest/api/token', () => ({ status: 403, code: 'No' }));
    expect(await errorOf(fetchBy('metadata'))).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining('IMDSv2'),
    });
    expect(stand.calls(`GET ${roles}`)).toEqual([]);
  });

  it('is not asked where it is switched off', async () => {
    stand.environment.AWS_EC2_METADATA_DISABLED = 'true';
    expect(await errorOf(fetchBy('metadata'))).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    expect(stand.services.calls).toEqual([]);
  });

  it('stands behind a role of a profile', async () => {
    const roleArn = 'arn:aws:iam::111122223333:role/r';
    await stand.write(`[profile p]\nrole_arn = ${roleArn}\ncredential_source = Ec2InstanceMetadata\n`);
    stand.services.answers.set('AssumeRole', () => ({ status: 403, code: 'AccessDenied' }));
    await errorOf(stand.credentials().sourceFor(stand.byProfile('p'))());
    const [assume] = stand.calls('AssumeRole');
    expect(assume?.headers.authorization).toContain('Credential=AKIAEC2/');
    expect(assume?.headers['x-amz-security-token']).toBe('token-EC2');
  });
});

describe('nobody', () => {
  let server: RecordingServer;
  beforeEach(async () => {
    server = await startRecordingServer();
  });
  afterEach(() => server.close());

  it('sends requests without a signature', async () => {
    const connection = { ...by('anonymous'), endpointUrl: server.url };
    const credentials = stand.credentials();
    await credentials.ready(connection);
    const store = createS3Store(connection, credentials.sourceFor(connection), { now: Date.now });
    server.answer({ status: 403, body: errorXml('AccessDenied') });
    const ref = { connectionId: 'c1', bucket: 'public', key: 'a b', uploadId: 'u' };
    for (const call of [
      () => store.listUploads({ bucket: 'public' }),
      () => store.listParts(ref, null),
      () => store.abortUpload(ref),
    ]) {
      expect(await errorOf(call())).toMatchObject({ code: 'ACCESS_DENIED' });
    }
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /public/',
      'GET /public/a%20b',
      'DELETE /public/a%20b',
    ]);
    for (const { headers } of server.requests) {
      expect(headers.authorization).toBeUndefined();
      expect(headers['x-amz-security-token']).toBeUndefined();
    }
  });
});

it('asks the SDK’s client for each request, so that what is held here decides', async () => {
  const server = await startRecordingServer();
  try {
    server.answer({ status: 403, body: errorXml('AccessDenied') });
    Object.assign(stand.environment, { AWS_ACCESS_KEY_ID: 'AKIAONE', AWS_SECRET_ACCESS_KEY: 'machine-secret-key' });
    const connection = { ...by('environment'), endpointUrl: server.url };
    const store = createS3Store(connection, stand.credentials().sourceFor(connection), { now: Date.now });
    await errorOf(store.listBuckets());
    stand.environment.AWS_ACCESS_KEY_ID = 'AKIATWO';
    await stand.credentials().signIn(connection);
    await errorOf(store.listBuckets());
    expect(server.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1])).toEqual([
      'AKIAONE',
      'AKIATWO',
    ]);
  } finally {
    await server.close();
  }
});
