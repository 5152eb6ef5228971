import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createEngine } from '../engine.ts';
import type { EnginePorts, Secrets } from '../ports/ports.ts';
import { startRecordingServer } from '../store/s3/testing/recording-server.ts';
import { describeCertificate } from '../store/transport/server-certificate.ts';
import { testCertificate } from '../store/transport/testing/certificates/read.ts';
import { type ProxyServer, startProxyServer } from '../store/transport/testing/proxy-server.ts';
import { enginePorts, memoryVault } from '../testing/engine-ports.ts';

let dataDir: string;
let practice: PracticeStore;
let secrets: Map<string, Secrets>;
let logged: string[];
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-connections-'));
  secrets = new Map();
  logged = [];
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket('media');
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(more: Partial<EnginePorts> = {}) {
  const log = (...line: unknown[]) => void logged.push(JSON.stringify(line));
  const engine = await createEngine(
    enginePorts(dataDir, {
      vault: memoryVault(secrets),
      log: { info: log, warn: log, error: log },
      startPractice: async () => practice,
      ...more,
    }),
  );
  let closed = false;
  const close = async () => {
    if (!closed) await engine.close();
    closed = true;
  };
  closers.push(close);
  return { client: createRouterClient(engine.router), close };
}
async function proxy(login?: string): Promise<ProxyServer> {
  const started = await startProxyServer(login === undefined ? {} : { login });
  closers.push(started.close);
  return started;
}

/** The practice store under a name that only a proxy finds. */
const draft = (more: object = {}) => ({
  name: 'Store',
  endpointUrl: `http://store.test:${new URL(practice.endpointUrl).port}`,
  region: practice.region,
  pathStyle: true,
  activeWindowMs: 0,
  quietIntervalMs: 0,
  credentials: {
    kind: 'static' as const,
    accessKeyId: practice.accessKeyId,
    secretAccessKey: practice.secretAccessKey,
    sessionToken: undefined,
  },
  ...more,
});
const byHand = (url: string) => ({
  proxy: { kind: 'manual' as const, url, username: 'me' },
  proxyPassword: 'proxy-secret',
});

it.each([' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff', ' \n\u00a0'])(
  'what is pasted with %j around it is entered without, secrets like the other fields',
  async (blank) => {
    const { client } = await open();
    const around = (text: string) => `${blank}${text}${blank}`;
    const padded = draft({
      name: around('Store'),
      endpointUrl: around(practice.endpointUrl),
      region: around(practice.region),
      credentials: {
        kind: 'static',
        accessKeyId: around(practice.accessKeyId),
        secretAccessKey: around(practice.secretAccessKey),
      },
    });
    expect(await client.connections.test(padded)).toMatchObject({ outcome: 'works', buckets: 1 });
    const { id, name, region } = await client.connections.save(padded);
    expect([name, region]).toEqual(['Store', practice.region]);
    expect(secrets.get(id)).toEqual({ secretAccessKey: practice.secretAccessKey });
    const token = { ...padded.credentials, sessionToken: around('a-session-token') };
    const other = await client.connections.save({ ...padded, credentials: token });
    expect(secrets.get(other.id)?.sessionToken).toBe('a-session-token');
  },
);

describe('a proxy', () => {
  it('set by hand is used for a test and, with the kept password, for all that follows', async () => {
    const way = await proxy('me:proxy-secret');
    const { client, close } = await open();
    expect(await client.connections.test(draft(byHand(way.url)))).toMatchObject({ outcome: 'works', buckets: 1 });
    const { id } = await client.connections.save(draft(byHand(way.url)));
    await close();
    const { client: later } = await open();
    expect(await later.buckets.refresh({ connectionId: id })).toMatchObject({ status: 'ready', items: [{}] });
  });

  it('that does not take the password is told, without it', async () => {
    const way = await proxy('me:another');
    const { client } = await open();
    const { id } = await client.connections.save(draft(byHand(way.url)));
    const list = await client.buckets.refresh({ connectionId: id });
    expect(list).toMatchObject({ status: 'failed', error: { code: 'PROXY_FAILED' } });
    expect(list.error?.message).toContain(way.shown);
    expect(JSON.stringify([list, logged])).not.toMatch(/proxy-secret|another/);
  });

  it('is the system’s unless the connection says otherwise', async () => {
    const way = await proxy();
    const asked: string[] = [];
    const { client } = await open({
      resolveProxy: async (url) => {
        asked.push(url);
        return way.url;
      },
    });
    expect(await client.connections.test(draft())).toMatchObject({ outcome: 'works' });
    expect(asked).toEqual([draft().endpointUrl]);
    const straight = await client.connections.test(draft({ proxy: { kind: 'none' } }));
    expect(straight).toMatchObject({ outcome: 'failed', error: { code: 'ENDPOINT_NOT_FOUND' } });
    expect(asked).toHaveLength(1);
  });
});

describe('what was learned of an endpoint', () => {
  it('outlives the app, and goes when the connection is saved anew', async () => {
    const { client, close } = await open();
    const here = { endpointUrl: practice.endpointUrl, region: 'us-west-9' };
    const saved = await client.connections.save(draft(here));
    const signed = () => practice.calls.map(({ code }) => code);
    await client.buckets.refresh({ connectionId: saved.id });
    expect(signed()).toEqual(['AuthorizationHeaderMalformed', null]);
    await close();

    const { client: later } = await open();
    await later.buckets.refresh({ connectionId: saved.id });
    expect(signed()).toEqual(['AuthorizationHeaderMalformed', null, null]);
    await later.connections.save({ ...draft(here), id: saved.id });
    await later.buckets.refresh({ connectionId: saved.id });
    expect(signed().slice(3)).toEqual(['AuthorizationHeaderMalformed', null]);
  });
});

