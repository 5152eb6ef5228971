import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { readListEnd } from './list-end.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

/*
 * Whether more follows after a page, however the store writes it, and whether our own reader or the SDK reads the page.
 */

const ref = { connectionId: 'c1', bucket: 'b', key: 'k', uploadId: 'u' };
const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

let server: RecordingServer;
let store: Store;
beforeEach(async () => {
  server = await startRecordingServer();
  store = createS3Store(
    exampleConnection(server.url),
    async () => ({ accessKeyId: 'A', secretAccessKey: 'list-end-secret-key' }),
    { now: Date.now },
  );
});
afterEach(async () => {
  store.close();
  await server.close();
});

interface Operation {
  name: string;
  root: string;
  entries: (count: number) => string;
  /** The elements that say where to go on. */
  next: string;
  limit: string;
  /** The most entries that {@link list} asks for. */
  asked: number;
  /** What the page says that it is of. */
  of: string;
  list: () => Promise<{ isTruncated: boolean }>;
}

const repeat = (count: number, write: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index + 1)).join('');
const operations: Operation[] = [
  {
    name: 'ListMultipartUploads',
    root: 'ListMultipartUploadsResult',
    entries: (count) =>
      repeat(
        count,
        (n) => `<Upload><Key>k${n}</Key><UploadId>u</UploadId><Initiated>2026-01-01T00:00:00Z</Initiated></Upload>`,
      ),
    next: '<NextKeyMarker>k2</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>',
    limit: 'MaxUploads',
    asked: 7,
    of: '<Bucket>b</Bucket>',
    list: () => store.listUploads({ bucket: 'b', maxUploads: 7 }),
  },
  {
    name: 'ListParts',
    root: 'ListPartsResult',
    entries: (count) => repeat(count, (n) => `<Part><PartNumber>${n}</PartNumber><Size>5</Size></Part>`),
    next: '<NextPartNumberMarker>2</NextPartNumberMarker>',
    limit: 'MaxParts',
    asked: 1000,
    of: '<UploadId>u</UploadId>',
    list: () => store.listParts(ref, null),
  },
];
const readers = [
  ['our own reader', ''],
  // It is as good as any, and our own reader does not know it.
  ['the SDK', '<!-- for the SDK -->'],
] as const;

