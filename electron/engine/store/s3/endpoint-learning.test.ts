import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/schema/model.ts';
import { testConnection } from '../../connections/test-connection.ts';
import type { Store } from '../store.ts';
import { authorityFile, testCertificate } from '../transport/testing/certificates/read.ts';
import type { EndpointLearned } from './endpoint-learning.ts';
import { createS3Store } from './s3-store.ts';
import {
  errorXml,
  exampleConnection,
  type RecordedRequest,
  type RecordingServer,
  type Reply,
  startRecordingServer,
} from './testing/recording-server.ts';

const noUploads =
  '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
const buckets =
  '<ListAllMyBucketsResult><Buckets><Bucket><Name>media</Name></Bucket></Buckets></ListAllMyBucketsResult>';
const good: Reply = { body: noUploads };
const ref = { connectionId: 'c1', bucket: 'media', key: 'k', uploadId: 'u' };
const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'learning-secret-key' });

let server: RecordingServer;
let known: EndpointLearned;
let unknownHosts: RegExp;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  server = await startRecordingServer();
  known = { pathStyle: null, regions: {} };
  unknownHosts = /^$/;
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await server.close();
});

const lookup: LookupFunction = (host, options, done) => {
  if (unknownHosts.test(host)) return done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '');
  return options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
};
/** The store of a session: what it learns, the next one knows. */
function session(changes: Partial<Connection> = {}, url = `http://store.test:${server.port}`): Store {
  const store = createS3Store(exampleConnection(url, changes), credentials, {
    now: Date.now,
    lookup,
    endpointMemory: {
      load: () => known,
      saveStyle: (pathStyle) => {
        known = { ...known, pathStyle };
      },
      saveRegion: (bucket, region) => {
        known = { ...known, regions: { ...known.regions, [bucket]: region } };
      },
    },
  });
  closers.push(store.close);
  return store;
}
const list = (store: Store) => store.listUploads({ bucket: 'media' });
const styleOf = ({ path, headers }: RecordedRequest) =>
  headers.host?.startsWith('media.') ? `virtual ${path}` : `path ${path}`;
const styles = () => server.requests.map(styleOf);
/** Answers by the style of the request. */
const byStyle = (virtual: Reply, path: Reply) => {
  const reply: Reply = (response, request) => {
    const chosen = request.headers.host?.startsWith('media.') ? virtual : path;
    if (typeof chosen === 'function') return chosen(response, request);
    response.writeHead(chosen.status ?? 200, { 'x-amz-request-id': 'R', ...chosen.headers }).end(chosen.body ?? '');
  };
  server.answer(reply);
};
const bad = (status: number, code: string, message = ''): Reply => ({ status, body: errorXml(code, message) });

describe('the addressing style', () => {
  it('that works stays, and nothing is noted', async () => {
    server.answer(good);
    await list(session({ pathStyle: false }));
    await list(session({ pathStyle: true }));
    expect(styles()).toEqual(['virtual /', 'path /media/']);
    expect(known.pathStyle).toBeNull();
  });

  it.each<[string, Reply]>([
    ['there is no such bucket', bad(404, 'NoSuchBucket')],
    ['the buckets are listed instead', { body: buckets }],
    ['a web page comes', { status: 404, body: '<html></html>' }],
    ['the name is invalid', bad(400, 'InvalidBucketName')],
    ['it redirects', bad(301, 'PermanentRedirect')],
  ])('turns to path-style where %s, once and for good', async (_, virtual) => {
    byStyle(virtual, good);
    const store = session({ pathStyle: false });
    await list(store);
    await list(store);
    await list(session({ pathStyle: false }));
    expect(styles()).toEqual(['virtual /', 'path /media/', 'path /media/', 'path /media/']);
    expect(known.pathStyle).toBe(true);
    expect(store.learned().pathStyle).toBe(true);
  });

  it('turns to path-style where the bucket’s host name is unknown', async () => {
    unknownHosts = /^media\./;
    server.answer(good);
    await list(session({ pathStyle: false }));
    expect([styles(), known.pathStyle]).toEqual([['path /media/'], true]);
  });

  it('turns to path-style where the certificate is not for the bucket’s host name', async () => {
    const tls = await startRecordingServer({ tls: testCertificate('other-host') });
    closers.push(tls.close);
    tls.answer(good);
    const own = { tls: { caFile: authorityFile, pinned: null }, pathStyle: false };
    await list(session(own, `https://elsewhere.test:${tls.port}`));
    expect([tls.requests.map(styleOf), known.pathStyle]).toEqual([['path /media/'], true]);
  });

  it.each(['SecondLevelDomainForbidden', 'PathStyleDomainForbidden', 'VirtualHostDomainRequired', 'PermanentRedirect'])(
    'turns to virtual hosts where the store says %s',
    async (code) => {
      byStyle(good, bad(403, code));
      await list(session({ pathStyle: true }));
      expect([styles(), known.pathStyle]).toEqual([['path /media/', 'virtual /'], false]);
    },
  );

  it('remembers the style in which S3 denies access', async () => {
    byStyle({ body: '<html></html>' }, bad(403, 'AccessDenied'));
    await expect(list(session({ pathStyle: false }))).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(known.pathStyle).toBe(true);
  });

  it('tells the first failure where neither works, and remembers nothing', async () => {
    byStyle(bad(404, 'NoSuchBucket'), { status: 200, body: '<html></html>' });
    await expect(list(session({ pathStyle: false }))).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    expect(known.pathStyle).toBeNull();
  });

  it('is not doubted once it was answered', async () => {
    const store = session({ pathStyle: false });
    server.answer(good);
    await list(store);
    byStyle(bad(404, 'NoSuchBucket'), good);
    await expect(list(store)).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    expect(styles()).toEqual(['virtual /', 'virtual /']);
  });

  it('that was remembered may be found wanting again', async () => {
    known = { pathStyle: true, regions: {} };
    byStyle(good, bad(403, 'SecondLevelDomainForbidden'));
    await list(session({ pathStyle: false }));
    expect(known.pathStyle).toBe(false);
  });

  it('is never found out by an abort or a completion', async () => {
    byStyle(bad(404, 'NoSuchBucket'), { status: 204 });
    const store = session({ pathStyle: false });
    await expect(store.abortUpload(ref)).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    const part = { partNumber: 1, size: 1, etag: 'e', lastModified: 0, checksum: null };
    await expect(store.completeUpload(ref, [part])).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    expect(styles()).toEqual(['virtual /k', 'virtual /k']);
    byStyle(bad(404, 'NoSuchBucket'), good);
    await list(store);
    server.answer({ status: 204 });
    await store.abortUpload(ref);
    expect(styles().at(-1)).toBe('path /media/k');
  });

  it('is one and the same for an IP address and for a bucket that is no host name', async () => {
    server.answer(bad(404, 'NoSuchBucket'));
    await expect(list(session({ pathStyle: false }, server.url))).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    const dotted = session({ pathStyle: false }).listUploads({ bucket: 'Odd_Bucket' });
    await expect(dotted).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
    expect(server.requests).toHaveLength(2);
  });
});

