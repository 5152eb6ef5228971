import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Part } from '../../../shared/schema/model.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { PartsPage, Store } from '../store/store.ts';
import { readAllParts, sizingOf, summariseParts } from './part-summary.ts';

const ref = { connectionId: 'c1', bucket: 'bucket', key: 'k', uploadId: 'u' };
const part = (partNumber: number, size = 10, lastModified: number | null = partNumber): Part => ({
  partNumber,
  size,
  etag: null,
  lastModified,
  checksum: null,
});
const page = (parts: Part[], next?: string | null): PartsPage => ({
  call: { status: 200, requestId: `r${parts.length}`, serverTime: null, requestCharged: false },
  parts,
  isTruncated: next !== undefined,
  nextPartNumberMarker: next ?? null,
  storageClass: 'STANDARD',
  abortDate: 5,
  abortRuleId: 'tidy',
});

function storeOf(...answers: (PartsPage | AppError)[]) {
  const markers: (string | null)[] = [];
  const store: Pick<Store, 'listParts' | 'connection' | 'endpoint'> = {
    connection: exampleConnection(null),
    endpoint: 'host',
    listParts: async (_, marker) => {
      if (markers.length > 50) throw new Error('It would never end.');
      const answer = answers[Math.min(markers.length, answers.length - 1)];
      markers.push(marker);
      if (answer instanceof AppError || !answer) throw answer;
      return answer;
    },
  };
  // Reading parts uses nothing else of a store.
  return { markers, store: store as Store };
}

describe.each([
  ['readAllParts', readAllParts],
  ['summariseParts', summariseParts],
])('%s', (_, read) => {
  it('reads all pages, with the marker exactly as given', async () => {
    const { store, markers } = storeOf(page([part(1)], '0001'), page([], '7'), page([part(9), part(12)]));
    expect(await read(store, ref)).toMatchObject({
      pages: 3,
      call: { requestId: 'r2' },
      storageClass: 'STANDARD',
      abortDate: 5,
      abortRuleId: 'tidy',
    });
    expect(markers).toEqual([null, '0001', '7']);
  });

  it('ends at a marker that is missing or comes again', async () => {
    await expect(read(storeOf(page([part(1)], null)).store, ref)).rejects.toMatchObject({
      code: 'PAGING_MARKER_MISSING',
    });
    const circle = storeOf(page([part(1)], '1'), page([part(2)], '2'), page([part(1)], '1'));
    await expect(read(circle.store, ref)).rejects.toMatchObject({ code: 'PAGING_MARKER_REPEATED' });
    expect(circle.markers).toEqual([null, '1', '2']);
  });

  it('ends at a promise of more parts that is not kept', async () => {
    const brokenOff = { code: 'PAGING_BROKEN_OFF', details: { operation: 'ListParts', bucket: 'bucket' } };
    await expect(read(storeOf(page([part(1)], '1'), page([])).store, ref)).rejects.toMatchObject(brokenOff);
    // Nothing but what was shown already, as an inclusive marker repeats it.
    await expect(read(storeOf(page([part(1)], '1'), page([part(1)])).store, ref)).rejects.toMatchObject(brokenOff);
    await expect(read(storeOf(page([], '1'), page([])).store, ref)).rejects.toMatchObject(brokenOff);
    await expect(
      read(storeOf(page([part(1)], '1'), page([part(2)], '2'), page([], '7'), page([])).store, ref),
    ).rejects.toMatchObject(brokenOff);
  });

  it('asks what follows a full page that calls itself the last', async () => {
    const full = (from: number) => Array.from({ length: 1000 }, (_, index) => part(from + index));
    const whole = storeOf(page(full(1)), page([]));
    expect((await read(whole.store, ref)).pages).toBe(2);
    expect(whole.markers).toEqual([null, '1000']);
    const cut = storeOf(page(full(1)), page(full(3000)), page([part(5000)]));
    expect(await read(cut.store, ref)).toMatchObject({ pages: 3 });
    expect(cut.markers).toEqual([null, '1000', '3999']);
    // The store does not know the marker, and answers with the same page again.
    expect((await read(storeOf(page(full(1))).store, ref)).pages).toBe(2);
    // No part has a higher number.
    const last = storeOf(page(full(9001)));
    await read(last.store, ref);
    expect(last.markers).toEqual([null]);
  });

  it.each([
    ['one further', 1],
    ['some further', 3],
    ['far beyond', 500],
  ])('passes over no part where each marker lies %s than its page’s last part', async (_name, ahead) => {
    const all = Array.from({ length: 10 }, (_, index) => part(index + 1));
    const markers: (string | null)[] = [];
    const { store } = storeOf();
    store.listParts = async (_ref, marker) => {
      markers.push(marker);
      const left = all.filter(({ partNumber }) => partNumber > Number(marker ?? 0));
      const last = left[2]?.partNumber;
      return page(left.slice(0, 3), left.length > 3 && last ? String(last + ahead) : undefined);
    };
    const result = await read(store, ref);
    expect(Array.isArray(result.parts) ? result.parts.length : result.parts).toBe(10);
    expect(markers).toContain('3');
  });

  it('believes a marker that names the part that its page begins with, and asks for no other', async () => {
    const inclusive = storeOf(page([part(1), part(2)], '5'), page([part(5), part(9)]));
    await read(inclusive.store, ref);
    expect(inclusive.markers).toEqual([null, '5']);
  });

  it('says that the upload is gone, also between two pages', async () => {
    const gone = new AppError('NO_SUCH_UPLOAD', 'gone');
    await expect(read(storeOf(gone).store, ref)).rejects.toBe(gone);
    await expect(read(storeOf(page([part(1)], '1'), gone).store, ref)).rejects.toBe(gone);
  });
});

