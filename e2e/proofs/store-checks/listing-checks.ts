import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { describe, expect } from 'vitest';
import { oddKeys } from '../../../electron/practice/store.ts';
import type { DefineCheck } from './check.ts';
import type { Checked } from './checked.ts';
import { abort, create, forEach, listAll, outcomeOf, partsOf, putPart, type UploadPlace } from './store-under-test.ts';

const crowdOf = (length: number) =>
  Array.from({ length }, (_, i) => {
    const number = String(i).padStart(4, '0');
    return i % 2 === 0 ? `a+b/file ${number}+.bin` : `a b/file+${number} .bin`;
  });
/** The most that any store puts on a page. */
const fullPage = 1000;

const identity = ({ key, uploadId }: UploadPlace) => `${key}\n${uploadId}`;

/** ListMultipartUploads: paging, encoding, prefixes, markers. */
export function checkListing(checked: () => Checked, test: DefineCheck): void {
  describe('a listing', () => {
    test('of more than a page of uploads with + and spaces in their keys is exactly that', async () => {
      const { client, habits, bucket, crowdSize } = checked();
      const crowd = crowdOf(crowdSize);
      const name = await bucket();
      const made: UploadPlace[] = [];
      await forEach(crowd, async (key) => made.push(await create(client, name, key)));
      const { places, pages } = await listAll(client, name, habits.convention);
      expect(pages).toBeGreaterThanOrEqual(Math.ceil(crowdSize / fullPage));
      expect(places.map(identity).toSorted()).toEqual(made.map(identity).toSorted());
      const prefix = 'a+b/file 00';
      const narrowed = await listAll(client, name, habits.convention, { prefix, pageSize: 7 });
      expect(narrowed.places.map(({ key }) => key)).toEqual(crowd.filter((key) => key.startsWith(prefix)));
    }, 120_000);

    test('gives odd keys back whole, so that they can be looked into and aborted', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      for (const key of oddKeys) await putPart(client, await create(client, name, key), 1, 'x');
      const { places } = await listAll(client, name, habits.convention, { pageSize: 2 });
      expect(places.map(({ key }) => key).toSorted()).toEqual([...oddKeys].toSorted());
      for (const place of places) {
        expect([await partsOf(client, place), await abort(client, place)]).toMatchObject([[{ Size: 1 }], '204']);
        expect((await listAll(client, name, habits.convention, { prefix: place.key })).places).toEqual([]);
      }
    });

    test('goes on after key and upload ID, within a key too', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      const made: UploadPlace[] = [];
      for (const key of ['a', 'k', 'k', 'k', 'k', 'z']) made.push(await create(client, name, key));
      const { places, pages } = await listAll(client, name, habits.convention, { pageSize: 2 });
      expect(pages).toBe(3);
      expect(places.map(identity).toSorted()).toEqual(made.map(identity).toSorted());
    });

    test('after a key alone leaves that key out, or not, as the store does', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      for (const key of ['a', 'b', 'c']) await create(client, name, key);
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: name, KeyMarker: 'b' }));
      const expected = habits.keyMarkerAlone === 'inclusive' ? ['b', 'c'] : ['c'];
      expect(Uploads.map(({ Key }) => Key)).toEqual(expected);
    });

    test('goes on behind an upload of its own alone, or behind any text, as the store does', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      const [first] = [await create(client, name, 'a'), await create(client, name, 'b')];
      const behind = (UploadIdMarker: string) =>
        client.send(new ListMultipartUploadsCommand({ Bucket: name, KeyMarker: 'a', UploadIdMarker }));
      expect((await behind(first.uploadId)).Uploads?.map(({ Key }) => Key)).toEqual(['b']);
      expect(await outcomeOf(behind('zz-invented'))).toBe(habits.facts.inventedMarker);
      // Without a key marker it is not looked at.
      const alone = { Bucket: name, UploadIdMarker: 'zz-invented' };
      expect((await client.send(new ListMultipartUploadsCommand(alone))).Uploads).toHaveLength(2);
    });

    test('is asked for more than a page may hold: the page says what it holds', async () => {
      const { client, bucket } = checked();
      const request = { Bucket: await bucket(), MaxUploads: 1_343_235 };
      expect((await client.send(new ListMultipartUploadsCommand(request))).MaxUploads).toBe(1000);
    });

    test('says how it writes keys, or not, as the store does', async () => {
      const { client, habits, bucket } = checked();
      const name = await bucket();
      for (const key of ['a+b c', 'd']) await create(client, name, key);
      const page = (EncodingType?: 'url') =>
        client.send(new ListMultipartUploadsCommand({ Bucket: name, EncodingType, MaxUploads: 1 }));
      const [plain, encoded] = [await page(), await page('url')];
      expect([plain.Uploads?.[0]?.Key, plain.NextKeyMarker, plain.EncodingType]).toEqual(['a+b c', 'a+b c', undefined]);
      expect(encoded.Uploads?.[0]?.Key === 'a+b c').toBe(habits.convention.isRaw);
      expect(encoded.EncodingType).toBe(habits.convention.echo);
      expect(habits.convention.readKey(encoded.Uploads?.[0]?.Key ?? '')).toBe('a+b c');
      expect(habits.convention.readMarker(encoded.NextKeyMarker ?? '')).toBe('a+b c');
    });
  });
}
