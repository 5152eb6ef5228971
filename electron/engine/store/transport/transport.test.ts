import { X509Certificate } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { readRequest } from '../../../practice/protocol/request.ts';
import { verifySignature } from '../../../practice/signing/sigv4.ts';
import { startPracticeStore } from '../../../practice/store.ts';
import { createS3Store, type S3StoreOptions } from '../s3/s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from '../s3/testing/recording-server.ts';
import type { Store } from '../store.ts';
import { describeCertificate } from './server-certificate.ts';
import { authorityFile, type TestCertificate, testCertificate } from './testing/certificates/read.ts';
import { type ProxyServer, startProxyServer } from './testing/proxy-server.ts';

const noUploads =
  '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function server(tls?: TestCertificate, host?: '::1'): Promise<RecordingServer> {
  const started = await startRecordingServer({
    ...(tls ? { tls: testCertificate(tls) } : {}),
    ...(host ? { host } : {}),
  });
  started.answer({ body: noUploads });
  closers.push(started.close);
  return started;
}
async function proxy(options?: Parameters<typeof startProxyServer>[0]): Promise<ProxyServer> {
  const started = await startProxyServer(options);
  closers.push(started.close);
  return started;
}
/** Every name is this computer's. */
const lookup: LookupFunction = (_, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);

const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'transported-secret-key' });
function open(url: string, changes: Partial<Connection> = {}, options: Partial<S3StoreOptions> = {}): Store {
  const store = createS3Store(exampleConnection(url, changes), credentials, { now: Date.now, lookup, ...options });
  closers.push(store.close);
  return store;
}
const list = (store: Store) => store.listUploads({ bucket: 'bucket' });
const failure = (store: Store): Promise<AppError> =>
  list(store).then(
    () => expect.unreachable('the call succeeded'),
    (error) => error,
  );
const manual = (url: string, username: string | null = null): Partial<Connection> => ({
  proxy: { kind: 'manual', url, username },
});
const knows = (password: string | null) => ({
  proxy: { readPassword: async () => password, resolveSystem: async () => null },
});
const trusting = (caFile: string | null): Pick<Connection, 'tls'> => ({ tls: { caFile, pinned: null } });
const pinning = (name: TestCertificate): Pick<Connection, 'tls'> => ({
  tls: { caFile: null, pinned: describeCertificate(new X509Certificate(testCertificate(name).cert)) },
});

