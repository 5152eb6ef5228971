import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Part } from '../../../shared/schema/model.ts';
import { systemClock } from '../ports/clock.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store, StoredObject } from '../store/store.ts';
import { lookAtUnlisted } from './unlisted.ts';

const candidates = Array.from({ length: 1_000 }, (_, n) => ({ key: `k${n}`, uploadId: `u${n}` }));

/** Looks at 1,000 uploads of which `hidden` hold parts, and counts the looks. */
async function look(hidden: (key: string) => boolean, refusal: AppError | null = null, isListingWhole = true) {
  let looks = 0;
  const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
  const store: Pick<Store, 'listParts' | 'headObject' | 'connection' | 'endpoint'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    headObject: async () => ({ call, object: null }),
    async listParts({ key }) {
      looks++;
      if (refusal) throw refusal;
      if (!hidden(key)) throw new AppError('NO_SUCH_UPLOAD', 'gone');
      const part = { partNumber: 1, size: 7, etag: null, lastModified: 1, checksum: null };
      const rest = { nextPartNumberMarker: null, storageClass: null, abortDate: null, abortRuleId: null };
      return { call, parts: [part], isTruncated: false, ...rest };
    },
  };
  // Looking uses nothing else of a store.
  const ports = { store: store as Store, clock: systemClock, random: () => 0, bucket: 'b', isListingWhole };
  return { found: await lookAtUnlisted(ports, candidates, new AbortController().signal), looks: () => looks };
}

it('believes a listing after 200 looks that agree with it', async () => {
  const { found, looks } = await look(() => false);
  expect(found).toEqual({ hidden: [], unknown: [] });
  expect(looks()).toBe(200);
});

it('looks on where it finds what is hidden', async () => {
  const { found, looks } = await look((key) => Number(key.slice(1)) % 50 === 0);
  expect(looks()).toBe(1_000);
  expect(found.hidden).toHaveLength(20);
  expect(found.hidden[0]?.result).toMatchObject({ status: 'sized', bytes: 7 });
});

it('knows nothing of what it may not look at', async () => {
  const { found } = await look(() => true, new AppError('ACCESS_DENIED', 'no', { httpStatus: 403 }));
  expect(found.hidden).toEqual([]);
  expect(found.unknown).toHaveLength(200);
});

it('looks at every upload where the listing holds entries without a name, and keeps what is not said to be gone', async () => {
  const gone = await look(() => false, null, false);
  expect(gone.looks()).toBe(1_000);
  expect(gone.found).toEqual({ hidden: [], unknown: [] });
  const denied = await look(() => true, new AppError('ACCESS_DENIED', 'no', { httpStatus: 403 }), false);
  expect(denied.found.unknown).toHaveLength(1_000);
});

describe('an upload that is listed no more', () => {
  const newestPartAt = 1_000_000;
  const one = { key: 'k', uploadId: 'u' };
  const part = (lastModified: number | null): Part => ({
    partNumber: 1,
    size: 7,
    etag: null,
    lastModified,
    checksum: null,
  });
  const object = (lastModified: number): StoredObject => ({ lastModified, bytes: 7, etag: null });
  interface Told {
    parts?: Part[];
    head?: () => Promise<StoredObject | null>;
    isListingWhole?: boolean;
    signal?: AbortSignal;
  }
  /** What becomes of it. */
  async function lookAt({ parts = [part(newestPartAt)], head = async () => null, ...more }: Told) {
    const { isListingWhole = true, signal = new AbortController().signal } = more;
    const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
    const rest = { nextPartNumberMarker: null, storageClass: null, abortDate: null, abortRuleId: null };
    const store: Pick<Store, 'listParts' | 'headObject' | 'connection' | 'endpoint'> = {
      connection: exampleConnection(null),
      endpoint: 'host',
      headObject: async () => ({ call, object: await head() }),
      listParts: async () => ({ call, parts, isTruncated: false, ...rest }),
    };
    // Looking uses nothing else of a store.
    const ports = { store: store as Store, clock: systemClock, random: () => 0, bucket: 'b', isListingWhole };
    const { hidden, unknown } = await lookAtUnlisted(ports, [one], signal);
    return [...hidden.map(({ key }) => `${key} is hidden`), ...unknown.map(({ key }) => `${key} is not known`)];
  }

  it('and has no parts is gone, where the listing names all that it holds', async () => {
    expect(await lookAt({ parts: [] })).toEqual([]);
    expect(await lookAt({ parts: [], isListingWhole: false })).toEqual(['k is not known']);
  });

  it.each<[string, number | null, number | null, string[]]>([
    ['an object as new as its parts', newestPartAt, newestPartAt, []],
    ['an object of the same second', newestPartAt, newestPartAt - 1000, []],
    ['an older object', newestPartAt, newestPartAt - 1001, ['k is hidden']],
    ['no object', newestPartAt, null, ['k is hidden']],
    ['parts without a time', null, newestPartAt, ['k is hidden']],
  ])('and has parts was completed, or is hidden: %s', async (_, partAt, objectAt, became) => {
    const head = async () => (objectAt === null ? null : object(objectAt));
    expect(await lookAt({ parts: [part(partAt)], head })).toEqual(became);
    expect(await lookAt({ parts: [part(partAt)], head, isListingWhole: false })).toEqual(became);
  });

  it('and has parts is hidden where nobody may ask for the object', async () => {
    const head = () => Promise.reject(new AppError('ACCESS_DENIED', 'no'));
    expect(await lookAt({ head })).toEqual(['k is hidden']);
    await expect(lookAt({ head, signal: AbortSignal.abort('stopped') })).rejects.toBe('stopped');
  });

  it('is not judged by a fault of ours', async () => {
    await expect(lookAt({ head: () => Promise.reject(new RangeError('a fault')) })).rejects.toThrow(RangeError);
  });
});