describe.each(operations)('$name', ({ root, entries, next, limit, asked, of, list }) => {
  describe.each(readers)('read by %s', (_, mark) => {
    const answer = (content: string) => server.answer({ body: `<${root} ${namespace}>${mark}${content}</${root}>` });

    it.each(['true', ' true\n', '1', '\t1', 'True', 'TRUE', '<![CDATA[true]]>', '<!-- x -->true'])(
      'goes on after IsTruncated “%s”',
      async (written) => {
        answer(`<IsTruncated>${written}</IsTruncated>${next}${entries(2)}`);
        expect(await list()).toMatchObject({ isTruncated: true });
        answer(`${entries(2)}${next}<IsTruncated >${written}</IsTruncated>`);
        expect(await list()).toMatchObject({ isTruncated: true });
      },
    );

    it.each(['false', '\n false ', '0', 'False', ' 0'])('ends after IsTruncated “%s”', async (written) => {
      // Next markers may be there all the same (s3-semantics, "Paging").
      answer(`<IsTruncated>${written}</IsTruncated>${next}${entries(2)}`);
      expect(await list()).toMatchObject({ isTruncated: false });
    });

    it.each([
      ['is empty', '<IsTruncated/>'],
      ['is a word of its own', '<IsTruncated>yes</IsTruncated>'],
      ['is a number of its own', '<IsTruncated>2</IsTruncated>'],
      ['holds an element', '<IsTruncated><Value>true</Value></IsTruncated>'],
      ['comes twice', '<IsTruncated>false</IsTruncated><IsTruncated>true</IsTruncated>'],
      ['has a prefix', `<s3:IsTruncated xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/">true</s3:IsTruncated>`],
      ['is written otherwise', '<isTruncated>true</isTruncated>'],
      ['is inside another element', '<Paging><IsTruncated>true</IsTruncated></Paging>'],
    ])('refuses a page whose IsTruncated %s', async (_name, written) => {
      for (const content of [`${written}${next}${entries(2)}`, `${entries(2)}${written}`, written]) {
        answer(content);
        await expect(list()).rejects.toMatchObject({
          code: 'NOT_S3',
          details: { bucket: 'b', endpoint: expect.any(String), operation: expect.any(String) },
        });
      }
    });

    it('refuses a page without IsTruncated that says where to go on, or is full', async () => {
      const full = [`<${limit}>2</${limit}>${entries(2)}`, `<${limit}> 10\n</${limit}>${entries(10)}`];
      for (const content of [`${next}${entries(2)}`, next, entries(asked), ...full]) {
        answer(content);
        await expect(list()).rejects.toMatchObject({ code: 'NOT_S3', message: expect.stringContaining('IsTruncated') });
      }
    });

    it('takes a page without IsTruncated for the last where nothing speaks against it', async () => {
      const noLimits = ['1000', 'x2', '2x', '-2', '+2', '0', ''].map(
        (told) => `<${limit}>${told}</${limit}>${entries(2)}`,
      );
      const elsewhere = `<${limit}>3</${limit}><Note><${limit}>2</${limit}></Note>${entries(2)}`;
      const nowhere = '<NextKeyMarker/><NextUploadIdMarker/><NextPartNumberMarker>0</NextPartNumberMarker>';
      for (const content of [of, entries(2), ...noLimits, elsewhere, `${nowhere}${entries(2)}`]) {
        answer(content);
        expect(await list()).toMatchObject({ isTruncated: false });
      }
      answer(`<${limit}>2</${limit}><Note><${limit}>3</${limit}></Note>${entries(2)}`);
      await expect(list()).rejects.toMatchObject({ message: expect.stringContaining('the page is full') });
    });
  });

  it('refuses entries with a namespace prefix, all of them or some', async () => {
    const prefixed = (xml: string) => xml.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1s3:');
    const said = '<IsTruncated>false</IsTruncated>';
    const bound = `xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"`;
    for (const content of [said + prefixed(entries(2)), entries(1) + said + prefixed(entries(2))]) {
      server.answer({ body: `<${root} ${namespace} ${bound}>${content}</${root}>` });
      await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
    }
    server.answer({ body: prefixed(`<${root} ${bound}>${said}${entries(2)}</${root}>`) });
    await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
  });

  it('refuses entries inside another element', async () => {
    // The comment is inside one of them: our own reader leaves that page alone.
    const inside = entries(2).replace('<', '<!-- x --><');
    server.answer({ body: `<${root}><IsTruncated>false</IsTruncated><List>${inside}</List></${root}>` });
    await expect(list()).rejects.toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining('entries that are called <List>'),
    });
  });

  it.each(['Item', 'Uploads', 'Parts', 'member', 's3:Entry', 'upload_list'])(
    'refuses entries that are called %s: they are there, and would be passed over',
    async (name) => {
      const called = entries(2).replaceAll(/<(\/?)(?:Upload|Part)>/g, `<$1${name}>`);
      for (const content of [called, `${called}${entries(1)}`, `<List>${called}</List>`]) {
        server.answer({ body: `<${root}><IsTruncated>false</IsTruncated>${content}</${root}>` });
        await expect(list()).rejects.toMatchObject({
          code: 'NOT_S3',
          message: expect.stringMatching(/The answer holds entries that are called <(?:\S+|List)>\.$/),
        });
      }
    },
  );

  it.each(['Error', 'error', 'x:Error'])('refuses a list that <%s> is in the middle of', async (name) => {
    const error = `<${name}><Code>InternalError</Code><Message>try again</Message></${name}>`;
    server.answer({ body: `<${root}>${entries(1)}${error}<IsTruncated>false</IsTruncated></${root}>` });
    await expect(list()).rejects.toMatchObject({ message: 'The answer holds an error in the middle of a list.' });
    server.answer({
      body: `<${root}>${entries(1)}<Status>${error}</Status><IsTruncated>false</IsTruncated></${root}>`,
    });
    await expect(list()).rejects.toMatchObject({ message: 'The answer holds an error in the middle of a list.' });
  });

  it('takes what it has no use for, whatever that holds', async () => {
    const others =
      '<Owner><ID>o</ID></Owner><CommonPrefixes><Prefix/></CommonPrefixes><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>';
    server.answer({ body: `<${root}>${others}${entries(2)}<IsTruncated>false</IsTruncated></${root}>` });
    expect(await list()).toMatchObject({ isTruncated: false });
  });

  it('says what is wrong with a page first of all, and in words', async () => {
    const said = async (content: string) => {
      server.answer({ body: `<${root}>${content}</${root}>` });
      return list().then(
        () => 'good',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    };
    expect(await said('<istruncated>true</istruncated><Paging><IsTruncated>x</IsTruncated></Paging>')).toBe(
      'The answer holds <istruncated>, not <IsTruncated>.',
    );
    expect(await said('<Paging><IsTruncated>x</IsTruncated></Paging><istruncated>true</istruncated>')).toBe(
      'The answer holds <IsTruncated> inside another element.',
    );
    expect(await said('<IsTruncated>perhaps</IsTruncated>')).toBe(
      'The answer holds an IsTruncated that is neither true nor false.',
    );
  });

  it('refuses the answer to another question', async () => {
    for (const other of operations.map((one) => one.root).filter((name) => name !== root)) {
      server.answer({ body: `<${other}><IsTruncated>false</IsTruncated></${other}>` });
      await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
    }
    server.answer({ body: '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>' });
    await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
  });
});

