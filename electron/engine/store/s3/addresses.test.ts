import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { BucketSettings, Connection } from '../../../../shared/schema/model.ts';
import type { Store } from '../store.ts';
import type { RequestHandler } from '../transport/transport.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection } from './testing/recording-server.ts';

/*
 * AWS itself cannot be asked here, so the last thing before the wire keeps each request, and each is compared with the
 * form that AWS documents for that kind of address. The pages: Amazon S3 API Reference (AbortMultipartUpload,
 * CompleteMultipartUpload, ListMultipartUploads, ListParts, CreateSession) and User Guide (named at each address).
 */

interface SentRequest {
  method: string;
  protocol: string;
  hostname: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

const session =
  '<CreateSessionResult><Credentials><SessionToken>zonal-session-token</SessionToken><SecretAccessKey>zonal-secret</SecretAccessKey><AccessKeyId>ZONAL</AccessKeyId><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>';
const answers = {
  list: '<ListMultipartUploadsResult><Bucket>b</Bucket><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
  parts: '<ListPartsResult><UploadId>UPLOAD.id_1--</UploadId><IsTruncated>false</IsTruncated></ListPartsResult>',
  abort: '',
  complete: '<CompleteMultipartUploadResult><ETag>"e-1"</ETag></CompleteMultipartUploadResult>',
};
type Operation = keyof typeof answers;
const operations: readonly Operation[] = ['list', 'parts', 'abort', 'complete'];

/** A way to the wire that keeps what it is given and answers as told. */
class Recorder {
  readonly sent: SentRequest[] = [];
  status = 200;
  headers: Record<string, string> = {};
  body = '';
  sessionStatus = 200;
  sessionBody = session;

  /** Broken off before anything is answered, where set. */
  failure: Error | null = null;

  readonly handler: RequestHandler = {
    handle: async (request: SentRequest) => {
      if (this.failure) throw this.failure;
      this.sent.push({ ...request, query: { ...request.query }, headers: lowerCased(request.headers) });
      const isSession = 'session' in request.query;
      const body = isSession ? this.sessionBody : this.body;
      const statusCode = isSession ? this.sessionStatus : this.status;
      return { response: { statusCode, headers: isSession ? {} : this.headers, body: new TextEncoder().encode(body) } };
    },
  };

