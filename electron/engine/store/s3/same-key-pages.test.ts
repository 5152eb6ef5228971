import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { byteEscape } from '../../../../shared/values/byte-escapes.ts';
import type { ListedUpload, Store, UploadsPage } from '../store.ts';
import { SameKeyPages } from './same-key-pages.ts';

/*
 * A server that goes on behind the key, though it was told by which of the key's uploads to go on: those that share it with the
 * last one of a page are on no page.
 */

type Request = Parameters<Store['listUploads']>[0];

const upload = (key: string, uploadId: string): ListedUpload => ({
  key,
  uploadId,
  initiatedAt: 1,
  initiator: null,
  owner: null,
  storageClass: null,
});
const page = (uploads: ListedUpload[], isTruncated: boolean): UploadsPage => ({
  call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
  uploads,
  isTruncated,
  nextKeyMarker: isTruncated ? (uploads.at(-1)?.key ?? null) : null,
  nextUploadIdMarker: isTruncated ? (uploads.at(-1)?.uploadId ?? null) : null,
});

/** Lists in order; `keeps`: it goes on within a key. */
function serverOf(all: readonly ListedUpload[], keeps: boolean, namesIds = true) {
  const asked: Request[] = [];
  const ask = async (request: Request): Promise<UploadsPage> => {
    asked.push(request);
    const { prefix = '', keyMarker = '', uploadIdMarker = null, maxUploads = 8 } = request;
    const left = all.filter(
      ({ key, uploadId }) =>
        key.startsWith(prefix) &&
        (key > (keyMarker ?? '') ||
          (keeps && key === keyMarker && uploadIdMarker !== null && uploadId > uploadIdMarker)),
    );
    const answer = page(left.slice(0, maxUploads), left.length > maxUploads);
    return namesIds ? answer : { ...answer, nextUploadIdMarker: null };
  };
  return { ask, asked };
}

async function walked({ ask }: Pick<ReturnType<typeof serverOf>, 'ask'>, pages = new SameKeyPages(), more = {}) {
  const shown: string[] = [];
  let request: Request = { bucket: 'b', maxUploads: 3, ...more };
  for (;;) {
    const answer = await pages.completed(request, await ask(request), ask);
    shown.push(...answer.uploads.map(({ key, uploadId }) => `${key}${uploadId}`));
    if (!answer.isTruncated) return shown;
    const { nextKeyMarker: keyMarker, nextUploadIdMarker: uploadIdMarker } = answer;
    request = { ...request, keyMarker, uploadIdMarker };
  }
}

const keys = (text: string) => text.split(' ').map((name) => upload(name.slice(0, 1), name.slice(1)));

describe('a walk over keys with several uploads', () => {
  it.each([
    'a1 a2 b1 b2 b3 c1',
    'a1 a2 b1 b2 b3 b4 b5 b6 b7 c1 c2 c3 c4',
    'a1 a2 a3 a4 a5 a6 a7',
    'a1 b1 b2 b3 c1 c2 d1 d2 d3 d4',
  ])('shows each of them, whatever the server passes over: %s', async (listed) => {
    for (const [keeps, namesIds] of [
      [true, true],
      [false, true],
      [false, false],
    ]) {
      const shown = await walked(serverOf(keys(listed), keeps ?? false, namesIds));
      expect(shown.toSorted()).toEqual(listed.split(' '));
    }
  });

  it('asks a server that goes on within a key once, and no more', async () => {
    const server = serverOf(keys('a1 a2 b1 b2 b3 b4 c1 c2 c3'), true);
    await walked(server);
    expect(server.asked).toHaveLength(4);
    expect(server.asked[1]).toEqual({ bucket: 'b', keyMarker: 'a', uploadIdMarker: '1', maxUploads: 2 });
  });

  it('asks nothing where no key has two, or where one page shows all', async () => {
    for (const [listed, calls] of [
      ['a1 b1 c1 d1 e1 f1 g1', 3],
      ['a1 a2 b1', 1],
    ] as const) {
      const server = serverOf(keys(listed), false);
      await walked(server);
      expect(server.asked).toHaveLength(calls);
    }
  });

  it('asks by what the walk is narrowed to', async () => {
    const server = serverOf(keys('a1 a2 a3 a4'), true);
    await walked(server, new SameKeyPages(), { prefix: 'a' });
    expect(server.asked[1]).toMatchObject({ prefix: 'a', keyMarker: 'a', uploadIdMarker: '1' });
  });

  it('shows an upload once where markers are inclusive', async () => {
    const all = keys('a1 a2 b1 b2 c1');
    const { ask } = serverOf(all, true);
    // What was asked for behind `b1` begins with it.
    const inclusive = async (request: Request) => {
      const answer = await ask({ ...request, uploadIdMarker: null, keyMarker: null, maxUploads: 99 });
      const from = answer.uploads.findIndex(
        ({ key, uploadId }) => key === request.keyMarker && uploadId === request.uploadIdMarker,
      );
      const left = answer.uploads.slice(Math.max(0, from));
      return page(left.slice(0, request.maxUploads), left.length > (request.maxUploads ?? 99));
    };
    const shown = await walked({ ask: inclusive });
    expect(new Set(shown)).toEqual(new Set(['a1', 'a2', 'b1', 'b2', 'c1']));
  });
});

