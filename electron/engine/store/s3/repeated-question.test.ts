import { describe, expect, it } from 'vitest';
import { isAnotherKey, isOfAnotherUpload, isOfNothing, otherThanParts, otherThanUploads } from './repeated-question.ts';
import { recordedStore } from './testing/recorded-store.ts';

/*
 * Answers to another question than ours: of a cache that goes by the path and not by the query, or of a proxy that has mixed up
 * two connections. They are good answers, and what they do not show is there.
 */

const recorded = recordedStore();
const ref = { connectionId: 'c', bucket: 'b', key: 'k/a b.bin', uploadId: 'id+1/x==' };
const another = { code: 'NOT_S3', message: expect.stringContaining('another question'), details: { unusable: true } };

const parts = (fields: string, part = '') =>
  `<ListPartsResult>${fields}${part}<IsTruncated>false</IsTruncated></ListPartsResult>`;
const uploads = (fields: string) =>
  `<ListMultipartUploadsResult>${fields}<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>`;
/** Every store's page says what it is of. */
const ours = `<UploadId>${ref.uploadId}</UploadId>`;
const ofNothing = {
  code: 'NOT_S3',
  message: expect.stringContaining('does not say what it is a list of'),
  details: { unusable: true },
};
const gone = (fields: string) => `<Error><Code>NoSuchUpload</Code><Message>None.</Message>${fields}</Error>`;

