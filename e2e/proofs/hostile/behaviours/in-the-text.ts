import {
  type Answer,
  type Behaviour,
  bucketsXml,
  errorXml,
  type Operation,
  partsXml,
  partXml,
  says,
  uploadsXml,
  uploadXml,
} from '../store.ts';

/** Answers whose text is meant to be hard to read, or to be read wrong. */

const MB = 1_000_000;
const page = uploadsXml(uploadXml());
const root = 'ListMultipartUploadsResult';
const uploads = (name: string, body: string | Uint8Array, headers?: Record<string, string>): Behaviour => ({
  name,
  on: { uploads: says(200, body, headers) },
});
const anywhere = (name: string, status: number, body: string | Uint8Array): Behaviour => ({
  name,
  on: { any: says(status, body, { 'content-type': 'text/html' }) },
});
const many = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join('');
const onOne = (operation: Operation, answer: Answer) => ({ on: { [operation]: answer } });
const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${many(9, (at) => `<!ENTITY a${at} "${'&a;'.repeat(10)}">`)}]>`;

export const inTheText: readonly Behaviour[] = [
  anywhere('45 comments before a page of HTML', 200, `${'<!---->'.repeat(45)}<!DOCTYPE html><html>`),
  anywhere('100,000 comments before nothing', 200, '<!---->'.repeat(30_000)),
  anywhere('instructions before a page of HTML', 503, `${'<?x?>'.repeat(50_000)}<html>`),
  anywhere('a portal', 200, '<html><body>Sign in</body></html>'),
  anywhere('JSON', 200, '{"error":"no"}'),
  anywhere('an empty 200', 200, ''),
  anywhere('an error of 200 MB', 500, Buffer.alloc(200 * MB, 'e')),
  anywhere('an error with a message of 200,000 characters', 400, errorXml('X', 'm'.repeat(200_000))),
  anywhere('an error with a code of 200,000 characters', 400, errorXml('C'.repeat(200_000))),
  anywhere('an error with a code of control characters', 400, errorXml('\u202eC\u0000\u0007')),
  anywhere('a 404 without a word', 404, ''),
  anywhere('a 403 without a word', 403, ''),
  anywhere('an error inside a 200', 200, errorXml('InternalError')),
  uploads('ten million elements', `<${root}>${'<a/>'.repeat(2 * MB - 100)}</${root}>`),
  uploads('a million elements, below what the SDK is given', `<${root}>${'<a/>'.repeat(250_000)}</${root}>`),
  uploads('a million attributes', `<${root} ${many(MB / 2, (at) => `a${at}=""`)}/>`),
  uploads('attributes, below what the SDK is given', `<${root} ${many(90_000, (at) => `a${at}=""`)}/>`),
  uploads(
    'an attribute on each of many uploads',
    uploadsXml(uploadXml().replace('<Key>', '<Key a="b">').repeat(60_000)),
  ),
  uploads(
    'attributes on a thousand uploads',
    uploadsXml(
      uploadXml()
        .replace('<Key>', `<Key ${many(90, (at) => `a${at}="" `)}>`)
        .repeat(1000),
    ),
  ),
  uploads('eight million ampersands in a key', uploadsXml(uploadXml('&'.repeat(8 * MB)))),
  uploads('900,000 ampersands in a key', uploadsXml(uploadXml('&'.repeat(900_000)))),
  uploads('a million references in a key', uploadsXml(uploadXml('&#x41;'.repeat(MB)))),
  uploads('eight million openings', `<${root}>${'<'.repeat(8 * MB)}</${root}>`),
  uploads('eight million closings', `<${root}>${'>'.repeat(8 * MB)}</${root}>`),
  uploads('a million elements deep', `<${root}>${'<a>'.repeat(MB)}${'</a>'.repeat(MB)}</${root}>`),
  uploads('100,000 elements deep', `<${root}>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</${root}>`),
  uploads('comments between the uploads', uploadsXml(`${uploadXml()}<!-- x -->`.repeat(60_000))),
  uploads('CDATA around a key', uploadsXml(uploadXml('<![CDATA[k.bin]]>'))),
  uploads('CDATA of a megabyte', uploadsXml(uploadXml(`<![CDATA[${'k'.repeat(900_000)}]]>`))),
  uploads('entities that unfold', `${entities}${uploadsXml(uploadXml('&a8;'))}`),
  uploads(
    'an entity of a file',
    `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${uploadsXml(uploadXml('&f;'))}`,
  ),
  uploads('an unknown reference', uploadsXml(uploadXml('&constructor;'))),
  uploads('references to what XML cannot hold', uploadsXml(uploadXml('&#0;&#xD800;&#x110000;&#99999999;'))),
  uploads('a prefix on every name', page.replaceAll(/<(\/?)([A-Z])/g, '<$1n:$2')),
  uploads('names in lower case', page.toLowerCase()),
  uploads('UTF-16', Buffer.from(`\ufeff${page}`, 'utf16le')),
  uploads('a byte order mark', `\ufeff${page}`),
  uploads('bytes that are no UTF-8', Buffer.from(uploadsXml(uploadXml('\u00ff\u00fe')), 'latin1')),
  uploads('zeros in a key', uploadsXml(uploadXml('a\0b'))),
  uploads('another document behind it', `${page}${page}`),
  uploads('noise behind it', `${page}${' '.repeat(100)}x`),
  uploads('comments behind it', `${page}${'<!---->'.repeat(500_000)}`),
  uploads('the answer to another question', partsXml(partXml())),
  uploads(
    'objects instead of uploads',
    '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>',
  ),
  uploads('a key of 8 KiB', uploadsXml(uploadXml('k'.repeat(8192)))),
  uploads('a key of seven megabytes', uploadsXml(uploadXml('k'.repeat(7 * MB)))),
  uploads('an upload ID of a megabyte', uploadsXml(uploadXml('k', 'u'.repeat(MB)))),
  uploads('an empty key', uploadsXml(uploadXml(''))),
  uploads('an empty upload ID', uploadsXml(uploadXml('k', ''))),
  uploads(
    'keys that lead elsewhere',
    uploadsXml(['..', '.', '/', '//', '../../b', '%2e%2e', '?x', '#', '\\'].map((key) => uploadXml(key)).join('')),
  ),
  uploads(
    'names of JavaScript',
    uploadsXml(['__proto__', 'constructor', 'toString', '$&'].map((key) => uploadXml(key, key)).join('')),
  ),
  uploads('70,000 uploads on one page', uploadsXml(many(70_000, (at) => uploadXml(`k${at}`)))),
  uploads('one upload 70,000 times', uploadsXml(uploadXml().repeat(70_000))),
  uploads(
    'a marker of seven megabytes',
    uploadsXml(uploadXml(), `<IsTruncated>true</IsTruncated><NextKeyMarker>${'m'.repeat(7 * MB)}</NextKeyMarker>`),
  ),
  uploads(
    'a marker of 900,000 characters',
    uploadsXml(uploadXml(), `<IsTruncated>true</IsTruncated><NextKeyMarker>${'m'.repeat(900_000)}</NextKeyMarker>`),
  ),
  uploads(
    'an initiator of a megabyte',
    uploadsXml(uploadXml().replace('<Initiated>', `<Initiator><ID>${'i'.repeat(MB)}</ID></Initiator><Initiated>`)),
  ),
  uploads(
    'a thousand principals',
    uploadsXml(
      many(1000, (at) =>
        uploadXml(`k${at}`).replace('<Initiated>', `<Owner><ID>${'o'.repeat(5000)}${at}</ID></Owner><Initiated>`),
      ),
    ),
  ),
  {
    name: 'parts of seven megabytes, with checksums',
    ...onOne(
      'parts',
      says(
        200,
        partsXml(
          many(50_000, (at) => partXml(at % 10_000).replace('<Size>', '<ChecksumCRC32>AAAAAA==</ChecksumCRC32><Size>')),
        ),
      ),
    ),
  },
  {
    name: 'ten thousand parts on one page',
    ...onOne('parts', says(200, partsXml(many(10_000, (at) => partXml(at + 1))))),
  },
  {
    name: 'an ETag of a megabyte',
    ...onOne('parts', says(200, partsXml(partXml().replace('"e"', `"${'e'.repeat(MB)}"`)))),
  },
  { name: 'elements instead of parts', ...onOne('parts', says(200, partsXml('<a/>'.repeat(MB)))) },
  { name: 'comments instead of parts', ...onOne('parts', says(200, `${'<!---->'.repeat(45)}<html>`)) },
  {
    name: 'a million elements among the objects',
    ...onOne('objects', says(200, `<ListBucketResult>${'<a/>'.repeat(MB)}</ListBucketResult>`)),
  },
  {
    name: 'a million elements in the lifecycle',
    ...onOne('lifecycle', says(200, `<LifecycleConfiguration>${'<Rule/>'.repeat(30_000)}</LifecycleConfiguration>`)),
  },
  {
    name: 'seven megabytes of buckets',
    ...onOne('buckets', says(200, bucketsXml(Array.from({ length: 50_000 }, (_, at) => `bucket-${at}`)))),
  },
  {
    name: 'ten thousand buckets',
    ...onOne('buckets', says(200, bucketsXml(['b', ...Array.from({ length: 9_999 }, (_, at) => `bucket-${at}`)]))),
  },
  {
    name: 'a million elements among the buckets',
    ...onOne('buckets', says(200, `<ListAllMyBucketsResult>${'<a/>'.repeat(MB)}</ListAllMyBucketsResult>`)),
  },
  {
    name: 'buckets with names that turn, hide or repeat',
    ...onOne(
      'buckets',
      says(200, bucketsXml(['b', 'b', ' b', '\u202eb', 'b\u0007', '', '..', '__proto__', 'b'.repeat(9000)])),
    ),
  },
  { name: 'references among the buckets', ...onOne('buckets', says(200, bucketsXml(['&'.repeat(900_000)]))) },
];
