import type { ServerResponse } from 'node:http';
import { type Answer, type Behaviour, partsXml, partXml, send, uploadsXml, uploadXml } from '../store.ts';

/** Answers that never come, never end, or lead nowhere. */

/** Sends a piece again and again, as fast as it is taken. */
function pour(response: ServerResponse, piece: string | Uint8Array): void {
  const more = () => {
    while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', more);
  };
  more();
}
/** Sends a piece now and then, for as long as anybody listens. */
function drip(response: ServerResponse, piece: () => string, everyMs: number): void {
  const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write(piece())), everyMs);
}
const endless =
  (begin: string, piece: string): Answer =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(begin);
    pour(response, Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length))));
  };
const dripping =
  (begin: string, piece: string, everyMs: number): Answer =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(begin);
    drip(response, () => piece, everyMs);
  };
const never: Answer = () => {};
/** A page that says more follows, from a marker that is new each time. */
const forEver =
  (page: (number: number) => string): Answer =>
  (ask) => {
    // A look at one key is not to walk it as well: ten thousand pages take their time.
    if (ask.url.searchParams.has('prefix')) return ask.good();
    const key = `k${String(ask.number).padStart(9, '0')}`;
    const more = `<IsTruncated>true</IsTruncated><NextKeyMarker>${key}</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>`;
    send(ask, 200, uploadsXml(page(ask.number), more));
  };
const circle =
  (length: number): Answer =>
  (ask) =>
    send(
      ask,
      200,
      uploadsXml('', `<IsTruncated>true</IsTruncated><NextKeyMarker>k${ask.number % length}</NextKeyMarker>`),
    );
const endlessParts =
  (page: (number: number) => string, marker: (number: number) => string): Answer =>
  (ask) =>
    send(
      ask,
      200,
      partsXml(
        page(ask.number),
        `<IsTruncated>true</IsTruncated><NextPartNumberMarker>${marker(ask.number)}</NextPartNumberMarker>`,
      ),
    );

export const withoutEnd: readonly Behaviour[] = [
  { name: 'nothing is answered', on: { any: never } },
  { name: 'no list of buckets comes', on: { buckets: never } },
  { name: 'no list of uploads comes', on: { uploads: never } },
  { name: 'no list of parts comes', on: { parts: never } },
  { name: 'an abort is never answered', on: { abort: never } },
  { name: 'a HEAD is never answered', on: { head: never } },
  { name: 'a list of buckets drips', on: { buckets: dripping('<ListAllMyBucketsResult>', ' ', 100) } },
  { name: 'a list of uploads drips', on: { uploads: dripping('<ListMultipartUploadsResult>', '<', 100) } },
  { name: 'a list of parts drips', on: { parts: dripping('<ListPartsResult>', '&', 100) } },
  { name: 'an answer to an abort drips', on: { abort: dripping('', ' ', 100) } },
  { name: 'blanks without end', on: { uploads: endless('<ListMultipartUploadsResult>', ' ') } },
  { name: 'comments without end', on: { uploads: endless('', '<!---->') } },
  { name: 'elements without end', on: { uploads: endless('<ListMultipartUploadsResult>', '<a/>') } },
  { name: 'openings without end', on: { uploads: endless('<ListMultipartUploadsResult>', '<a>') } },
  { name: 'uploads without end', on: { uploads: endless('<ListMultipartUploadsResult>', uploadXml()) } },
  { name: 'parts without end', on: { parts: endless('<ListPartsResult>', partXml()) } },
  {
    name: 'buckets without end',
    on: { buckets: endless('<ListAllMyBucketsResult><Buckets>', '<Bucket><Name>b</Name></Bucket>') },
  },
  { name: 'a key without end', on: { uploads: endless('<ListMultipartUploadsResult><Upload><Key>', 'k') } },
  {
    name: 'an error without end',
    on: { any: ({ response }) => void pour(response.writeHead(500), '<Error>'.repeat(9_000)) },
  },
  { name: 'an answer to an abort without end', on: { abort: endless('', ' ') } },
  {
    name: 'pages without end, a thousand uploads each',
    on: {
      uploads: forEver((number) =>
        Array.from({ length: 1000 }, (_, at) => uploadXml(`k${String(number).padStart(9, '0')}-${at}`)).join(''),
      ),
    },
  },
  {
    name: 'pages without end, one upload each',
    on: { uploads: forEver((number) => uploadXml(`k${String(number).padStart(9, '0')}`)) },
  },
  { name: 'empty pages without end', on: { uploads: forEver(() => '') } },
  { name: 'the same upload on pages without end', on: { uploads: forEver(() => uploadXml()) } },
  { name: 'pages in a circle of two', on: { uploads: circle(2) } },
  { name: 'pages in a circle of a thousand', on: { uploads: circle(1000) } },
  {
    name: 'pages of parts without end',
    on: {
      parts: endlessParts(
        (number) => partXml((number % 300) + 1),
        (number) => String(number + 1),
      ),
    },
  },
  {
    name: 'empty pages of parts without end',
    on: {
      parts: endlessParts(
        () => '',
        (number) => String(number + 1),
      ),
    },
  },
  {
    name: 'the same part on pages without end',
    on: {
      parts: endlessParts(
        () => partXml(),
        (number) => String(number + 1),
      ),
    },
  },
  {
    name: 'parts without numbers on pages without end',
    on: {
      parts: endlessParts(
        () => partXml('').repeat(1000),
        (number) => String(number + 1),
      ),
    },
  },
];
