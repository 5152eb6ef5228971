import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobItem, UploadRef } from '../../../shared/schema/model.ts';
import { finalVerdicts, type Verdict } from '../../../shared/values/verdict-kinds.ts';
import { Bench } from './testing/bench.ts';
import type { Fault, ModelOperation, ModelStore, ModelUpload } from './testing/model-store.ts';

/*
 * The job runner and the verdict machine against random stores: parts land late, views lag and lie, calls fail, other
 * people complete and upload meanwhile, and the process dies at any point and starts again over the same index.
 *
 * FAST_CHECK_RUNS sets how many schedules are tried. A failing one is reported with its seed and path.
 */
const runs = Number(process.env.FAST_CHECK_RUNS ?? 300);

const day = 86_400_000;
const quietIntervalMs = 30_000;
/** What a model may be late by and still be caught by two looks the quiet interval apart. */
const lateMs = quietIntervalMs - 1000;

const uploadArbitrary = fc.record({
  parts: fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 4 }),
  late: fc.array(
    fc.record({
      afterAbort: fc.integer({ min: 1, max: 3 }),
      delayMs: fc.integer({ min: 0, max: lateMs }),
      size: fc.integer({ min: 1, max: 500 }),
    }),
    { maxLength: 3 },
  ),
  listedForMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 200_000 }) },
    { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
  ),
  hidden: fc.boolean(),
  /** From this time on it is hidden where it was not, and listed where it was hidden. */
  changesItsMindAt: fc.option(fc.integer({ min: 0, max: 120_000 }), { freq: 2 }),
  /** From this time on its entry in a listing lacks a name, and from a later one on perhaps no more. */
  namelessAt: fc.option(
    fc.record({
      at: fc.integer({ min: 0, max: 60_000 }),
      lacks: fc.constantFrom<ModelUpload['lacks']>('key', 'upload ID', 'upload ID', 'both'),
      namedAfterMs: fc.option(fc.integer({ min: 0, max: 300_000 }), { freq: 2 }),
    }),
    { freq: 3 },
  ),
  partsShownForMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
  blindForMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: lateMs })),
  goneIs404: fc.boolean(),
  /** Somebody else completes it, or goes on uploading, at this time. */
  completedAt: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 3 }),
  partAt: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 3 }),
  /** An object of another writer: before this time, ms ago. */
  otherObjectAgo: fc.option(fc.integer({ min: 0, max: 14 * day }), { freq: 3 }),
});

const faultArbitrary: fc.Arbitrary<Fault | null> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'lost answer' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'CONNECTION_LOST' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'TIMEOUT' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'STORE_FAILED', status: 500 }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'CONNECTION_REFUSED' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'fails', code: 'TOKEN_EXPIRED', status: 400 }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 600_000 })
      .map((retryAfterMs): Fault => ({ kind: 'fails', code: 'SLOW_DOWN', status: 503, retryAfterMs })),
  },
);

const deniable: ModelOperation[] = [
  'ListParts',
  'ListMultipartUploads',
  'HeadObject',
  'ListObjectsV2',
  'AbortMultipartUpload',
];

/** Ways in which a listing writes keys that are none of the store's own. */
const spellings: Readonly<Record<string, (key: string) => string>> = {
  right: (key) => key,
  decoded: (key) => key.replaceAll('+', ' '),
  encoded: (key) => key.replaceAll('+', '%2B'),
  replaced: (key) => key.replaceAll('+', '\ufffd'),
  upper: (key) => key.toUpperCase(),
  cut: (key) => key.slice(0, -1),
};
const spelling = fc.oneof(
  { weight: 3, arbitrary: fc.constant('right') },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(spellings)) },
);