describe('the region', () => {
  const malformed = bad(400, 'AuthorizationHeaderMalformed', "the region 'us-east-1' is wrong; expecting 'garage'");
  const scopes = () => server.requests.map(({ headers }) => headers.authorization?.split('/')[2]);

  it('that a custom endpoint expects is signed for from then on, in the next session too', async () => {
    server.answer(malformed, good);
    const store = session();
    await list(store);
    await store.listUploads({ bucket: 'other' });
    await list(session());
    expect(scopes()).toEqual(['us-east-1', 'garage', 'garage', 'garage']);
    expect(known.regions).toEqual({ '': 'garage' });
  });

  it('is not remembered where it helps nothing', async () => {
    server.answer(malformed);
    await expect(list(session())).rejects.toMatchObject({ code: 'WRONG_REGION' });
    expect(known.regions).toEqual({});
  });

  it('of a bucket of AWS is remembered by bucket', async () => {
    const sent: string[] = [];
    const aws = () =>
      createS3Store(exampleConnection(null, { pathStyle: false }), credentials, {
        now: Date.now,
        requestHandler: {
          handle: async ({ hostname }: { hostname: string }) => {
            sent.push(hostname);
            const away = hostname.includes('us-east-1');
            const headers: Record<string, string> = away ? { 'x-amz-bucket-region': 'eu-west-1' } : {};
            const body = new TextEncoder().encode(away ? errorXml('PermanentRedirect') : noUploads);
            return { response: { statusCode: away ? 301 : 200, headers, body } };
          },
        },
        endpointMemory: {
          load: () => known,
          saveStyle: () => expect.unreachable(),
          saveRegion: (bucket, region) => {
            known = { ...known, regions: { [bucket]: region } };
          },
        },
      });
    await list(aws());
    await list(aws());
    expect(known.regions).toEqual({ media: 'eu-west-1' });
    expect(sent).toEqual([
      'media.s3.us-east-1.amazonaws.com',
      'media.s3.eu-west-1.amazonaws.com',
      'media.s3.eu-west-1.amazonaws.com',
    ]);
  });
});

describe('the test of a connection', () => {
  const run = (changes: Partial<Connection>) => testConnection(session(changes), { now: () => 0 });

  it('suggests the style and the region that work', async () => {
    server.answer((response, request) => {
      const ofBucket = request.headers.host?.startsWith('media.') || request.url?.startsWith('/media');
      const wrong = !request.headers.authorization?.includes('/garage/');
      const virtual = request.headers.host?.startsWith('media.');
      const body = wrong
        ? errorXml('AuthorizationHeaderMalformed', '', '<Region>garage</Region>')
        : virtual
          ? errorXml('NoSuchBucket')
          : ofBucket
            ? noUploads
            : buckets;
      response.writeHead(wrong ? 400 : virtual ? 404 : 200).end(body);
    });
    expect(await run({ pathStyle: false })).toEqual({
      outcome: 'works',
      buckets: 1,
      latencyMs: 0,
      suggestion: { pathStyle: true, region: 'garage' },
    });
    expect(await run({ pathStyle: true, region: 'garage' })).not.toHaveProperty('suggestion');
  });

  it('works where the first bucket may not be listed', async () => {
    server.answer({ body: buckets }, bad(403, 'AccessDenied'));
    expect(await run({ pathStyle: true })).toEqual({ outcome: 'works', buckets: 1, latencyMs: 0 });
  });
});
