import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../shared/schema/model.ts';
import { type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createEngine, type Engine } from '../engine.ts';
import { startProxyServer } from '../store/transport/testing/proxy-server.ts';
import { enginePorts } from '../testing/engine-ports.ts';

/** CloudWatch over the whole way: practice storage answers GetMetricData as CloudWatch does, signatures and all. */

const gib = 1024 ** 3;
const clientOf = (opened: Engine) => createRouterClient(opened.router);
let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-cloudwatch-'));
  practice = await startPracticeStore({ scenario: 'empty' });
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
});

afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const draft = (given: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  name: 'Test',
  endpointUrl: practice.endpointUrl,
  region: practice.region,
  pathStyle: true,
  activeWindowMs: 0,
  quietIntervalMs: 0,
  credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey },
  ...given,
});
const save = async (given: Partial<ConnectionDraft> = {}) => (await client.connections.save(draft(given))).id;
const switchOn = (connectionId: string, endpointUrl: string | null = practice.endpointUrl) =>
  client.cloudWatch.configure({ connectionId, setting: { endpointUrl } });
const add = (bucket: string, key: string, gibs: number, storageClass: string) =>
  practice.seedUpload({
    bucket,
    key,
    initiatedAt: Date.now() - 86_400_000,
    storageClass,
    parts: [{ partNumber: 1, size: gibs * gib }],
  });
const asked = () => practice.calls.filter(({ operation }) => operation === 'GetMetricData').length;
const yesterday = () => new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 1).toISOString().slice(0, 10);

