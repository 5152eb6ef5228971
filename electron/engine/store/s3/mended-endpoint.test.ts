import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { words } from '../../../../shared/words/words.ts';
import { createS3Store } from './s3-store.ts';
import { errorXml, exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

let server: RecordingServer;
let elsewhere: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
  elsewhere = await startRecordingServer();
});
afterEach(async () => {
  await server.close();
  await elsewhere.close();
});

/** What became of a listing of buckets, or of a bucket's uploads. */
async function failure(base: string, bucket: string | null): Promise<AppError> {
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-long-enough-secret' });
  const store = createS3Store(exampleConnection(server.url + base), credentials, { now: Date.now });
  try {
    await (bucket === null ? store.listBuckets() : store.listUploads({ bucket }));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  } finally {
    store.close();
  }
  throw new Error('It worked');
}

describe('a redirect', () => {
  test.each([
    [301, '', '/box/?uploads='],
    [307, errorXml('TemporaryRedirect', 'Please re-send.'), '/box?uploads'],
    [308, '<html>moved</html>', '/box/'],
  ])('with %i is told and offered, and no request follows it', async (status, body, path) => {
    server.answer({ status, headers: { location: `${elsewhere.url}${path}` }, body });
    const error = await failure('', 'box');
    expect(error).toMatchObject({ code: 'REDIRECTED', details: { mendedEndpoint: elsewhere.url } });
    expect(words.error(error.toShape()).hint).toContain(`If ${elsewhere.url} is the right place`);
    expect(elsewhere.requests).toEqual([]);
  });

  test('by the store’s own Endpoint, with the bucket before it or not', async () => {
    for (const endpoint of ['s3.eu-2.store.example', 'box.s3.eu-2.store.example']) {
      server.answer({
        status: 301,
        body: errorXml('PermanentRedirect', 'Use it.', `<Endpoint>${endpoint}</Endpoint>`),
      });
      expect((await failure('', 'box')).details.mendedEndpoint).toBe('http://s3.eu-2.store.example');
    }
  });

  test('by a denial that names where the bucket is', async () => {
    const sentence = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
    const denial = (message: string, more: string) => ({ status: 403, body: errorXml('AccessDenied', message, more) });
    for (const endpoint of ['oss-cn-shenzhen.aliyuncs.example', 'box.oss-cn-shenzhen.aliyuncs.example']) {
      server.answer(denial(sentence, `<Bucket>box</Bucket><Endpoint>${endpoint}</Endpoint>`));
      const { code, details } = await failure('', 'box');
      expect(code).toBe('REDIRECTED');
      expect(details.mendedEndpoint).toBe('http://oss-cn-shenzhen.aliyuncs.example');
      expect(details.permission).toBeUndefined();
    }
    // What names no place, or speaks of none, is a denial like another.
    for (const [message, more] of [
      [sentence, ''],
      ['Access Denied', '<Endpoint>elsewhere.example</Endpoint>'],
    ] as const) {
      server.answer(denial(message, more));
      const { code, details } = await failure('', 'box');
      expect([code, details.mendedEndpoint]).toEqual(['ACCESS_DENIED', undefined]);
    }
  });

  test.each([
    ['the first label of the host', 'https://box.example/box/?uploads', '', 'https://box.example'],
    ['the first label, before it once more', 'https://box.box.example/?uploads', '', 'https://box.example'],
    ['the host by its port alone', 'http://127.0.0.1:9443/box?uploads=', '', 'http://127.0.0.1:9443'],
    ['a place with a name and a password', 'https://me:word@store.example/box/', '', 'https://store.example'],
    ['a place without a scheme', '//store.example/box/', '', 'http://store.example'],
    ['a place below another path than the endpoint’s', 'https://store.example/v2/box', '/s3', 'https://store.example'],
  ])('to %s, offers the place that takes the bucket', async (_, location, base, mended) => {
    server.answer({ status: 307, headers: { location } });
    expect((await failure(base, 'box')).details.mendedEndpoint).toBe(mended);
  });

  test('is none where a cache says that nothing has changed', async () => {
    server.answer({ status: 304 });
    const error = await failure('', 'box');
    expect(error.code).not.toBe('REDIRECTED');
    expect(error.details.mendedEndpoint).toBeUndefined();
  });

  test('keeps the path of an endpoint that has one', async () => {
    server.answer({ status: 308, headers: { location: `${elsewhere.url}/s3/box?uploads` } });
    expect((await failure('/s3', 'box')).details.mendedEndpoint).toBe(`${elsewhere.url}/s3`);
  });

  test.each([
    ['without a place', 307, {}],
    ['to a sign-in page', 302, { location: 'https://sso.example/login?next=secret-token' }],
    ['to another page of the same server', 301, { location: '/login' }],
    ['to no web address', 301, { location: 'ftp://store.example/box/' }],
  ])('%s is told, and nothing is offered', async (_, status, headers) => {
    server.answer({ status, headers });
    const error = await failure('', 'box');
    expect(error.code).toBe('REDIRECTED');
    expect(error.details.mendedEndpoint).toBeUndefined();
    expect(JSON.stringify(error.toShape())).not.toContain('secret-token');
  });
});

