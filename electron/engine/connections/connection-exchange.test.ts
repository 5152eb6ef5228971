import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/schema/model.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import { describeCertificate } from '../store/transport/server-certificate.ts';
import { testCertificate } from '../store/transport/testing/certificates/read.ts';
import { exportConnections, lacksSecret, readConnectionFile } from './connection-exchange.ts';

const prod: Connection = exampleConnection('https://s3.example.com', {
  name: 'Prod',
  production: true,
  colour: 'red',
  credentials: { kind: 'static', accessKeyId: 'AKIDPROD', hasSessionToken: true },
  proxy: { kind: 'none' },
  bucketSettings: { media: { requesterPays: true, expectedBucketOwner: '123456789012' } },
});
const lab = exampleConnection(null, { name: 'Lab', credentials: { kind: 'profile', profile: 'lab' } });
const practice = exampleConnection('http://127.0.0.1:1', { id: 'practice', name: 'Practice', practice: true });

let next = 0;
const readAll = (text: string, taken: string[] = []) => readConnectionFile(text, taken, () => `new${next++}`);
const read = (text: string, taken: string[] = []) => readAll(text, taken).map(({ connection }) => connection);
const file = (connections: unknown, changes: object = {}) =>
  JSON.stringify({ kind: 'loose-parts connections', version: 1, connections, ...changes });

it('goes out and comes back with every setting but the IDs and what is told below', () => {
  const { fileName, mediaType, text } = exportConnections([prod, lab, practice], Date.UTC(2026, 0, 2));
  expect([fileName, mediaType]).toEqual(['loose-parts-connections-2026-01-02.json', 'application/json;charset=utf-8']);
  const [first, second, ...more] = read(text);
  const credentials = { kind: 'static', accessKeyId: 'AKIDPROD', hasSessionToken: false };
  expect(first).toEqual({ ...prod, credentials, id: expect.stringMatching(/^new/) });
  expect(second).toEqual({ ...lab, id: expect.stringMatching(/^new/) });
  expect(first?.id).not.toBe(second?.id);
  expect(more).toEqual([]);
  expect(text).not.toMatch(/Practice|"id"/);
});

it('takes nothing from a connection or a file that is not a setting', () => {
  const secrets = {
    secretAccessKey: 'exchanged-SECRET',
    sessionToken: 'exchanged-SECRET',
    proxyPassword: 'exchanged-SECRET',
  };
  const leaky = {
    ...prod,
    ...secrets,
    credentials: { ...prod.credentials, ...secrets },
    proxy: { kind: 'manual' as const, url: 'http://proxy:3128', username: 'me', ...secrets },
  };
  expect(exportConnections([leaky], 0).text).not.toMatch(
    /exchanged-SECRET|secretAccessKey|sessionToken"|proxyPassword/,
  );
  expect(JSON.stringify(read(file([leaky])))).not.toContain('exchanged-SECRET');
});

it('numbers names that are taken, within their length', () => {
  const long = 'x'.repeat(100);
  const names = read(file([prod, prod, { ...lab, name: long }]), ['Prod', 'Prod (2)', long]).map(({ name }) => name);
  expect(names).toEqual(['Prod (3)', 'Prod (4)', `${'x'.repeat(96)} (2)`]);
});

it('fills in settings that an older version did not have', () => {
  const { name, endpointUrl, region, pathStyle, activeWindowMs, quietIntervalMs, credentials } = prod;
  const old = { name, endpointUrl, region, pathStyle, activeWindowMs, quietIntervalMs, credentials };
  expect(read(file([old]))[0]).toMatchObject({ readOnly: false, proxy: { kind: 'system' }, bucketSettings: {} });
});

it('knows which connections lack a secret', () => {
  expect([prod, lab].map(lacksSecret)).toEqual([true, false]);
});