  /** The one request that is not for a session. */
  get one(): SentRequest {
    const calls = this.sent.filter(({ query }) => !('session' in query));
    const [only] = calls;
    if (!only || calls.length > 1) throw new Error(`${calls.length} requests were sent`);
    return only;
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

const key = 'a folder/key+1.bin';
/** Each segment percent-encoded, the slashes kept (API Reference, "Signature Calculations", UriEncode). */
const writtenKey = '/a%20folder/key%2B1.bin';
const uploadId = 'UPLOAD.id_1--';
const initiatedAt = Date.parse('2026-07-01T10:00:00.420Z');
const part = { partNumber: 1, size: 5, etag: 'e', lastModified: null, checksum: null };

async function call(store: Store, operation: Operation, bucket: string): Promise<void> {
  const ref = { connectionId: 'c1', bucket, key, uploadId };
  if (operation === 'list')
    await store.listUploads({ bucket, prefix: 'a folder/', keyMarker: 'm', uploadIdMarker: 'u' });
  else if (operation === 'parts') await store.listParts(ref, null);
  else if (operation === 'abort') await store.abortUpload(ref, { ifInitiatedAt: initiatedAt });
  else await store.completeUpload(ref, [part]);
}

async function record(
  bucket: string,
  operation: Operation,
  changes: Partial<Connection> = {},
  prepare: (recorder: Recorder) => void = () => {},
): Promise<Recorder> {
  const recorder = new Recorder();
  recorder.status = operation === 'abort' ? 204 : 200;
  recorder.body = answers[operation];
  prepare(recorder);
  const connection = exampleConnection(null, { pathStyle: false, ...changes });
  const credentials = async () => ({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'addressed-secret-key',
    sessionToken: 'addressed-session-token',
  });
  const store = createS3Store(connection, credentials, { now: Date.now, requestHandler: recorder.handler });
  await call(store, operation, bucket).finally(() => store.close());
  return recorder;
}

/** What is signed for whom: algorithm, access key, and the scope without its day. */
function scopeOf({ headers }: SentRequest): string {
  const found = /^(\S+) Credential=([^/]+)\/\d{8}\/([^,]+), SignedHeaders=/.exec(headers.authorization ?? '');
  if (!found) throw new Error(`Not signed: ${headers.authorization}`);
  return found.slice(1).join(' ');
}

function signedHeaders({ headers }: SentRequest): string[] {
  return /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
}

const account = '123456789012';
const v4 = (region: string, service: string, accessKeyId = 'AKIDEXAMPLE') =>
  `AWS4-HMAC-SHA256 ${accessKeyId} ${region}/${service}/aws4_request`;
/** SigV4a has no region in its scope: x-amz-region-set says for which it holds. */
const v4a = (service: string) => `AWS4-ECDSA-P256-SHA256 AKIDEXAMPLE ${service}/aws4_request`;

interface Address {
  name: string;
  bucket: string;
  host: string;
  /** Before the key; the bucket where it is part of the path. */
  base?: string;
  scope: string;
  regionSet?: string;
  directory?: boolean;
  changes?: Partial<Connection>;
}

const outposts = `arn:aws:s3-outposts:us-west-2:${account}:outpost/op-01234567890123456/accesspoint/my-ap`;
const accessPoint = `arn:aws:s3:us-west-2:${account}:accesspoint/my-ap`;
const multiRegion = `arn:aws:s3::${account}:accesspoint/mfzwi23gnjvgw.mrap`;

const addresses: readonly Address[] = [
  // User Guide, "Virtual hosting of buckets": bucket-name.s3.region-code.amazonaws.com/key
  { name: 'bucket', bucket: 'my-bucket', host: 'my-bucket.s3.us-east-1.amazonaws.com', scope: v4('us-east-1', 's3') },
  // The same page: s3.region-code.amazonaws.com/bucket-name/key
  {
    name: 'bucket, path-style',
    bucket: 'my-bucket',
    host: 's3.us-east-1.amazonaws.com',
    base: '/my-bucket',
    scope: v4('us-east-1', 's3'),
    changes: { pathStyle: true },
  },
  // The same page: with dots the wildcard certificate does not fit, so the path carries the name.
  {
    name: 'bucket with dots',
    bucket: 'my.bucket',
    host: 's3.us-east-1.amazonaws.com',
    base: '/my.bucket',
    scope: v4('us-east-1', 's3'),
  },
  // User Guide, "Referencing access points": AccessPointName-AccountId.s3-accesspoint.Region.amazonaws.com, signed for the
  // region of the ARN, whatever the connection's.
  {
    name: 'access point',
    bucket: accessPoint,
    host: `my-ap-${account}.s3-accesspoint.us-west-2.amazonaws.com`,
    scope: v4('us-west-2', 's3'),
  },
  // An ARN is never part of a path: "Access points support only virtual-host-style addressing".
  {
    name: 'access point, path-style connection',
    bucket: accessPoint,
    host: `my-ap-${account}.s3-accesspoint.us-west-2.amazonaws.com`,
    scope: v4('us-west-2', 's3'),
    changes: { pathStyle: true },
  },
  {
    name: 'access point in China',
    bucket: `arn:aws-cn:s3:cn-north-1:${account}:accesspoint/my-ap`,
    host: `my-ap-${account}.s3-accesspoint.cn-north-1.amazonaws.com.cn`,
    scope: v4('cn-north-1', 's3'),
    changes: { region: 'cn-northwest-1' },
  },
  {
    name: 'access point in GovCloud',
    bucket: `arn:aws-us-gov:s3:us-gov-west-1:${account}:accesspoint/my-ap`,
    host: `my-ap-${account}.s3-accesspoint.us-gov-west-1.amazonaws.com`,
    scope: v4('us-gov-west-1', 's3'),
    changes: { region: 'us-gov-east-1' },
  },
  // User Guide, "Access point aliases": used in place of the bucket's name.
  {
    name: 'access point alias',
    bucket: 'my-ap-abcdefghijklmnopqrstuvwxyz123456-s3alias',
    host: 'my-ap-abcdefghijklmnopqrstuvwxyz123456-s3alias.s3.us-east-1.amazonaws.com',
    scope: v4('us-east-1', 's3'),
  },
  // User Guide, "Making requests through a Multi-Region Access Point": MRAP_alias.accesspoint.s3-global.amazonaws.com,
  // SigV4A; "Using Multi-Region Access Points with supported API operations" names all four operations.
  {
    name: 'multi-region access point',
    bucket: multiRegion,
    host: 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
    scope: v4a('s3'),
    regionSet: '*',
    changes: { pathStyle: true },
  },
  // S3 on Outposts User Guide, "Accessing your S3 on Outposts buckets and objects":
  // AccessPointName-AccountId.OutpostId.s3-outposts.Region.amazonaws.com, service s3-outposts.
  {
    name: 'Outposts access point',
    bucket: outposts,
    host: `my-ap-${account}.op-01234567890123456.s3-outposts.us-west-2.amazonaws.com`,
    scope: v4a('s3-outposts'),
    regionSet: '*',
  },
  // The same guide, "Using a bucket-style alias": the e before the hash stands for an Outposts rack (.ec2).
  {
    name: 'Outposts alias',
    bucket: 'my-ap-0000000e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3',
    host: 'my-ap-0000000e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3.ec2.s3-outposts.us-east-1.amazonaws.com',
    scope: v4a('s3-outposts'),
    regionSet: '*',
    changes: { pathStyle: true },
  },
  // API Reference, each operation, "Directory buckets": Bucket-name.s3express-zone-id.region-code.amazonaws.com, never
  // path-style, with a session's keys and its token in x-amz-s3session-token (API Reference, CreateSession).
  {
    name: 'directory bucket',
    bucket: 'fast--usw2-az1--x-s3',
    host: 'fast--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com',
    scope: v4('us-west-2', 's3express', 'ZONAL'),
    directory: true,
    changes: { pathStyle: true },
  },
  // User Guide, "Referencing access points for directory buckets": the name in place of the bucket's.
  {
    name: 'access point of a directory bucket',
    bucket: 'ap--use1-az4--xa-s3',
    host: 'ap--use1-az4--xa-s3.s3express-use1-az4.us-east-1.amazonaws.com',
    scope: v4('us-east-1', 's3express', 'ZONAL'),
    directory: true,
  },
];

const documented = {
  list: { method: 'GET', withKey: false },
  parts: { method: 'GET', withKey: true },
  abort: { method: 'DELETE', withKey: true },
  complete: { method: 'POST', withKey: true },
} as const;

/** The query of each operation as documented; `x-id` is the SDK's own and means nothing to S3. */
function queryOf(operation: Operation, directory: boolean): Record<string, string> {
  switch (operation) {
    case 'list':
      return {
        uploads: '',
        'encoding-type': 'url',
        'max-uploads': '1000',
        prefix: 'a folder/',
        'key-marker': 'm',
        // ListMultipartUploads, upload-id-marker: "not supported for directory buckets".
        ...(directory ? {} : { 'upload-id-marker': 'u' }),
      };
    case 'parts':
      return { uploadId, 'max-parts': '1000' };
    case 'abort':
    case 'complete':
      return { uploadId };
  }
}

describe.each(addresses)('$name', ({ bucket, host, base = '', scope, regionSet, directory = false, changes }) => {
  it.each(operations)('%s goes to the documented place, signed for it', async (operation) => {
    const { sent, one } = await record(bucket, operation, changes);
    const { method, withKey } = documented[operation];
    const { 'x-id': _, ...query } = one.query;
    expect({ method: one.method, protocol: one.protocol, host: one.hostname, path: one.path, query }).toEqual({
      method,
      protocol: 'https:',
      host,
      path: withKey ? `${base}${writtenKey}` : `${base}/`,
      query: queryOf(operation, directory),
    });
    expect(one.headers.host).toBe(host);
    expect(scopeOf(one)).toBe(scope);
    expect(one.headers['x-amz-region-set']).toBe(regionSet);
    expect(one.headers['x-amz-content-sha256']).toBe(
      createHash('sha256')
        .update(one.body ?? '')
        .digest('hex'),
    );

    // The person's own session token is signed along, except where a zonal session stands in for it.
    expect(one.headers['x-amz-security-token']).toBe(directory ? undefined : 'addressed-session-token');
    expect(one.headers['x-amz-s3session-token']).toBe(directory ? 'zonal-session-token' : undefined);
    const session = sent.filter(({ query: asked }) => 'session' in asked);
    expect(session.map((request) => [request.method, request.hostname, request.path, scopeOf(request)])).toEqual(
      directory ? [['GET', host, '/', scope.replace('ZONAL', 'AKIDEXAMPLE')]] : [],
    );
  });

  it.each(operations)('%s says who pays and who must own it, and signs that', async (operation) => {
    const { one } = await record(bucket, operation, {
      ...changes,
      requesterPays: true,
      expectedBucketOwner: '111122223333',
    });
    // x-amz-request-payer: "not supported for directory buckets".
    expect(one.headers['x-amz-request-payer']).toBe(directory ? undefined : 'requester');
    expect(one.headers['x-amz-expected-bucket-owner']).toBe('111122223333');
    const signed = signedHeaders(one);
    expect(signed).toContain('x-amz-expected-bucket-owner');
    expect(signed.includes('x-amz-request-payer')).toBe(!directory);

    const { one: plain } = await record(bucket, operation, changes);
    expect(plain.headers['x-amz-request-payer']).toBeUndefined();
    expect(plain.headers['x-amz-expected-bucket-owner']).toBeUndefined();
  });

  it('an abort names the initiation time where the bucket is a directory bucket, and only there', async () => {
    const { one } = await record(bucket, 'abort', changes);
    // AbortMultipartUpload, x-amz-if-match-initiated-time: an HTTP date; "only supported for directory buckets".
    const time = directory ? 'Wed, 01 Jul 2026 10:00:00 GMT' : undefined;
    expect(one.headers['x-amz-if-match-initiated-time']).toBe(time);
    expect(signedHeaders(one).includes('x-amz-if-match-initiated-time')).toBe(directory);
  });
});

describe('a bucket’s own settings', () => {
  const settings = (own: BucketSettings): Partial<Connection> => ({
    requesterPays: true,
    expectedBucketOwner: '111122223333',
    bucketSettings: { 'my-bucket': own },
  });
  it.each<[string, BucketSettings, string | undefined, string]>([
    [
      'stand before the connection’s',
      { requesterPays: false, expectedBucketOwner: '999988887777' },
      undefined,
      '999988887777',
    ],
    [
      'are the connection’s where they say nothing',
      { requesterPays: null, expectedBucketOwner: null },
      'requester',
      '111122223333',
    ],
  ])('%s', async (_, own, payer, owner) => {
    for (const operation of operations) {
      const { headers } = (await record('my-bucket', operation, settings(own))).one;
      expect([headers['x-amz-request-payer'], headers['x-amz-expected-bucket-owner']]).toEqual([payer, owner]);
    }
    const { headers } = (await record('another', 'abort', settings(own))).one;
    expect(headers['x-amz-expected-bucket-owner']).toBe('111122223333');
  });

  it('hold at once in a store that is open', async () => {
    const recorder = new Recorder();
    recorder.body = answers.parts;
    let current = exampleConnection(null, { pathStyle: false });
    const store = createS3Store(current, async () => ({ accessKeyId: 'AK', secretAccessKey: 'addressed-secret-key' }), {
      now: Date.now,
      requestHandler: recorder.handler,
      settings: () => current,
    });
    await call(store, 'parts', 'my-bucket');
    current = { ...current, bucketSettings: { 'my-bucket': { requesterPays: true, expectedBucketOwner: null } } };
    await call(store, 'parts', 'my-bucket');
    current = { ...current, readOnly: true };
    await expect(call(store, 'abort', 'my-bucket')).rejects.toMatchObject({ code: 'READ_ONLY' });
    store.close();
    expect(recorder.sent.map(({ headers }) => headers['x-amz-request-payer'])).toEqual([undefined, 'requester']);
  });

  it('go with the looks at objects too', async () => {
    const recorder = new Recorder();
    const connection = exampleConnection(null, {
      pathStyle: false,
      requesterPays: true,
      expectedBucketOwner: '111122223333',
    });
    const store = createS3Store(
      connection,
      async () => ({ accessKeyId: 'AK', secretAccessKey: 'addressed-secret-key' }),
      {
        now: Date.now,
        requestHandler: recorder.handler,
      },
    );
    recorder.status = 404;
    await store.headObject('my-bucket', key);
    recorder.status = 200;
    recorder.body = '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>';
    await store.findObject('my-bucket', key);
    await store.findObject('fast--use1-az4--x-s3', 'a/b/c');
    await store.findObject('fast--use1-az4--x-s3', 'top');
    store.close();
    const calls = recorder.sent.filter(({ query }) => !('session' in query));
    expect(calls.map(({ headers }) => headers['x-amz-request-payer'])).toEqual([
      'requester',
      'requester',
      undefined,
      undefined,
    ]);
    expect(calls.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual(Array(4).fill('111122223333'));
    // ListObjectsV2, prefix: "For directory buckets, only prefixes that end in a delimiter (/) are supported".
    expect(calls.map(({ query }) => query.prefix)).toEqual([undefined, key, 'a/b/', undefined]);
  });
});

describe('answers', () => {
  const failure = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await work.then(
      () => expect.unreachable('the call succeeded'),
      (caught: unknown) => caught,
    );
    if (!(error instanceof AppError)) throw error;
    return error;
  };

  it('tell whether the requester was charged, also where the call failed', async () => {
    const recorder = new Recorder();
    const store = createS3Store(
      exampleConnection(null),
      async () => ({ accessKeyId: 'AK', secretAccessKey: 'addressed-secret-key' }),
      {
        now: Date.now,
        requestHandler: recorder.handler,
      },
    );
    const ref = { connectionId: 'c1', bucket: 'my-bucket', key, uploadId };
    recorder.body = answers.parts;
    expect((await store.listParts(ref, null)).call.requestCharged).toBe(false);
    recorder.headers = { 'x-amz-request-charged': 'requester' };
    expect((await store.listParts(ref, null)).call.requestCharged).toBe(true);
    recorder.status = 404;
    recorder.body = '<Error><Code>NoSuchUpload</Code></Error>';
    expect((await failure(store.abortUpload(ref))).details.requestCharged).toBe(true);
    recorder.headers = {};
    expect((await failure(store.abortUpload(ref))).details.requestCharged).toBeUndefined();
    store.close();
  });

  it('of a session that is refused are no answer about the upload', async () => {
    for (const [status, code, expected] of [
      [403, 'AccessDenied', 'ACCESS_DENIED'],
      [404, 'NoSuchBucket', 'NO_SUCH_BUCKET'],
      [404, 'NoSuchKey', 'STORE_REFUSED'],
      [503, 'SlowDown', 'SLOW_DOWN'],
    ] as const) {
      for (const operation of operations) {
        let kept: Recorder | undefined;
        const error = await failure(
          record('fast--use1-az4--x-s3', operation, {}, (recorder) => {
            kept = recorder;
            recorder.sessionStatus = status;
            recorder.sessionBody = `<Error><Code>${code}</Code><Message></Message></Error>`;
          }),
        );
        expect([error.code, error.details.operation]).toEqual([expected, 'CreateSession']);
        expect(error.details.endpoint).toBe('fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com');
        if (status === 403) expect(error.details.permission).toBe('s3express:CreateSession');
        expect(kept?.sent.every(({ query }) => 'session' in query)).toBe(true);
      }
    }
  });

  it('of a session that was refused are not kept: the next call begins anew', async () => {
    const recorder = new Recorder();
    recorder.body = answers.parts;
    recorder.sessionStatus = 503;
    const store = createS3Store(
      exampleConnection(null),
      async () => ({ accessKeyId: 'AK', secretAccessKey: 'addressed-secret-key' }),
      {
        now: Date.now,
        requestHandler: recorder.handler,
      },
    );
    const ref = { connectionId: 'c1', bucket: 'fast--use1-az4--x-s3', key, uploadId };
    recorder.sessionBody = '<Error><Code>SlowDown</Code></Error>';
    const both = await Promise.all([failure(store.listParts(ref, null)), failure(store.listParts(ref, null))]);
    expect(both.map(({ code }) => code)).toEqual(['SLOW_DOWN', 'SLOW_DOWN']);
    recorder.sessionStatus = 200;
    recorder.sessionBody = session;
    await store.listParts(ref, null);
    await store.listParts(ref, null);
    store.close();
    // One for the two that came together, one for all that follow.
    expect(recorder.sent.map(({ query }) => 'session' in query)).toEqual([true, true, false, false]);
  });

  it('of a session without keys are unusable', async () => {
    const error = await failure(
      record('fast--use1-az4--x-s3', 'parts', {}, (recorder) => {
        recorder.sessionBody = '<CreateSessionResult></CreateSessionResult>';
      }),
    );
    expect(error.code).toBe('NOT_S3');
    expect(error.details).toMatchObject({
      operation: 'CreateSession',
      endpoint: expect.stringMatching(/amazonaws\.com$/),
    });
  });

  it('a read-only connection asks for a read-only session', async () => {
    const { sent } = await record('fast--use1-az4--x-s3', 'parts', { readOnly: true });
    // API Reference, CreateSession, x-amz-create-session-mode.
    expect(sent.map(({ headers }) => headers['x-amz-create-session-mode'])).toEqual(['ReadOnly', undefined]);
    const { sent: other } = await record('fast--use1-az4--x-s3', 'parts');
    expect(other[0]?.headers['x-amz-create-session-mode']).toBeUndefined();
  });

  it('name the host of an access point that cannot be found', async () => {
    const error = await failure(
      record(accessPoint, 'parts', {}, (recorder) => {
        recorder.failure = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      }),
    );
    expect([error.code, error.details.endpoint]).toEqual([
      'ENDPOINT_NOT_FOUND',
      `my-ap-${account}.s3-accesspoint.us-west-2.amazonaws.com`,
    ]);
  });
});

describe('what an address does not allow', () => {
  it('a directory bucket is listed by whole folders: nothing else is sent', async () => {
    const recorder = new Recorder();
    const store = createS3Store(
      exampleConnection(null),
      async () => ({ accessKeyId: 'AK', secretAccessKey: 'addressed-secret-key' }),
      {
        now: Date.now,
        requestHandler: recorder.handler,
      },
    );
    const listing = store.listUploads({ bucket: 'fast--use1-az4--x-s3', prefix: 'a/half' });
    await expect(listing).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(recorder.sent).toEqual([]);
    store.close();
  });

  it('an ARN of another partition is refused before anything is sent', async () => {
    const error = record(`arn:aws-cn:s3:cn-north-1:${account}:accesspoint/my-ap`, 'abort');
    await expect(error).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('partition') });
  });
});