const scheduleArbitrary = fc.record({
  /** How the store writes keys when the plan is made, and from some time on. */
  spelledAtFirst: spelling,
  spelledLater: fc.option(fc.record({ at: fc.integer({ min: 0, max: 120_000 }), as: spelling }), { freq: 2 }),
  prefixMeans: fc.constantFrom<ModelStore['prefixMeans']>('key', 'key', 'spelling', 'nothing'),
  unknownUpload: fc.constantFrom<ModelStore['unknownUpload']>('refused', 'refused', 'obliged'),
  oddKeys: fc.boolean(),
  uploads: fc.array(uploadArbitrary, { minLength: 1, maxLength: 5 }),
  /** Uploads of the same keys that are not on the plan, and what their entries lack. */
  bystanders: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<ModelUpload['lacks']>('nothing') },
      { weight: 1, arbitrary: fc.constantFrom<ModelUpload['lacks']>('key', 'upload ID', 'both') },
    ),
    { maxLength: 2 },
  ),
  faults: fc.array(faultArbitrary, { maxLength: 60 }),
  denied: fc.oneof(
    { weight: 4, arbitrary: fc.constant<ModelOperation[]>([]) },
    { weight: 1, arbitrary: fc.subarray(deniable) },
  ),
  deaths: fc.array(fc.nat({ max: 150 }), { maxLength: 4 }),
  // Nothing but zeros would have an item look again at once for ever, where the store takes no time either: the clock stood
  // still, and so the test. Real chance does not.
  draws: fc
    .array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 8 })
    .filter((draws) => draws.some((draw) => draw > 0.01)),
  cancelAt: fc.option(fc.integer({ min: 0, max: 120_000 }), { freq: 6 }),
  /** Somebody cannot wait, at these times. */
  triesNow: fc.array(fc.record({ at: fc.integer({ min: 0, max: 90_000 }), upload: fc.nat({ max: 4 }) }), {
    maxLength: 6,
  }),
  latencyMs: fc.integer({ min: 0, max: 200 }).map((half) => 2 * half),
  tellsTime: fc.boolean(),
  skewMs: fc.integer({ min: -5000, max: 5000 }),
  pageSize: fc.constantFrom(2, 3, 1000),
  sharesListings: fc.boolean(),
});
type Schedule = typeof scheduleArbitrary extends fc.Arbitrary<infer T> ? T : never;

test('no schedule of failures, lies and deaths makes it lie, lose or touch what it should not', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(scheduleArbitrary, async (schedule) => {
      const bench = new Bench({ quietIntervalMs });
      try {
        await runSchedule(bench, schedule);
      } finally {
        await bench.close();
      }
    }),
    { numRuns: runs },
  );
});

