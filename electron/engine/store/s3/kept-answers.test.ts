import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedStore } from './testing/recorded-store.ts';
import { errorXml } from './testing/recording-server.ts';

/*
 * A cache between here and the store ("cache everything") gives what it kept: that something was not there some time ago proves
 * nothing gone now. And clocks that are written otherwise than HTTP has it.
 */

const recorded = recordedStore();

const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
const none = (root: string) =>
  `<${root}><Bucket>b</Bucket><Name>b</Name><UploadId>u</UploadId><IsTruncated>false</IsTruncated></${root}>`;
const kept = { code: 'NOT_S3', message: expect.stringContaining('cache'), details: { unusable: true } };

describe.each(['1', '600', ' 00031536000'])('an answer of an age of %j s', (age) => {
  it.each<[string, number, string, () => Promise<unknown>]>([
    ['that there is no such upload', 404, errorXml('NoSuchUpload'), () => recorded.store.listParts(ref, null)],
    ['that it has no parts', 200, none('ListPartsResult'), () => recorded.store.listParts(ref, null)],
    [
      'to a look, that it is not listed',
      200,
      none('ListMultipartUploadsResult'),
      () => recorded.store.listUploads({ bucket: 'b', prefix: 'k', onRecord: true }),
    ],
    ['that there is no object', 404, '', () => recorded.store.headObject('b', 'k')],
    ['that no object is listed', 200, none('ListBucketResult'), () => recorded.store.findObject('b', 'k')],
  ])('%s proves nothing', async (_, status, body, ask) => {
    recorded.server.answer({ status, body, headers: { age } });
    await expect(ask()).rejects.toMatchObject(kept);
  });

  it('that shows something is read', async () => {
    const part = '<Part><PartNumber>1</PartNumber><Size>5</Size></Part>';
    recorded.server.answer({
      headers: { age },
      body: `<ListPartsResult>${part}<IsTruncated>false</IsTruncated></ListPartsResult>`,
    });
    expect((await recorded.store.listParts(ref, null)).parts).toHaveLength(1);
    // A scan shows what was told, as it was told.
    recorded.server.answer({ headers: { age }, body: none('ListMultipartUploadsResult') });
    expect((await recorded.store.listUploads({ bucket: 'b' })).uploads).toEqual([]);
  });
});

it.each([
  ['x-cache', 'HIT'],
  ['x-cache', 'Hit from cloudfront'],
  ['x-cache', 'MISS, HIT'],
  ['x-cache', 'TCP_MEM_HIT from proxy.example'],
  ['x-cache-status', 'HIT'],
  ['x-cache-status', 'STALE'],
  ['x-cache-status', 'UPDATING'],
  ['x-proxy-cache', 'HIT'],
  ['cf-cache-status', 'HIT'],
  ['cache-status', 'Example; hit; ttl=30'],
])('an answer whose %s is %j was kept, whatever its age', async (name, told) => {
  recorded.server.answer({ status: 404, body: errorXml('NoSuchUpload'), headers: { [name]: told } });
  await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject(kept);
});

it.each([
  ['x-cache', 'MISS'],
  ['x-cache', 'Miss from cloudfront'],
  ['x-cache', 'Error from cloudfront'],
  ['x-cache', 'RefreshHit from cloudfront'],
  ['x-cache', 'TCP_REFRESH_HIT from proxy.example'],
  ['x-cache-status', 'BYPASS'],
  ['cf-cache-status', 'DYNAMIC'],
  ['cache-status', 'Example; fwd=uri-miss'],
  ['x-cache', 'white'],
])('an answer whose %s is %j is of now', async (name, told) => {
  recorded.server.answer({ status: 404, body: errorXml('NoSuchUpload'), headers: { [name]: told } });
  await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
});

it.each(['0', '00', '', 'none', '-1'])('an answer of an age of %j s is of now', async (age) => {
  recorded.server.answer({ status: 404, body: errorXml('NoSuchUpload'), headers: { age } });
  await expect(recorded.store.listParts(ref, null)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  recorded.server.answer({ status: 404, headers: { age } });
  expect((await recorded.store.headObject('b', 'k')).object).toBeNull();
});

describe('the Date of an answer', () => {
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'Asia/Tokyo';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const at = Date.UTC(2026, 10, 30, 20, 0, 0);

  it.each([
    ['Mon, 30 Nov 2026 20:00:00 GMT', at],
    ['Monday, 30-Nov-26 20:00:00 GMT', at],
    ['Mon Nov 30 20:00:00 2026', at],
    // No zone is UTC, and not this computer's.
    ['Mon, 30 Nov 2026 20:00:00', at],
    ['2026-11-30 20:00:00', at],
    ['1', null],
    ['0', null],
    ['-5', null],
    ['2026', null],
    ['Thu, 01 Jan 1970 00:00:00 GMT', null],
  ])('%j is read in one way, or not at all', async (date, meant) => {
    recorded.server.answer({ headers: { date }, body: none('ListMultipartUploadsResult') });
    expect((await recorded.store.listUploads({ bucket: 'b' })).call.serverTime).toBe(meant);
  });
});

it('an ETag that a proxy has weakened is the same ETag', async () => {
  const headers = { 'last-modified': 'Fri, 02 Jan 2026 03:04:05 GMT' };
  for (const etag of ['W/"abc-2"', '"abc-2"', 'abc-2']) {
    recorded.server.answer({ headers: { ...headers, etag } });
    expect((await recorded.store.headObject('b', 'k')).object?.etag).toBe('abc-2');
  }
  for (const etag of ['W/abc', '"', 'w/"abc"']) {
    recorded.server.answer({ headers: { ...headers, etag } });
    expect((await recorded.store.headObject('b', 'k')).object?.etag).toBe(etag);
  }
});
