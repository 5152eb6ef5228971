import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { crowdOfUploads } from './scenarios.ts';
import { oddKeys, type PracticeStore } from './store.ts';
import { codeOf, noon, openStore } from './testing/practice-client.ts';

function seedKeys(store: PracticeStore, keys: readonly string[]): void {
  store.seedUploads(
    'b',
    keys.map((key) => ({ key, initiatedAt: noon })),
  );
}

function list(client: S3Client, input: Partial<ListMultipartUploadsCommandInput> = {}) {
  return client.send(new ListMultipartUploadsCommand({ Bucket: 'b', ...input }));
}

const keysOf = (page: ListMultipartUploadsCommandOutput) => (page.Uploads ?? []).map(({ Key }) => Key ?? '');

/** Pages by the markers as given, at most `limit` of them. */
async function walk(client: S3Client, limit: number, input: Partial<ListMultipartUploadsCommandInput> = {}) {
  const pages: ListMultipartUploadsCommandOutput[] = [];
  let markers: Partial<ListMultipartUploadsCommandInput> = {};
  while (pages.length < limit) {
    const page = await list(client, { ...input, ...markers });
    pages.push(page);
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  return pages;
}

const five = ['a', 'b', 'c', 'd', 'e'];

describe('a listing', () => {
  test('tells key, ID, initiator, owner, storage class and time', async () => {
    await using it = await openStore();
    const initiator = { id: 'arn:someone', displayName: 'someone' };
    const id = it.store.seedUpload({
      bucket: 'b',
      key: 'k',
      initiatedAt: noon,
      initiator,
      storageClass: 'STANDARD_IA',
    });
    expect((await list(it.client)).Uploads).toEqual([
      {
        Key: 'k',
        UploadId: id,
        Initiator: { ID: 'arn:someone', DisplayName: 'someone' },
        Owner: { ID: expect.stringContaining('arn:'), DisplayName: 'practice' },
        StorageClass: 'STANDARD_IA',
        Initiated: new Date(noon),
      },
    ]);
  });

  test('is in UTF-8 order, and by initiation within a key', async () => {
    await using it = await openStore();
    // UTF-16 would put the emoji before U+FF01.
    seedKeys(it.store, ['z', '🦊', '\uff01', 'a', 'B']);
    const later = it.store.seedUpload({ bucket: 'b', key: 'a', initiatedAt: noon + 1 });
    const earlier = it.store.seedUpload({ bucket: 'b', key: 'a', initiatedAt: noon - 1 });
    const { Uploads = [] } = await list(it.client, { EncodingType: 'url' });
    expect(Uploads.map(({ Key }) => decodeURIComponent(Key ?? ''))).toEqual(['B', 'a', 'a', 'a', 'z', '\uff01', '🦊']);
    expect([Uploads[1]?.UploadId, Uploads[3]?.UploadId]).toEqual([earlier, later]);
  });

  test('takes up uploads that come later, few or many', async () => {
    await using it = await openStore();
    seedKeys(it.store, ['m']);
    await list(it.client);
    seedKeys(it.store, ['z', 'a']);
    expect(keysOf(await list(it.client))).toEqual(['a', 'm', 'z']);
    const many = Array.from({ length: 200 }, (_, i) => `n${String(i).padStart(3, '0')}`);
    seedKeys(it.store, many.toReversed());
    expect(keysOf(await list(it.client))).toEqual(['a', 'm', ...many, 'z']);
  });

  test('pages by key and upload ID; next markers stand on the last page too', async () => {
    await using it = await openStore();
    seedKeys(it.store, ['a', 'k', 'k', 'k', 'z']);
    const pages = await walk(it.client, 9, { MaxUploads: 2 });
    expect(pages.map(keysOf)).toEqual([['a', 'k'], ['k', 'k'], ['z']]);
    expect(new Set(pages.flatMap((page) => page.Uploads?.map(({ UploadId }) => UploadId))).size).toBe(5);
    expect(pages.at(-1)).toMatchObject({ IsTruncated: false, NextKeyMarker: 'z' });
  });

  test('goes on past a marker that was aborted meanwhile', async () => {
    await using it = await openStore();
    seedKeys(it.store, five);
    const first = await list(it.client, { MaxUploads: 2 });
    it.store.completeUpload('b', 'b', first.NextUploadIdMarker ?? '');
    const rest = await list(it.client, { KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
    expect(keysOf(rest)).toEqual(['c', 'd', 'e']);
  });

  test('narrows by prefix, and groups by delimiter across pages', async () => {
    await using it = await openStore();
    seedKeys(it.store, ['a/1', 'a/2', 'b/1', 'b/x/2', 'b/x/3', 'b0', 'c']);
    expect(keysOf(await list(it.client, { Prefix: 'b/' }))).toEqual(['b/1', 'b/x/2', 'b/x/3']);
    const grouped = await list(it.client, { Prefix: 'b/', Delimiter: '/' });
    expect([keysOf(grouped), grouped.CommonPrefixes]).toEqual([['b/1'], [{ Prefix: 'b/x/' }]]);
    const pages = await walk(it.client, 9, { Delimiter: '/', MaxUploads: 1 });
    expect(
      pages.flatMap((page) => [...keysOf(page), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)]),
    ).toEqual(['a/', 'b/', 'b0', 'c']);
  });

  test('asked for none says "truncated" without a marker', async () => {
    await using it = await openStore();
    seedKeys(it.store, five);
    const page = await list(it.client, { MaxUploads: 0 });
    expect([page.IsTruncated, page.NextKeyMarker, keysOf(page)]).toEqual([true, undefined, []]);
  });
});

describe('odd paging', () => {
  test('short pages', async () => {
    await using it = await openStore({ uploadsPageLimit: 2 });
    seedKeys(it.store, five);
    expect((await walk(it.client, 9)).map(keysOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('empty pages that are truncated, and lose nothing', async () => {
    await using it = await openStore({ uploadsPageLimit: 2, emptyPages: true });
    seedKeys(it.store, ['a', 'k', 'k', 'k', 'z']);
    const pages = await walk(it.client, 20);
    expect(pages.map(keysOf)).toEqual([[], ['a', 'k'], [], ['k', 'k'], [], ['z']]);
    const markers = pages.slice(0, -1).map((page) => `${page.NextKeyMarker} ${page.NextUploadIdMarker}`);
    expect(new Set(markers).size).toBe(markers.length);
  });

  test('no next marker', async () => {
    await using it = await openStore({ uploadsPageLimit: 2, nextMarkers: 'missing' });
    seedKeys(it.store, five);
    const page = await list(it.client);
    expect([page.IsTruncated, page.NextKeyMarker, page.NextUploadIdMarker]).toEqual([true, undefined, undefined]);
  });

  test('the same marker again', async () => {
    await using it = await openStore({ uploadsPageLimit: 2, nextMarkers: 'repeated' });
    seedKeys(it.store, five);
    expect((await walk(it.client, 4)).map(({ NextKeyMarker }) => NextKeyMarker)).toEqual(['b', 'b', 'b', 'b']);
  });

  test('markers that go round', async () => {
    await using it = await openStore({ uploadsPageLimit: 1, nextMarkers: 'cyclic' });
    seedKeys(it.store, five);
    expect((await walk(it.client, 6)).map(({ NextKeyMarker }) => NextKeyMarker)).toEqual([
      'a',
      'b',
      'a',
      'b',
      'a',
      'b',
    ]);
  });

  test('no upload ID marker: exclusive on AWS, inclusive on Ceph', async () => {
    await using it = await openStore({ uploadsPageLimit: 2, nextMarkers: 'key-only' });
    seedKeys(it.store, five);
    expect((await walk(it.client, 9)).map(keysOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    it.store.setBehaviour('b', { keyMarker: 'inclusive' });
    expect((await walk(it.client, 9)).map(keysOf)).toEqual([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
    ]);
  });

  test('keys in no order, and still each of them once', async () => {
    await using it = await openStore({ uploadsPageLimit: 3, keyOrder: 'unsorted' });
    const keys = Array.from({ length: 20 }, (_, i) => `key-${i}`);
    seedKeys(it.store, keys);
    const seen = (await walk(it.client, 20)).flatMap(keysOf);
    expect(seen.toSorted()).toEqual(keys.toSorted());
    expect(seen).not.toEqual(keys.toSorted());
    expect((await walk(it.client, 20, { Prefix: 'key-1' })).flatMap(keysOf)).toHaveLength(11);
    it.store.setBehaviour('b', { keyOrder: 'sorted' });
    expect((await walk(it.client, 20)).flatMap(keysOf)).toEqual(keys.toSorted());
  });
});

describe('encoding-type=url', () => {
  const keys = ['a+b c/ü', 'd'];
  const read = async (client: S3Client) => {
    const page = await list(client, { EncodingType: 'url', MaxUploads: 1, Prefix: 'a+' });
    return [page.Uploads?.[0]?.Key, page.NextKeyMarker, page.Prefix, page.EncodingType];
  };

  test.each([
    ['echoed', '+', ['a%2Bb+c/%C3%BC', 'a%2Bb+c/%C3%BC', 'a%2B', 'url']],
    ['echoed', '%20', ['a%2Bb%20c/%C3%BC', 'a%2Bb%20c/%C3%BC', 'a%2B', 'url']],
    ['silent', '+', ['a%2Bb+c/%C3%BC', 'a%2Bb+c/%C3%BC', 'a%2B', undefined]],
    ['ceph', '%20', ['a%2Bb%20c/%C3%BC', 'a+b c/ü', 'a+', undefined]],
    ['ignored', '+', ['a+b c/ü', 'a+b c/ü', 'a+', undefined]],
  ] as const)('%s, space as %s', async (keyEncoding, spaceEncoding, expected) => {
    await using it = await openStore({ keyEncoding, spaceEncoding });
    seedKeys(it.store, keys);
    expect(await read(it.client)).toEqual(expected);
  });

  test('not asked for, nothing is encoded', async () => {
    await using it = await openStore();
    seedKeys(it.store, oddKeys);
    expect(keysOf(await list(it.client)).toSorted()).toEqual([...oddKeys].toSorted());
  });

  test('a crowd lists whole by decoding what is echoed', async () => {
    await using it = await openStore();
    expect(it.store.seedUploads('b', crowdOfUploads(noon))).toBe(2500);
    const decode = (text = '') => decodeURIComponent(text.replaceAll('+', ' '));
    const seen = new Set<string>();
    let page = await list(it.client, { EncodingType: 'url' });
    for (;;) {
      for (const { Key } of page.Uploads ?? []) seen.add(decode(Key));
      if (!page.IsTruncated) break;
      page = await list(it.client, {
        EncodingType: 'url',
        KeyMarker: decode(page.NextKeyMarker),
        UploadIdMarker: page.NextUploadIdMarker,
      });
    }
    expect(seen).toEqual(new Set(Array.from(crowdOfUploads(noon), ({ key }) => key)));
  });
});

describe('a store that is not AWS', () => {
  test('may want a marker as it wrote it, and take what is meant for another key', async () => {
    await using it = await openStore({ markerReading: 'as written', uploadIdMarker: 'any' });
    seedKeys(it.store, ['a b', 'a+b', 'a+c']);
    expect(keysOf(await list(it.client, { KeyMarker: 'a%2Bb' }))).toEqual(['a+c']);
    expect(keysOf(await list(it.client, { KeyMarker: 'a+b' }))).toEqual(['a+b', 'a+c']);
    // What is no such text is the key itself.
    expect(keysOf(await list(it.client, { KeyMarker: 'a%zz' }))).toEqual(['a+b', 'a+c'].filter((key) => key > 'a%zz'));
  });

  test('may refuse a marker of the client’s own, and go on from its own', async () => {
    await using it = await openStore({ keyMarker: 'opaque' });
    seedKeys(it.store, ['a', 'b', 'c']);
    expect(await codeOf(list(it.client, { KeyMarker: 'b' }))).toBe('InvalidArgument');
    const { NextKeyMarker, NextUploadIdMarker } = await list(it.client, { MaxUploads: 2 });
    const rest = await list(it.client, { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker });
    expect(keysOf(rest)).toEqual(['c']);
  });

  test('may send more than it was asked for', async () => {
    await using it = await openStore({ maxUploads: 'ignored' });
    seedKeys(it.store, ['a', 'b', 'c']);
    expect(keysOf(await list(it.client, { MaxUploads: 2 }))).toEqual(['a', 'b', 'c']);
  });

  test('may say neither who started an upload nor its storage class', async () => {
    await using it = await openStore({ tells: { initiator: false, storageClass: false } });
    seedKeys(it.store, ['a']);
    const [upload] = (await list(it.client)).Uploads ?? [];
    expect([upload?.Initiator, upload?.StorageClass]).toEqual([undefined, undefined]);
    it.store.setBehaviour('b', { tells: { initiator: true, storageClass: true } });
    const [told] = (await list(it.client)).Uploads ?? [];
    expect([told?.Initiator?.DisplayName, told?.StorageClass]).toEqual(['practice', 'STANDARD']);
  });

  test('may take no notice of the expected owner; AWS refuses a wrong one', async () => {
    await using it = await openStore();
    expect(await codeOf(list(it.client, { ExpectedBucketOwner: '999999999999' }))).toBe('AccessDenied');
    expect(keysOf(await list(it.client, { ExpectedBucketOwner: '111122223333' }))).toEqual([]);
    it.store.setBehaviour('b', { expectedOwner: 'ignored' });
    expect(keysOf(await list(it.client, { ExpectedBucketOwner: '999999999999' }))).toEqual([]);
  });
});

describe('ListParts', () => {
  const seed = (store: PracticeStore, count: number) => {
    const parts = Array.from({ length: count }, (_, i) => ({ partNumber: count - i, size: i + 1, lastModified: noon }));
    return store.seedUpload({ bucket: 'b', key: 'k', initiatedAt: noon, parts });
  };
  const listParts = (client: S3Client, UploadId: string, marker?: string, MaxParts?: number) =>
    client.send(new ListPartsCommand({ Bucket: 'b', Key: 'k', UploadId, PartNumberMarker: marker, MaxParts }));

  test('pages by part number, 1,000 at most', async () => {
    await using it = await openStore();
    const id = seed(it.store, 2500);
    const first = await listParts(it.client, id);
    expect([first.Parts?.length, first.IsTruncated, first.NextPartNumberMarker]).toEqual([1000, true, '1000']);
    expect(first.Parts?.[0]).toMatchObject({ PartNumber: 1, Size: 2500, LastModified: new Date(noon) });
    const last = await listParts(it.client, id, '2000');
    expect([last.Parts?.length, last.IsTruncated, last.Parts?.at(-1)?.PartNumber]).toEqual([500, false, 2500]);
    expect((await listParts(it.client, id, '5', 2)).Parts?.map(({ PartNumber }) => PartNumber)).toEqual([6, 7]);
  });

  test('pages may be short', async () => {
    await using it = await openStore({ partsPageLimit: 3 });
    const page = await listParts(it.client, seed(it.store, 7));
    expect([page.Parts?.length, page.IsTruncated]).toEqual([3, true]);
  });

  test('each part has an ETag of its own, the same each time', async () => {
    await using it = await openStore();
    const id = seed(it.store, 10);
    const etags = (await listParts(it.client, id)).Parts?.map(({ ETag }) => ETag) ?? [];
    expect(new Set(etags).size).toBe(10);
    expect(etags[0]).toMatch(/^"[0-9a-f]{32}"$/);
    expect((await listParts(it.client, id)).Parts?.map(({ ETag }) => ETag)).toEqual(etags);
  });
});