async function runSchedule(bench: Bench, schedule: Schedule): Promise<void> {
  const { store, clock } = bench;
  bench.sharesListings = schedule.sharesListings;
  const start = clock.now();
  Object.assign(store, {
    latencyMs: schedule.latencyMs,
    tellsTime: schedule.tellsTime,
    skewMs: schedule.skewMs,
    pageSize: schedule.pageSize,
    prefixMeans: schedule.prefixMeans,
    unknownUpload: schedule.unknownUpload,
    spell: spellings[schedule.spelledAtFirst],
  });
  const { spelledLater } = schedule;
  if (spelledLater) {
    clock.schedule(start + spelledLater.at, () => {
      store.spell = spellings[spelledLater.as] ?? store.spell;
    });
  }
  const spellsRight = schedule.spelledAtFirst === 'right' && (spelledLater?.as ?? 'right') === 'right';
  const changeable = new Set<ModelUpload>();
  const planned = schedule.uploads.map((given, number) => {
    const { parts, completedAt, partAt, otherObjectAgo, changesItsMindAt, namelessAt, ...misbehaviour } = given;
    const upload = store.add({
      ...misbehaviour,
      // What is neither found under its key nor listed, no look can tell from what is gone.
      hidden: misbehaviour.hidden && spellsRight,
      key: schedule.oddKeys ? `a+key+${number}0` : `key-${number}0`,
      uploadId: `upload-${number}`,
      parts: parts.map((size, at) => ({ partNumber: at + 1, size, lastModified: store.now() - 5 * day })),
    });
    if (otherObjectAgo !== null) {
      store.objects.set(upload.key, {
        lastModified: store.now() - otherObjectAgo,
        bytes: 77,
        etag: '"0123456789abcdef0123456789abcdef"',
      });
    }
    if (completedAt !== null) clock.schedule(start + completedAt, () => store.complete(upload));
    if (partAt !== null) clock.schedule(start + partAt, () => store.putPart(upload, 10));
    if (namelessAt !== null) {
      const { at, lacks, namedAfterMs } = namelessAt;
      clock.schedule(start + at, () => {
        upload.lacks = lacks;
      });
      if (namedAfterMs !== null) {
        clock.schedule(start + at + namedAfterMs, () => {
          upload.lacks = 'nothing';
        });
      }
    }
    if (changesItsMindAt !== null && spellsRight) {
      changeable.add(upload);
      clock.schedule(start + changesItsMindAt, () => {
        upload.hidden = !upload.hidden;
      });
    }
    return upload;
  });
  for (const [number, lacks] of schedule.bystanders.entries()) {
    store.add({ key: schedule.oddKeys ? 'a+key+00' : 'key-00', uploadId: `bystander-${number}`, lacks });
  }
  const rows = planned.map((upload) => bench.row(upload));
  const refs = rows.map(({ ref }) => ref);
  bench.readUploads = async () => rows;
  let draw = 0;
  bench.random = () => schedule.draws[draw++ % schedule.draws.length] ?? 0;

  const activityAt = new Map(planned.map((upload) => [upload.uploadId, bench.row(upload).activityAt]));
  const trespasses: string[] = [];
  const effective = new Set<string>();
  store.onAbort = (upload, { uploadId, at }) => {
    // Nothing is met by an abort under a key that is not the upload's own.
    const isPlanned = planned.some((one) => one.uploadId === uploadId);
    if (upload ? !planned.includes(upload) : !isPlanned)
      trespasses.push(`abort of ${uploadId}, which is not on the plan`);
    else if (!upload) return;
    else if (!effective.has(upload.uploadId)) {
      const seenAt = upload.partsSeenAt ?? Number.NEGATIVE_INFINITY;
      const known = activityAt.get(upload.uploadId) ?? 0;
      if (!schedule.denied.includes('ListParts')) {
        if (upload.parts.some(({ lastModified }) => lastModified > known && lastModified <= seenAt)) {
          trespasses.push(`abort of ${uploadId} although the look before it showed a newer part`);
        }
        // Ten seconds, doubled with every look that grew too old.
        if (at + store.skewMs - seenAt > 160_000) trespasses.push(`abort of ${uploadId} on an old look`);
      }
      effective.add(upload.uploadId);
    }
  };

  let cleanup = await bench.boot();
  const job = await bench.start(cleanup, { deadlineMs: 3_600_000 });
  let callNumber = 0;
  store.fault = () => schedule.faults[callNumber++] ?? null;
  for (const operation of schedule.denied) store.denied.add(operation);
  if (schedule.cancelAt !== null) {
    clock.schedule(start + schedule.cancelAt, () => void impatient(cleanup.cancel(job.id)));
  }

  for (const { at, upload } of schedule.triesNow) {
    const ref = refs[upload % refs.length];
    if (ref) clock.schedule(start + at, () => void impatient(cleanup.tryNow(job.id, ref)));
  }

  let died = false;
  for (const diesAfter of schedule.deaths) {
    bench.diesAfter = diesAfter;
    await bench.finish(job.id);
    if (!bench.dead) break;
    died = true;
    // What was on its way to the store still arrives.
    await clock.advance(1 + schedule.latencyMs);
    bench.diesAfter = Number.POSITIVE_INFINITY;
    cleanup = await bench.boot();
  }
  bench.diesAfter = Number.POSITIVE_INFINITY;
  await bench.finish(job.id);
  expect((await bench.index.job(job.id))?.state).toBe('finished');
  // Whatever still was to land has landed.
  await clock.advance(2 * quietIntervalMs);

  const items = await bench.items(job.id);
  expect(trespasses).toEqual([]);
  expect(items).toHaveLength(planned.length);
  for (const upload of planned) {
    const item = items.find(({ planned: { ref } }) => ref.uploadId === upload.uploadId);
    expect(item).toBeDefined();
    if (item) await checkItem(bench, upload, item, { spellsRight, isChangeable: changeable.has(upload) });
  }
  const sums = await bench.index.jobSums(job.id);
  // The sums that were kept by hand are the index's own, unless the last process died before it could tell.
  const told = bench.job(job.id);
  if (told?.state === 'finished') expect(told).toMatchObject(sums);
  expect(sums.counts.pending + sums.counts.stubborn + sums.counts.hidden + sums.counts.clearing).toBe(0);
  expect(sums.unknownLeft).toBe(items.filter(({ bytesLeft }) => bytesLeft === null).length);
  expect(sums.bytesFreed).toBeLessThanOrEqual(planned.reduce((sum, { mostBytes }) => sum + mostBytes, 0));
  expect(await bench.index.verifyChain(job.id)).toMatchObject({ intact: true });
  await checkRecord(bench, refs, died);
}