it('sums 10,000 parts in ten pages, with gaps and repeats', async () => {
  const all = Array.from({ length: 10_000 }, (_, index) => part(index + 1, index + 1));
  const pages = Array.from({ length: 10 }, (_, index) =>
    // Each page begins with the part that the one before ended with, as an inclusive marker makes it.
    page(
      all.slice(Math.max(0, index * 1000 - 1), (index + 1) * 1000),
      index < 9 ? String((index + 1) * 1000) : undefined,
    ),
  );
  const sum = (10_000 * 10_001) / 2;
  expect(await summariseParts(storeOf(...pages).store, ref)).toMatchObject({
    parts: 10_000,
    bytes: sum,
    newestPartAt: 10_000,
    pages: 10,
  });
  expect((await readAllParts(storeOf(...pages).store, ref)).parts).toHaveLength(10_000);
  const gaps = page([part(10_000, 1), part(3, 2)]);
  expect(await summariseParts(storeOf(gaps).store, ref)).toMatchObject({ parts: 2, bytes: 3 });
  expect((await readAllParts(storeOf(gaps).store, ref)).parts.map(({ partNumber }) => partNumber)).toEqual([3, 10_000]);
});

it('knows no newest part where there is none, or one of them has no time', async () => {
  expect(await summariseParts(storeOf(page([])).store, ref)).toMatchObject({ parts: 0, bytes: 0, newestPartAt: null });
  expect(await summariseParts(storeOf(page([part(1, 1, null)])).store, ref)).toMatchObject({
    parts: 1,
    newestPartAt: null,
  });
  expect(await summariseParts(storeOf(page([part(1), part(2, 1, null), part(3)])).store, ref)).toMatchObject({
    parts: 3,
    newestPartAt: null,
  });
});

