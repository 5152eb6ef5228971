import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { clientOf, noon, openStore } from '../testing/practice-client.ts';
import { type Presigning, presign } from '../testing/presign.ts';

/** A store whose clock stands at noon unless it is moved, and a client that goes by it. */
async function openAtNoon() {
  const clock = { now: noon };
  const it = await openStore({}, { now: () => clock.now });
  const client = clientOf(it.store, { systemClockOffset: noon - Date.now() });
  return { ...it, client, clock };
}

const codeIn = async (url: string) => {
  const response = await fetch(url);
  return `${response.status} ${/<Code>(\w+)/.exec(await response.text())?.[1] ?? 'fine'}`;
};

describe('a presigned URL', () => {
  test('reads, and says as what', async () => {
    await using it = await openAtNoon();
    await it.client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'content' }));
    const response = await fetch(presign(it.store));
    expect([response.status, await response.text()]).toEqual([200, 'content']);
    const query = { 'response-content-type': 'text/html', 'response-content-disposition': 'attachment' };
    const { headers } = await fetch(presign(it.store, { query }));
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(['text/html', 'attachment']);
    expect(it.store.calls.at(-1)).toMatchObject({ operation: 'GetObject', key: 'k', status: 200 });
  });

  test('writes, with what was moved from the headers into it', async () => {
    await using it = await openAtNoon();
    const query = { 'x-amz-storage-class': 'STANDARD_IA', 'x-amz-meta-who': 'me' };
    const url = presign(it.store, { method: 'PUT', query });
    expect((await fetch(url, { method: 'PUT', body: 'content' })).status).toBe(200);
    const head = await it.client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(head).toMatchObject({ ContentLength: 7, StorageClass: 'STANDARD_IA', Metadata: { who: 'me' } });
    // It is for a PUT of that key, and nothing else.
    expect((await fetch(url)).status).toBe(403);
  });

  test('lists parts and uploads, as any call may be signed so', async () => {
    await using it = await openAtNoon();
    it.store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon });
    const page = await (await fetch(presign(it.store, { path: '/b', query: { uploads: '' } }))).text();
    expect(page).toContain('<Key>k</Key>');
  });

  test('holds as long as it says, and not before its time', async () => {
    await using it = await openAtNoon();
    await it.client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'content' }));
    const url = presign(it.store, { expires: '60' });
    it.clock.now = noon + 60_000;
    expect(await codeIn(url)).toBe('200 fine');
    it.clock.now = noon + 60_001;
    const expired = await fetch(url);
    expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
    expect(await codeIn(presign(it.store, { at: noon + 3_600_000 }))).toBe('403 AccessDenied');
  });

  test.each<[string, Presigning, string]>([
    [
      'a changed query',
      { tamper: (query) => ({ ...query, 'response-content-type': 'text/html' }) },
      '403 SignatureDoesNotMatch',
    ],
    [
      'a longer life than was signed',
      { tamper: (query) => ({ ...query, 'X-Amz-Expires': '9999' }) },
      '403 SignatureDoesNotMatch',
    ],
    [
      'unknown keys',
      {
        tamper: (query) => ({
          ...query,
          'X-Amz-Credential': query['X-Amz-Credential']?.replace(/^[^/]+/, 'NOBODY') ?? '',
        }),
      },
      '403 InvalidAccessKeyId',
    ],
    ['more than a week', { expires: '604801' }, '400 AuthorizationQueryParametersError'],
    ['no time at all', { expires: '-1' }, '400 AuthorizationQueryParametersError'],
    ['no number', { expires: 'soon' }, '400 AuthorizationQueryParametersError'],
    ['another region', { region: 'eu-west-1' }, '400 AuthorizationQueryParametersError'],
    [
      'no signature',
      { tamper: ({ 'X-Amz-Signature': _, ...query }) => query },
      '400 AuthorizationQueryParametersError',
    ],
    [
      'another algorithm',
      { tamper: (query) => ({ ...query, 'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256' }) },
      '400 AuthorizationQueryParametersError',
    ],
    [
      'a broken date',
      { tamper: (query) => ({ ...query, 'X-Amz-Date': 'today' }) },
      '400 AuthorizationQueryParametersError',
    ],
    [
      'a broken credential',
      { tamper: (query) => ({ ...query, 'X-Amz-Credential': 'me' }) },
      '400 AuthorizationQueryParametersError',
    ],
  ])('is refused with %s', async (_, presigning, outcome) => {
    await using it = await openAtNoon();
    expect(await codeIn(presign(it.store, presigning))).toBe(outcome);
  });

  test('is of one key, one bucket and one method, and of nothing beside them', async () => {
    await using it = await openAtNoon();
    for (const Key of ['k', 'other', 'K']) {
      await it.client.send(new PutObjectCommand({ Bucket: 'b', Key, Body: 'content' }));
    }
    const url = presign(it.store);
    expect(await codeIn(url)).toBe('200 fine');
    for (const changed of ['/b/other', '/b/K', '/b/k/', '/c/k', '/b//k', '/b']) {
      expect(await codeIn(url.replace('/b/k?', `${changed}?`)), changed).toBe('403 SignatureDoesNotMatch');
    }
    expect(await codeIn(`${url}&versionId=null`)).toBe('403 SignatureDoesNotMatch');
    expect(await codeIn(url.replace(/[0-9a-f]{64}/, (signature) => signature.toUpperCase()))).toBe(
      '403 SignatureDoesNotMatch',
    );
    for (const method of ['DELETE', 'HEAD', 'PUT', 'POST']) expect((await fetch(url, { method })).status).toBe(403);
    // None of that has taken it away.
    expect(await codeIn(url)).toBe('200 fine');
  });

  test('needs its token, where the keys are temporary', async () => {
    await using it = await openStore({}, { now: () => noon, sessionToken: 'token-of-presigned-test' });
    expect(await codeIn(presign(it.store))).toBe('403 InvalidAccessKeyId');
    const withToken = presign(it.store, { query: { 'X-Amz-Security-Token': 'token-of-presigned-test' } });
    expect(await codeIn(withToken)).toBe('404 NoSuchKey');
  });
});
