import { afterEach, describe, expect, it } from 'vitest';
import { cephBehaviour, oddKeys, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import { walkInRanges } from './range-walk.ts';
import { walkOptions } from './testing/range-walks.ts';
import { identity } from './walk.ts';

describe('on practice storage', () => {
  let practice: PracticeStore | null = null;
  afterEach(async () => {
    await practice?.close();
    practice = null;
  });

  it.each([
    ['as AWS', {}],
    ['as Ceph', cephBehaviour],
    ['unsorted', { keyOrder: 'unsorted' as const }],
    ['nothing encoded', { keyEncoding: 'ignored' as const }],
    ['encoded without a word', { keyEncoding: 'silent' as const }],
  ])(
    '%s, it lists every key once',
    async (_, behaviour) => {
      const keys = [...oddKeys, ...Array.from({ length: 2000 }, (_, n) => `a+b c/${n % 40}+/ü ${n}`)];
      const uploads = keys.flatMap((key, n) => [{ key, initiatedAt: n }, ...(n % 5 ? [] : [{ key, initiatedAt: n }])]);
      practice = await startPracticeStore({ scenario: { name: 'test', buckets: [{ name: 'b', behaviour, uploads }] } });
      const { accessKeyId, secretAccessKey } = practice;
      const store = createS3Store(
        exampleConnection(practice.endpointUrl, { region: practice.region }),
        async () => ({ accessKeyId, secretAccessKey }),
        { now: Date.now },
      );
      const ids: string[] = [];
      const walk = walkInRanges(
        store,
        'b',
        { ...walkOptions, pageSize: 100, walkers: 8 },
        new AbortController().signal,
      );
      for await (const page of walk) ids.push(...page.uploads.map(identity));
      const expected = practice.uploads('b').map((upload) => identity(upload));
      expect(new Set(ids)).toEqual(new Set(expected));
      store.close();
    },
    30_000,
  );
});
