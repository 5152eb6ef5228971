import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, ListBucketsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { type PracticeStore, startPracticeStore } from '../store.ts';
import { clientOf, codeOf, noon, openStore } from '../testing/practice-client.ts';
import { equals, hmac, sha256 } from './signature.ts';

describe('who may call', () => {
  test('the right keys may', async () => {
    await using it = await openStore();
    expect((await it.client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual(['b']);
  });

  test('a wrong secret is SignatureDoesNotMatch, an unknown key InvalidAccessKeyId', async () => {
    await using it = await openStore();
    const { accessKeyId, secretAccessKey } = it.store;
    const wrongSecret = clientOf(it.store, { credentials: { accessKeyId, secretAccessKey: 'wrong-secret-key' } });
    expect(await codeOf(wrongSecret.send(new ListBucketsCommand({})))).toBe('SignatureDoesNotMatch');
    const wrongKey = clientOf(it.store, { credentials: { accessKeyId: 'NOBODY', secretAccessKey } });
    expect(await codeOf(wrongKey.send(new ListBucketsCommand({})))).toBe('InvalidAccessKeyId');
    expect(it.store.calls.map(({ status, code }) => [status, code])).toEqual([
      [403, 'SignatureDoesNotMatch'],
      [403, 'InvalidAccessKeyId'],
    ]);
  });

  test('a wrong region is named together with the right one', async () => {
    await using it = await openStore({}, { region: 'eu-central-1' });
    const error = await clientOf(it.store, { region: 'us-west-2' })
      .send(new ListBucketsCommand({}))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'AuthorizationHeaderMalformed', Region: 'eu-central-1' });
  });

  test('clocks more than 15 minutes apart are RequestTimeTooSkewed', async () => {
    await using it = await openStore({}, { clockSkewMs: 16 * 60_000 });
    expect(await codeOf(it.client.send(new ListBucketsCommand({})))).toBe('RequestTimeTooSkewed');
    it.store.setClockSkew(14 * 60_000);
    await clientOf(it.store).send(new ListBucketsCommand({}));
  });

  test('temporary keys need their token', async () => {
    await using it = await openStore({}, { sessionToken: 'token-of-sigv4-test' });
    const { accessKeyId, secretAccessKey } = it.store;
    const call = (sessionToken?: string) =>
      clientOf(it.store, {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      }).send(new ListBucketsCommand({}));
    expect(await codeOf(call())).toBe('InvalidAccessKeyId');
    expect(await codeOf(call('token-2'))).toBe('InvalidToken');
    await call('token-of-sigv4-test');
  });

  test('no signature and a broken one are refused', async () => {
    await using it = await openStore();
    const { endpointUrl } = it.store;
    expect((await fetch(endpointUrl)).status).toBe(403);
    // SigV2, in a URL and in a header: not served, which is another thing than denied.
    const oldUrl = await fetch(`${endpointUrl}/b/k?AWSAccessKeyId=A&Signature=x&Expires=1`);
    const oldHeader = await fetch(endpointUrl, { headers: { authorization: 'AWS KEY:signature' } });
    for (const old of [oldUrl, oldHeader]) {
      expect([old.status, await old.text()]).toEqual([400, expect.stringContaining('Please use AWS4-HMAC-SHA256')]);
    }
    const broken = await fetch(endpointUrl, { headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } });
    expect([broken.status, await broken.text()]).toEqual([
      400,
      expect.stringContaining('<Code>AuthorizationHeaderMalformed</Code>'),
    ]);
  });
});