describe('where it may be asked', () => {
  it('is nowhere until a person switches it on', async () => {
    const connectionId = await save();
    await expect(client.cloudWatch.read({ connectionId, buckets: ['media'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'CloudWatch is switched off for this connection.',
    });
    expect(asked()).toBe(0);
  });

  it.each([
    [{}, null, 'This connection leads to another store than AWS. Enter the endpoint of its CloudWatch.'],
    [
      { credentials: { kind: 'anonymous' as const } },
      'http://127.0.0.1:1',
      'CloudWatch answers signed requests only, and this connection signs none.',
    ],
    [{}, 'http://user:password@127.0.0.1:1', 'An endpoint URL holds no user name, password or query.'],
  ])('is refused where it cannot be: %o, endpoint %s', async (given, endpoint, message) => {
    const connectionId = await save(given);
    await expect(switchOn(connectionId, endpoint)).rejects.toMatchObject({ code: 'INVALID_INPUT', message });
  });

  it('is AWS’s own at AWS, in the bucket’s region', async () => {
    const connectionId = await save({ endpointUrl: null, region: 'eu-west-1', pathStyle: false });
    await expect(switchOn(connectionId, null)).resolves.toBeUndefined();
  });

  it('ends with the connection that it was allowed for, and travels in no file', async () => {
    const id = await save();
    await switchOn(id);
    const { text } = await client.connections.export();
    expect(text).not.toContain('cloudWatch');
    // Another name leads to the same place.
    await save({ id, name: 'Renamed' });
    await expect(client.cloudWatch.read({ connectionId: id, buckets: ['media'] })).resolves.toBeDefined();
    await save({ id, region: 'eu-west-1' });
    await expect(client.cloudWatch.read({ connectionId: id, buckets: ['media'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const foreign = text.replace('"region"', '"cloudWatch": {"endpointUrl": null}, "region"');
    const { added } = await client.connections.import({ text: foreign });
    expect(added).toHaveLength(1);
    expect(added[0]).not.toHaveProperty('cloudWatch');
  });
});

describe('what it tells', () => {
  it('is each storage type with its day, staging storage among them, and is kept without being asked again', async () => {
    practice.createBucket('media');
    practice.createBucket('empty');
    add('media', 'a', 3, 'STANDARD');
    add('media', 'b', 5, 'GLACIER');
    add('media', 'c', 7, 'DEEP_ARCHIVE');
    const connectionId = await save();
    await switchOn(connectionId);
    const { sizes, failures } = await client.cloudWatch.read({
      connectionId,
      buckets: ['media', 'empty', 'unheard-of'],
    });
    const day = yesterday();
    expect(failures).toEqual([]);
    expect(sizes).toMatchObject([
      {
        bucket: 'media',
        region: practice.region,
        figures: [
          { storageType: 'StandardStorage', bytes: 3 * gib, day },
          { storageType: 'GlacierStagingStorage', bytes: 5 * gib, day },
          { storageType: 'DeepArchiveStagingStorage', bytes: 7 * gib, day },
        ],
      },
      { bucket: 'empty', figures: [] },
      { bucket: 'unheard-of', figures: [] },
    ]);
    expect(asked()).toBe(1);

    await engine.close();
    engine = await createEngine(enginePorts(dataDir));
    client = clientOf(engine);
    expect(await client.cloudWatch.told({ connectionId })).toEqual(
      sizes.toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    );
    expect(asked()).toBe(1);
    await client.connections.remove({ connectionId });
    expect(await client.cloudWatch.told({ connectionId })).toEqual([]);
  });

  it('is asked for in as few requests as can be', async () => {
    const connectionId = await save({ readOnly: true });
    await switchOn(connectionId);
    const buckets = Array.from({ length: 80 }, (_, n) => `bucket-${n}`);
    const { sizes } = await client.cloudWatch.read({ connectionId, buckets: [...buckets, 'bucket-0'] });
    expect(sizes).toHaveLength(80);
    expect(asked()).toBe(3);
  });

  it('goes through the connection’s proxy', async () => {
    const proxy = await startProxyServer();
    try {
      practice.createBucket('media');
      add('media', 'a', 3, 'STANDARD');
      const port = new URL(practice.endpointUrl).port;
      // A name that only the proxy knows: what is on this computer goes round every proxy.
      const connectionId = await save({ proxy: { kind: 'manual', url: proxy.url, username: null } });
      await switchOn(connectionId, `http://cloudwatch.example:${port}`);
      const { sizes, failures } = await client.cloudWatch.read({ connectionId, buckets: ['media'] });
      expect(failures).toEqual([]);
      expect(sizes[0]?.figures).toHaveLength(1);
      expect(proxy.requests.map(({ target }) => target)).toEqual([`http://cloudwatch.example:${port}/`]);
    } finally {
      await proxy.close();
    }
  });
});

describe('what goes wrong', () => {
  const failure = async (connectionId: string) =>
    (await client.cloudWatch.read({ connectionId, buckets: ['media'] })).failures[0]?.error;

  it('names the permission where it is refused, and keeps what was told before', async () => {
    practice.createBucket('media');
    add('media', 'a', 3, 'STANDARD');
    const connectionId = await save();
    await switchOn(connectionId);
    await client.cloudWatch.read({ connectionId, buckets: ['media'] });
    practice.setFaults([
      { operations: ['GetMetricData'], effect: { kind: 'error', status: 400, code: 'AccessDeniedException' } },
    ]);
    expect(await failure(connectionId)).toMatchObject({
      code: 'ACCESS_DENIED',
      details: {
        operation: 'GetMetricData',
        permission: 'cloudwatch:GetMetricData',
        storeCode: 'AccessDeniedException',
        httpStatus: 400,
      },
    });
    expect(await client.cloudWatch.told({ connectionId })).toMatchObject([{ bucket: 'media' }]);
  });

  it('is told by CloudWatch’s own word for it, whatever the HTTP status', async () => {
    const connectionId = await save();
    await switchOn(connectionId);
    const words = [
      ['ThrottlingException', 400, 'SLOW_DOWN'],
      ['ExpiredTokenException', 403, 'TOKEN_EXPIRED'],
      ['UnrecognizedClientException', 400, 'KEYS_REFUSED'],
      ['InvalidSignatureException', 403, 'SIGNATURE_MISMATCH'],
      ['InternalServiceFault', 500, 'STORE_FAILED'],
      ['ValidationError', 400, 'STORE_REFUSED'],
    ] as const;
    for (const [code, status, meaning] of words) {
      practice.setFaults([{ operations: ['GetMetricData'], effect: { kind: 'error', status, code } }]);
      expect(await failure(connectionId), code).toMatchObject({ code: meaning });
    }
  });

  it('is told of a wrong secret, and of one that is not there', async () => {
    const connectionId = await save({
      credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: 'another-secret-key' },
    });
    await switchOn(connectionId);
    expect(await failure(connectionId)).toMatchObject({ code: 'SIGNATURE_MISMATCH' });
  });

  it('is told where nothing answers, or something else does', async () => {
    practice.setFaults([{ operations: ['GetMetricData'], effect: { kind: 'not-xml' } }]);
    const connectionId = await save();
    await switchOn(connectionId);
    expect(await failure(connectionId)).toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
    practice.setFaults([{ operations: ['GetMetricData'], effect: { kind: 'reset', when: 'before' } }]);
    expect(await failure(connectionId)).toMatchObject({ code: 'CONNECTION_LOST' });
    await switchOn(connectionId, 'http://127.0.0.1:1');
    expect(await failure(connectionId)).toMatchObject({ code: 'CONNECTION_REFUSED' });
  });

  it('is told where the answer is without end, and of nothing that repeats what was signed', async () => {
    const server = createServer((request, response) => {
      if (answer === 'endless') {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        const more = () => {
          while (!response.destroyed && response.write('['.repeat(65_536)));
        };
        response.on('drain', more);
        more();
        return;
      }
      const message = `You sent ${request.headers.authorization} with ${practice.secretAccessKey}`;
      const name = `x-${request.headers.authorization?.slice(-64)}`;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': name });
      response.end(JSON.stringify({ __type: 'Odd', message }));
    });
    let answer: 'endless' | 'repeats' = 'endless';
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const connectionId = await save();
      await switchOn(connectionId, `http://127.0.0.1:${port}`);
      expect(await failure(connectionId)).toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
      answer = 'repeats';
      const told = JSON.stringify(await failure(connectionId));
      expect(told).toContain('You sent …');
      expect(told).not.toContain(practice.secretAccessKey);
      expect(told).not.toMatch(/[0-9a-f]{64}/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(readFileSync(join(dataDir, 'connections.json'), 'utf8')).not.toContain(practice.secretAccessKey);
  });

  it('is told of an address that is no bucket’s own name, without asking', async () => {
    const connectionId = await save({ endpointUrl: null, region: 'eu-west-1', pathStyle: false });
    await switchOn(connectionId);
    const buckets = ['arn:aws:s3:eu-west-1:111122223333:accesspoint/mine', 'mine--euw1-az1--x-s3'];
    const { sizes, failures } = await client.cloudWatch.read({ connectionId, buckets });
    expect(sizes).toEqual([]);
    expect(failures.map(({ bucket, error }) => [bucket, error.code])).toEqual(
      buckets.map((bucket) => [bucket, 'INVALID_INPUT']),
    );
  });
});