describe('an answer that shows no parts', () => {
  const ask = (marker: string | null = null) => recorded.store.listParts(ref, marker);

  it.each([
    [200, parts('<UploadId>id+2/x==</UploadId>')],
    [200, parts('<UploadId>ID+1/X==</UploadId>')],
    [
      200,
      parts('<Bucket>b</Bucket><Key>k</Key><UploadId><![CDATA[another]]></UploadId><Initiator><ID>i</ID></Initiator>'),
    ],
    [200, parts(`${ours}<PartNumberMarker>1000</PartNumberMarker>`)],
    [200, parts(`${ours}<PartNumberMarker>1</PartNumberMarker>`)],
    [404, gone('<UploadId>id+2/x==</UploadId>')],
    [404, gone('<e:UploadId xmlns:e="urn:e">another</e:UploadId>')],
  ])(
    'proves nothing where it is of another upload, or of its parts from elsewhere on (%i %s)',
    async (status, body) => {
      recorded.server.answer({ status, body });
      await expect(ask()).rejects.toMatchObject(another);
    },
  );

  it.each([
    `<UploadId>${ref.uploadId}</UploadId>`,
    `<UploadId>\n    ${ref.uploadId}\n  </UploadId>`,
    `<UploadId>${encodeURIComponent(ref.uploadId)}</UploadId>`,
    `${ours}<PartNumberMarker>0</PartNumberMarker>`,
    `${ours}<PartNumberMarker/>`,
    `${ours}<PartNumberMarker>none</PartNumberMarker>`,
  ])('is believed where it repeats what was asked, in the way of its store: %j', async (fields) => {
    recorded.server.answer({ body: parts(fields) });
    expect((await ask()).parts).toEqual([]);
    // rclone leaves IsTruncated out where nothing follows.
    recorded.server.answer({ body: `<ListPartsResult>${fields}</ListPartsResult>` });
    expect((await ask()).parts).toEqual([]);
    recorded.server.answer({ status: 404, body: gone(fields) });
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  });

  it.each([
    '',
    '<Bucket>b</Bucket><Key>k/a b.bin</Key>',
    '<UploadId/>',
    '<UploadId> </UploadId>',
    '<Bucket/><Key/><UploadId/><PartNumberMarker>0</PartNumberMarker><MaxParts>0</MaxParts>',
  ])('proves nothing where it does not say of which upload: %j', async (fields) => {
    for (const body of [parts(fields), `<ListPartsResult>${fields}</ListPartsResult>`]) {
      recorded.server.answer({ body });
      await expect(ask()).rejects.toMatchObject(ofNothing);
    }
    // An error is about what was asked for; not every store says more.
    recorded.server.answer({ status: 404, body: gone(fields) });
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  });

  it.each([499, 500, 501, 5000, 8192])('is believed where it repeats an ID of %i characters', async (length) => {
    const long = { ...ref, uploadId: 'i'.repeat(length) };
    recorded.server.answer({ status: 404, body: gone(`<UploadId>${long.uploadId}</UploadId>`) });
    await expect(recorded.store.listParts(long, null)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
    // Another, in its last character alone.
    recorded.server.answer({ status: 404, body: gone(`<UploadId>${long.uploadId.slice(1)}j</UploadId>`) });
    await expect(recorded.store.listParts(long, null)).rejects.toMatchObject(another);
  });

  it.each(['Signature=abc.def', 'X-Amz-Credential:1', 'AWS4-HMAC-SHA256 1'])(
    'is believed where it repeats an ID that reads like part of a request: %s',
    async (uploadId) => {
      recorded.server.answer({ status: 404, body: gone(`<UploadId>${uploadId}</UploadId>`) });
      await expect(recorded.store.listParts({ ...ref, uploadId }, null)).rejects.toMatchObject({
        code: 'NO_SUCH_UPLOAD',
      });
    },
  );

  it('may begin where it was asked to begin', async () => {
    recorded.server.answer({ body: parts(`${ours}<PartNumberMarker>1000</PartNumberMarker>`) });
    expect((await ask('1000')).parts).toEqual([]);
    await expect(ask('999')).rejects.toMatchObject(another);
  });
});

describe('an answer that shows parts', () => {
  const part = '<Part><PartNumber>1001</PartNumber><Size>5</Size></Part>';
  const ask = (marker: string | null) => recorded.store.listParts(ref, marker);

  it.each([
    [null, '<UploadId>another</UploadId>'],
    ['1000', '<UploadId>another</UploadId><PartNumberMarker>1000</PartNumberMarker>'],
    [null, `${ours}<PartNumberMarker>1000</PartNumberMarker>`],
    ['500', `${ours}<PartNumberMarker>1000</PartNumberMarker>`],
  ])('tells nothing of this upload where it is asked for behind %j and repeats %s', async (marker, fields) => {
    recorded.server.answer({ body: parts(fields, part) });
    await expect(ask(marker)).rejects.toMatchObject(another);
  });

  it.each([
    [null, ''],
    [null, ours],
    ['1000', `${ours}<PartNumberMarker>1000</PartNumberMarker>`],
    // It begins anew: more than was asked for.
    ['1000', `${ours}<PartNumberMarker>0</PartNumberMarker>`],
  ])('is read where it is asked for behind %j and repeats %j', async (marker, fields) => {
    recorded.server.answer({ body: parts(fields, part) });
    expect((await ask(marker)).parts).toHaveLength(1);
  });
});

describe('a listing that a look is shown', () => {
  const ask = (keyMarker: string | null = null, prefix = ref.key) =>
    recorded.store.listUploads({ bucket: 'b', prefix, keyMarker, onRecord: true });

  it.each([
    '<Prefix>k/b</Prefix>',
    '<Prefix>m%2Fa+b.bin</Prefix>',
    '<Prefix>k/b c</Prefix>',
    '<Prefix>K/A B.BIN</Prefix>',
    '<Prefix>k/a b.bin</Prefix><KeyMarker>z</KeyMarker>',
    '<KeyMarker>k/a%20b.bin</KeyMarker>',
    // Keys that begin alike, as those of many files with a number do.
    '<Prefix>k/a c.bin</Prefix>',
    '<Prefix>k/a b.bin2</Prefix>',
    '<Prefix>k%2Fa+c.bin</Prefix>',
    '<Prefix>\n m/a b.bin</Prefix>',
  ])('proves nothing where it is narrowed to something else, or begins elsewhere: %s', async (fields) => {
    recorded.server.answer({ body: uploads(fields) });
    await expect(ask()).rejects.toMatchObject(another);
  });

  it.each([
    '<Bucket>b</Bucket>',
    '<Bucket>called otherwise behind a gateway</Bucket><Prefix/><KeyMarker/>',
    '<Prefix>k/a b.bin</Prefix>',
    '<Prefix>k/a%20b.bin</Prefix>',
    '<Prefix>k%2Fa+b.bin</Prefix>',
    // A store that spells keys otherwise.
    '<Prefix>k/a%2520b.bin</Prefix>',
    '<Prefix>k/a_b.bin</Prefix>',
    '<Prefix>k%252Fa%2520b.bin</Prefix>',
    // Of more than was asked for.
    '<Prefix>k%2Fa%20</Prefix>',
    '<Prefix>k/</Prefix><KeyMarker> </KeyMarker>',
  ])('is believed where it repeats what was asked, in the way of its store, or nothing: %j', async (fields) => {
    recorded.server.answer({ body: uploads(fields) });
    expect((await ask()).uploads).toEqual([]);
  });

  it.each(['', '<Bucket/><Prefix/><KeyMarker/>', '<Bucket> </Bucket><MaxUploads>0</MaxUploads>'])(
    'proves nothing where it does not say what it is of: %j',
    async (fields) => {
      recorded.server.answer({ body: uploads(fields) });
      await expect(ask()).rejects.toMatchObject(ofNothing);
    },
  );

  it.each(['film.mov2', 'film.mov2 cut', 'fi lm.mov2', 'film', 'Film.mov', 'other/film.mov', 'film.mov '])(
    'of a plain key: %j',
    async (told) => {
      recorded.server.answer({ body: uploads(`<Prefix>${told}</Prefix>`) });
      const asked = ask(null, 'film.mov');
      if ('film.mov'.startsWith(told.trim())) expect((await asked).uploads).toEqual([]);
      else await expect(asked).rejects.toMatchObject(another);
    },
  );

  it('may begin where it was asked to begin', async () => {
    recorded.server.answer({ body: uploads('<Prefix>k</Prefix><KeyMarker>k/1</KeyMarker>') });
    expect((await ask('k/1')).uploads).toEqual([]);
    await expect(ask('k/0')).rejects.toMatchObject(another);
  });

  it.each<[string, string[], string[]]>([
    ['k/a b', ['', ' ', 'k/a b', 'k/a%20b', 'k%2Fa+b', 'k/a%2520b', 'k/a_b', '\n k/a b '], ['k/a c', 'k/b', 'k/', 'z']],
    ['k/ä', ['k/ä', 'k/%C3%A4', 'k/?'], ['k', 'l/ä']],
    ['k/1', ['', 'k/1', 'k%2F1', 'k%252F1'], ['k/2', 'k/12', 'k/', 'k/1 2', 'k%2F2']],
  ])('that was asked for from %j on', async (marker, own, others) => {
    const page = (told: string) => uploads(`<Bucket>b</Bucket><KeyMarker>${told}</KeyMarker>`);
    for (const told of own) {
      recorded.server.answer({ body: page(told) });
      expect([told, (await ask(marker, '')).uploads]).toEqual([told, []]);
    }
    for (const told of others) {
      recorded.server.answer({ body: page(told) });
      await expect(ask(marker, ''), told).rejects.toMatchObject(another);
    }
  });

  it('of the whole bucket is not narrowed at all', async () => {
    recorded.server.answer({ body: uploads('<Prefix>k</Prefix>') });
    await expect(ask(null, '')).rejects.toMatchObject(another);
    // Nor is a scan whole that was shown one folder.
    await expect(recorded.store.listUploads({ bucket: 'b' })).rejects.toMatchObject(another);
  });
});

describe('uploads or objects that a page puts together into a folder', () => {
  const folder = '<CommonPrefixes><Prefix>k/</Prefix></CommonPrefixes>';
  const strange = { code: 'NOT_S3', details: { unusable: true } };

  it('are not passed over, by no scan and no look', async () => {
    recorded.server.answer({ body: uploads(folder) });
    await expect(recorded.store.listUploads({ bucket: 'b' })).rejects.toMatchObject(strange);
    recorded.server.answer({ body: `<ListBucketResult>${folder}<IsTruncated>false</IsTruncated></ListBucketResult>` });
    await expect(recorded.store.findObject('b', ref.key)).rejects.toMatchObject(strange);
    recorded.server.answer({
      body: uploads('<Bucket>b</Bucket><CommonPrefixes/><CommonPrefixes><Prefix/></CommonPrefixes>'),
    });
    expect((await recorded.store.listUploads({ bucket: 'b' })).uploads).toEqual([]);
  });
});

it('a text that is repeated is the same in each way of writing it', () => {
  for (const told of ['a b', ' a b ', 'a%20b', 'a+b', ' a%20b', '\n a+b '])
    expect(isOfAnotherUpload(told, 'a b')).toBe(false);
  for (const told of ['a  b', 'A b', 'a%b', 'ab']) expect(isOfAnotherUpload(told, 'a b')).toBe(true);
  for (const told of ['50%', ' 50%\n']) expect(isOfAnotherUpload(told, '50%')).toBe(false);
  expect(isOfAnotherUpload('51%', '50%')).toBe(true);
  expect(isOfAnotherUpload(' a', ' a')).toBe(false);
  const question = { prefix: '50% off', keyMarker: null };
  expect(otherThanUploads(new Map([['Prefix', '50% off']]), question)).toBeNull();
  expect(otherThanParts(new Map([['UploadId', 'b']]), { uploadId: 'a', marker: null })).toEqual({
    name: 'UploadId',
    told: 'b',
  });
});

it.each([
  ['parts', ['UploadId'], ['Bucket', 'Key']],
  ['uploads', ['Bucket', 'Prefix'], ['KeyMarker', 'Name']],
  ['objects', ['Name', 'Prefix'], ['Bucket', 'KeyCount']],
  ['buckets', ['Buckets', 'Owner/ID'], ['Name', 'Prefix']],
] as const)('a list of %s says of what by %j, and by nothing else', (thing, by, notBy) => {
  for (const name of by) expect(isOfNothing(new Map([[name, 'told']]), thing)).toBe(false);
  for (const name of notBy) expect(isOfNothing(new Map([[name, 'told']]), thing)).toBe(true);
  for (const name of by) expect(isOfNothing(new Map([[name, ' \n']]), thing)).toBe(thing !== 'buckets');
});

it('no buckets are said by a list of them, and no object by a list of a bucket', async () => {
  recorded.server.answer({ body: '<ListAllMyBucketsResult/>' });
  await expect(recorded.store.listBuckets()).rejects.toMatchObject(ofNothing);
  for (const body of [
    '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>',
    '<ListAllMyBucketsResult><Owner><ID>o</ID></Owner></ListAllMyBucketsResult>',
  ]) {
    recorded.server.answer({ body });
    expect((await recorded.store.listBuckets()).buckets).toEqual([]);
  }
  const objects = (fields: string) => `<ListBucketResult>${fields}<IsTruncated>false</IsTruncated></ListBucketResult>`;
  recorded.server.answer({ body: objects('<Name/><Prefix/>') });
  await expect(recorded.store.findObject('b', ref.key)).rejects.toMatchObject(ofNothing);
  recorded.server.answer({ body: objects('<Name>b</Name>') });
  expect((await recorded.store.findObject('b', ref.key)).object).toBeNull();
});

it.each([
  ['a/k', 'a/k', false],
  [' a/k\n', 'a/k', false],
  ['/a/k', 'a/k', false],
  ['bucket/a/k', 'a/k', false],
  ['', 'a/k', false],
  ['k', 'a/k', true],
  ['a/k2', 'a/k', true],
  ['A/K', 'a/k', true],
  ['xa/k', 'a/k', true],
  // How odd characters are spelled is in doubt.
  ['a%2Fk', 'a/k', false],
  ['a+b', 'a b', false],
  ['c', 'a b', false],
])('%j is certainly another key than %j: %s', (told, key, isAnother) => {
  expect(isAnotherKey(told, key)).toBe(isAnother);
});

it('an upload is not gone by an error about another key', async () => {
  const plain = { ...ref, key: 'k/film.mov' };
  const ask = () => recorded.store.listParts(plain, null);
  for (const fields of ['<Key>k/other.mov</Key><BucketName>b</BucketName>', `${ours}<Key>film.mov</Key>`]) {
    recorded.server.answer({ status: 404, body: gone(fields) });
    await expect(ask()).rejects.toMatchObject(another);
  }
  for (const fields of [
    '<Key>k/film.mov</Key><Resource>/b/k/film.mov</Resource>',
    '<Key>/b/k/film.mov</Key>',
    '<Key/>',
  ]) {
    recorded.server.answer({ status: 404, body: gone(fields) });
    await expect(ask()).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  }
});