describe('what is signed', () => {
  const date = new Date(noon).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const fixedTime = () => startPracticeStore({ now: () => noon, scenario: 'empty' });

  /** Signs by hand, so that a test can send something else than it signed. */
  const sign = (
    store: PracticeStore,
    method: string,
    path: string,
    query: string,
    bodyHash: string,
    more: Record<string, string> = {},
  ) => {
    const signed = {
      host: new URL(store.endpointUrl).host,
      'x-amz-content-sha256': bodyHash,
      'x-amz-date': date,
      ...more,
    };
    const names = Object.keys(signed).sort().join(';');
    const lines = Object.entries(signed)
      .map(([name, value]) => `${name}:${value}`)
      .sort();
    const scope = `${date.slice(0, 8)}/${store.region}/s3/aws4_request`;
    const canonical = `${method}\n${path}\n${query}\n${lines.join('\n')}\n\n${names}\n${bodyHash}`;
    const key = [date.slice(0, 8), store.region, 's3', 'aws4_request'].reduce<Buffer | string>(
      hmac,
      `AWS4${store.secretAccessKey}`,
    );
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
    const headers = {
      ...more,
      'x-amz-date': date,
      'x-amz-content-sha256': bodyHash,
      authorization: `AWS4-HMAC-SHA256 Credential=${store.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    };
    return { headers, signature, key, scope };
  };
  const codeIn = async (response: Response) => /<Code>(\w+)/.exec(await response.text())?.[1] ?? null;

  test('method, path and query are', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    store.createBucket('two');
    const { headers } = sign(store, 'GET', '/one', 'uploads=', 'UNSIGNED-PAYLOAD');
    expect((await fetch(`${store.endpointUrl}/one?uploads`, { headers })).status).toBe(200);
    expect(await codeIn(await fetch(`${store.endpointUrl}/two?uploads`, { headers }))).toBe('SignatureDoesNotMatch');
    expect(await codeIn(await fetch(`${store.endpointUrl}/one?location`, { headers }))).toBe('SignatureDoesNotMatch');
    const deleted = await fetch(`${store.endpointUrl}/one?uploads`, { method: 'DELETE', headers });
    expect(await codeIn(deleted)).toBe('SignatureDoesNotMatch');
  });

  test('a plus sign in a query is a space, as on AWS', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    store.seedUploads('one', [
      { key: 'a b', initiatedAt: noon },
      { key: 'a+b', initiatedAt: noon },
    ]);
    const { headers } = sign(store, 'GET', '/one', 'prefix=a%20b&uploads=', 'UNSIGNED-PAYLOAD');
    const page = await (await fetch(`${store.endpointUrl}/one?uploads&prefix=a+b`, { headers })).text();
    expect([...page.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key)).toEqual(['a b']);
  });

  test('so is every x-amz- header', async () => {
    await using store = disposable(await fixedTime());
    const { headers } = sign(store, 'GET', '/', '', 'UNSIGNED-PAYLOAD');
    const added = await fetch(store.endpointUrl, { headers: { ...headers, 'x-amz-request-payer': 'requester' } });
    expect(await codeIn(added)).toBe('AccessDenied');
  });

  test('so is the body, by its hash', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    const put = (hash: string) =>
      fetch(`${store.endpointUrl}/one/key`, {
        method: 'PUT',
        body: 'content',
        headers: sign(store, 'PUT', '/one/key', '', hash).headers,
      });
    expect((await put(sha256('content'))).status).toBe(200);
    expect(await codeIn(await put(sha256('other')))).toBe('XAmzContentSHA256Mismatch');
  });

  test('and every chunk of a signed stream', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    const put = (tamper: (text: string) => string) => {
      const { headers, signature, key, scope } = sign(
        store,
        'PUT',
        '/one/key',
        '',
        'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        { 'x-amz-decoded-content-length': '11' },
      );
      let previous = signature;
      const chunks = ['hello ', 'world', ''].map((text) => {
        const toSign = ['AWS4-HMAC-SHA256-PAYLOAD', date, scope, previous, sha256(''), sha256(text)].join('\n');
        previous = hmac(key, toSign).toString('hex');
        return `${text.length.toString(16)};chunk-signature=${previous}\r\n${tamper(text)}\r\n`;
      });
      return fetch(`${store.endpointUrl}/one/key`, { method: 'PUT', body: chunks.join(''), headers });
    };
    const whole = await put((text) => text);
    expect([whole.status, whole.headers.get('etag')]).toEqual([
      200,
      `"${createHash('md5').update('hello world').digest('hex')}"`,
    ]);
    expect(await codeIn(await put((text) => text.replace('world', 'w0rld')))).toBe('SignatureDoesNotMatch');
  });

  test('a stream says how long its content is, and then its framing may be as long as it likes', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    const put = (body: RequestInit, more: Record<string, string>) => {
      const { headers } = sign(store, 'PUT', '/one/key', '', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', {
        'x-amz-trailer': 'x-amz-checksum-crc32',
        ...more,
      });
      return fetch(`${store.endpointUrl}/one/key`, { method: 'PUT', headers, ...body });
    };
    const text = 'b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
    const streamed = () => ({ body: new Blob([text]).stream(), duplex: 'half' as const });
    const length = { 'x-amz-decoded-content-length': '11' };
    expect(await codeIn(await put({ body: text }, {}))).toBe('MissingContentLength');
    expect(await codeIn(await put(streamed(), {}))).toBe('NotImplemented');
    expect((await put({ body: text }, length)).status).toBe(200);
    expect((await put(streamed(), length)).status).toBe(200);
  });

  test('and its trailers, whose checksum is verified', async () => {
    await using store = disposable(await fixedTime());
    store.createBucket('one');
    const put = (change: (trailer: string) => string, trailer = 'x-amz-checksum-crc32:DUoRhQ==') => {
      const hash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
      const more = { 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-decoded-content-length': '11' };
      const { headers, signature, key, scope } = sign(store, 'PUT', '/one/key', '', hash, more);
      let previous = signature;
      const chunks = ['hello ', 'world', ''].map((text) => {
        const toSign = ['AWS4-HMAC-SHA256-PAYLOAD', date, scope, previous, sha256(''), sha256(text)].join('\n');
        previous = hmac(key, toSign).toString('hex');
        return `${text.length.toString(16)};chunk-signature=${previous}\r\n${text}${text === '' ? '' : '\r\n'}`;
      });
      const toSign = ['AWS4-HMAC-SHA256-TRAILER', date, scope, previous, sha256(`${trailer}\n`)].join('\n');
      const last = `${change(trailer)}\r\nx-amz-trailer-signature:${hmac(key, toSign).toString('hex')}\r\n\r\n`;
      return fetch(`${store.endpointUrl}/one/key`, { method: 'PUT', body: chunks.join('') + last, headers });
    };
    const same = (trailer: string) => trailer;
    const whole = await put(same);
    expect([whole.status, whole.headers.get('x-amz-checksum-crc32')]).toEqual([200, 'DUoRhQ==']);
    expect(await codeIn(await put(() => 'x-amz-checksum-crc32:AAAAAA=='))).toBe('SignatureDoesNotMatch');
    expect(await codeIn(await put(same, 'x-amz-checksum-crc32:AAAAAA=='))).toBe('BadDigest');
    expect(await codeIn(await put(same, 'x-amz-checksum-crc32:AAAA'))).toBe('InvalidRequest');
    expect(await codeIn(await put(same, 'x-amz-checksum-sha1:AAAA'))).toBe('MalformedTrailerError');
    expect(await codeIn(await put(same, 'no trailer at all'))).toBe('MalformedTrailerError');
  });

  test('a stream the SDK frames itself is counted without its frames', async () => {
    await using it = await openStore();
    const { UploadId } = await it.client.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'k' }));
    const Body = Readable.from([Buffer.alloc(70_000, 1), Buffer.alloc(30_000, 2)]);
    await it.client.send(
      new UploadPartCommand({ Bucket: 'b', Key: 'k', UploadId, PartNumber: 1, Body, ContentLength: 100_000 }),
    );
    expect(it.store.partsOf('b', 'k', UploadId ?? '').map(({ size }) => size)).toEqual([100_000]);
  });

  test('hex is compared whole', () => {
    expect([equals('ab', 'ab'), equals('ab', 'ac'), equals('ab', 'abc')]).toEqual([true, false, false]);
  });
});

function disposable(store: PracticeStore): PracticeStore & AsyncDisposable {
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}