describe('a number that cannot be', () => {
  const odd = { ...part(2), size: null };
  const unnumbered = { ...page([part(3)]), unnumbered: [{ lastModified: 9 }, { lastModified: 7 }] };

  it('makes the size of the whole unknown, and nothing else', async () => {
    const { store } = storeOf(page([part(1), odd], '2'), page([part(3)]));
    expect(await summariseParts(store, ref)).toMatchObject({ parts: 3, bytes: null, newestPartAt: 3 });
    expect((await readAllParts(storeOf(page([odd])).store, ref)).parts).toEqual([odd]);
  });

  it('counts entries that have none', async () => {
    const pages = [page([part(1)], '1'), unnumbered] as const;
    expect(await summariseParts(storeOf(...pages).store, ref)).toMatchObject({
      parts: 4,
      bytes: null,
      newestPartAt: 9,
    });
    expect(await readAllParts(storeOf(...pages).store, ref)).toMatchObject({ unnumbered: [{}, {}], parts: [{}, {}] });
  });

  it.each<[string, Part[], Partial<PartsPage>, number]>([
    // gofakes3 takes the marker away from the numbers of its second page, so that one may be 0.
    ['with one that cannot be', [part(1), part(2)], { unnumbered: [{ lastModified: 1 }] }, 6],
    [
      'after a gap, where each one can be',
      [
        { ...part(1), etag: 'of 5' },
        { ...part(2), etag: 'of 6' },
      ],
      {},
      5,
    ],
  ])(
    'makes the size of the whole unknown where a second page numbers its parts anew, %s',
    async (_, again, more, count) => {
      const pages = [page([part(1), part(2), part(3)], '3'), { ...page(again), ...more }] as const;
      expect(await summariseParts(storeOf(...pages).store, ref)).toMatchObject({ parts: count, bytes: null });
      const { parts, unnumbered } = await readAllParts(storeOf(...pages).store, ref);
      expect([parts.map(({ partNumber }) => partNumber), unnumbered.length]).toEqual([[1, 2, 3], count - 3]);
    },
  );

  it.each<[string, (Part | undefined)[]]>([
    ['on one page', [part(2), { ...part(2, 10, 77), etag: 'again' }]],
    ['with the same size and time', [part(2), { ...part(2), etag: 'again' }]],
    ['with nothing but another time', [part(2), part(2, 10, 77)]],
    ['on the next page', [part(2), undefined, { ...part(2, 11, 77), etag: 'again' }]],
  ])('is a number of two parts %s: the newest of them counts, and the sum is not known', async (_name, listed) => {
    const cut = listed.indexOf(undefined);
    const shown = (some: (Part | undefined)[]) => some.filter((one) => one !== undefined);
    const pages =
      cut < 0
        ? [page([part(1), ...shown(listed)])]
        : [page([part(1), ...shown(listed.slice(0, cut))], '2'), page(shown(listed.slice(cut)))];
    const newestPartAt = Math.max(...shown(listed).map(({ lastModified }) => lastModified ?? 0));
    expect(await summariseParts(storeOf(...pages).store, ref)).toMatchObject({ parts: 3, bytes: null, newestPartAt });
    const { parts, unnumbered } = await readAllParts(storeOf(...pages).store, ref);
    expect([parts.length, unnumbered.length]).toEqual([2, 1]);
  });

  it('is none where a store does not look at the marker, and shows the same parts again', async () => {
    const all = [part(1), part(2), part(3)];
    const pages = [page(all, '2'), page([...all, part(4)])] as const;
    expect(await summariseParts(storeOf(...pages).store, ref)).toMatchObject({ parts: 4, bytes: 40 });
  });

  it('is told where the index would keep the size', async () => {
    const summary = await summariseParts(storeOf(page([odd])).store, ref);
    expect(sizingOf(summary)).toMatchObject({ status: 'failed', error: { code: 'VALUE_OUT_OF_RANGE' } });
    const whole = await summariseParts(storeOf(page([part(1)])).store, ref);
    expect(sizingOf(whole)).toMatchObject({ status: 'sized', parts: 1, bytes: 10 });
  });
});
