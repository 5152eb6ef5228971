import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';
import { cutUploads } from './uploads-xml.ts';

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

const document = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><ListMultipartUploadsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b</Bucket><EncodingType>url</EncodingType><UploadIdMarker></UploadIdMarker><NextKeyMarker>n</NextKeyMarker><NextUploadIdMarker>m</NextUploadIdMarker><IsTruncated>true</IsTruncated>${content}</ListMultipartUploadsResult>`;
const time = '<Initiated>2026-01-01T00:00:00.000Z</Initiated>';
const upload = (content: string) => `<Upload>${content}</Upload>`;
const plain = upload(`<Key>k</Key><UploadId>u</UploadId>${time}`);

/** Characters written as themselves, by name, or by number. */
const written = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }).map((text) => text.replace(/[&<>\r\0]/g, '_')),
  fc.constantFrom(
    '&amp;',
    '&lt;',
    '&gt;',
    '&quot;',
    '&apos;',
    '&#65;',
    '&#x1F600;',
    '&#x1;',
    '&#128512;',
    ' ',
    '%20',
    '+',
    ']]&gt;',
  ),
);
const text = fc.array(written, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const space = fc.constantFrom('', '\n  ');
const principal = (name: string) =>
  fc.option(fc.tuple(text, fc.option(text), space)).map((of) => {
    if (!of) return '';
    const [id, display, gap] = of;
    return `<${name}>${gap}<ID>${id}</ID>${display === null ? '<DisplayName/>' : `<DisplayName>${display}</DisplayName>`}${gap}</${name}>`;
  });
const anyUpload = fc
  .tuple(
    text,
    text,
    principal('Initiator'),
    principal('Owner'),
    fc.constantFrom('', '<StorageClass/>', '<StorageClass>GLACIER</StorageClass>', '<ChecksumType>X</ChecksumType>'),
    space,
  )
  .map(([key, id, initiator, owner, rest, gap]) =>
    upload([`<Key>k${key}</Key>`, `<UploadId>u${id}</UploadId>`, initiator, owner, rest, time].join(gap)),
  );

it('reads every page as the SDK does', async () => {
  const store = createS3Store(
    exampleConnection(server.url),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'listing-secret-key' }),
    {
      now: Date.now,
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyUpload, { minLength: 1, maxLength: 4 }), space, async (uploads, gap) => {
      const content = uploads.join(gap);
      expect(cutUploads(document(content))?.items).toHaveLength(uploads.length);
      // A comment leaves the page to the SDK.
      expect(cutUploads(document(`<!-- -->${content}`))).toBeNull();
      server.answer({ body: document(content) }, { body: document(`<!-- -->${content}`) });
      const ours = await store.listUploads({ bucket: 'b' });
      const theirs = await store.listUploads({ bucket: 'b' });
      expect(ours.uploads).toEqual(theirs.uploads);
      expect(ours).toMatchObject({ isTruncated: true, nextKeyMarker: 'n', nextUploadIdMarker: 'm' });
    }),
    { numRuns: 300 },
  );
  store.close();
}, 30_000);

it.each([
  ['nothing listed', ''],
  ['an attribute', plain.replace('<Key>', '<Key a="1">')],
  ['an attribute of the upload', `${plain}${plain.replace('<Upload>', '<Upload a="1">')}`],
  ['CDATA', upload(`<Key><![CDATA[k]]></Key><UploadId>u</UploadId>${time}`)],
  ['an element twice', upload(`<Key>a</Key><Key>b</Key><UploadId>u</UploadId>${time}`)],
  ['an unknown reference', upload(`<Key>&nbsp;</Key><UploadId>u</UploadId>${time}`)],
  ['a bare ampersand', upload(`<Key>a&b</Key><UploadId>u</UploadId>${time}`)],
  ['elements in an element that should hold text', upload(`<Key><b>k</b></Key><UploadId>u</UploadId>${time}`)],
  ['a time in another form', upload('<Key>k</Key><UploadId>u</UploadId><Initiated>Thu, 01 Jan 2026</Initiated>')],
  [
    'a time that does not exist',
    upload('<Key>k</Key><UploadId>u</UploadId><Initiated>2026-13-01T00:00:00Z</Initiated>'),
  ],
  ['uploads in two places', `${plain}<Prefix/>${plain}`],
  ['an upload that does not end', '<Upload><Key>k</Key>'],
])('leaves a page to the SDK that holds %s', (_, content) => {
  expect(cutUploads(document(content))).toBeNull();
});

it.each([
  ['no key', upload(`<UploadId>u</UploadId>${time}`), { key: '', uploadId: 'u' }],
  ['an empty key', upload(`<Key/><UploadId>u</UploadId>${time}`), { key: '', uploadId: 'u' }],
  ['no ID', upload(`<Key>k</Key>${time}`), { key: 'k', uploadId: '' }],
])('reads an upload that has %s, and leaves the rest of the page fast', (_, content, named) => {
  expect(cutUploads(document(`${plain}${content}`))?.items[1]).toMatchObject(named);
});
