import type { StoreFacts } from '../../support/servers/facts.ts';
import {
  elementOf,
  elementsOf,
  inShort,
  RawClient,
  type StoreKeys,
  type Upload,
} from '../../support/stores/raw-client.ts';

/** Asks a store for everything in {@link StoreFacts}, over plain requests. */
export async function factsOf(keys: StoreKeys): Promise<StoreFacts> {
  const store = new Questions(new RawClient(keys));
  return {
    ...(await listingFacts(store)),
    ...(await pageFacts(store)),
    ...(await uploadFacts(store)),
    ...(await partFacts(store)),
    ...(await completionFacts(store)),
  };
}

/** Buckets and uploads for one question each. */
class Questions {
  readonly client: RawClient;
  #buckets = 0;

  constructor(client: RawClient) {
    this.client = client;
  }

  async bucket(): Promise<string> {
    this.#buckets += 1;
    const bucket = `facts-${this.#buckets}`;
    await this.client.send({ method: 'PUT', bucket });
    return bucket;
  }

  async upload(bucket: string, key: string, headers: Readonly<Record<string, string>> = {}): Promise<Upload> {
    const answer = await this.client.send({ method: 'POST', bucket, key, query: { uploads: '' }, headers });
    const uploadId = elementOf(answer.text, 'UploadId');
    if (!uploadId) throw new Error(`No upload of ${key}: ${inShort(answer)}`);
    return { bucket, key, uploadId };
  }

  /** The text of a listing. */
  async list(bucket: string, query: Readonly<Record<string, string>> = {}): Promise<string> {
    return (await this.client.send({ method: 'GET', bucket, query: { uploads: '', ...query } })).text;
  }

  async complete(of: Upload, etag: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const part = `<Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part>`;
    const body = `<CompleteMultipartUpload>${part}</CompleteMultipartUpload>`;
    const { bucket, key, uploadId } = of;
    const answer = await this.client.send({ method: 'POST', bucket, key, query: { uploadId }, headers, body });
    // A 200 may still hold an error.
    const code = elementOf(answer.text, 'Code');
    return answer.status === 200 && code ? `200 with ${code}` : inShort(answer);
  }

  /** Sends a part. @returns its ETag */
  async part({ bucket, key, uploadId }: Upload): Promise<string> {
    const query = { partNumber: '1', uploadId };
    const { headers } = await this.client.send({ method: 'PUT', bucket, key, query, body: 'content' });
    return headers.etag ?? '';
  }
}

async function listingFacts(store: Questions) {
  const { client } = store;
  const none = await store.bucket();
  const listingOfNone = inShort(await client.send({ method: 'GET', bucket: none, query: { uploads: '' } }));

  const odd = await store.bucket();
  for (const key of ['a+b c%é', 'a+b c%é', 'z']) await store.upload(odd, key);
  const encoded = await store.list(odd, { 'encoding-type': 'url' });
  const page = await store.list(odd, { 'encoding-type': 'url', 'max-uploads': '1' });

  const unsorted = await store.bucket();
  const backwards = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
  for (const key of backwards) await store.upload(unsorted, key);

  const prefixed = await store.bucket();
  for (const key of ['a', 'ab', 'b']) await store.upload(prefixed, key);

  const foldered = await store.bucket();
  for (const key of ['folder/x', 'y']) await store.upload(foldered, key);
  const grouped = await store.list(foldered, { delimiter: '/' });
  const inGroups = /<CommonPrefixes>\s*<Prefix>([^<]*)</g;
  const prefixes = [...grouped.matchAll(inGroups)].map(([, prefix]) => prefix).join(' ');

  return {
    listingOfNone,
    encodedKey: elementsOf(encoded, 'Key').find((key) => key !== 'z') ?? 'no key',
    encodedMarker: elementOf(page, 'NextKeyMarker') ?? 'none',
    encodingType: elementOf(encoded, 'EncodingType') ?? 'none',
    order:
      elementsOf(await store.list(unsorted), 'Key').join() === backwards.toReversed().join() ? 'by key' : 'otherwise',
    prefix: keysIn(await store.list(prefixed, { prefix: 'a' })),
    delimiter: `${keysIn(grouped)}, prefixes: ${prefixes || 'none'}`,
  };
}

async function pageFacts(store: Questions) {
  const bucket = await store.bucket();
  const made = new Set<string>();
  for (const key of ['a', 'k', 'k', 'k', 'z']) made.add((await store.upload(bucket, key)).uploadId);
  const first = await store.list(bucket, { 'max-uploads': '2' });
  const [key, id] = [elementOf(first, 'NextKeyMarker'), elementOf(first, 'NextUploadIdMarker')];
  const markers = key && id ? 'key and upload ID' : key ? 'key alone' : id ? 'upload ID alone' : 'none';

  const found = new Set(elementsOf(first, 'UploadId'));
  let pages = 1;
  let page = first;
  let end = '';
  while (/true/i.test(elementOf(page, 'IsTruncated') ?? '')) {
    const query = {
      'key-marker': elementOf(page, 'NextKeyMarker') ?? '',
      'upload-id-marker': elementOf(page, 'NextUploadIdMarker') ?? '',
      'max-uploads': '2',
    };
    const answer = await store.client.send({ method: 'GET', bucket, query: { uploads: '', ...query } });
    if (answer.status !== 200 || pages === 10) {
      end = `, then ${answer.status === 200 ? 'no end' : inShort(answer)}`;
      break;
    }
    pages += 1;
    page = answer.text;
    for (const uploadId of elementsOf(page, 'UploadId')) found.add(uploadId);
  }
  const invented = { 'key-marker': 'k', 'upload-id-marker': 'invented-by-us' };
  return {
    pageOfTwo: `${elementsOf(first, 'UploadId').length}; ${markers}`,
    walkByTwo: `${[...made].filter((each) => found.has(each)).length} of ${made.size} in ${pages} pages${end}`,
    inventedMarker: inShort(await store.client.send({ method: 'GET', bucket, query: { uploads: '', ...invented } })),
  };
}

