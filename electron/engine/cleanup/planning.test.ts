import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlanPart, UploadFilter, UploadRef } from '../../../shared/schema/model.ts';
import { asClient } from '../index/client.ts';
import { openDatabase } from '../index/database.ts';
import { createOperations, type IndexOperations } from '../index/operations.ts';
import { createPlanning } from './planning.ts';
import { planEntriesAtOnce } from './recording/plan-saving.ts';
import { connection } from './testing/bench.ts';

const at = { connectionId: connection.id, bucket: 'attic' };
/** More than two pieces hold, and no whole number of them. */
const many = 2 * planEntriesAtOnce + 7;
const keyOf = (n: number) => `k${String(n).padStart(6, '0')}`;
const refOf = (n: number): UploadRef => ({ ...at, key: keyOf(n), uploadId: `u${n}` });

let operations: IndexOperations;
let close: () => void;
/** Entries of the largest answer that crossed from the index's thread, or went to it. */
let largest: number;
let calls: string[];

beforeEach(() => {
  const database = openDatabase(':memory:');
  operations = createOperations(database);
  close = () => database.close();
  operations.addBucket(at.connectionId, at.bucket);
  operations.beginScan(at.connectionId, at.bucket);
  const uploads = Array.from({ length: many }, (_, n) => ({
    ...{ key: keyOf(n), uploadId: `u${n}`, initiatedAt: n + 1, initiator: null, owner: null },
    storageClass: n % 2 ? 'STANDARD' : 'GLACIER',
  }));
  operations.addUploads(at.connectionId, at.bucket, uploads);
  [largest, calls] = [0, []];
});
afterEach(() => close());

/** How many entries a value carries: of a list of numbers, which is copied as one block, none. */
function entriesOf(value: unknown): number {
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.length;
  return Object.values(value).reduce((sum: number, one) => sum + entriesOf(one), 0);
}

const index = asClient(async (name, args) => {
  calls.push(name);
  const operation: unknown = Reflect.get(operations, name);
  if (typeof operation !== 'function') throw new Error(`No operation ${name}`);
  const value: unknown = Reflect.apply(operation, undefined, args);
  largest = Math.max(largest, entriesOf(value), ...args.map(entriesOf));
  return value;
});
let serial = 0;
const create = createPlanning({
  index,
  clock: { now: () => 9 },
  connections: { get: () => connection, activeSince: () => many + 10 },
  newId: () => `plan-${++serial}`,
});
/** A plan to its end, as the page asks for it. */
function wholeOf(beginning: PlanPart) {
  const whole = operations.plan(beginning.id);
  expect(whole?.items.slice(0, beginning.items.length)).toEqual(beginning.items);
  expect(beginning.items).toHaveLength(Math.min(planEntriesAtOnce, whole?.items.length ?? 0));
  return { items: whole?.items.map(({ ref }) => ref) ?? [], leftOut: whole?.leftOut ?? [] };
}
const numbers = (count: number, test: (n: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, n) => n).filter(test);
const ofFilter = (filter: UploadFilter, except?: UploadRef[]) =>
  create({ ...at, selection: { kind: 'filter', filter, except } });

test('all that match are planned in the order of their keys, a piece at a time', async () => {
  const whole = wholeOf(await ofFilter({}));
  expect(whole).toEqual({ items: numbers(many).map(refOf), leftOut: [] });
  expect(largest).toBe(planEntriesAtOnce);
  expect(calls.filter((name) => name === 'uploadsWithIds')).toHaveLength(3);
});

test('of a filter, what does not match is not planned, and neither is what was taken out or is proved gone', async () => {
  const gone = { ...refOf(1), verdict: 'clear' as const, sizing: null };
  operations.recordVerdicts(at.connectionId, at.bucket, [gone]);
  const out = [refOf(3), refOf(many - 2)];
  const whole = wholeOf(await ofFilter({ storageClass: 'STANDARD' }, out));
  expect(whole.items).toEqual(numbers(many, (n) => n % 2 === 1 && ![1, 3, many - 2].includes(n)).map(refOf));
  expect(whole.leftOut).toEqual([]);
});

test('a filter that matches nothing makes an empty plan', async () => {
  expect(await ofFilter({ text: 'nowhere' })).toMatchObject({
    id: `plan-${serial}`,
    items: [],
    leftOut: [],
    next: null,
  });
});

test('of many that were named, each is planned once, and those that nobody knows are told', async () => {
  const refs = [...numbers(many), many, 0].map(refOf);
  const whole = wholeOf(await create({ ...at, selection: { kind: 'uploads', refs } }));
  expect(whole.items).toEqual(numbers(many).map(refOf));
  expect(whole.leftOut).toEqual([{ ref: refOf(many), reason: 'not found' }]);
});

test('what a running job works on is left out, in whichever piece it is', async () => {
  const ofJob = [refOf(2), refOf(many - 1)];
  const { id } = await create({ ...at, selection: { kind: 'uploads', refs: ofJob } });
  const start = { createdAt: 9, deadlineAt: 99, quietIntervalMs: 1, activeWindowMs: 1 };
  operations.startJob({ jobId: 'j', planId: id, includeActive: ofJob, ...start });
  const whole = wholeOf(await ofFilter({}));
  expect(whole.items).toHaveLength(many - 2);
  expect(whole.leftOut).toEqual(ofJob.map((ref) => ({ ref, reason: 'in a running job' })));
});

test('what a job gave up on is planned again, piece by piece', async () => {
  const { id } = await ofFilter({});
  const start = { createdAt: 9, deadlineAt: 99, quietIntervalMs: 1, activeWindowMs: 1 };
  operations.startJob({ jobId: 'j', planId: id, includeActive: numbers(many).map(refOf), ...start });
  const goOn = () => create({ ...at, selection: { kind: 'gave up', jobId: 'j' } });
  await expect(goOn()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const of = operations.job('j');
  if (!of) throw new Error('The job is not there');
  const records = operations.queuedItems(of, -1, many);
  operations.applyCleanup(
    records
      .filter(({ position }) => position !== 5)
      .map((record) => ({
        kind: 'item',
        record: { ...record, item: { ...record.item, state: 'done', verdict: 'gave up' } },
      })),
  );
  operations.applyCleanup([{ kind: 'job', patch: { jobId: 'j', state: 'finished', finishedAt: 99 } }]);
  largest = 0;
  expect(wholeOf(await goOn()).items).toEqual(numbers(many, (n) => n !== 5).map(refOf));
  expect(largest).toBe(planEntriesAtOnce);
  await expect(create({ ...at, selection: { kind: 'gave up', jobId: 'none' } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

/** How often others had their turn while this was worked on. The index of this test answers within one. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  await work();
  clearImmediate(next);
  return turns;
}

test('many named uploads leave others their turns, and each is planned once, however often it is named', async () => {
  const refs = numbers(many).map(refOf);
  const twice = [...refs, ...refs.slice(5), refOf(0)];
  let plan: PlanPart | undefined;
  const turns = await turnsOf(async () => {
    plan = await create({ ...at, selection: { kind: 'uploads', refs: twice } });
  });
  expect(turns).toBeGreaterThanOrEqual(4);
  if (!plan) throw new Error('There is no plan');
  expect(wholeOf(plan)).toEqual({ items: refs, leftOut: [] });
  expect(await turnsOf(() => ofFilter({}, refs))).toBeGreaterThanOrEqual(2);
});

test('one of another bucket at the end of a long list is refused', async () => {
  const refs = [...numbers(many).map(refOf), { ...refOf(0), bucket: 'other' }];
  await expect(create({ ...at, selection: { kind: 'uploads', refs } })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