describe('a look or a search, which sends no second call', () => {
  const dropping = () => serverOf(keys('a1 a2 b1 b2 b3 c1 d1'), false);
  const onRecord = { onRecord: true };

  it('shows nothing gone where the server is known to pass over', async () => {
    const pages = new SameKeyPages();
    await walked(dropping(), pages);
    await expect(walked(dropping(), pages, onRecord)).rejects.toMatchObject({
      code: 'NOT_S3',
      message: expect.stringContaining('share a key'),
      details: { unusable: true, bucket: 'b' },
    });
  });

  it('asks nothing by itself', async () => {
    const server = dropping();
    await walked(server, new SameKeyPages(), onRecord);
    expect(server.asked).toHaveLength(2);
  });
});

it('a server that begins anew where it is to go on is not taken for one that passes over', async () => {
  const pages = new SameKeyPages();
  const first = page(keys('b1 b2 c1'), true);
  await pages.completed({ bucket: 'b' }, first, async () => page(keys('a1 b1'), false));
  const next = { bucket: 'b', keyMarker: 'c', uploadIdMarker: '1' };
  const last = page(keys('d1'), false);
  expect(await pages.completed(next, last, async () => expect.unreachable('it asks'))).toBe(last);
});

it('more uploads of one key than a page holds are not all shown, and no walk says so', async () => {
  const many = Array.from({ length: 20 }, (_, index) => `a${index + 10}`).join(' ');
  await expect(walked(serverOf(keys(many), false))).rejects.toMatchObject({ code: 'NOT_S3' });
  expect(await walked(serverOf(keys(many), true))).toHaveLength(20);
});

it('a server that refuses to be asked so is asked no more; what is no failure of the store is thrown', async () => {
  const first = page(keys('a1 a2 b1'), true);
  let calls = 0;
  const refusing = async () => {
    calls++;
    throw new AppError('STORE_REFUSED', 'No.');
  };
  const pages = new SameKeyPages();
  expect(await pages.completed({ bucket: 'b' }, first, refusing)).toBe(first);
  expect(await pages.completed({ bucket: 'b' }, first, refusing)).toBe(first);
  expect(calls).toBe(1);
  const broken = async () => {
    throw new Error('broken');
  };
  await expect(new SameKeyPages().completed({ bucket: 'b' }, first, broken)).rejects.toThrow('broken');
});

it('keys that are no text are asked for by nobody', async () => {
  const key = `a${byteEscape(0xff)}`;
  const first = page([upload(key, '1'), upload(key, '2')], true);
  const never = async () => expect.unreachable('it asks');
  expect(await new SameKeyPages().completed({ bucket: 'b' }, first, never)).toBe(first);
});
