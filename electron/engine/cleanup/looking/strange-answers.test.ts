import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unknownTime } from '../../../../shared/format/time.ts';
import { systemClock } from '../../ports/clock.ts';
import { recordedStore } from '../../store/s3/testing/recorded-store.ts';
import type { Reply } from '../../store/s3/testing/recording-server.ts';
import type { CallThrough } from '../recording/recorded-calls.ts';
import { look } from './look.ts';

/*
 * An upload with a part is there all the time, and listed. Whatever stands between here and its store answers in ways of its own:
 * no look may find it gone by them, however often it is taken.
 */

const recorded = recordedStore();
const ref = { connectionId: 'c', bucket: 'b', key: 'film.mov', uploadId: 'Id.1+x' };
const call: CallThrough = (_, send) => send();

const listed = (id: string) => `<Upload><Key>${ref.key}</Key><UploadId>${id}</UploadId></Upload>`;
const part = '<Part><PartNumber>1</PartNumber><Size>5</Size><ETag>"e"</ETag></Part>';
const parts = (inside: string) => `<ListPartsResult>${inside}<IsTruncated>false</IsTruncated></ListPartsResult>`;
const uploads = (inside: string) =>
  `<ListMultipartUploadsResult>${inside}<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>`;
const [noParts, noUploads] = [parts(`<UploadId>${ref.uploadId}</UploadId>`), uploads('<Bucket>b</Bucket>')];
const [allParts, allUploads] = [parts(part), uploads(listed(ref.uploadId))];
const html = '<html><head><title>404 Not Found</title></head><body><hr>nginx</body></html>';
const noSuchUpload = '<Error><Code>NoSuchUpload</Code></Error>';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const kept = <R extends object>(reply: R) => ({ ...reply, headers: { 'x-cache-status': 'HIT' } });
const soap = (text: string) => `<s:Envelope xmlns:s="urn:s"><s:Body>${text}</s:Body></s:Envelope>`;

/** Answers to ListParts, and to the listing. */
type Way = readonly [string, Reply, Reply];
const alike = (name: string, reply: Reply): Way => [name, reply, reply];