async function attemptsOn(index: Bench['index'], { uploadId }: ModelUpload): Promise<number> {
  let attempts = 0;
  for (const { id } of await index.jobs(0)) {
    const items = (await index.itemWindow(id, 0, 1000))?.items ?? [];
    for (const { planned, attempts: made } of items) if (planned.ref.uploadId === uploadId) attempts += made.length;
  }
  return attempts;
}

/** Verdicts at whose end nobody has proved whether anything is left. */
const unproved: ReadonlySet<Verdict> = new Set(['gave up', 'cancelled', 'unverified', 'unreachable']);

async function checkItem(
  { store, index }: Bench,
  upload: ModelUpload,
  item: JobItem,
  { spellsRight, isChangeable }: { spellsRight: boolean; isChangeable: boolean },
): Promise<void> {
  expect(item.state).toBe('done');
  expect(item.verdict !== null && finalVerdicts.has(item.verdict)).toBe(true);
  expect(item.reason).toBeTruthy();
  expect(item.bytesFreed ?? 0).toBeLessThanOrEqual(upload.mostBytes);
  // That nothing is left is said of what ended without a proof only where it was empty from the start, and nobody touched it.
  if (item.bytesLeft === 0 && item.verdict !== null && unproved.has(item.verdict)) {
    expect({ verdict: item.verdict, planned: item.planned.bytes ?? 0, attempts: item.attempts.length }).toEqual({
      verdict: expect.stringMatching(/^(gave up|cancelled)$/),
      planned: 0,
      attempts: 0,
    });
  }
  if (item.verdict === 'clear') {
    expect(store.holds(upload)).toBe(0);
    // Whether it was finished is asked under its key, which is another than we know where that is spelled otherwise.
    expect(upload.state === 'aborted' || (upload.state === 'completed' && !spellsRight)).toBe(true);
    // Still listed, for ever, where anybody may see it.
    if (spellsRight && !isChangeable)
      expect(upload.listedForMs === Number.POSITIVE_INFINITY && !upload.hidden).toBe(false);
  }
  if (upload.state === 'completed' && spellsRight) expect(item.verdict).not.toBe('ghost');
  if (item.verdict === 'skipped' && item.attempts.length === 0) expect(upload.aborts).toBe(0);
  // Every abort that reached the store is on record; an upload that came back an hour later is aborted by another job.
  expect(await attemptsOn(index, upload)).toBeGreaterThanOrEqual(upload.aborts);
  expect(item.attempts.map(({ number }) => number)).toEqual(item.attempts.map((_, at) => at + 1));
}

/** The evidence is the store's own log of calls: nothing lost, nothing twice. */
async function checkRecord({ index, store }: Bench, refs: UploadRef[], died: boolean): Promise<void> {
  const recorded = (await Promise.all(refs.map((ref) => index.evidenceOf(ref)))).flat();
  for (const operation of deniable) {
    // A listing may be sent for several uploads, and then names none of their keys.
    const isListing = operation === 'ListMultipartUploads';
    for (const name of isListing ? [null] : refs.map(({ key }) => key)) {
      const isMeant = (called: string, key: string) => called === operation && (name === null || key === name);
      const sent = recorded.filter((line) => isMeant(line.operation, line.ref.key) && line.code !== 'NOT_SENT');
      const left = new Set(sent.map(({ callId }) => callId)).size;
      const answered = new Set(sent.filter(({ durationMs }) => durationMs !== null).map(({ callId }) => callId)).size;
      const arrived = store.calls.filter((call) => isMeant(call.operation, call.key)).length;
      // A call that was on record when the process died may not have left, or its answer is lost with it.
      if (died) {
        expect(left).toBeGreaterThanOrEqual(arrived);
        expect(answered).toBeLessThanOrEqual(arrived);
      } else {
        expect([left, answered]).toEqual([arrived, arrived]);
      }
    }
  }
}

/** A wish that comes too late, or dies with its process, is no matter. */
async function impatient(wish: Promise<void>): Promise<void> {
  await wish.catch(() => undefined);
}
