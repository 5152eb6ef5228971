import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { systemClock } from '../ports/clock.ts';
import { readAllParts, summariseParts } from '../sizing/part-summary.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store } from '../store/store.ts';
import { type PassingAnswer, type RewritingProxy, startRewritingProxy } from '../testing/rewriting-proxy.ts';
import { walkInRanges } from './range-walk.ts';
import { walkUploads } from './testing/walk-uploads.ts';

/*
 * A gateway between us and a store writes pages in its own way. Whatever it does, a list that is called whole is whole.
 */

const uploadCount = 2500;
const partCount = 1434;
const key = 'reels/0001.mov';

let practice: PracticeStore;
let proxy: RewritingProxy;
let store: Store;
let rewrite: (answer: PassingAnswer) => void;
let uploadId: string;

beforeEach(async () => {
  const parts = Array.from({ length: partCount }, (_, index) => ({ partNumber: index + 1, size: 10 }));
  const uploads = Array.from({ length: uploadCount }, (_, index) => ({
    key: `k${String(index).padStart(5, '0')}`,
    initiatedAt: index * 1000,
    parts: [],
  }));
  practice = await startPracticeStore({
    scenario: {
      name: 'test',
      buckets: [
        { name: 'b', uploads },
        { name: 'one', uploads: [] },
      ],
    },
  });
  uploadId = practice.seedUpload({ bucket: 'one', key, initiatedAt: 0, parts });
  proxy = await startRewritingProxy(practice.endpointUrl, (answer) => rewrite(answer));
  const { accessKeyId, secretAccessKey, region } = practice;
  store = createS3Store(exampleConnection(proxy.url, { region }), async () => ({ accessKeyId, secretAccessKey }), {
    now: Date.now,
  });
});
afterEach(async () => {
  store.close();
  await proxy.close();
  await practice.close();
});

const options = { clock: systemClock, random: () => 0 };
const walks = [
  ['page by page', walkUploads],
  ['in ranges', walkInRanges],
] as const;

/** How many uploads a walk that calls itself whole has shown; the error's code where it does not. */
async function listed(walk: (typeof walks)[number][1]): Promise<number | string> {
  const shown = new Set<string>();
  try {
    for await (const { uploads } of walk(store, 'b', options, new AbortController().signal)) {
      for (const upload of uploads) shown.add(upload.key);
    }
    return shown.size;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

const isTruncated = /<IsTruncated>(\w+)<\/IsTruncated>/;
/** A page that says more follow; the last pages pass as they are. */
const more = (become: (body: string) => string) => (answer: PassingAnswer) => {
  if (answer.body.includes('<IsTruncated>true<')) answer.body = become(answer.body);
};
const every = (become: (body: string) => string) => (answer: PassingAnswer) => {
  if (isTruncated.test(answer.body)) answer.body = become(answer.body);
};
const prefixed = (body: string, names: string) =>
  body
    .replace(/<List\w+Result/, '$& xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"')
    .replaceAll(new RegExp(`<(/?)(${names})(?=[\\s>/])`, 'g'), '<$1s3:$2');

describe.each<[string, (answer: PassingAnswer) => void, 'whole' | 'refused']>([
  ['as the store does', () => {}, 'whole'],
  ['1 for true', every((body) => body.replace('ed>true<', 'ed>1<').replace('ed>false<', 'ed>0<')), 'whole'],
  ['blanks around it', every((body) => body.replace(isTruncated, '<IsTruncated>\n  $1\n</IsTruncated>')), 'whole'],
  ['that every page is the last', every((body) => body.replace('ed>true<', 'ed>false<')), 'whole'],
  [
    'that every page is the last, and where to go on after none',
    every((body) => body.replace('ed>true<', 'ed>false<').replaceAll(/<Next\w+>[^<]*<\/Next\w+>/g, '')),
    'whole',
  ],
  ['a prefix for the whole page', every((body) => prefixed(body, '\\w+')), 'refused'],
  ['a prefix for the entries', every((body) => prefixed(body, 'Upload|Part')), 'refused'],
  ['a prefix for IsTruncated', every((body) => prefixed(body, 'IsTruncated')), 'refused'],
  ['no IsTruncated', more((body) => body.replace(isTruncated, '')), 'refused'],
  [
    'neither IsTruncated nor where to go on',
    more((body) => body.replace(isTruncated, '').replaceAll(/<Next\w+>[^<]*<\/Next\w+>/g, '')),
    'refused',
  ],
  ['IsTruncated in lower case', every((body) => body.replaceAll('IsTruncated>', 'istruncated>')), 'refused'],
  ['an empty IsTruncated', more((body) => body.replace(isTruncated, '<IsTruncated/>')), 'refused'],
])('behind a gateway that writes %s', (_, become, outcome) => {
  beforeEach(() => {
    rewrite = become;
  });

  it.each(walks)('lists every upload, or says that it cannot (%s)', async (_name, walk) => {
    expect(await listed(walk)).toBe(outcome === 'whole' ? uploadCount : 'NOT_S3');
  });

  it('sums every part, or says that it cannot', async () => {
    const ref = { connectionId: 'c1', bucket: 'one', key, uploadId };
    const summed = summariseParts(store, ref).then(({ parts }) => parts, codeOf);
    expect(await summed).toBe(outcome === 'whole' ? partCount : 'NOT_S3');
  });
});

describe('a list of parts that ends early', () => {
  const ref = () => ({ connectionId: 'c1', bucket: 'one', key, uploadId });

  it('with an empty page after one that says more follow', async () => {
    rewrite = (answer) => {
      if (answer.body.includes('<PartNumberMarker>1000<'))
        answer.body = answer.body.replaceAll(/<Part>.*<\/Part>/g, '');
    };
    await expect(summariseParts(store, ref())).rejects.toMatchObject({ code: 'PAGING_BROKEN_OFF' });
    await expect(readAllParts(store, ref())).rejects.toMatchObject({ code: 'PAGING_BROKEN_OFF' });
  });

  it('without where to go on', async () => {
    rewrite = more((body) => body.replace(/<NextPartNumberMarker>\d+<\/NextPartNumberMarker>/, ''));
    await expect(summariseParts(store, ref())).rejects.toMatchObject({ code: 'PAGING_MARKER_MISSING' });
  });

  it('is read on, where a full page calls itself the last', async () => {
    rewrite = every((body) => body.replace('ed>true<', 'ed>false<'));
    expect(await summariseParts(store, ref())).toMatchObject({ parts: partCount, bytes: 10 * partCount });
    expect((await readAllParts(store, ref())).parts.map(({ partNumber }) => partNumber)).toEqual(
      Array.from({ length: partCount }, (_, index) => index + 1),
    );
  });
});
