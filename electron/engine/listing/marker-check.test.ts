import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { byteEscape } from '../../../shared/values/byte-escapes.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { ListedUpload, Store } from '../store/store.ts';
import { checkMarkers, comparedUploads, markerWay, tellingKey } from './marker-check.ts';
import { listedUpload } from './testing/listed-upload.ts';

/** `a1` is key a, upload 1. */
const upload = (name: string) => listedUpload(name.slice(0, 1), name.slice(1));
const uploads = (...names: string[]) => names.map(upload);
const ofKeys = (...keys: string[]) => keys.map((key, n) => listedUpload(key, `u${n}`));

describe('what a store does with a marker of our own', () => {
  const page = uploads('a1', 'b1', 'b2', 'c1', 'd1', 'e1');

  it.each<[string, string, string[], ReturnType<typeof markerWay>]>([
    ['goes on behind its key', 'b', ['c1', 'd1'], 'exclusive'],
    ['goes on with its key', 'b', ['b1', 'b2', 'c1'], 'inclusive'],
    ['goes on with its key, the first of the page', 'a', ['a1', 'b1'], 'inclusive'],
    ['goes on behind the page', 'd', ['e1', 'f1', 'g1'], 'exclusive'],
    ['shows nothing', 'b', [], null],
    ['begins anew', 'b', ['a1', 'b1'], null],
    ['passes an upload over', 'b', ['d1', 'e1'], null],
    ['passes over the rest of its key', 'b', ['b2', 'c1'], null],
    ['shows one that the page does not', 'b', ['c1', 'x1'], null],
    ['shows one that the page does not, first', 'b', ['x1', 'd1'], null],
    ['shows another upload of the key behind it', 'b', ['c2', 'd1'], null],
    ['goes on somewhere behind the page’s last key', 'e', ['z1'], null],
  ])('%s', (_, key, answer, way) => {
    expect(markerWay(page, key, uploads(...answer))).toBe(way);
  });

  it('is compared over its first uploads', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}1`);
    const answer = letters.slice(2, 2 + comparedUploads);
    expect(markerWay(uploads(...letters), 'b', uploads(...answer, 'z9'))).toBe('exclusive');
    expect(markerWay(uploads(...letters), 'b', uploads(...answer.slice(0, -1), 'z9'))).toBeNull();
  });
});

describe('the key to ask with', () => {
  it('is the oddest of the middle of a page', () => {
    expect(tellingKey(ofKeys('a', 'b +%', 'c', 'd e', 'f +', 'g', 'h +%', 'i'))).toBe('f +');
    expect(tellingKey(ofKeys('a', 'b', 'c +', 'd', 'e', 'f'))).toBe('c +');
  });

  it('is neither the first nor the last, whose uploads may stand on another page too', () => {
    expect(tellingKey(ofKeys('a', 'a', 'a', 'b', 'c', 'd'))).toBe('b');
    expect(tellingKey(ofKeys('a', 'b', 'b', 'c', 'c', 'c'))).toBe('b');
    expect(tellingKey(ofKeys('a', 'a', 'b', 'b'))).toBeNull();
    expect(tellingKey(ofKeys('a', 'a', 'a'))).toBeNull();
    expect(tellingKey([])).toBeNull();
  });

  it('is none whose bytes are no text', () => {
    expect(tellingKey(ofKeys('a', `b${byteEscape(0xff)}+`, 'c', 'd', 'e', 'f'))).toBe('c');
    const bytes = byteEscape(0xe9);
    expect(tellingKey(ofKeys('a', `b${bytes}`, `c${bytes}`, 'd'))).toBeNull();
  });
});

describe('a check of a store’s markers', () => {
  const page = ofKeys('a', 'b', 'c + é', 'd', 'e', 'f');
  const clock = { now: () => 0, schedule: () => () => {} };
  /** Checks with a store that answers so, or throws. */
  async function check(answer: ListedUpload[] | Error, of = page, signal = new AbortController().signal) {
    const requests: unknown[] = [];
    const store: Pick<Store, 'listUploads' | 'endpoint' | 'connection'> = {
      connection: exampleConnection(null),
      endpoint: 'host',
      listUploads: async (request) => {
        requests.push(request);
        if (answer instanceof Error) throw answer;
        const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
        return { call, uploads: answer, isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null };
      },
    };
    // It uses nothing else of a store.
    const habit = await checkMarkers(store as Store, 'bucket', of, { clock, random: () => 0 }, signal);
    return { habit, requests };
  }

  it('says nothing of the store where it was told to stop, whatever it was told to stop with', async () => {
    const reason = new AppError('ACCESS_DENIED', 'enough');
    const store: Pick<Store, 'listUploads' | 'connection' | 'endpoint'> = {
      connection: exampleConnection(null),
      endpoint: 'host',
      listUploads: () => Promise.reject(reason),
    };
    const ports = { clock: { now: () => 0, schedule: () => () => {} }, random: () => 0 };
    // It uses nothing else of a store.
    const check = checkMarkers(store as Store, 'bucket', uploads('a1', 'b1', 'c1'), ports, AbortSignal.abort(reason));
    await expect(check).rejects.toBe(reason);
  });

  it('asks for a few uploads from the key alone, and tells what arrived of it', async () => {
    const kinds = ['+', ' ', 'beyond ASCII'].toSorted();
    const { habit, requests } = await check(page.slice(3));
    expect(requests).toEqual([
      { bucket: 'bucket', keyMarker: 'c + é', uploadIdMarker: null, maxUploads: comparedUploads },
    ]);
    expect(habit).toMatchObject({ inclusive: false });
    expect(typeof habit === 'object' && habit?.kinds.toSorted()).toEqual(kinds);
    expect((await check(page.slice(2))).habit).toMatchObject({ inclusive: true });
  });

  it('calls markers unusable where the answer is another, or a failure', async () => {
    expect((await check(page.slice(4))).habit).toBe('unusable');
    expect((await check(new AppError('STORE_REFUSED', 'no'))).habit).toBe('unusable');
  });

  it('asks nothing where no key can tell', async () => {
    expect(await check(page, page.slice(0, 1))).toEqual({ habit: null, requests: [] });
  });

  it('fails with what is no failure of the store, and with the signal’s reason', async () => {
    await expect(check(new RangeError('a fault of ours'))).rejects.toThrow(RangeError);
    const stopped = AbortSignal.abort('stopped');
    await expect(check(new AppError('STORE_REFUSED', 'no'), page, stopped)).rejects.toBe('stopped');
  });
});