describe('certificates', () => {
  it('trusts what the connection’s own authority has signed', async () => {
    const { port, requests } = await server('good');
    await list(open(`https://store.test:${port}`, trusting(authorityFile)));
    await list(open(`https://127.0.0.1:${port}`, trusting(authorityFile)));
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['good', null, /authority that this computer does not (know|trust)/],
    ['expired', authorityFile, /has expired/],
    ['other-host', authorityFile, /for another host name/],
    ['self-signed', authorityFile, /is self-signed/],
  ] as const)('shows the certificate that it does not trust, and asks nothing: %s', async (name, caFile, sentence) => {
    const { port, requests } = await server(name);
    const error = await failure(open(`https://store.test:${port}`, trusting(caFile)));
    expect(error).toMatchObject({
      code: 'TLS_FAILED',
      details: { operation: 'ListMultipartUploads', bucket: 'bucket', endpoint: `store.test:${port}` },
    });
    expect(error.message).toMatch(sentence);
    expect(error.details.certificate).toEqual(describeCertificate(new X509Certificate(testCertificate(name).cert)));
    expect(requests).toEqual([]);
  });

  it('tells what a certificate says', () => {
    expect(describeCertificate(new X509Certificate(testCertificate('good').cert))).toMatchObject({
      fingerprint256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      subject: 'CN=store.test',
      issuer: 'CN=Test authority',
      validFrom: Date.parse('2020-01-01T00:00:00Z'),
      validTo: Date.parse('2120-01-01T00:00:00Z'),
      hosts: ['store.test', '*.store.test', '127.0.0.1', '0:0:0:0:0:0:0:1'],
    });
  });

  it.each(['self-signed', 'good'] as const)('trusts the pinned one, whatever the host is called: %s', async (name) => {
    const { port, requests } = await server(name);
    await list(open(`https://store.test:${port}`, pinning(name)));
    await list(open(`https://quite-other.test:${port}`, pinning(name)));
    expect(requests).toHaveLength(2);
  });

  it.each(['self-signed-again', 'good'] as const)('trusts no other than the pinned one: %s', async (name) => {
    const { port, requests } = await server(name);
    const error = await failure(open(`https://store.test:${port}`, pinning('self-signed')));
    expect(error).toMatchObject({ code: 'TLS_FAILED', message: expect.stringContaining('has changed') });
    expect(error.details.certificate?.fingerprint256).toBe(pinning(name).tls.pinned?.fingerprint256);
    expect(requests).toEqual([]);
  });

  it('checks the pinned one on every new connection, and not only the first', async () => {
    const before = await server('self-signed');
    const store = open(`https://store.test:${before.port}`, pinning('self-signed'));
    // Closes each connection, so that the next call needs a new one, which could resume the session.
    before.answer({ headers: { connection: 'close' }, body: noUploads });
    await list(store);
    await list(store);
    await before.close();
    const after = await import('node:https').then(({ createServer }) =>
      createServer(testCertificate('self-signed-again'), (_, response) => response.end(noUploads)),
    );
    await new Promise<void>((resolve) => after.listen(before.port, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => after.close(resolve)));
    expect((await failure(store)).message).toContain('has changed');
  });

  const region = 'eu-central-1';
  it.each([
    ['no endpoint', null, `bucket.s3.${region}.amazonaws.com:443`],
    ['its endpoint by name', `https://s3.${region}.amazonaws.com`, `s3.${region}.amazonaws.com:443`],
    ['capitals and the dot of the root', 'https://S3.AmazonAWS.com./', 's3.amazonaws.com.:443'],
    ['a VPC endpoint', 'https://bucket.vpce-1-a.s3.us-east-1.vpce.amazonaws.com', 'vpce.amazonaws.com'],
    ['China', 'https://s3.cn-north-1.amazonaws.com.cn', 's3.cn-north-1.amazonaws.com.cn'],
    ['dual-stack', 'https://s3.us-east-1.api.aws', 's3.us-east-1.api.aws'],
    ['the sovereign cloud', 'https://s3.eusc-de-east-1.amazonaws.eu', 's3.eusc-de-east-1.amazonaws.eu'],
  ])('does not take a pinned certificate for AWS: %s', async (_, endpointUrl, host) => {
    const { port, requests } = await server('self-signed');
    const tunnels = await proxy({ ports: new Proxy({}, { get: () => port }) });
    const connection = exampleConnection(endpointUrl, {
      ...pinning('self-signed'),
      ...manual(tunnels.url),
      region,
      pathStyle: false,
    });
    const store = createS3Store(connection, credentials, { now: Date.now, lookup });
    closers.push(store.close);
    const error = await failure(store);
    // The tunnel was there, and ended in front of the certificate; at an endpoint, the other addressing style is tried too.
    expect(tunnels.requests.length).toBeGreaterThan(0);
    for (const { method, target } of tunnels.requests)
      expect([method, target]).toEqual(['CONNECT', expect.stringContaining(host)]);
    expect(error).toMatchObject({ code: 'TLS_FAILED' });
    // Nobody is offered to trust it.
    expect(error.details.certificate).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it.each(['https://amazonaws.com.example.com', 'https://my-amazonaws.com'])(
    'takes it for a host that only looks like AWS’s: %s',
    async (url) => {
      const { port, requests } = await server('self-signed');
      await list(open(`${url}:${port}`, pinning('self-signed')));
      expect(requests).toHaveLength(1);
    },
  );

  it('does not accept a pinned certificate that has expired', async () => {
    const { port } = await server('expired');
    expect((await failure(open(`https://store.test:${port}`, pinning('expired')))).message).toMatch(/has expired/);
  });

  it('names the CA file that is gone', async () => {
    const { port } = await server('good');
    expect(await failure(open(`https://store.test:${port}`, trusting('/no/such.pem')))).toMatchObject({
      code: 'TLS_FAILED',
      message: 'The CA file /no/such.pem does not exist.',
      details: { file: '/no/such.pem' },
    });
  });

  it.each<[string, TlsOptions]>([
    ['version', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['cipher', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-CCM8' }],
  ])('says that there is no %s in common with a server', async (_, options) => {
    const old = createTlsServer({ ...testCertificate('good'), ...options });
    await new Promise<void>((listening) => old.listen(0, '127.0.0.1', listening));
    closers.push(() => old.close());
    const address = old.address();
    const port = typeof address === 'object' ? address?.port : null;
    const error = await failure(open(`https://store.test:${port}`));
    expect(error).toMatchObject({ code: 'TLS_FAILED', message: expect.stringMatching(/in common \(ERR_SSL_\S+\)/) });
  });

  it('says that there is no TLS on a port', async () => {
    const { port } = await server();
    const error = await failure(open(`https://store.test:${port}`));
    expect(error).toMatchObject({ code: 'WRONG_SCHEME', message: expect.stringContaining('answers without TLS') });
    expect(error.details.certificate).toBeUndefined();
  });

  it('gives up a handshake that does not end', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    silent.on('connection', (socket) => closers.push(() => socket.destroy()));
    closers.push(() => silent.close());
    const store = open(`https://store.test:${port}`, {}, { connectionTimeoutMs: 200 });
    expect((await failure(store)).code).toBe('TIMEOUT');
  });
});

describe('a proxy', () => {
  it('is asked for a tunnel to a server with TLS', async () => {
    const { port, requests } = await server('good');
    const way = await proxy();
    const store = open(`https://store.test:${port}/base`, { ...manual(way.url), ...trusting(authorityFile) });
    await list(store);
    await list(store);
    // One tunnel for both: it is kept.
    expect(way.requests).toEqual([{ method: 'CONNECT', target: `store.test:${port}`, authorization: null }]);
    expect(requests.map(({ path }) => path)).toEqual(['/base/bucket/', '/base/bucket/']);
    expect(requests[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it('is given the whole URL of a server without TLS, as it was signed', async () => {
    const practice = await startPracticeStore({ scenario: 'empty' });
    closers.push(practice.close);
    practice.createBucket('bucket');
    const { port } = new URL(practice.endpointUrl);
    const way = await proxy({ login: 'me:p@ss:wörd' });
    const keys = async () => practice;
    const connection = exampleConnection(`http://store.test:${port}`, {
      ...manual(way.url, 'me'),
      region: practice.region,
    });
    const store = createS3Store(connection, keys, { now: Date.now, ...knows('p@ss:wörd') });
    closers.push(store.close);
    for (const key of ['a//b/../c', '../up', '/first', 'ü +%2F?#&']) {
      const uploadId = practice.seedUpload({ bucket: 'bucket', key, parts: [], initiatedAt: 0 });
      await store.abortUpload({ connectionId: 'c', bucket: 'bucket', key, uploadId });
    }
    expect((await list(store)).uploads).toEqual([]);
    expect(way.requests[0]?.target).toMatch(new RegExp(`^http://store\\.test:${port}/bucket/a//b/\\.\\./c\\?`));
  });

  it('reaches an IPv6 address', async () => {
    const [plain, secure, way] = [await server(), await server('good'), await proxy()];
    await list(open(`http://[fd00::1]:${plain.port}`, manual(way.url)));
    await list(open(`https://[fd00::1]:${secure.port}`, { ...manual(way.url), ...pinning('good') }));
    expect(way.requests.map(({ target }) => target)).toEqual([
      expect.stringMatching(`^http://\\[fd00::1\\]:${plain.port}/bucket/\\?`),
      `[fd00::1]:${secure.port}`,
    ]);
    const error = await failure(open(`https://[fd00::1]:${secure.port}`, manual(way.url)));
    expect(error).toMatchObject({ code: 'TLS_FAILED', details: { certificate: { subject: 'CN=store.test' } } });
  });

  it('is told the password', async () => {
    const { port, requests } = await server('good');
    const way = await proxy({ login: 'me:p@ss:w%rd' });
    const store = open(
      `https://store.test:${port}`,
      { ...manual(way.url, 'me'), ...trusting(authorityFile) },
      knows('p@ss:w%rd'),
    );
    await list(store);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests[0]?.headers)).not.toContain('proxy-authorization');
  });

  it.each([
    ['https', 'me', 'wrong-password', 'does not accept the user name and password'],
    ['https', null, null, 'asks for a user name and password'],
    ['http', 'me', 'wrong-password', 'does not accept the user name and password'],
    ['http', null, null, 'asks for a user name and password'],
  ])('that wants another login says so: %s, %s', async (scheme, username, password, words) => {
    const { port, requests } = await server(scheme === 'https' ? 'good' : undefined);
    const way = await proxy({ login: 'me:right-password' });
    const error = await failure(open(`${scheme}://store.test:${port}`, manual(way.url, username), knows(password)));
    expect(error).toMatchObject({
      code: 'PROXY_FAILED',
      message: `The proxy ${way.shown} ${words}.`,
      details: { operation: 'ListMultipartUploads', endpoint: `store.test:${port}` },
    });
    expect(JSON.stringify(error.toShape())).not.toContain('password"');
    expect(JSON.stringify(error.toShape())).not.toMatch(/wrong-password|right-password/);
    expect(requests).toEqual([]);
  });

  it.each([
    [403, 'does not allow connections to store.test:443 (HTTP 403)'],
    [502, 'could not connect to store.test:443 (HTTP 502)'],
  ])('that answers %i is named', async (refuse, words) => {
    const way = await proxy({ refuse });
    expect(await failure(open('https://store.test', manual(way.url)))).toMatchObject({
      code: 'PROXY_FAILED',
      message: `The proxy ${way.shown} ${words}.`,
    });
  });

  it.each(['http', 'https'])('that is not there is named: %s', async (scheme) => {
    const store = open(`${scheme}://store.test`, manual('http://127.0.0.1:1'), { lookup });
    expect(await failure(store)).toMatchObject({
      code: 'PROXY_FAILED',
      message: 'The proxy 127.0.0.1:1 refuses the connection: nothing listens there.',
    });
  });

  it.each([200, 5000])('that never answers is given up, and named: %i ms to connect', async (connectionTimeoutMs) => {
    const { createServer } = await import('node:net');
    const silent = createServer((socket) => closers.push(() => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closers.push(() => silent.close());
    const { port } = silent.address() as { port: number };
    const timeouts = { connectMs: 5000, requestMs: 60_000, idleMs: 1000 };
    const settings = { ...manual(`http://127.0.0.1:${port}`), timeouts };
    const store = open('https://store.test', settings, { connectionTimeoutMs });
    expect(await failure(store)).toMatchObject({
      code: 'PROXY_FAILED',
      message: `The proxy 127.0.0.1:${port} does not answer in time.`,
    });
  });

  it.each(['http', 'https'])('is not blamed for an answer that breaks off behind it: %s', async (scheme) => {
    const { port, answer, requests } = await server(scheme === 'https' ? 'good' : undefined);
    answer(
      (response) => void response.writeHead(200, { 'content-length': '100' }).write('<', () => response.destroy()),
    );
    const way = await proxy();
    const store = open(`${scheme}://store.test:${port}`, { ...manual(way.url), ...trusting(authorityFile) });
    expect((await failure(store)).code).toBe('CONNECTION_LOST');
    answer((response) => void response.socket?.destroy());
    expect((await failure(store)).code).toMatch(/^(CONNECTION_LOST|STORE_FAILED)$/);
    expect(requests).toHaveLength(2);
  });

  it('lets a certificate be seen through it', async () => {
    const { port } = await server('self-signed');
    const way = await proxy({ login: 'me:pw' });
    const error = await failure(open(`https://store.test:${port}`, manual(way.url, 'me'), knows('pw')));
    expect(error).toMatchObject({ code: 'TLS_FAILED', details: { certificate: { subject: 'CN=store.test' } } });
    await list(
      open(`https://store.test:${port}`, { ...manual(way.url, 'me'), ...pinning('self-signed') }, knows('pw')),
    );
  });

  it('is not used for this computer itself', async () => {
    const way = await proxy({ refuse: 502 });
    const { url, port, requests } = await server();
    await list(open(url, manual(way.url)));
    await list(open(`http://localhost:${port}`, manual(way.url)));
    expect(requests).toHaveLength(2);
    expect(way.requests).toEqual([]);
  });

  it('is the system’s where the connection says so, asked once for a while', async () => {
    const { port, requests } = await server('good');
    const way = await proxy({ login: 'sys:pw' });
    const asked: string[] = [];
    let now = 0;
    const resolveSystem = async (url: string) => {
      asked.push(url);
      return way.url.replace('//', '//sys:pw@');
    };
    const store = open(`https://store.test:${port}`, trusting(authorityFile), {
      now: () => now,
      proxy: { readPassword: async () => null, resolveSystem },
    });
    await list(store);
    await list(store);
    expect(asked).toEqual([`https://store.test:${port}`]);
    now = 60_000;
    await list(store);
    expect(asked).toHaveLength(2);
    expect([requests.length, way.requests.length]).toEqual([3, 1]);
    const straight = open(
      `https://store.test:${port}`,
      { ...trusting(authorityFile), proxy: { kind: 'none' } },
      {
        proxy: { readPassword: async () => null, resolveSystem },
      },
    );
    await list(straight);
    expect([asked.length, way.requests.length]).toEqual([2, 1]);
  });

  it.each([
    ['socks5://me:top-secret@10.0.0.1:1080', 'is a SOCKS proxy'],
    ['::nonsense top-secret', 'cannot be read'],
  ])('of the system that cannot be used is refused in words', async (url, words) => {
    const proxies = { proxy: { readPassword: async () => null, resolveSystem: async () => url } };
    const error = await failure(open('https://store.test', {}, proxies));
    expect(error).toMatchObject({ code: 'PROXY_FAILED', message: expect.stringContaining(words) });
    expect(error.message).not.toContain('top-secret');
  });
});

describe('endpoints', () => {
  it.each(['::1', undefined] as const)('with a path are signed with it: %s', async (host) => {
    const { url, requests } = await server(undefined, host);
    await list(open(`${url}/base/path`));
    await list(open(`${url}/base/path/`));
    expect(requests.map(({ path }) => path)).toEqual(['/base/path/bucket/', '/base/path/bucket/']);
    expect(requests[0]?.headers.host).toBe(new URL(url).host);
    const identity = {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'transported-secret-key',
      sessionToken: null,
      region: 'us-east-1',
    };
    for (const { method, path, query, headers } of requests) {
      expect(() =>
        verifySignature(readRequest(method, `${path}?${query}`, headers), identity, Date.now()),
      ).not.toThrow();
    }
  });
});

it('closes connections that are idle for as long as the connection allows', async () => {
  const { url, allGone } = await server();
  await list(open(url, { timeouts: { connectMs: 30_000, requestMs: 1000, idleMs: 1000 } }));
  await allGone();
});

it('gives a request the time that the connection says, and an abort five times as long', async () => {
  const started = await server();
  started.answer((response) => void setTimeout(() => response.writeHead(204).end(), 1500));
  const store = open(started.url, { timeouts: { connectMs: 30_000, requestMs: 1000, idleMs: 1000 } });
  expect(await failure(store)).toMatchObject({ code: 'TIMEOUT', message: 'No answer within 1 s.' });
  await store.abortUpload({ connectionId: 'c', bucket: 'bucket', key: 'k', uploadId: 'u' });
});