describe('a page of uploads without IsTruncated', () => {
  it.each(['<NextKeyMarker>k</NextKeyMarker>', '<NextUploadIdMarker>u</NextUploadIdMarker>'])(
    'is refused where %s alone says where to go on',
    async (next) => {
      server.answer({ body: `<ListMultipartUploadsResult>${next}</ListMultipartUploadsResult>` });
      await expect(store.listUploads({ bucket: 'b' })).rejects.toMatchObject({
        message: 'The answer holds no IsTruncated, though it says where to go on.',
      });
    },
  );
});

it('no end is read out of a document that is none', () => {
  expect(readListEnd('<r><IsTruncated>false</IsTruncated>')).toMatchObject({ kind: 'unreadable' });
});

describe('ListObjectsV2, which tells whether an object is under the key', () => {
  const object = '<Contents><Key>other</Key><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>';
  it.each([
    ['1, and nothing on the page', '<IsTruncated>1</IsTruncated>'],
    [' true, and nothing on the page', '<IsTruncated> true</IsTruncated>'],
    ['left out, and a place to go on', '<NextContinuationToken>t</NextContinuationToken>'],
    ['true, and nothing of the prefix on it', `<IsTruncated>true</IsTruncated>${object}`],
    [
      'false, and an object that is called otherwise',
      `<IsTruncated>false</IsTruncated>${object.replaceAll('Contents', 'Object')}`,
    ],
    ['an object with a prefix', `<IsTruncated>false</IsTruncated>${object.replaceAll('Contents', 's3:Contents')}`],
  ])('says no absence by a page whose end is %s', async (_, content) => {
    server.answer({ body: `<ListBucketResult>${content}</ListBucketResult>` });
    await expect(store.findObject('b', 'k')).rejects.toMatchObject({
      code: expect.stringMatching(/^(NOT_S3|STORE_FAILED)$/),
    });
  });

  it('says absence by a page that is whole', async () => {
    server.answer({ body: `<ListBucketResult><IsTruncated> 0 </IsTruncated>${object}</ListBucketResult>` });
    expect((await store.findObject('b', 'k')).object).toBeNull();
  });
});

it.each([
  ['<Buckets><Bucket><Name>a</Name><Key>k</Key></Bucket></Buckets>', null],
  ['<Buckets/>', null],
  ['<Buckets><Item><Name>a</Name></Item></Buckets>', 'entries that are called <Item>'],
  ['<buckets><bucket><name>a</name></bucket></buckets>', '<buckets>, not <Buckets>'],
  ['<nextMarker>m</nextMarker>', '<nextMarker>, not <NextMarker>'],
])('a list of buckets that holds %s: %s', (inside, because) => {
  const end = readListEnd(`<ListAllMyBucketsResult>${inside}</ListAllMyBucketsResult>`);
  if (because === null) expect(end).toEqual({ kind: 'unsaid', limit: null });
  else expect(end).toMatchObject({ kind: 'unreadable', because: { english: because } });
});
