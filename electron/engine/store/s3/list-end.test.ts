import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
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
    list: () => store.listUploads({ bucket: 'b', maxUploads: 7 }),
  },
  {
    name: 'ListParts',
    root: 'ListPartsResult',
    entries: (count) => repeat(count, (n) => `<Part><PartNumber>${n}</PartNumber><Size>5</Size></Part>`),
    next: '<NextPartNumberMarker>2</NextPartNumberMarker>',
    limit: 'MaxParts',
    asked: 1000,
    list: () => store.listParts(ref, null),
  },
];
const readers = [
  ['our own reader', ''],
  // It is as good as any, and our own reader does not know it.
  ['the SDK', '<!-- for the SDK -->'],
] as const;

describe.each(operations)('$name', ({ root, entries, next, limit, asked, list }) => {
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
      for (const content of [`${next}${entries(2)}`, next, entries(asked), `<${limit}>2</${limit}>${entries(2)}`]) {
        answer(content);
        await expect(list()).rejects.toMatchObject({ code: 'NOT_S3', message: expect.stringContaining('IsTruncated') });
      }
    });

    it('takes a page without IsTruncated for the last where nothing speaks against it', async () => {
      for (const content of ['', entries(2), `<${limit}>1000</${limit}>${entries(2)}`]) {
        answer(content);
        expect(await list()).toMatchObject({ isTruncated: false });
      }
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
    await expect(list()).rejects.toMatchObject({ code: 'NOT_S3', message: expect.stringContaining('inside another') });
  });

  it('refuses the answer to another question', async () => {
    for (const other of operations.map((one) => one.root).filter((name) => name !== root)) {
      server.answer({ body: `<${other}><IsTruncated>false</IsTruncated></${other}>` });
      await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
    }
    server.answer({ body: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>' });
    await expect(list()).rejects.toMatchObject({ code: 'NOT_S3' });
  });
});

describe('ListObjectsV2, which tells whether an object is under the key', () => {
  const object = '<Contents><Key>other</Key><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>';
  it.each([
    ['1, and nothing on the page', '<IsTruncated>1</IsTruncated>'],
    [' true, and nothing on the page', '<IsTruncated> true</IsTruncated>'],
    ['left out, and a place to go on', '<NextContinuationToken>t</NextContinuationToken>'],
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