async function uploadFacts(store: Questions) {
  const { client } = store;
  const bucket = await store.bucket();
  const place = await store.upload(bucket, 'dated');
  const before = await store.list(bucket);
  await secondAfter(client, bucket, elementOf(before, 'Initiated'));
  await store.part(place);
  const after = await store.list(bucket);
  const people = ['Initiator', 'Owner'].filter((name) => after.includes(`<${name}>`)).map((name) => name.toLowerCase());

  const other = { ...place, key: 'other' };
  const partsUnderOtherKey = await client.partsOf(other);
  const aborted = await client.abort(other);
  const stands = (await client.listedIds(bucket)).includes(place.uploadId) ? 'still there' : 'gone by that';

  const summed = await store.bucket();
  const checked = await store.upload(summed, 'checked', { 'x-amz-checksum-algorithm': 'CRC32' });
  const query = { partNumber: '1', uploadId: checked.uploadId };
  const sent = { method: 'PUT', bucket: summed, key: 'checked', query, body: 'content' } as const;
  // CRC32 of "content", and of nothing.
  await client.send({ ...sent, headers: { 'x-amz-checksum-crc32': '/sUwqQ==' } });
  const parts = await client.send({
    method: 'GET',
    bucket: summed,
    key: 'checked',
    query: { uploadId: checked.uploadId },
  });
  const algorithm = elementOf(await store.list(summed), 'ChecksumAlgorithm') ?? 'no algorithm';
  const wrong = await client.send({ ...sent, headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } });

  return {
    initiatedAfterPart: elementOf(before, 'Initiated') === elementOf(after, 'Initiated') ? 'the same' : 'another',
    people: people.join(' and ') || 'none',
    partsUnderOtherKey,
    abortUnderOtherKey: `${aborted}; ${stands}`,
    checksums: `${algorithm}; ${elementOf(parts.text, 'ChecksumCRC32') ? 'told' : 'not told'}`,
    wrongChecksum: inShort(wrong),
    xId: inShort(await client.send({ method: 'GET', bucket, query: { uploads: '', 'x-id': 'ListMultipartUploads' } })),
  };
}

async function partFacts(store: Questions) {
  const { client } = store;
  const bucket = await store.bucket();
  const { key, uploadId } = await store.upload(bucket, 'parts');
  for (const number of [1, 2, 3, 5]) await client.putPart({ bucket, key, uploadId }, number, 'x');
  const pages: string[] = [];
  let marker = '0';
  let end: string | undefined;
  do {
    const query = { uploadId, 'max-parts': '2', 'part-number-marker': marker };
    const { text } = await client.send({ method: 'GET', bucket, key, query });
    pages.push(elementsOf(text, 'PartNumber').join(' '));
    end = elementOf(text, 'IsTruncated');
    marker = elementOf(text, 'NextPartNumberMarker') ?? '';
  } while (end === 'true' && pages.length < 5);
  const listing = elementOf(await store.list(bucket), 'IsTruncated');
  return { partsByTwo: pages.join(', '), lastPages: `${listing ?? 'missing'} and ${end ?? 'missing'}` };
}

async function completionFacts(store: Questions) {
  const { client } = store;
  const bucket = await store.bucket();
  const place = await store.upload(bucket, 'whole');
  await store.part(place);
  const wrong = await store.complete(place, '"00000000000000000000000000000000"');
  const stands = (await client.listedIds(bucket)).includes(place.uploadId) ? 'still there' : 'gone by that';

  const again = await store.upload(bucket, 'whole');
  const etag = await store.part(again);
  await store.complete(again, etag);
  const repeatedComplete = await store.complete(again, etag);
  const head = await client.send({ method: 'HEAD', bucket, key: 'whole' });
  const over = await store.upload(bucket, 'whole');
  const conditionalComplete = await store.complete(over, await store.part(over), { 'if-none-match': '*' });
  return {
    wrongComplete: `${wrong}; ${stands}`,
    repeatedComplete,
    conditionalComplete,
    lastModified: modifiedIn(head.headers['last-modified']),
  };
}

/** Asks until the store's own clock is past a time by a second: many keep times in whole seconds. */
async function secondAfter(client: RawClient, bucket: string, time: string | undefined): Promise<void> {
  const from = Math.floor((time === undefined ? Date.now() : Date.parse(time)) / 1000);
  for (;;) {
    const { headers } = await client.send({ method: 'GET', bucket, query: { uploads: '' } });
    const now = headers.date === undefined ? Date.now() : Date.parse(headers.date);
    if (Math.floor(now / 1000) > from) return;
  }
}

function modifiedIn(text: string | undefined): string {
  if (text === undefined) return 'missing';
  return /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
    ? 'whole seconds'
    : `as ${text.replace(/\d/g, '0')}`;
}

function keysIn(xml: string): string {
  return elementsOf(xml, 'Key').toSorted().join(' ') || 'none';
}