describe('what a file may not set', () => {
  const pinned = describeCertificate(new X509Certificate(testCertificate('self-signed').cert));
  const manual = { kind: 'manual', url: 'http://proxy.evil.example:3128', username: 'me' } as const;
  const role = { kind: 'webIdentity', roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: null } as const;
  const risky: Connection = {
    ...prod,
    proxy: manual,
    tls: { caFile: '/etc/ssl/evil.pem', pinned },
    credentials: { ...role, tokenFile: '/home/me/.ssh/id_ed25519' },
  };

  it('is left out and told, each with what the file has there', () => {
    const [found] = readAll(file([risky]));
    expect(found?.connection).toMatchObject({
      name: 'Prod',
      endpointUrl: risky.endpointUrl,
      proxy: { kind: 'system' },
      tls: { caFile: null, pinned: null },
      credentials: { ...role, tokenFile: '' },
    });
    expect(found?.leftOut).toEqual([
      { setting: 'proxy', value: 'http://proxy.evil.example:3128' },
      { setting: 'trusted certificate', value: pinned.fingerprint256 },
      { setting: 'CA file', value: '/etc/ssl/evil.pem' },
      { setting: 'token file', value: '/home/me/.ssh/id_ed25519' },
    ]);
    expect(JSON.stringify(found?.connection)).not.toMatch(/evil|id_ed25519|BEGIN CERTIFICATE/);
  });

  it.each<[string, Partial<Connection>, string[]]>([
    ['a proxy', { proxy: manual }, ['proxy']],
    ['a certificate', { tls: { caFile: null, pinned } }, ['trusted certificate']],
    ['a CA file on another computer', { tls: { caFile: '\\\\host\\share\\ca.pem', pinned: null } }, ['CA file']],
    ['a token file', { credentials: { ...role, tokenFile: '/dev/zero' } }, ['token file']],
    ['no token file, as it was imported before', { credentials: { ...role, tokenFile: '' } }, []],
    ['nothing of the kind', { proxy: { kind: 'system' }, tls: { caFile: null, pinned: null } }, []],
  ])('%s alone is told alone', (_, changes, settings) => {
    const [found] = readAll(file([{ ...lab, ...changes }]));
    expect(found?.leftOut.map(({ setting }) => setting)).toEqual(settings);
  });

  it('is no certificate in a file that is written', () => {
    const { text } = exportConnections([risky], 0);
    expect(text).not.toContain(pinned.fingerprint256);
    expect(text).not.toContain('BEGIN CERTIFICATE');
    expect(JSON.parse(text)).toMatchObject({ connections: [{ tls: { caFile: '/etc/ssl/evil.pem', pinned: null } }] });
  });
});

describe('a file that cannot be used', () => {
  it.each<[string, string, RegExp]>([
    ['empty', ' ', /is empty/],
    ['no JSON', 'connections', /is not JSON/],
    ['cut short', file([prod]).slice(0, -20), /is not JSON, or it is not whole/],
    ['another JSON', '{"version":1,"connections":[]}', /not one of connections that Loose Parts has exported/],
    ['a list', '[]', /not one of connections/],
    ['null', 'null', /not one of connections/],
    ['newer', file([prod], { version: 2 }), /newer version/],
    ['without a list', file('none'), /list of connections is missing/],
    ['without connections', file([]), /holds no connections/],
    ['far too long', file(Array.from({ length: 501 }, () => 1)), /more than 500/],
    ['a connection that is none', file([prod, 7]), /^Connection 2 cannot be used/],
    [
      'a wrong URL',
      file([{ ...prod, endpointUrl: 'ftp://x' }]),
      /^Connection 1 \(“Prod”\) cannot be used\. Enter a URL that starts with https/,
    ],
    ['a missing region', file([{ ...lab, region: undefined }]), /“Lab”\) cannot be used: region is not valid/],
    ['a password in the URL', file([{ ...prod, endpointUrl: 'https://a:b@c' }]), /holds no user name, password/],
    ['one in the proxy', file([{ ...prod, proxy: { kind: 'manual', url: 'http://a:b@c', username: null } }]), /proxy/i],
    ['AWS’s variants elsewhere', file([{ ...prod, fips: true }]), /FIPS endpoints are AWS’s/],
  ])('says so: %s', (_, text, words) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => read(text)).toThrow(words);
  });
});
