import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { decodeUrl } from './encoding.ts';
import { MarkerWriting } from './marker-writing.ts';
import type { ListedFrom } from './page-places.ts';
import type { UploadsPage } from './store.ts';

type Request = ListedFrom & { maxUploads: number };

/** A listing of keys that are written with `+` for a blank, and one upload a key. */
class Listing {
  readonly asked: Request[] = [];
  /** What the store makes of a marker; null: nothing, it begins anew. */
  goesOnFrom: (marker: string) => string | null = decodeUrl;
  refuses: (marker: string) => boolean = () => false;
  keys: string[];

  constructor(keys: readonly string[]) {
    this.keys = [...keys];
  }

  readonly read = async (request: Request) => {
    this.asked.push(request);
    const { keyMarker = null, maxUploads } = request;
    if (keyMarker !== null && this.refuses(keyMarker)) throw new AppError('PAGING_REFUSED', inTheirWords('No.'), {});
    const from = keyMarker === null ? null : this.goesOnFrom(keyMarker);
    const start = from === null ? 0 : this.keys.indexOf(from) + 1;
    const shown = this.keys.slice(start, start + maxUploads);
    const isTruncated = start + shown.length < this.keys.length;
    const uploads = shown.map((key) => ({ ...upload, key, uploadId: `id of ${key}` }));
    const last = isTruncated ? uploads.at(-1) : undefined;
    const page: UploadsPage = {
      call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
      uploads,
      isTruncated,
      nextKeyMarker: last?.key ?? null,
      nextUploadIdMarker: last?.uploadId ?? null,
    };
    const written = {
      echoed: true,
      uploads: uploads.map(({ key, uploadId }) => ({ key: write(key), uploadId })),
      nextKeyMarker: last ? write(last.key) : null,
    };
    return { written, page };
  };
}
const upload = { initiatedAt: 0, initiator: null, owner: null, storageClass: null };
const write = (key: string) => encodeURIComponent(key).replaceAll('%20', '+');

const keys = Array.from({ length: 60 }, (_, at) => `a + ${String(at).padStart(2, '0')}`);

function habitual(habits: Partial<Pick<Listing, 'goesOnFrom' | 'refuses'>>, held: readonly string[] = keys): Listing {
  return Object.assign(new Listing(held), habits);
}

