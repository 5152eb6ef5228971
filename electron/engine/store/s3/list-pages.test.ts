import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownTime } from '../../../../shared/format/time.ts';
import { listAllBuckets } from '../bucket-pages.ts';
import { readListPage } from './list-pages.ts';
import { recordedStore } from './testing/recorded-store.ts';
import { errorXml } from './testing/recording-server.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const written: ((text: string) => string)[] = [
  escaped,
  (text) => [...text].map((one) => `&#${one.codePointAt(0)};`).join(''),
  (text) => [...text].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join(''),
  (text) => (text.includes(']]>') ? escaped(text) : `<![CDATA[${text}]]>`),
  (text) => `<!-- > -->${escaped(text)}<?note a?>`,
];
// What XML can hold, and keeps as it is.
const text = fc
  .string({ unit: fc.constantFrom('a', 'B', '/', '+', '%', '&', '<', '>', '"', 'é', '😀', '中', ' '), minLength: 1 })
  .map((one) => `k${one}k`);
const layout = fc.constantFrom('', '\n  ', '<!-- <Upload> -->', '<?pi ?>');

const document = fc
  .record({
    entries: fc.array(fc.record({ key: text, id: text, owner: fc.option(text), as: fc.nat(4), between: layout }), {
      maxLength: 6,
    }),
    marker: text,
    around: layout,
    attributes: fc.constantFrom('', ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"', " note='a > b'"),
  })
  .map(({ entries, marker, around, attributes }) => {
    const each = entries.map(({ key, id, owner, as, between }) => {
      const write = written[as] ?? escaped;
      const of = owner === null ? '' : `<Owner><ID>${write(owner)}</ID></Owner>`;
      return `<Upload>${between}<Key>${write(key)}</Key>${of}<UploadId >${write(id)}</UploadId ><Initiated/></Upload>${between}`;
    });
    return `<?xml version="1.0"?>${around}<ListMultipartUploadsResult${attributes}>${around}<NextKeyMarker>${escaped(marker)}</NextKeyMarker>${each.join('')}<IsTruncated>true</IsTruncated></ListMultipartUploadsResult>${around}`;
  });

/** Elements that hold text alone, by their path under a node, as the second parser sees them. */
function leaves(of: Element, path: string[] = []): [string, string][] {
  const children = [...of.childNodes].filter(isElement);
  if (children.length === 0 && path.length > 0) {
    const said = of.textContent ?? '';
    return [[path.join('/'), said.includes('\n') && said.trim() === '' ? '' : said]];
  }
  return children.flatMap((child) => leaves(child, [...path, child.nodeName]));
}
const isElement = (node: Node): node is Element => node.nodeType === 1;

test('reads every list as a second parser does', () => {
  fc.assert(
    fc.property(document, (xml) => {
      const root = new DOMParser({ normalizeLineEndings: (text) => text.replace(/\r\n?/g, '\n') }).parseFromString(
        xml,
        'text/xml',
      ).documentElement;
      if (!root) throw new Error('no document');
      const uploads = [...root.childNodes].filter(isElement).filter(({ nodeName }) => nodeName === 'Upload');
      const beside = leaves(root).filter(([name]) => !name.startsWith('Upload/'));
      const page = readListPage(xml, 'Upload');
      expect(page?.root).toBe(root.nodeName);
      expect(Object.fromEntries(page?.fields ?? [])).toEqual(Object.fromEntries(beside));
      expect(page?.entries.map((entry) => Object.fromEntries(entry))).toEqual(
        uploads.map((upload) => Object.fromEntries(leaves(upload))),
      );
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['nothing', ''],
  ['text alone', 'box'],
  ['text before the root', 'x<r/>'],
  ['text after the root', '<r/>x'],
  ['two roots', '<r/><r/>'],
  ['an end that is missing', '<r><Upload><Key>a</Key></Upload>'],
  ['ends that cross', '<r><a><b></a></b></r>'],
  ['a bare angle bracket', '<r><a>1 < 2</a></r>'],
  ['a comment without an end', '<r><!-- </r>'],
  ['CDATA without an end', '<r><a><![CDATA[x</a></r>'],
  ['a DTD of its own', '<!DOCTYPE r [<!ENTITY t "true">]><r/>'],
  ['a document type within', '<r><!DOCTYPE r></r>'],
  ['elements without end', `<r>${'<a>'.repeat(50)}`],
])('%s is no list', (_, xml) => {
  expect(readListPage(xml, 'Upload')).toBeNull();
});

test.each([
  ['a bare &', 'a&b', 'a&b'],
  ['a name of JavaScript’s', 'a&constructor;&toString;b', 'a&constructor;&toString;b'],
  ['a number beyond Unicode', '&#x110000;', '&#x110000;'],
  ['a reference with zeros before it', '&#x0000000041;&#0000000066;&#x0;&#00;', 'AB\u0000\u0000'],
  ['an emoji as a reference', '&#x1F600;', '😀'],
  ['a pair of surrogates as references', '&#xD83D;&#xDE00;', '😀'],
])('%s reads as what it is', (_, key, meant) => {
  const page = readListPage(`<r><Upload><Key>${key}</Key></Upload></r>`, 'Upload');
  expect(page?.entries[0]?.get('Key')).toBe(meant);
});

describe('at the wire', () => {
  const recorded = recordedStore('a-long-enough-secret');
  const list = (inside: string, root = 'ListMultipartUploadsResult') =>
    `<${root}>${inside}<IsTruncated>false</IsTruncated></${root}>`;
  const ref = { connectionId: 'c1', bucket: 'bucket', key: 'a/key', uploadId: 'u1' };

  test('an Initiated that is no time is unknown, and its upload is listed', async () => {
    const one = (id: string, initiated: string) =>
      `<Upload><Key>k</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
    recorded.server.answer({ body: list(one('a', 'yesterday') + one('b', 'Sat Jan  7 16:43:37 2017') + one('c', '')) });
    const { uploads } = await recorded.store.listUploads({ bucket: 'bucket' });
    const known = Date.UTC(2017, 0, 7, 16, 43, 37);
    expect(uploads.map(({ initiatedAt }) => initiatedAt)).toEqual([unknownTime, known, unknownTime]);
  });

  test.each([
    ['<Key/><UploadId>x</UploadId>', { key: '', uploadId: 'x' }],
    ['<Key>y</Key>', { key: 'y', uploadId: '' }],
    ['<UploadId>x</UploadId>', { key: '', uploadId: 'x' }],
    ['<Key><![CDATA[]]></Key><UploadId>x</UploadId>', { key: '', uploadId: 'x' }],
    ['<Key>y</Key><UploadId>\n</UploadId>', { key: 'y', uploadId: '' }],
    ['', { key: '', uploadId: '' }],
  ])('an upload that is %j alone is neither passed over nor in the way of the rest', async (fields, unnamed) => {
    const good = '<Upload><Key>k</Key><UploadId>u</UploadId></Upload>';
    recorded.server.answer({ body: list(`<Upload>${fields}</Upload>${good}`) });
    const read = await recorded.store.listUploads({ bucket: 'bucket' });
    expect(read.uploads).toMatchObject([{ key: 'k', uploadId: 'u' }]);
    expect(read.unnamed).toMatchObject([unnamed]);
  });

  test('a full page is full with the entries that lack a name, where it does not say whether more follow', async () => {
    const body = `<ListMultipartUploadsResult><MaxUploads>2</MaxUploads><Upload><Key/><UploadId>x</UploadId></Upload><Upload><Key>k</Key><UploadId>u</UploadId></Upload></ListMultipartUploadsResult>`;
    recorded.server.answer({ body });
    await expect(recorded.store.listUploads({ bucket: 'bucket' })).rejects.toMatchObject({
      code: 'NOT_S3',
      message: 'The answer holds no IsTruncated, though the page is full.',
    });
  });

  test('the day on which lifecycle aborts is read in any form, and spoils nothing in none', async () => {
    const body = list('<Part><PartNumber>1</PartNumber><Size>5</Size></Part>', 'ListPartsResult');
    for (const [told, meant] of [
      ['2026-07-08T00:00:00Z', Date.UTC(2026, 6, 8)],
      ['Wed, 08 Jul 2026 00:00:00 GMT', Date.UTC(2026, 6, 8)],
      ['soon', null],
    ] as const) {
      recorded.server.answer({ headers: { 'x-amz-abort-date': told, 'x-amz-abort-rule-id': 'tidy' }, body });
      const page = await recorded.store.listParts(ref, null);
      expect(page).toMatchObject({ abortDate: meant, abortRuleId: 'tidy', parts: [{ size: 5 }] });
    }
  });

  test('the rule that aborts is named as it was called, beyond ASCII too', async () => {
    const body = list('<Part><PartNumber>1</PartNumber><Size>5</Size></Part>', 'ListPartsResult');
    const id = Buffer.from('Müll & 古い', 'utf8').toString('latin1');
    recorded.server.answer({
      headers: { 'x-amz-abort-date': 'Wed, 08 Jul 2026 00:00:00 GMT', 'x-amz-abort-rule-id': id },
      body,
    });
    expect((await recorded.store.listParts(ref, null)).abortRuleId).toBe('Müll & 古い');
  });

  test.each([
    ['<Size/>', null],
    ['<Size></Size>', null],
    ['<Size>-1</Size>', null],
    ['<Size>9007199254740993</Size>', null],
    ['<Size><!-- none -->7</Size>', 7],
  ])('a part of %s', async (size, meant) => {
    recorded.server.answer({ body: list(`<Part><PartNumber>1</PartNumber>${size}</Part><!-- -->`, 'ListPartsResult') });
    expect((await recorded.store.listParts(ref, null)).parts[0]?.size).toBe(meant);
  });

  test.each([
    ['Sat, 07 Jan 2017 16:43:37 GMT', true],
    ['Sat Jan  7 16:43:37 2017', true],
    ['2017-01-07T16:43:37Z', true],
    ['1483807417', false],
    [null, false],
  ])('a HEAD whose Last-Modified is %s', async (told, isRead) => {
    const lastModified = told === null ? {} : { 'last-modified': told };
    const headers = { etag: '"e"', expires: 'whenever', 'x-amz-mp-parts-count': 'many', ...lastModified };
    recorded.server.answer((response) => {
      response.writeHead(200, { 'x-amz-request-id': 'R', 'content-length': '5', ...headers });
      response.end();
    });
    const asked = recorded.store.headObject('bucket', 'k');
    if (isRead) {
      const object = { lastModified: Date.UTC(2017, 0, 7, 16, 43, 37), bytes: 5, etag: 'e' };
      expect((await asked).object).toEqual(object);
    } else await expect(asked).rejects.toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
  });

  describe('buckets', () => {
    const page = (names: string[], rest = '', root = 'ListAllMyBucketsResult') =>
      `<${root}><Owner><ID>o</ID></Owner><Buckets>${names.map((name) => `<Bucket><Name>${name}</Name><CreationDate>2024-01-01</CreationDate></Bucket>`).join('')}</Buckets>${rest}</${root}>`;
    const ports = {
      clock: {
        now: () => 0,
        schedule: (_at: number, run: () => void) => {
          queueMicrotask(run);
          return () => {};
        },
      },
      random: () => 0,
    };
    const all = async () => {
      const { buckets, brokenOff } = await listAllBuckets(recorded.store, ports);
      return { names: buckets.map(({ name }) => name), brokenOff: brokenOff?.code ?? null };
    };
    const next = (token: string) => `<ContinuationToken>${token}</ContinuationToken>`;

    test('are listed to the last page', async () => {
      recorded.server.requests.length = 0;
      recorded.server.answer(
        { body: page(['a', 'b'], next('t1')) },
        { body: page(['c'], next('t2')) },
        { body: page(['d']) },
      );
      expect(await all()).toEqual({ names: ['a', 'b', 'c', 'd'], brokenOff: null });
      expect(recorded.server.requests.map(({ query }) => query.get('continuation-token'))).toEqual([null, 't1', 't2']);
    });

    test('keep their first page where the second fails', async () => {
      recorded.server.answer({ body: page(['a'], next('t1')) }, { status: 503, body: errorXml('SlowDown') });
      expect(await all()).toEqual({ names: ['a'], brokenOff: 'SLOW_DOWN' });
    });

    test.each([
      ['a page that leads back', next('t1'), 'PAGING_MARKER_REPEATED'],
      ['a page that says that more follow, and not where', '<IsTruncated>true</IsTruncated>', 'PAGING_MARKER_MISSING'],
    ])('%s ends them, and is told', async (_, rest, code) => {
      recorded.server.answer({ body: page(['a'], rest) }, { body: page(['b'], rest) });
      expect((await all()).brokenOff).toBe(code);
    });

    const one = '<Bucket><Name>a</Name></Bucket>';
    test.each([
      ['in a list with a prefix', `<s:Buckets xmlns:s="x"><s:Bucket><s:Name>a</s:Name></s:Bucket></s:Buckets>`],
      ['in no list', one],
      ['in a list of another case', '<buckets><bucket><name>a</name></bucket></buckets>'],
      ['called otherwise', '<Buckets><Item><Name>a</Name></Item></Buckets>'],
      ['with a token of another case', `<Buckets>${one}</Buckets><continuationToken>t</continuationToken>`],
      ['with IsTruncated “yes”', `<Buckets>${one}</Buckets><IsTruncated>yes</IsTruncated>`],
      ['with an empty IsTruncated', `<Buckets>${one}</Buckets><IsTruncated/>${next('t1')}`],
    ])('%s are never a list that is whole', async (_, inside) => {
      recorded.server.answer({ body: `<ListAllMyBucketsResult>${inside}</ListAllMyBucketsResult>` });
      await expect(all()).rejects.toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
    });

    test('that lack a name are not shown, and the list is not called whole', async () => {
      const nameless = '<Bucket><CreationDate>2024-01-01T00:00:00Z</CreationDate></Bucket>';
      const of = (inside: string, rest = '') =>
        `<ListAllMyBucketsResult><Buckets>${inside}</Buckets>${rest}</ListAllMyBucketsResult>`;
      recorded.server.answer({ body: of(one + nameless) });
      expect(await all()).toEqual({ names: ['a'], brokenOff: 'NOT_S3' });
      recorded.server.answer({ body: of(one, next('t1')) }, { body: of(nameless) });
      expect(await all()).toEqual({ names: ['a'], brokenOff: 'NOT_S3' });
    });

    test('end where the page says so, whatever token it repeats', async () => {
      recorded.server.answer({ body: page(['a'], `<IsTruncated>false</IsTruncated>${next('t1')}`) });
      expect(await all()).toEqual({ names: ['a'], brokenOff: null });
    });

    test.each(['ListBucketsResponse', 'ListBucketsResult', 'ListAllMyBucketsResponse'])(
      'come as %s as well',
      async (root) => {
        recorded.server.answer({ body: page(['a'], '', root) });
        expect(await all()).toEqual({ names: ['a'], brokenOff: null });
      },
    );

    test('are not what another list holds', async () => {
      for (const root of ['ListMultipartUploadsResult', 'ListPartsResult']) {
        recorded.server.answer({ body: list('', root) });
        await expect(all()).rejects.toMatchObject({ code: 'NOT_S3', details: { unusable: true } });
      }
    });
  });
});
