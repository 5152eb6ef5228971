import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalVerdicts } from '../../../shared/values/verdict-kinds.ts';
import { Bench, refOf } from './testing/bench.ts';
import type { Fault, ModelOperation, ModelStore, ModelUpload } from './testing/model-store.ts';

/*
 * Completing an upload against random stores: calls fail and answers are lost, others send parts, write the key, complete
 * or abort meanwhile, views lag, and the process dies at any point. FAST_CHECK_RUNS sets how many schedules are tried.
 */
const runs = Number(process.env.FAST_CHECK_RUNS ?? 300);
const minute = 60_000;

const fault: fc.Arbitrary<Fault | null> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant<Fault>({ kind: 'lost answer' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'TIMEOUT' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'STORE_FAILED', status: 500 }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'CONNECTION_REFUSED' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'SLOW_DOWN', status: 503, retryAfterMs: 3000 }) },
);
const deniable: ModelOperation[] = ['ListParts', 'ListMultipartUploads', 'HeadObject', 'ListObjectsV2'];
const moment = fc.option(fc.integer({ min: 0, max: 2 * minute }), { freq: 2 });
const schedules = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }),
  faults: fc.array(fault, { maxLength: 40 }),
  denied: fc.oneof(
    { weight: 4, arbitrary: fc.constant<ModelOperation[]>([]) },
    { weight: 1, arbitrary: fc.subarray(deniable) },
  ),
  deaths: fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
  partAt: moment,
  completedAt: moment,
  abortedAt: moment,
  /** From when on the store breaks off the list of parts. */
  brokenOffAt: moment,
  /** From when on the listing writes keys that are none of the store's own, and how a prefix narrows it. */
  misspelledAt: moment,
  /** From when on the listing does not show it, and from when on it does again. */
  hiddenAt: moment,
  shownAt: moment,
  /** From when on its entry in the listing lacks a name. */
  namelessAt: moment,
  lacks: fc.constantFrom<ModelUpload['lacks']>('key', 'upload ID', 'both'),
  prefixMeans: fc.constantFrom<ModelStore['prefixMeans']>('key', 'spelling', 'nothing'),
  unknownUpload: fc.constantFrom<ModelStore['unknownUpload']>('refused', 'obliged'),
  /** Somebody writes the key, with as many bytes or not. */
  writtenAt: fc.option(fc.record({ at: fc.integer({ min: 0, max: 2 * minute }), same: fc.boolean() }), { freq: 2 }),
  /** What somebody else does in the moment in which our call arrives. */
  atCall: fc.constantFrom(
    'nothing',
    'nothing',
    'nothing',
    'nothing',
    'nothing',
    'aborts',
    'aborts and writes',
    'aborts and writes as much',
  ),
  objectBefore: fc.boolean(),
  partsShownForMs: fc.constantFrom(0, 20_000, Number.POSITIVE_INFINITY),
  listedForMs: fc.constantFrom(0, 0, 0, 20_000, Number.POSITIVE_INFINITY),
  cancelAt: fc.option(fc.integer({ min: 0, max: minute }), { freq: 5 }),
  draw: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