describe('an endpoint that holds the bucket', () => {
  test.each([
    [404, errorXml('NoSuchKey', 'The specified key does not exist.')],
    [404, errorXml('NoSuchBucket')],
    [404, '<html>Not found</html>'],
  ])('answers %i, and is told with the address without it', async (status, body) => {
    server.answer({ status, body });
    const error = await failure('/s3/box', 'box');
    expect(error.details).toMatchObject({ mendedEndpoint: `${server.url}/s3`, heldBucket: 'box' });
  });

  test('lists the bucket’s objects where buckets were asked for', async () => {
    const body = '<ListBucketResult><Name>box</Name><IsTruncated>false</IsTruncated></ListBucketResult>';
    server.answer({ body });
    const error = await failure('/box', null);
    expect(error).toMatchObject({
      code: 'BUCKET_IN_ENDPOINT',
      details: { mendedEndpoint: server.url, heldBucket: 'box' },
    });
    expect(words.error(error.toShape()).hint).toContain('The endpoint URL holds “box” already');
  });

  test('is not suspected where the bucket’s name is elsewhere in it', async () => {
    server.answer({ status: 404, body: errorXml('NoSuchBucket') });
    expect((await failure('/box/s3', 'box')).details.heldBucket).toBeUndefined();
  });
});

describe('401 and 403 are told by the store’s own sentence', () => {
  test.each([
    [403, errorXml('InvalidSecurity', 'The provided security credentials are not valid.'), 'KEYS_REFUSED'],
    [401, errorXml('Unauthorized', 'Unauthorized'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Forbidden: No such key: GK31c2f218a2e44f'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Forbidden: Invalid signature'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Transaction cap exceeded, see the Caps & Alerts page.'), 'ACCOUNT_BLOCKED'],
    [403, errorXml('AccountSuspended', 'Your account is suspended.'), 'ACCOUNT_BLOCKED'],
    [403, errorXml('UserSuspended'), 'ACCOUNT_BLOCKED'],
    [403, errorXml('InvalidRequest', 'The authorization mechanism is not supported.'), 'STORE_REFUSED'],
    [403, errorXml('Odd', 'Not on a Sunday.'), 'ACCESS_DENIED'],
    [401, errorXml('AccessDenied'), 'KEYS_REFUSED'],
    [401, errorXml('AccessDenied', 'Access Denied.'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'The access key has been disabled.'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Your token has expired'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Access from the IP address 192.0.2.7 is not allowed.'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'Requests over plain HTTP are not allowed, use TLS.'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'Anonymous requests are not allowed'), 'KEYS_REFUSED'],
    [403, errorXml('AccessDenied', 'Blocked by the firewall policy of this network'), 'ACCESS_DENIED'],
    [
      403,
      errorXml('AccessDenied', 'The object is in a region that your country is not allowed to reach'),
      'ACCESS_DENIED',
    ],
    [403, errorXml('AccessDenied', 'Users are not allowed to read it from outside the company.'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'You are denied by bucket referer policy.'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'It is not allowed outside business hours.'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'Requests through this VPC are not allowed'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'Listing is not allowed on this endpoint'), 'ACCESS_DENIED'],
    [403, errorXml('AccessDenied', 'Account locked: unpaid invoice'), 'ACCOUNT_BLOCKED'],
    [403, errorXml('AccessDenied', 'Monthly download limit exceeded'), 'ACCOUNT_BLOCKED'],
  ])('%i %s is %s', async (status, body, code) => {
    server.answer({ status, body });
    const error = await failure('', 'box');
    expect(error.code).toBe(code);
    expect(error.details.permission).toBeUndefined();
    const { hint } = words.error(error.toShape());
    expect(hint).not.toMatch(/lack|s3:/);
    expect(hint).toContain((error.details.storeMessage ?? error.details.storeCode ?? '').replace(/\.$/, ''));
  });

  test.each([
    [errorXml('AccessDenied'), 's3:ListBucketMultipartUploads'],
    [errorXml('AccessDenied', 'Access Denied'), 's3:ListBucketMultipartUploads'],
    [errorXml('AccessDenied', 'Access Denied.'), 's3:ListBucketMultipartUploads'],
    [errorXml('AccessDenied', 'User: u is not authorized to perform: kms:Decrypt on it'), 'kms:Decrypt'],
    [errorXml('AccessDenied', 'This application key has no permission to list files'), 's3:ListBucketMultipartUploads'],
    [errorXml('AccessDenied', 'Denied by an explicit deny in a bucket policy'), 's3:ListBucketMultipartUploads'],
  ])('%s names a permission', async (body, permission) => {
    server.answer({ status: 403, body });
    expect(await failure('', 'box')).toMatchObject({ code: 'ACCESS_DENIED', details: { permission } });
  });
});

test('“not an S3 server” is said of what is none alone, with what came instead', async () => {
  server.answer({ status: 403, body: '<html><head><title>Attention Required! | Cloudflare</title></head></html>' });
  const page = words.error((await failure('', 'box')).toShape());
  expect(page.title).toContain('not an S3 server');
  expect(page.hint).toContain('a web page (“Attention Required! | Cloudflare”), HTTP 403');
  for (const body of [
    '',
    '<ListAllMyBucketsResult></ListAllMyBucketsResult>',
    '<ListMultipartUploadsResult><a></b></ListMultipartUploadsResult>',
  ]) {
    server.answer({ body });
    expect(words.error((await failure('', 'box')).toShape()).title).toContain('answer cannot be used');
  }
});