const ways: readonly Way[] = [
  alike('404 of a web server', { status: 404, body: html }),
  alike('404 without a word', { status: 404 }),
  alike('404 in JSON', { status: 404, body: '{"Error":{"Code":"NoSuchUpload"}}' }),
  alike('404 of a text', { status: 404, body: 'NoSuchUpload' }),
  alike('410 of a web server', { status: 410, body: html }),
  alike('204 without a word', { status: 204 }),
  alike('304 without a word', { status: 304 }),
  alike('200 without a word', {}),
  alike('200 with a byte order mark alone', { body: '\ufeff' }),
  alike('200 with a page of its own', { body: html }),
  alike('200 with XML of its own', { body: '<?xml version="1.0"?><Result><IsTruncated>false</IsTruncated></Result>' }),
  ['the answers to each other', { body: noUploads }, { body: noParts }],
  [
    'an object listing',
    { body: '<ListBucketResult/>' },
    { body: '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>' },
  ],
  ['nothing but the roots', { body: '<ListPartsResult/>' }, { body: '<ListMultipartUploadsResult/>' }],
  ['nothing but an end', { body: parts('') }, { body: uploads('') }],
  [
    'answers that nothing was filled into',
    {
      body: parts(
        '<Bucket/><Key></Key><UploadId> </UploadId><PartNumberMarker>0</PartNumberMarker><MaxParts>0</MaxParts>',
      ),
    },
    { body: uploads('<Bucket></Bucket><KeyMarker/><Prefix/><MaxUploads>0</MaxUploads>') },
  ],
  [
    'entries whose marks are escaped',
    { body: noParts.replace('<IsTruncated>', `${escaped(part)}<IsTruncated>`) },
    { body: noUploads.replace('<IsTruncated>', `${escaped(listed(ref.uploadId))}<IsTruncated>`) },
  ],
  [
    'entries as plain text',
    { body: noParts.replace('<IsTruncated>', `<![CDATA[${part}]]><IsTruncated>`) },
    { body: noUploads.replace('<IsTruncated>', `<![CDATA[${listed(ref.uploadId)}]]><IsTruncated>`) },
  ],
  [
    'words in the middle',
    { body: noParts.replace('</List', 'upstream timed out</List') },
    { body: noUploads.replace('</List', 'upstream timed out</List') },
  ],
  ['what a cache kept that tells no age', kept({ body: noParts }), kept({ body: noUploads })],
  alike('304 of a cache, in a store’s name', { status: 304, headers: { 'x-amz-id-2': 'I', etag: '"e"' } }),
  ['roots in small letters', { body: noParts.toLowerCase() }, { body: noUploads.toLowerCase() }],
  [
    'roots with a prefix',
    { body: noParts.replaceAll('ListParts', 'a:ListParts') },
    { body: noUploads.replaceAll('ListM', 'a:ListM') },
  ],
  ['pages in an envelope', { body: soap(noParts) }, { body: soap(noUploads) }],
  ['UTF-16', { body: utf16(noParts) }, { body: utf16(noUploads) }],
  ['zipped pages that are called plain', { body: gzipSync(noParts) }, { body: gzipSync(noUploads) }],
  [
    'pages that are zipped twice',
    { body: gzipSync(gzipSync(noParts)), headers: { 'content-encoding': 'gzip, gzip' } },
    { body: gzipSync(gzipSync(noUploads)), headers: { 'content-encoding': 'gzip, gzip' } },
  ],
  [
    'plain pages that are called zipped',
    { body: noParts, headers: { 'content-encoding': 'gzip' } },
    { body: noUploads, headers: { 'content-encoding': 'gzip' } },
  ],
  ['two pages, the empty one first', { body: noParts + allParts }, { body: noUploads + allUploads }],
  ['an end before the entries', { body: noParts + part }, { body: noUploads + listed(ref.uploadId) }],
  [
    'entries in small letters',
    { body: parts(part.toLowerCase()) },
    { body: uploads(listed(ref.uploadId).toLowerCase()) },
  ],
  [
    'entries in a list of their own',
    { body: parts(`<Parts>${part}</Parts>`) },
    { body: uploads(`<Uploads>${listed(ref.uploadId)}</Uploads>`) },
  ],
  [
    'entries in a comment that does not end',
    { body: parts(`<!-- ${part}`) },
    { body: uploads(`<!-- ${listed(ref.uploadId)}`) },
  ],
  [
    'a folder in their place',
    { status: 404, body: noSuchUpload },
    { body: uploads('<CommonPrefixes><Prefix>film</Prefix></CommonPrefixes>') },
  ],
  [
    'what a cache kept of another upload and another key',
    { status: 404, body: '<Error><Code>NoSuchUpload</Code><UploadId>another</UploadId></Error>' },
    { body: uploads('<Prefix>another.mov</Prefix>') },
  ],
  [
    'the second page of both lists',
    { body: parts('<PartNumberMarker>1</PartNumberMarker>') },
    { body: uploads(`<KeyMarker>${ref.key}</KeyMarker>`) },
  ],
  [
    'more to come, and nothing of where',
    { body: noParts.replace('false', 'true') },
    { body: noUploads.replace('false', 'true') },
  ],
  ['an error in the middle', { body: parts(noSuchUpload) }, { body: uploads(noSuchUpload) }],
  [
    'a bucket that is gone',
    { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' },
    { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' },
  ],
  [
    'an object that is not there',
    { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' },
    { body: '<Error><Code>NoSuchKey</Code></Error>' },
  ],
  ['a failure that says NoSuchUpload', { status: 502, body: noSuchUpload }, { status: 500, body: noUploads }],
  ['an ID in small letters', { status: 404, body: noSuchUpload }, { body: uploads(listed('id.1+x')) }],
  ['an ID with blanks', { status: 404, body: noSuchUpload }, { body: uploads(listed(' Id.1+x\n')) }],
  ['an ID as URLs have it', { status: 404, body: noSuchUpload }, { body: uploads(listed('Id.1%2Bx')) }],
  [
    'fewer bytes than were promised',
    (response) => response.writeHead(200, { 'content-length': '9000' }).end(noParts, () => response.destroy()),
    (response) => response.writeHead(200, { 'content-length': '9000' }).end(noUploads, () => response.destroy()),
  ],
];

/** Answers so from now on; there is no object under the key. */
function answer(ofParts: Reply, ofListing: Reply): void {
  recorded.server.answer((response, request) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://store');
    const isListing = searchParams.has('uploads');
    const reply = searchParams.has('uploadId') ? ofParts : isListing ? ofListing : { status: 404 };
    if (typeof reply === 'function') return reply(response, request);
    response.writeHead(reply.status ?? 200, { 'x-amz-request-id': 'R', ...reply.headers }).end(reply.body ?? '');
  });
}

async function views() {
  const { look: taken } = await look(recorded.store, ref, { purpose: 'look after', call, clock: systemClock });
  return [taken.parts.outcome, taken.listing.outcome];
}

describe('a look at an upload that is there', () => {
  it.each(ways)('does not find it gone by %s', async (_, ofParts, ofListing) => {
    answer(ofParts, ofListing);
    const [ofItself, inListing] = await views();
    expect(['listed', 'failed', 'denied']).toContain(inListing);
    // An empty list of parts is said by nothing but one; an error in S3's own words may say that it is gone, half of a proof.
    expect(['present', 'failed', 'denied', 'gone']).toContain(ofItself);
  });

  it.each([
    [['2026-01-01T00:00:00Z', '2026-05-05T00:00:00Z', '2026-03-03T00:00:00Z'], Date.UTC(2026, 4, 5)],
    [['2026-05-05T00:00:00Z', '2026-01-01T00:00:00Z'], Date.UTC(2026, 4, 5)],
    [['2026-05-05T00:00:00Z', 'unknown', '2026-01-01T00:00:00Z'], unknownTime],
  ])('takes the youngest of the times where it is listed more than once: %j', async (times, initiatedAt) => {
    const entry = (time: string) =>
      listed(ref.uploadId).replace('</Upload>', `<Initiated>${time}</Initiated></Upload>`);
    answer({ body: allParts }, { body: uploads(times.map(entry).join('')) });
    const { look: taken } = await look(recorded.store, ref, { purpose: 'look before', call, clock: systemClock });
    expect(taken.listing).toEqual({ outcome: 'listed', initiatedAt });
  });

  it.each<[string, (page: string) => Reply]>([
    ['as they are', (body) => ({ body })],
    ['behind a byte order mark', (body) => ({ body: `\ufeff${body}` })],
    ['zipped', (body) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
    [
      'in chunks with a trailer',
      (body) => (response) => {
        response.writeHead(200, { 'x-amz-request-id': 'R', trailer: 'x-checksum' });
        for (const piece of body.match(/.{1,40}/gs) ?? []) response.write(piece);
        response.addTrailers({ 'x-checksum': 'none' });
        response.end();
      },
    ],
  ])('finds it where pages come %s, and gone where it is gone', async (_, sent) => {
    answer(sent(allParts), sent(allUploads));
    expect(await views()).toEqual(['present', 'listed']);
    answer(sent(noParts), sent(noUploads));
    expect(await views()).toEqual(['none', 'absent']);
  });
});