describe('the file of connections', () => {
  it('holds no secret, and makes new connections that say what they lack', async () => {
    const { client } = await open();
    await client.connections.openPractice();
    const credentials = { ...draft().credentials, secretAccessKey: 'key-secret', sessionToken: 'token-secret' };
    const saved = await client.connections.save(draft({ ...byHand('http://proxy.test:3128'), credentials }));
    const profile = { name: 'Lab', credentials: { kind: 'profile' as const, profile: 'lab' } };
    await client.connections.save(draft(profile));
    expect(JSON.stringify([...secrets.values()])).toMatch(/key-secret.*token-secret.*proxy-secret/);

    const file = await client.connections.export();
    expect(file.text).not.toMatch(/key-secret|token-secret|proxy-secret/);
    expect(file.text).not.toContain(practice.secretAccessKey);
    expect(file.text).toContain(practice.accessKeyId);

    const imported = await client.connections.import({ text: file.text });
    expect(imported.added.map(({ name }) => name)).toEqual(['Store (2)', 'Lab (2)']);
    expect(imported.needSecret).toEqual(['Store (2)']);
    expect(imported.added.map(({ id }) => id)).not.toContain(saved.id);
    const [store] = imported.added;
    const list = await client.buckets.refresh({ connectionId: store?.id ?? '' });
    expect(list.error).toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });

  it('leads nothing to a proxy and a certificate that it names', async () => {
    const listener = await startRecordingServer({ tls: testCertificate('self-signed') });
    closers.push(listener.close);
    const middle = await startProxyServer({ ports: new Proxy({}, { get: () => listener.port }) });
    closers.push(middle.close);
    const pinned = describeCertificate(new X509Certificate(testCertificate('self-signed').cert));
    const file = JSON.stringify({
      kind: 'loose-parts connections',
      version: 1,
      connections: [
        {
          name: 'Company',
          endpointUrl: null,
          region: 'eu-central-1',
          pathStyle: false,
          activeWindowMs: 0,
          quietIntervalMs: 0,
          proxy: { kind: 'manual', url: middle.url, username: null },
          tls: { caFile: '/etc/hostname', pinned },
          credentials: { kind: 'static', accessKeyId: 'AKIDCOMPANY', hasSessionToken: false },
        },
      ],
    });
    // No name is found, so that nothing leaves this computer; a proxy would have been asked for a tunnel all the same.
    const lookup: LookupFunction = (_, __, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '');
    const { client } = await open({ lookup });
    const { added, needSecret, leftOut } = await client.connections.import({ text: file });
    // The person enters the secret and lists the buckets.
    const [imported] = added;
    if (!imported) throw new Error('Nothing was imported');
    const { bucketSettings: _, practice: __, ...settings } = imported;
    const entered = {
      kind: 'static' as const,
      accessKeyId: 'AKIDCOMPANY',
      secretAccessKey: 'company-secret',
      sessionToken: 'company-token',
    };
    await client.connections.save({ ...settings, credentials: entered });
    const list = await client.buckets.refresh({ connectionId: imported.id });
    expect(list).toMatchObject({ status: 'failed', error: { code: 'ENDPOINT_NOT_FOUND' } });
    expect(middle.requests).toEqual([]);
    expect(listener.requests).toEqual([]);
    expect(needSecret).toEqual(['Company']);
    expect(leftOut).toEqual([
      {
        name: 'Company',
        settings: [
          { setting: 'proxy', value: middle.url },
          { setting: 'trusted certificate', value: pinned.fingerprint256 },
          { setting: 'CA file', value: '/etc/hostname' },
        ],
      },
    ]);
    expect(readFileSync(join(dataDir, 'connections.json'), 'utf8')).not.toMatch(/BEGIN CERTIFICATE|etc.hostname/);

    // Nor can the certificate be put in by hand.
    const trusting = { ...settings, tls: { caFile: null, pinned }, credentials: entered };
    await expect(client.connections.save(trusting)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('AWS’s own hosts are never trusted by a single certificate'),
    });
  });

  it('leaves a token file to be entered by hand', async () => {
    const { client } = await open();
    const credentials = { kind: 'webIdentity', roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: null };
    const file = JSON.stringify({
      kind: 'loose-parts connections',
      version: 1,
      connections: [{ ...draft(), credentials: { ...credentials, tokenFile: '/etc/shadow' } }],
    });
    const { added, leftOut } = await client.connections.import({ text: file });
    expect(leftOut).toEqual([{ name: 'Store', settings: [{ setting: 'token file', value: '/etc/shadow' }] }]);
    const list = await client.buckets.refresh({ connectionId: added[0]?.id ?? '' });
    expect(list.error).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      message: expect.stringContaining('enter the file’s path'),
    });
    const { client: later } = await open();
    expect((await later.app.info()).warnings, 'the saved file is whole').toEqual([]);
  });

  it('that is not one changes nothing', async () => {
    const { client } = await open();
    await expect(client.connections.import({ text: '{}' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readdirSync(dataDir)).not.toContain('connections.json');
  });

  it('that was set aside as broken is told to the page', async () => {
    writeFileSync(join(dataDir, 'connections.json'), '{');
    const { client } = await open();
    const { warnings } = await client.app.info();
    const aside = readdirSync(dataDir).find((name) => name.includes('.broken-'));
    expect(warnings).toEqual([{ what: 'connections unreadable', aside: join(dataDir, String(aside)), hasCopy: false }]);
    const { client: later } = await open();
    expect((await later.app.info()).warnings).toEqual([]);
  });
});
