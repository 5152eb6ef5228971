import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeStore, startPracticeStore } from '../../../electron/practice/store.ts';
import { elementOf, elementsOf, RawClient } from './raw-client.ts';

let store: PracticeStore;
let client: RawClient;
beforeAll(async () => {
  store = await startPracticeStore({ scenario: 'empty' });
  client = new RawClient(store);
  store.createBucket('raw');
});
afterAll(() => store.close());

describe('a client without an SDK', () => {
  test.each([
    ['plain'],
    ['..'],
    ['a/./b'],
    ['/first'],
    ['a//b'],
    ['a+b c%20'],
    ["q'(!*)"],
    ['é\u0001🎬'],
    ['?uploadId=x#'],
  ])('signs and sends the key %j as it is', async (key) => {
    const made = await client.createUpload('raw', key);
    expect(made).toEqual({ uploadId: expect.any(String) });
    const upload = { bucket: 'raw', key, uploadId: 'uploadId' in made ? made.uploadId : '' };
    expect(store.uploads('raw').find(({ uploadId }) => uploadId === upload.uploadId)?.key).toBe(key);
    expect(await client.putPart(upload, 1, 'x')).toBe('200');
    expect(await client.partsOf(upload)).toBe('200 with 1 parts');
    expect(await client.listedIds('raw')).toEqual([upload.uploadId]);
    expect(await client.abort(upload)).toBe('204');
    expect(await client.partsOf(upload)).toBe('404 NoSuchUpload');
    expect(await client.listedIds('raw')).toEqual([]);
  });

  test('tells a refusal in short, and never takes one for an empty listing', async () => {
    expect(await client.createUpload('no-such-bucket', 'k')).toEqual({ refused: '404 NoSuchBucket' });
    await expect(client.listedIds('no-such-bucket')).rejects.toThrow('404 NoSuchBucket');
    const stranger = new RawClient({ ...store, secretAccessKey: 'another-secret-access-key' });
    expect(await stranger.createUpload('raw', 'k')).toEqual({ refused: '403 SignatureDoesNotMatch' });
  });
});

test('elements are read with their entities, and missing ones are undefined', () => {
  const xml = '<A><Key>a&amp;b&lt;</Key><Key></Key></A>';
  expect([elementsOf(xml, 'Key'), elementOf(xml, 'UploadId')]).toEqual([['a&b<', ''], undefined]);
});