test('no schedule makes it say completed without the object, send off the plan, or send twice unseen', {
  timeout: 3_600_000,
}, async () => {
  let completed = 0;
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const bench = new Bench();
      try {
        const { store, clock } = bench;
        const upload = store.add({
          key: 'a',
          uploadId: 'u-a',
          parts: schedule.sizes.map((size, at) => ({
            partNumber: at + 1,
            size,
            lastModified: store.now() - 10 * minute,
          })),
          partsShownForMs: schedule.partsShownForMs,
          listedForMs: schedule.listedForMs,
        });
        const bytes = schedule.sizes.reduce((sum, size) => sum + size, 0);
        const plain = '0123456789abcdef0123456789abcdef';
        if (schedule.objectBefore) {
          store.objects.set('a', { lastModified: store.now() - minute, bytes, etag: plain });
        }
        bench.random = () => schedule.draw;
        let cleanup = await bench.boot();
        const planning = cleanup.rescue.plan(refOf(upload));
        await clock.runUntil(() => false, clock.now() + 1000);
        const plan = await planning;

        const trespasses: string[] = [];
        /** Whether the newest list of parts was broken off. */
        let looksBroken = false;
        let sent = 0;
        let effects = 0;
        store.onComplete = (found, { at }) => {
          sent++;
          if (found !== upload) trespasses.push('a call for another upload');
          if (found?.state === 'open' && schedule.atCall.startsWith('aborts')) {
            Object.assign(found, { state: 'aborted', parts: [], goneAt: store.now() });
            const size = schedule.atCall.endsWith('much') ? bytes : 3;
            if (schedule.atCall !== 'aborts')
              store.objects.set('a', { lastModified: store.now(), bytes: size, etag: plain });
          }
          if (found?.state === 'open') effects++;
          if (looksBroken) trespasses.push('a call although the look before it could not see all parts');
          const seenAt = found?.partsSeenAt ?? 0;
          if (found?.parts.some((part) => part.partNumber > schedule.sizes.length && part.lastModified <= seenAt)) {
            trespasses.push('a call although the look before it showed another part');
          }
          const looked = store.calls.findLast(({ operation }) => operation === 'ListParts');
          if (!looked || at - looked.at > 60_000) trespasses.push('a call on an old look');
        };
        const start = clock.now();
        const later = (ms: number | null, act: () => void) => {
          if (ms !== null) clock.schedule(start + ms, act);
        };
        later(schedule.partAt, () => store.putPart(upload, 5));
        later(schedule.completedAt, () => store.complete(upload));
        store.prefixMeans = schedule.prefixMeans;
        store.unknownUpload = schedule.unknownUpload;
        later(schedule.misspelledAt, () => {
          store.spell = (key) => `%2F${key}`;
        });
        later(schedule.hiddenAt, () => {
          upload.hidden = true;
        });
        later(schedule.shownAt, () => {
          upload.hidden = false;
        });
        later(schedule.namelessAt, () => {
          upload.lacks = schedule.lacks;
        });
        later(schedule.brokenOffAt, () => {
          upload.breaksOffParts = true;
        });
        later(schedule.abortedAt, () => {
          if (upload.state !== 'open') return;
          Object.assign(upload, { state: 'aborted', parts: [], goneAt: store.now() });
        });
        const { writtenAt } = schedule;
        later(writtenAt?.at ?? null, () => {
          store.objects.set('a', { lastModified: store.now(), bytes: writtenAt?.same ? bytes : 3, etag: plain });
        });
        const { id } = await cleanup.rescue.start({ planId: plan.id, replace: true, typedBucketName: 'attic' });
        let call = 0;
        store.fault = ({ operation }) => {
          if (operation === 'ListParts') looksBroken = upload.breaksOffParts;
          return schedule.faults[call++] ?? null;
        };
        for (const operation of schedule.denied) store.denied.add(operation);
        // Nobody is here to undo it.
        await cleanup.resume(id);
        later(schedule.cancelAt, () => void cleanup.cancel(id).catch(() => undefined));
        /** What was under the key whenever somebody was told `completed`. */
        const seen: (number | null | undefined)[] = [];
        const { push } = bench.events;
        bench.events.push = (...events) => {
          for (const event of events) {
            if (event.type === 'item' && event.item.verdict === 'completed') {
              seen.push(store.objects.get('a')?.bytes);
            }
          }
          return push.apply(bench.events, events);
        };
        for (const diesAfter of schedule.deaths) {
          bench.diesAfter = diesAfter;
          await bench.finish(id);
          if (!bench.dead) break;
          await clock.advance(100);
          bench.diesAfter = Number.POSITIVE_INFINITY;
          cleanup = await bench.boot();
        }
        bench.diesAfter = Number.POSITIVE_INFINITY;
        await bench.finish(id);

        expect(trespasses).toEqual([]);
        expect((await bench.index.job(id))?.state).toBe('finished');
        const [item] = await bench.items(id);
        expect(item?.state).toBe('done');
        expect(item?.verdict && finalVerdicts.has(item.verdict)).toBe(true);
        expect(item?.reason).toBeTruthy();
        // Completing frees nothing, and proves no absence, whatever the store hides, misspells or takes back.
        expect(item?.verdict).not.toBe('clear');
        expect(item?.bytesFreed).toBe(0);
        expect(effects).toBeLessThanOrEqual(1);
        expect(sent).toBeLessThanOrEqual(3);
        expect(item?.attempts.length ?? 0).toBeGreaterThanOrEqual(sent);
        if (item?.verdict === 'completed') {
          completed++;
          expect(upload.state).toBe('completed');
          expect(item.attempts.length).toBeGreaterThan(0);
          // Another writer may replace it a moment after the look.
          if (!writtenAt) for (const size of seen) expect(size).toBe(bytes);
        }
        expect(await bench.index.verifyChain(id)).toMatchObject({ intact: true });
      } finally {
        await bench.close();
      }
    }),
    { numRuns: runs },
  );
  // About one in six is; far fewer would mean that the schedules have become too hostile to show anything.
  expect(completed).toBeGreaterThan(runs / 50);
});
