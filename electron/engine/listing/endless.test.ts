import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Part, ScanState } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { outagesOf } from '../connections/testing/outages-of.ts';
import type { OpenIndex } from '../index/client.ts';
import { openIndexHere } from '../index/testing/open-index-here.ts';
import { systemClock } from '../ports/clock.ts';
import { partPages } from '../sizing/part-pages.ts';
import { Paces } from '../store/paces.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { ListedUpload, PartsPage, Store } from '../store/store.ts';
import { createScans } from './scan.ts';
import { walkUploads } from './testing/walk-uploads.ts';

/** Stores that always have another page, and another place to go on from. */

const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
const numbered = (number: number) => `k${String(number).padStart(9, '0')}`;
const upload = (key: string): ListedUpload => ({
  key,
  uploadId: 'u',
  initiatedAt: 1_900_000_000_000,
  initiator: null,
  owner: null,
  storageClass: null,
});

/** @param page the uploads of the so-manieth page */
function endlessStore(page: (number: number) => ListedUpload[]) {
  let pages = 0;
  const store: Pick<Store, 'listUploads' | 'listParts' | 'endpoint' | 'connection'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    async listUploads({ keyMarker }, signal) {
      signal?.throwIfAborted();
      const number = keyMarker === null || keyMarker === undefined ? 0 : Number(keyMarker.slice(1)) + 1;
      pages++;
      return {
        call,
        uploads: page(number),
        isTruncated: true,
        nextKeyMarker: numbered(number),
        nextUploadIdMarker: 'u',
      };
    },
    listParts: async () => ({
      call,
      parts: [],
      isTruncated: false,
      nextPartNumberMarker: null,
      storageClass: null,
      abortDate: null,
      abortRuleId: null,
    }),
  };
  // A scan uses nothing else of a store.
  return { store: store as Store, pages: () => pages };
}

describe('a walk', () => {
  it.each<[string, (number: number) => ListedUpload[]]>([
    ['add nothing', () => []],
    ['show the same upload', () => [upload('k')]],
  ])('over pages that %s stops, and says so', async (_, page) => {
    const { store, pages } = endlessStore(page);
    const walked = (async () => {
      const options = { clock: systemClock, random: () => 0 };
      for await (const _page of walkUploads(store, 'b', options, new AbortController().signal));
    })();
    await expect(walked).rejects.toMatchObject({
      code: 'LISTING_ENDLESS',
      details: { operation: 'ListMultipartUploads', bucket: 'b', endpoint: 'host' },
    });
    expect(pages()).toBeLessThan(1_010);
  });

  it('over empty pages between uploads goes on', async () => {
    const { store } = endlessStore((number) => (number % 900 === 899 ? [upload(numbered(number))] : []));
    let seen = 0;
    const options = { clock: systemClock, random: () => 0 };
    for await (const { uploads } of walkUploads(store, 'b', options, new AbortController().signal)) {
      seen += uploads.length;
      if (seen === 3) break;
    }
    expect(seen).toBe(3);
  });
});

describe('a scan', () => {
  let opened: OpenIndex;
  beforeEach(async () => {
    opened = openIndexHere(':memory:');
    await opened.index.addBucket('c', 'b');
  });
  afterEach(() => opened.close());

  it('of more than is read in one go stops, says so, and goes on from there with as many again', async () => {
    const { store, pages } = endlessStore((number) =>
      Array.from({ length: 10 }, (_, at) => upload(`${numbered(number)}-${at}`)),
    );
    const scans = createScans({
      index: opened.index,
      clock: systemClock,
      random: () => 0,
      log: { info() {}, warn() {}, error() {} },
      paces: new Paces(systemClock, () => 0),
      serverTime: systemClock,
      knowledge: { learn: () => {}, endpointFacts: () => null },
      connections: { attendedStoreFor: async () => store, outages: outagesOf(store) },
      buckets: { tell: async () => {} },
      scanned: () => {},
      mostListed: 100,
    });
    const scanned = async (): Promise<ScanState> => {
      await scans.start('c', 'b');
      let scan: ScanState | undefined;
      await expect
        .poll(async () => {
          scan = (await opened.index.bucket('c', 'b', 0))?.scan;
          return scan?.status;
        })
        .toMatch(/complete|failed|stopped/);
      if (!scan) throw new Error('There is no scan');
      return scan;
    };
    const first = await scanned();
    expect(first).toMatchObject({ status: 'failed', error: { code: 'LISTING_ENDLESS' } });
    if (first.status !== 'failed') throw new Error('It did not fail');
    expect(first.uploads).toBeGreaterThanOrEqual(100);
    expect(first.uploads).toBeLessThan(300);
    expect(words.error(first.error).hint).toContain('Scan goes on from there, with as many again');
    const before = pages();
    await scans.close();
    const again = await scanned();
    expect(again).toMatchObject({ status: 'failed', error: { code: 'LISTING_ENDLESS' } });
    if (again.status !== 'failed') throw new Error('It did not fail');
    expect(again.uploads).toBeGreaterThanOrEqual(first.uploads + 50);
    expect(pages()).toBeGreaterThan(before);
    await scans.close();
  });
});

describe('a list of parts', () => {
  const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
  const part = (partNumber: number): Part => ({ partNumber, size: 1, etag: null, lastModified: null, checksum: null });
  const walked = async (parts: (page: number) => Pick<PartsPage, 'parts' | 'unnumbered'>) => {
    let pages = 0;
    const list = async (): Promise<PartsPage> => ({
      call,
      ...parts(pages++),
      isTruncated: true,
      nextPartNumberMarker: String(pages),
      storageClass: null,
      abortDate: null,
      abortRuleId: null,
    });
    for await (const _page of partPages(list, { ref, endpoint: 'host' }));
  };

  it.each<[string, Pick<PartsPage, 'parts' | 'unnumbered'>]>([
    ['nothing', { parts: [] }],
    ['the same part', { parts: [part(9_999)] }],
    ['parts without numbers', { parts: [], unnumbered: [{ lastModified: null }] }],
  ])('that goes on with %s stops, and says so', async (_, page) => {
    await expect(walked(() => page)).rejects.toMatchObject({
      code: 'LISTING_ENDLESS',
      details: { operation: 'ListParts', bucket: 'b', endpoint: 'host' },
    });
  });
});
