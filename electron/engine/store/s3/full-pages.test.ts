import { describe, expect, it } from 'vitest';
import { byteEscape } from '../../../../shared/values/byte-escapes.ts';
import type { ListedUpload, Store, UploadsPage } from '../store.ts';
import { FullPages } from './full-pages.ts';
import { recordedStore } from './testing/recorded-store.ts';
import { errorXml, type Reply } from './testing/recording-server.ts';

/*
 * A server that lists so many uploads and no more, and says of every page that it is the last: what it does not show is there.
 */

const recorded = recordedStore();

const uploadsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `k${String(index).padStart(4, '0')}`, id: `i${index}` }));
type Entry = ReturnType<typeof uploadsOf>[number];
const isBehind = ({ key, id }: Entry, marker: string, idMarker: string | null) =>
  key > marker || (key === marker && idMarker !== null && id > idMarker);

/** Answers by what is asked for behind a marker; every page calls itself the last. */
function answer(by: (query: URLSearchParams) => Entry[] | Reply): void {
  recorded.server.answer((response, request) => {
    const reply = by(new URL(request.url ?? '/', 'http://store').searchParams);
    if (typeof reply === 'function') return reply(response, request);
    if (!Array.isArray(reply)) {
      response.writeHead(reply.status ?? 200, { 'x-amz-request-id': 'R' }).end(reply.body ?? '');
      return;
    }
    const entries = reply.map(({ key, id }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`).join('');
    response.writeHead(200, { 'x-amz-request-id': 'R' });
    response.end(
      `<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated>${entries}</ListMultipartUploadsResult>`,
    );
  });
}

type Place = Pick<Parameters<Store['listUploads']>[0], 'keyMarker' | 'uploadIdMarker' | 'onRecord'>;
const ask = (place: Place = {}, maxUploads = 5) => recorded.store.listUploads({ bucket: 'b', maxUploads, ...place });
const behind = ({ nextKeyMarker, nextUploadIdMarker }: UploadsPage): Place => ({
  keyMarker: nextKeyMarker,
  uploadIdMarker: nextUploadIdMarker,
});
const keysOf = ({ uploads }: UploadsPage) => uploads.map(({ key }) => key);

describe('a full page that calls itself the last', () => {
  it.each([
    ['a scan', {}],
    ['a look', { onRecord: true }],
  ])('leads behind its last upload, until a page has room: %s', async (_, how) => {
    const all = uploadsOf(12);
    answer((query) => {
      const [marker, id] = [query.get('key-marker') ?? '', query.get('upload-id-marker')];
      return all.filter((entry) => isBehind(entry, marker, id)).slice(0, 5);
    });
    const first = await ask(how);
    expect(first).toMatchObject({ isTruncated: true, nextKeyMarker: 'k0004', nextUploadIdMarker: 'i4' });
    const second = await ask({ ...behind(first), ...how });
    expect([keysOf(second).length, second.isTruncated]).toEqual([5, true]);
    const third = await ask({ ...behind(second), ...how });
    expect([keysOf(third), third.isTruncated]).toEqual([['k0010', 'k0011'], false]);
  });

  it('and is the last after all is followed by one without uploads', async () => {
    answer((query) => (query.has('key-marker') ? [] : uploadsOf(5)));
    const last = await ask(behind(await ask()));
    expect([last.uploads, last.isTruncated]).toEqual([[], false]);
  });

  it('leads nowhere where markers are not looked at: that is the same place again, which no walk goes on from', async () => {
    answer(() => uploadsOf(5));
    const first = await ask();
    expect(behind(await ask(behind(first)))).toEqual(behind(first));
  });

  it.each([4, 6])('is none with %i uploads where five were asked for', async (count) => {
    answer(() => uploadsOf(count));
    expect(await ask()).toMatchObject({ isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null });
  });

  it.each([
    [400, errorXml('InvalidArgument', 'Invalid uploadId marker')],
    [501, errorXml('NotImplemented')],
  ])('is asked behind by its key alone where the server knows no such ID (%i)', async (status, body) => {
    answer((query) => {
      if (query.has('upload-id-marker')) return { status, body };
      return query.has('key-marker') ? [{ key: 'z', id: 'z' }] : uploadsOf(5);
    });
    const first = await ask();
    expect(keysOf(await ask(behind(first)))).toEqual(['z']);
    // A look has each of its calls on record, and sends no second one.
    await expect(ask({ ...behind(first), onRecord: true })).rejects.toMatchObject({ details: { httpStatus: status } });
    // A place that the store itself named is no place of ours.
    await expect(ask({ keyMarker: 'k', uploadIdMarker: 'i' })).rejects.toMatchObject({
      details: { httpStatus: status },
    });
  });
});

describe('places of our own', () => {
  const page = (key: string): UploadsPage => ({
    call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
    uploads: [{ key, uploadId: 'i' } as ListedUpload],
    isTruncated: false,
    nextKeyMarker: null,
    nextUploadIdMarker: null,
  });

  it('are the latest, of one bucket and prefix', () => {
    const pages = new FullPages();
    const asked = { bucket: 'b', prefix: 'p' };
    for (let at = 0; at < 70; at++) pages.leadOn(asked, page(`k${at}`), true);
    const isOurs = (key: string, more = {}) => pages.isOurs({ ...asked, keyMarker: key, uploadIdMarker: 'i', ...more });
    expect([isOurs('k5'), isOurs('k6'), isOurs('k69'), isOurs('k70')]).toEqual([false, true, true, false]);
    expect([isOurs('k69', { bucket: 'c' }), isOurs('k69', { prefix: '' })]).toEqual([false, false]);
    expect(isOurs('k69', { uploadIdMarker: null })).toBe(false);
  });

  it('are none behind a page that is not full, that says where to go on, or whose last key is no text', () => {
    const pages = new FullPages();
    const truncated = { ...page('k'), isTruncated: true, nextKeyMarker: 'x' };
    expect(pages.leadOn({ bucket: 'b' }, truncated, true)).toBe(truncated);
    const some = page('k');
    expect(pages.leadOn({ bucket: 'b' }, some, false)).toBe(some);
    const none = { ...some, uploads: [] };
    expect(pages.leadOn({ bucket: 'b' }, none, true)).toBe(none);
    const bytes = page(`a${byteEscape(0xff)}b`);
    expect(pages.leadOn({ bucket: 'b' }, bytes, true)).toBe(bytes);
  });
});