/** The pages of a walk, each by its keys, until it ends or leads back. */
async function walk(markers: MarkerWriting, listing: Listing, more: Partial<Request> = {}): Promise<string[][]> {
  const pages: string[][] = [];
  const seen = new Set<string>();
  let place: Pick<Request, 'keyMarker' | 'uploadIdMarker'> = {};
  for (;;) {
    const request: Request = { bucket: 'b', maxUploads: 25, ...more, ...place };
    const page = await markers.listed(request, listing.read);
    pages.push(page.uploads.map(({ key }) => key));
    const { nextKeyMarker, nextUploadIdMarker } = page;
    if (!page.isTruncated || nextKeyMarker === null || seen.has(nextKeyMarker)) return pages;
    seen.add(nextKeyMarker);
    place = { keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  }
}
const asMeant = (marker: string) => marker;
/** Takes what `encoding-type=url` would write, and nothing else. */
const asWritten = (marker: string) => (marker.includes('%') ? decodeUrl(marker) : null);

it('leaves a store alone that goes on from the key that is meant', async () => {
  const listing = new Listing(keys);
  listing.goesOnFrom = asMeant;
  expect(await walk(new MarkerWriting(), listing)).toEqual([keys.slice(0, 25), keys.slice(25, 50), keys.slice(50)]);
  expect(listing.asked.map(({ keyMarker }) => keyMarker)).toEqual([undefined, 'a + 24', 'a + 49']);
});

describe('a store that wants a marker as it wrote it', () => {
  it.each<[string, Partial<Pick<Listing, 'goesOnFrom' | 'refuses'>>]>([
    ['begins anew for another', { goesOnFrom: asWritten }],
    ['refuses another', { goesOnFrom: asWritten, refuses: (marker) => asWritten(marker) === null }],
  ])('and %s is walked through, each upload once', async (_, habits) => {
    const listing = habitual(habits);
    const markers = new MarkerWriting();
    const pages = await walk(markers, listing);
    expect(pages.flat()).toEqual(keys);
    // What was found out holds from then on: one request a page, each from ten uploads before the end of the page before.
    const before = listing.asked.length;
    expect((await walk(markers, listing)).flat()).toEqual(keys);
    expect(listing.asked.slice(before).map(({ keyMarker }) => keyMarker)).toEqual([
      undefined,
      ...['a%20%2B%2014', 'a%20%2B%2029', 'a%20%2B%2044'].map((text) => text.replaceAll('%20', '+')),
    ]);
  });

  it('is walked through by two uploads a page', async () => {
    const listing = habitual({ goesOnFrom: asWritten }, keys.slice(0, 5));
    expect((await walk(new MarkerWriting(), listing, { maxUploads: 2 })).flat()).toEqual(keys.slice(0, 5));
  });

  it('is walked through where uploads end meanwhile, and where one begins between those asked for twice', async () => {
    const listing = habitual({ goesOnFrom: asWritten });
    const markers = new MarkerWriting();
    await walk(markers, listing);
    const request = { bucket: 'b', maxUploads: 25 };
    const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
    const gone = keys.slice(18, 25);
    listing.keys = [...keys.filter((key) => !gone.includes(key)), 'a + 17x'].toSorted();
    const page = await markers.listed(
      { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker },
      listing.read,
    );
    expect(page.uploads.map(({ key }) => key)).toEqual(['a + 17x', ...keys.slice(25, 46)]);
  });

  it('is not believed where nothing of the page before is there any more', async () => {
    const listing = habitual({ goesOnFrom: asWritten });
    const markers = new MarkerWriting();
    const request = { bucket: 'b', maxUploads: 25 };
    const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
    listing.keys = [...keys.slice(0, 14), ...keys.slice(25)];
    const page = await markers.listed(
      { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker },
      listing.read,
    );
    // The page as it was asked for: where it leads is the walk's to judge.
    expect(page.uploads[0]?.key).toBe(keys[0]);
  });
});

it('takes no page that passes over uploads for one that follows', async () => {
  const listing = new Listing(keys);
  // Anything that it does not know leads far ahead.
  listing.goesOnFrom = (marker) => (marker.includes('%') ? 'a + 55' : null);
  const pages = await walk(new MarkerWriting(), listing);
  expect(pages).toEqual([keys.slice(0, 25), keys.slice(0, 25)]);
});

it('sends no second call with one that is on record by itself', async () => {
  const refuses = (marker: string) => asWritten(marker) === null;
  for (const listing of [habitual({ goesOnFrom: asWritten }), habitual({ refuses })]) {
    const markers = new MarkerWriting();
    const request = { bucket: 'b', maxUploads: 25 };
    const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
    const next = { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker, onRecord: true };
    await markers.listed(next, listing.read).catch(() => null);
    expect(listing.asked).toHaveLength(2);
  }
});

it('sends one on record as the store wants it, once that is known, and says where that does not lead on', async () => {
  const listing = habitual({ goesOnFrom: asWritten });
  const markers = new MarkerWriting();
  await walk(markers, listing);
  const request = { bucket: 'b', maxUploads: 25, onRecord: true };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
  const next = { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  const before = listing.asked.length;
  expect((await markers.listed(next, listing.read)).uploads.map(({ key }) => key)).toEqual(keys.slice(25, 40));
  listing.keys = keys.slice(25);
  await expect(markers.listed(next, listing.read)).rejects.toMatchObject({ code: 'PAGING_MARKER_REPEATED' });
  expect(listing.asked.length - before).toBe(2);
});

it('passes on what the store says of the request as it is', async () => {
  const listing = habitual({ refuses: () => true });
  const markers = new MarkerWriting();
  const request = { bucket: 'b', maxUploads: 25 };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
  const next = { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  await expect(markers.listed(next, listing.read)).rejects.toMatchObject({ code: 'PAGING_REFUSED' });
  // Of another bucket, or with another prefix, nothing is known by this page.
  for (const other of [{ bucket: 'c' }, { prefix: 'a' }]) {
    const before = listing.asked.length;
    await expect(markers.listed({ ...next, ...other }, listing.read)).rejects.toMatchObject({ code: 'PAGING_REFUSED' });
    expect(listing.asked.length - before).toBe(1);
  }
});

it('takes no page that begins anew for one that follows, in whichever letters it was asked', async () => {
  const listing = habitual({ goesOnFrom: () => null });
  expect(await walk(new MarkerWriting(), listing)).toEqual([keys.slice(0, 25), keys.slice(0, 25)]);
});

it('takes a page that ends where it began for the one that was asked for, where another upload of that key begins it', async () => {
  const listing = habitual({ goesOnFrom: asMeant });
  const read = async (request: Request) => {
    const answer = await listing.read(request);
    // Uploads of one key: the key leads back, and the upload does not.
    if (request.keyMarker) {
      answer.page.nextKeyMarker = request.keyMarker;
      answer.page.nextUploadIdMarker = 'another';
    }
    return answer;
  };
  const markers = new MarkerWriting();
  const request = { bucket: 'b', maxUploads: 25 };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, read);
  await markers.listed({ ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker }, read);
  expect(listing.asked).toHaveLength(2);
});

it('asks once for a last page, wherever it ends', async () => {
  const listing = habitual({ goesOnFrom: asMeant }, keys.slice(0, 30));
  const read = async (request: Request) => {
    const answer = await listing.read(request);
    if (request.keyMarker) {
      answer.page.nextKeyMarker = request.keyMarker;
      answer.page.nextUploadIdMarker = request.uploadIdMarker ?? null;
    }
    return answer;
  };
  const markers = new MarkerWriting();
  const request = { bucket: 'b', maxUploads: 25 };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, read);
  const last = await markers.listed({ ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker }, read);
  expect(last.uploads.map(({ key }) => key)).toEqual(keys.slice(25, 30));
  expect(listing.asked).toHaveLength(2);
});

type Answer = Awaited<ReturnType<Listing['read']>>;

it.each<[string, (answer: Answer) => void]>([
  ['is another key than its last upload’s', ({ page }) => (page.nextKeyMarker = 'z + z')],
  ['is another upload of its last key', ({ page }) => (page.nextUploadIdMarker = 'another')],
  ['is written as it is meant', ({ page, written }) => (written.nextKeyMarker = page.nextKeyMarker)],
  [
    'leads on from a page of one upload',
    ({ page, written }) => {
      page.uploads = page.uploads.slice(-1);
      written.uploads = written.uploads.slice(-1);
    },
  ],
  [
    'leads on from a page without uploads',
    ({ page, written }) => {
      page.uploads = [];
      written.uploads = [];
    },
  ],
  ['was written in a page of other uploads', ({ written }) => written.uploads.reverse()],
  ['was written in a page of fewer', ({ written }) => written.uploads.splice(3)],
])('asks in no other letters where a page’s marker %s', async (_, change) => {
  const listing = habitual({ refuses: () => true });
  const read = async (request: Request) => {
    const answer = await listing.read(request);
    change(answer);
    return answer;
  };
  const markers = new MarkerWriting();
  const request = { bucket: 'b', maxUploads: 25 };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, read);
  const next = { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  await expect(markers.listed(next, read)).rejects.toMatchObject({ code: 'PAGING_REFUSED' });
  expect(listing.asked).toHaveLength(2);
});

it('passes on what is no answer of the store, in whichever letters it was asked', async () => {
  const listing = habitual({ goesOnFrom: asWritten });
  const markers = new MarkerWriting();
  const request = { bucket: 'b', maxUploads: 25 };
  const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
  const next = { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  const stopped = new Error('stopped');
  const cut = (request: Request) =>
    request.keyMarker?.includes('%') ? Promise.reject(stopped) : listing.read(request);
  await expect(markers.listed(next, cut)).rejects.toBe(stopped);
  // Where the store fails in the other letters, the page stays what it was.
  const failing = (request: Request) =>
    request.keyMarker?.includes('%')
      ? Promise.reject(new AppError('STORE_FAILED', inTheirWords('No.'), {}))
      : listing.read(request);
  expect((await markers.listed(next, failing)).uploads[0]?.key).toBe(keys[0]);
  // Another trouble than a refused marker is asked about in no other letters.
  const before = listing.asked.length;
  const broken = async (request: Request) => {
    listing.asked.push(request);
    throw new AppError('STORE_FAILED', inTheirWords('No.'), {});
  };
  await expect(markers.listed(next, broken)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(listing.asked.length - before).toBe(1);
});

it('keeps what leads on from the newest 64 places', async () => {
  const listing = habitual({ refuses: (marker) => asWritten(marker) === null, goesOnFrom: asWritten });
  const markers = new MarkerWriting();
  const first = async (prefix: string) => {
    const request = { bucket: 'b', prefix, maxUploads: 25 };
    const { nextKeyMarker, nextUploadIdMarker } = await markers.listed(request, listing.read);
    return { ...request, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker };
  };
  const [oldest, second] = [await first('0'), await first('1')];
  for (let at = 2; at < 64; at++) await first(String(at));
  // Seen anew, it is among the newest again.
  await first('0');
  await first('64');
  expect((await markers.listed(oldest, listing.read)).uploads[0]?.key).toBe(keys[25]);
  await expect(markers.listed(second, listing.read)).rejects.toMatchObject({ code: 'PAGING_REFUSED' });
});
