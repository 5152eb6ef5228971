import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../shared/schema/errors.ts';
import type { ExportCursor, HistoryJob, PlanCursor } from '../../../shared/schema/history.ts';
import type { PlanPart, PlanPlace, UploadRef } from '../../../shared/schema/model.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { planTextAtOnce } from '../../../shared/values/plan-file.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { speak } from '../../../shared/words/speak.ts';
import { englishIn } from '../../../shared/words/testing/english-words.ts';
import { planEntriesAtOnce } from '../cleanup/recording/plan-saving.ts';
import { Bench, bucket, connection, refOf } from '../cleanup/testing/bench.ts';
import type { ModelUpload } from '../cleanup/testing/model-store.ts';
import type { NewEvidenceLine } from '../index/evidence-operations.ts';
import { emptyCounts } from '../index/job-operations.ts';
import type { ReportFigures } from '../index/report-operations.ts';
import { createHistory, type History } from './history.ts';
import { jobReport } from './job-report.ts';
import { longestPlanAtOnce } from './plan-file-thread.ts';

const day = 86_400_000;
const hostile = '=cmd|"/c calc"!A1 <script>alert(1)</script>\u202e\u0001\n</td>.bin';

let bench: Bench;
let history: History;
let serial: number;
beforeEach(() => {
  bench = new Bench();
  serial = 0;
  history = historyOver(bench.index);
});
afterEach(() => bench.close());

function historyOver(index: Bench['index']): History {
  return createHistory({
    index,
    clock: bench.clock,
    version: '9.9.9',
    connections: {
      get: (id) => {
        if (id !== connection.id) throw new AppError('NOT_FOUND', inTheirWords('There is no such connection.'));
        return { ...connection, endpointUrl: 'https://user:hunter2@model.test/base?token=hunter3' };
      },
      activeSince: () => bench.clock.now() - connection.activeWindowMs,
    },
    knowledge: { job: () => null },
    newId: () => `opened-${++serial}`,
  });
}

const part = (size: number, partNumber = 1) => ({ partNumber, size, lastModified: bench.clock.now() - 5 * day });
const stale = (key: string, more: Partial<ModelUpload> = {}) =>
  bench.store.add({ key, uploadId: `u-${key.length}-${key.slice(0, 4)}`, parts: [part(100), part(50, 2)], ...more });

async function run(options?: Parameters<Bench['start']>[1]) {
  const cleanup = await bench.boot();
  const { id } = await bench.start(cleanup, options);
  await bench.finish(id);
  return { cleanup, jobId: id };
}

/** The whole file of a job, piece by piece. */
async function exported(jobId: string, format: 'csv' | 'json', from: History = history): Promise<string> {
  let text = '';
  let cursor: ExportCursor | undefined;
  for (;;) {
    const piece = await from.exportJob(jobId, format, cursor);
    text += piece.text;
    if (!piece.next) return text;
    cursor = piece.next;
  }
}

/** The whole file of a plan, and its pieces. */
async function exportedPlan(planId: string, format: 'csv' | 'json') {
  const pieces: string[] = [];
  let cursor: PlanCursor | undefined;
  for (;;) {
    const { text, next, fileName } = await history.exportPlan(planId, format, cursor);
    pieces.push(text);
    if (!next) return { text: pieces.join(''), pieces, fileName };
    cursor = next;
  }
}

const lineSchema = z.looseObject({ sequence: z.number(), hash: z.string() });
const fileSchema = z.object({
  howToCheck: z.string(),
  job: z.object({ bytesFreed: z.number(), origin: z.object({ endpoint: z.string() }) }),
  chain: z.object({ intact: z.literal(true), lastHash: z.string() }),
  items: z.array(z.looseObject({ key: z.string(), verdict: z.string() })),
  evidence: z.array(lineSchema),
});

/** The chain of a JSON export, as its own words tell how to recompute it. */
function recompute(file: Pick<z.infer<typeof fileSchema>, 'howToCheck' | 'evidence'>): string {
  const order = /\[([^\]]+)\]/.exec(file.howToCheck)?.[1]?.split(', ') ?? [];
  let hash = '0'.repeat(64);
  for (const line of file.evidence) {
    const fields = JSON.stringify(order.filter((name) => name in line).map((name) => line[name]));
    hash = createHash('sha256').update(`${hash}\n${fields}`).digest('hex');
    expect(line.hash, `line ${line.sequence}`).toBe(hash);
  }
  return hash;
}

const sent = (callId: string, ref: UploadRef): NewEvidenceLine => ({
  chain: 'job/j',
  callId,
  kind: 'sent',
  ref,
  at: 1,
  durationMs: null,
  purpose: 'look before',
  operation: 'ListParts',
  status: null,
  code: null,
  requestId: null,
  parts: null,
  bytes: null,
  requestCharged: null,
  saw: null,
});

describe('plans', () => {
  const planned = async () => {
    const cleanup = await bench.boot();
    return cleanup.createPlan({ connectionId: connection.id, bucket, selection: { kind: 'filter', filter: {} } });
  };

  test('come back from their file as a fresh plan of the same uploads', async () => {
    stale(hostile);
    stale('plain');
    const plan = await planned();
    const { text, fileName } = await exportedPlan(plan.id, 'json');
    expect(fileName).toMatch(/^loose-parts-attic-\d{4}-\d\d-\d\d-id-1-plan\.loose-parts-plan$/);
    await bench.clock.advance(3 * day);
    const opened = await history.openPlan(text, { connectionId: connection.id, bucket });
    expect(opened).toEqual({ ...plan, id: 'opened-1', next: null });
    expect(await history.plan('opened-1')).toEqual(opened);
    expect(text).not.toContain('hunter');
  });

  test('of many uploads come back part by part, in their order and without a gap', async () => {
    stale('known');
    const plan = await planned();
    const { text } = await exportedPlan(plan.id, 'json');
    const file: { plan: { items: Record<string, unknown>[]; leftOut: unknown[] } } = JSON.parse(text);
    const [item] = file.plan.items;
    const named = (count: number, of: string) =>
      Array.from({ length: count }, (_, number) => ({ key: `${of} ${number}`, uploadId: `u ${number}` }));
    const items = named(2 * planEntriesAtOnce + 1, 'item');
    const leftOut = named(planEntriesAtOnce + 1, 'left out');
    file.plan.items = items.map((name) => ({ ...item, ...name }));
    file.plan.leftOut = leftOut.map((name) => ({ ...name, reason: 'already clear' }));
    const long = JSON.stringify(file);
    expect(long.length).toBeGreaterThan(longestPlanAtOnce);
    const parts = [await history.openPlan(long, undefined)];
    for (let { next } = parts[0] ?? { next: null }; next; ) {
      const part = await history.plan('opened-1', next);
      parts.push(part);
      next = part.next;
    }
    expect(Math.max(...parts.map((part) => part.items.length + part.leftOut.length))).toBe(planEntriesAtOnce);
    const namesOf = (refs: { key: string; uploadId: string }[]) => refs.map(({ key, uploadId }) => ({ key, uploadId }));
    expect(namesOf(parts.flatMap((part) => part.items.map(({ ref }) => ref)))).toEqual(items);
    expect(namesOf(parts.flatMap((part) => part.leftOut.map(({ ref }) => ref)))).toEqual(leftOut);
    const cleanup = await bench.boot();
    const { id } = await cleanup.startJob({ planId: 'opened-1', includeActive: [] });
    expect(await bench.index.itemWindow(id, 0, 1)).toMatchObject({ total: items.length });
    await cleanup.cancel(id);
  });

  test('too long for one message are exported piece by piece, and come back from their file', async () => {
    stale('known');
    const file = z
      .looseObject({ plan: z.looseObject({ items: z.array(z.looseObject({})), leftOut: z.array(z.unknown()) }) })
      .parse(JSON.parse((await exportedPlan((await planned()).id, 'json')).text));
    const [item] = file.plan.items;
    const many = (count: number, key: (number: number) => string) =>
      Array.from({ length: count }, (_, number) => ({ key: key(number), uploadId: `u ${number}` }));
    file.plan.items = [
      ...many(planEntriesAtOnce + 1, (number) => `short ${number}`),
      // As long as a key may be.
      ...many(500, (number) => `${number}`.padStart(8_000, 'ü')),
    ].map((name) => ({ ...item, ...name }));
    file.plan.leftOut = many(1, () => hostile).map((name) => ({ ...name, reason: 'already clear' }));
    const { id } = await history.openPlan(JSON.stringify(file), undefined);
    const { text, pieces } = await exportedPlan(id, 'json');
    expect(pieces.length).toBeGreaterThan(6);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(planTextAtOnce);
    const { items, leftOut } = JSON.parse(text).plan;
    expect(items).toEqual(file.plan.items);
    expect(leftOut).toEqual(file.plan.leftOut);
    const again = await history.openPlan(text, undefined);
    const of = (planId: string) => text.replace(id, planId);
    expect((await exportedPlan(again.id, 'json')).text).toBe(of(again.id));
    const csv = await exportedPlan(id, 'csv');
    expect(csv.pieces.length).toBe(pieces.length);
    expect(csv.text.split('\r\n')).toHaveLength(items.length + 3);
    // The same where the page asks for it to show it.
    for (let from: PlanPlace | null = { item: 0, leftOut: 0 }; from; ) {
      const part: PlanPart = await history.plan(id, from);
      expect(JSON.stringify(part).length).toBeLessThan(planTextAtOnce);
      from = part.next;
    }
  });

  test('keep when they were made, so that a part that landed since then is no part of the plan', async () => {
    bench.sized = false;
    const upload = stale('a');
    const { text } = await exportedPlan((await planned()).id, 'json');
    await bench.clock.advance(2 * day);
    upload.parts.push({ partNumber: 3, size: 1, lastModified: bench.clock.now() - day - 1 });
    const opened = await history.openPlan(text, undefined);
    const cleanup = await bench.boot();
    const { id } = await cleanup.startJob({ planId: opened.id, includeActive: [] });
    await bench.finish(id);
    expect((await bench.items(id))[0]).toMatchObject({
      verdict: 'skipped',
      reason: { why: 'newer part' },
    });
    expect(upload.parts).toHaveLength(3);
  });

  test('cannot be edited into hiding that an upload is active', async () => {
    stale('a', { parts: [{ partNumber: 1, size: 1, lastModified: bench.clock.now() }] });
    const plan = await planned();
    expect(plan.items[0]?.active).toBe(true);
    const { text } = await exportedPlan(plan.id, 'json');
    const opened = await history.openPlan(text.replace('"active":true', '"active":false'), undefined);
    expect(opened.items[0]?.active).toBe(true);
  });

  test('leave out what a running job works on', async () => {
    stale('a');
    const { text } = await exportedPlan((await planned()).id, 'json');
    await bench.start(await bench.boot());
    expect(await history.openPlan(text, undefined)).toMatchObject({
      items: [],
      leftOut: [{ reason: 'in a running job' }],
    });
  });

  test.each([
    ['nonsense', () => 'not json', 'This file is not JSON'],
    ['another JSON', () => '{"format":"loose-parts/job"}', 'This file is no plan'],
    ['a newer version', (text: string) => text.replace('"version":1', '"version":2'), 'newer version'],
    [
      'a wrong value',
      (text: string) => text.replace('"active":false', '"active":"no"'),
      'damaged: a value is missing or wrong (plan.items.0.active',
    ],
    ['an empty key', (text: string) => text.replace('"key":"a"', '"key":""'), 'A key is never empty'],
    ['an upload named twice', (text: string) => text.replace(/(\{"key":"a".*\})/, '$1,$1'), 'names an upload twice'],
    [
      'another connection',
      (text: string) => text.replace('"id":"c1"', '"id":"c2"'),
      'another connection: Model (https://model.test/base)',
    ],
    [
      'another bucket',
      (text: string) => text.replace('"bucket":"attic"', '"bucket":"cellar"'),
      'for the bucket cellar, not for attic',
    ],
  ])('are refused in words: %s', async (_, damage, sentence) => {
    stale('a');
    const { text } = await exportedPlan((await planned()).id, 'json');
    const failure = await history
      .openPlan(damage(text), { connectionId: connection.id, bucket })
      .catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(sentence) });
    await expect(history.plan('opened-1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are tables as well, with unknown numbers empty and formulas disarmed', async () => {
    bench.sized = false;
    stale(hostile);
    const { text } = await exportedPlan((await planned()).id, 'csv');
    const [head, row] = text.split('\r\n');
    expect(head).toContain('key,upload_id,initiated_utc,last_activity_utc,parts,bytes');
    expect(row).toMatch(/^attic,"'=cmd\|""\/c calc""!A1 /);
    expect(row).toMatch(/Z,,,,false,$/);
  });
});

describe('history', () => {
  test('lists jobs newest first, with where they led', async () => {
    stale('first.bin');
    const first = await run();
    stale('second.bin');
    const second = await run();
    const { total, jobs } = await history.jobs({}, 0, 10);
    expect(total).toBe(2);
    expect(jobs.map(({ id }) => id)).toEqual([second.jobId, first.jobId]);
    expect(jobs[1]).toMatchObject({ state: 'finished', bytesFreed: 150, counts: { clear: 1 } });
    expect(jobs[1]?.origin).toEqual({ connectionName: 'Model', endpoint: 'https://model.test', region: 'us-east-1' });
    expect((await history.jobs({}, 1, 1)).jobs.map(({ id }) => id)).toEqual([first.jobId]);
    expect(await history.job(first.jobId)).toEqual(jobs[1]);
  });

  test.each([
    ['FIRST', 1],
    ['attic', 2],
    ['Model', 2],
    ['clear', 2],
    ['clea', 2],
    ['skip', 0],
    ['100%', 0],
    ['nowhere', 0],
  ])('finds %j in bucket, key, connection or verdict', async (text, found) => {
    stale('first.bin');
    await run();
    bench.store.uploads.splice(0);
    stale('second.bin');
    await run();
    expect((await history.jobs({ text }, 0, 10)).total).toBe(found);
  });

  test.each([
    // What the words of a language mean comes with the text.
    [{ text: 'frei', states: ['clear'] }, 1],
    [{ text: 'frei', states: ['clearing', 'pending'] }, 0],
    [{ text: 'frei' }, 0],
    [{ text: 'clear', states: [] }, 1],
  ] as const)('finds a verdict by its name in the language: %j', async ({ text, ...more }, found) => {
    stale('first.bin');
    await run();
    const filter = 'states' in more ? { text, states: [...more.states] } : { text };
    expect((await history.jobs(filter, 0, 10)).total).toBe(found);
  });

  test('is narrowed to a connection, and tells an unknown job', async () => {
    stale('a');
    await run();
    expect((await history.jobs({ connectionId: connection.id }, 0, 10)).total).toBe(1);
    expect((await history.jobs({ connectionId: 'other' }, 0, 10)).total).toBe(0);
    for (const ask of [
      history.job('x'),
      history.report('x'),
      history.verifyChain('x'),
      history.evidence('x', 0, 1),
      exported('x', 'csv'),
    ]) {
      await expect(ask).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('an export', () => {
  test('holds every line, and anybody can recompute its chain', async () => {
    stale(hostile);
    stale('plain');
    const { jobId } = await run();
    const { total } = await history.evidence(jobId, 0, 1);
    const text = await exported(jobId, 'json');
    const file = fileSchema.parse(JSON.parse(text));
    expect(file.evidence).toHaveLength(total);
    expect(recompute(file)).toBe(file.chain.lastHash);
    expect(file.items.map(({ key, verdict }) => [key, verdict])).toEqual([
      [hostile, 'clear'],
      ['plain', 'clear'],
    ]);
    expect(file.job).toMatchObject({ bytesFreed: 300, origin: { endpoint: 'https://model.test' } });
    expect(text).not.toMatch(/hunter|secret/i);
  });

  test('is a table as well, items and lines', async () => {
    stale(hostile);
    const { jobId } = await run();
    const { total } = await history.evidence(jobId, 0, 1);
    const rows = (await exported(jobId, 'csv')).split('\r\n');
    expect(rows.filter((row) => row.startsWith('item,'))).toHaveLength(1);
    expect(rows.filter((row) => row.startsWith('evidence,'))).toHaveLength(total);
    expect(rows.some((row) => /(^|,)"?=cmd/.test(row))).toBe(false);
  });

  test('has why each upload stands where it stands, as the sentence and as data', async () => {
    const confirmed = [refOf(stale('a', { initiatedAt: bench.store.now() - 60_000 }))];
    bench.store.denied.add('ListParts');
    const { jobId } = await run({ includeActive: confirmed });
    const reason = 'The abort was accepted, but these credentials lack s3:ListMultipartUploadParts.';
    const why = { why: 'abort not proved', accepted: true, permissions: ['s3:ListMultipartUploadParts'] };
    expect(JSON.parse(await exported(jobId, 'json'))).toMatchObject({ items: [{ reason, why }] });
    const [head = '', ...rows] = (await exported(jobId, 'csv')).split('\r\n');
    expect(head).toContain(',reason,why,');
    expect(rows.find((row) => row.startsWith('item,'))).toContain(`"${reason}",abort not proved,`);
    expect((await history.report(jobId)).text).toContain(
      `<bdi>${reason}</bdi><br><span class="mono faint">abort not proved</span>`,
    );
  });

  test('says which calls were charged to us, in every file, and is still to be recomputed', async () => {
    bench.store.charges = true;
    stale('a');
    const { jobId } = await run();
    const { lines } = await history.evidence(jobId, 0, 1000);
    // The model says it with what went well.
    const expected = lines.map(({ kind, status }) => (kind === 'sent' ? null : Number((status ?? 0) < 300)));
    expect(lines.map(({ requestCharged }) => requestCharged)).toEqual(expected);
    const charged = expected.filter((one) => one === 1).length;
    expect(charged).toBeGreaterThan(2);
    const file = fileSchema.parse(JSON.parse(await exported(jobId, 'json')));
    expect(recompute(file)).toBe(file.chain.lastHash);
    expect(file.evidence.filter((line) => line.requestCharged === 1)).toHaveLength(charged);
    const [head, ...rows] = (await exported(jobId, 'csv')).split('\r\n').map((row) => row.split(','));
    const column = head?.indexOf('request_charged') ?? -1;
    expect(rows.filter((row) => row[column] === '1')).toHaveLength(charged);
    const { text } = await history.report(jobId);
    expect(text).toContain(`${charged} calls were charged to the requester`);
  });

  test('of many items and lines is whole, piece by piece', async () => {
    const refs = Array.from({ length: 2001 }, (_, i) => refOf({ key: `k${i}`, uploadId: `u${i}` }));
    const known = { initiatedAt: 0, activityAt: 0, parts: 1, bytes: 1, storageClass: null, active: false };
    const items = refs.map((ref) => ({ ref, ...known }));
    const plan = { id: 'p', connectionId: connection.id, bucket, createdAt: 0, items, leftOut: [] };
    await bench.index.savePlan(plan);
    const times = { createdAt: 0, deadlineAt: day, quietIntervalMs: 1, activeWindowMs: 1 };
    await bench.index.startJob({ jobId: 'j', planId: 'p', includeActive: [], ...times });
    const lines = refs.flatMap((ref) =>
      [1, 2].flatMap((n) => [sent(`${ref.key}/${n}`, ref), sent(`${ref.key}+${n}`, ref)]),
    );
    await bench.index.applyCleanup(lines.map((line) => ({ kind: 'evidence', line })));
    const text = await exported('j', 'json');
    const file = z
      .object({ items: z.array(z.object({ key: z.string() })), evidence: z.array(lineSchema), howToCheck: z.string() })
      .parse(JSON.parse(text));
    expect(file.items.map(({ key }) => key)).toEqual(refs.map(({ key }) => key));
    expect(file.evidence.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
    const lastHash = recompute(file);
    expect(await history.verifyChain('j')).toMatchObject({ intact: true, lines: lines.length, lastHash });
    const rows = (await exported('j', 'csv')).split('\r\n');
    expect(rows).toHaveLength(1 + items.length + lines.length + 1);
  });

  test('of a job without a call is whole, too', async () => {
    stale('a', { parts: [{ partNumber: 1, size: 1, lastModified: bench.clock.now() }] });
    const { jobId } = await run();
    const raw = JSON.parse(await exported(jobId, 'json'));
    expect(raw).toMatchObject({ items: [{ verdict: 'skipped' }], evidence: [], chain: { intact: true, lines: 0 } });
  });
});

describe('a report', () => {
  test('has the numbers, and nothing of a key runs or turns the text', async () => {
    stale(hostile);
    stale('later', { late: [{ afterAbort: 1, delayMs: 0, size: 10 }] });
    stale('busy', { parts: [{ partNumber: 1, size: 7, lastModified: bench.clock.now() }] });
    const { jobId } = await run();
    const { text, fileName } = await history.report(jobId);
    expect(fileName).toMatch(/-report\.html$/);
    const { total } = await history.evidence(jobId, 0, 1);
    const check = await history.verifyChain(jobId);
    expect(text).toContain('2 of 3</strong>proved clear');
    expect(text).toContain('300 bytes</strong>freed');
    expect(text).toContain('3 aborts for 2 uploads. 1 upload had to be aborted more than once, at most 2 times.');
    expect(text).toContain(`The evidence is intact: ${total} lines`);
    expect(text).toContain(check.intact ? String(check.lastHash) : 'not intact');
    expect(text).toContain('Active, and not confirmed.');
    expect(text).toContain('What was left alone');
    expect(text).not.toContain('charged');
    expect(text).toContain('https://model.test');
    expect(text).toContain(
      'two clean looks at least 30 seconds apart; active is what got a part within 24 hours by either clock',
    );
    expect(text).not.toMatch(/<script|hunter|\u202e|\u0001/);
    expect(text).toContain("default-src 'none'");
  });

  test('counts answers by what they were, and calls that were never answered', async () => {
    stale('a');
    const { jobId } = await run();
    const ref = refOf({ key: 'a', uploadId: 'u' });
    const line = (callId: string, kind: NewEvidenceLine['kind'], status: number | null) => ({
      kind: 'evidence' as const,
      line: {
        ...sent(callId, ref),
        chain: `job/${jobId}`,
        kind,
        operation: 'AbortMultipartUpload' as const,
        status,
        code: status === null ? null : '<i>Odd</i>',
      },
    });
    await bench.index.applyCleanup([line('x', 'sent', null), line('x', 'answered', 418), line('y', 'sent', null)]);
    const { calls } = await bench.index.reportFigures(jobId, 1);
    expect(calls.filter(({ operation }) => operation === 'AbortMultipartUpload')).toEqual([
      { operation: 'AbortMultipartUpload', status: 204, code: null, answered: true, calls: 1 },
      { operation: 'AbortMultipartUpload', status: 418, code: '<i>Odd</i>', answered: true, calls: 1 },
      { operation: 'AbortMultipartUpload', status: null, code: null, answered: false, calls: 1 },
    ]);
    const { text } = await history.report(jobId);
    expect(text).toContain('no answer on record');
    expect(text).toContain('HTTP 418, <bdi>&lt;i&gt;Odd&lt;/i&gt;</bdi>');
  });

  test('does not call an abort that got no answer one that had to be made again', async () => {
    stale('a');
    let lost = 0;
    bench.store.fault = ({ operation }) =>
      operation === 'AbortMultipartUpload' && lost++ === 0 ? { kind: 'lost answer' } : null;
    const { jobId } = await run();
    bench.store.fault = () => null;
    expect(lost).toBe(1);
    const { text } = await history.report(jobId);
    expect(text).toContain('1 abort for 1 upload. 1 abort got no answer, and was looked at. First record');
    expect(text).toContain('1 of 1</strong>proved clear');
    // Its keys are named, with what was freed of each.
    expect(text).toContain('What was proved clear');
    expect(text).toContain('<bdi>a</bdi>');
  });

  test('names what is in doubt, with why, in a key’s own characters made safe', async () => {
    const confirmed = [refOf(stale(hostile, { initiatedAt: bench.store.now() - 60_000 }))];
    bench.store.denied.add('ListParts');
    const { jobId } = await run({ includeActive: confirmed });
    const { text } = await history.report(jobId);
    expect(text).toContain(
      '<bdi>=cmd|&quot;/c calc&quot;!A1 &lt;script&gt;alert(1)&lt;/script&gt;⟨U+202E⟩␁␊&lt;/td&gt;.bin</bdi>',
    );
    expect(text).toContain('s3:ListMultipartUploadParts');
    expect(text).toContain('0 of 1</strong>proved clear');
    expect(text).toContain('Not known</strong>left');
    expect(text).not.toContain('<script');
  });
});

describe('a report in German', () => {
  afterEach(() => speak('en'));
  /** What a person reads of it. */
  const readable = (page: string) =>
    page
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<bdi>[\s\S]*?<\/bdi>|<span class="mono[^>]*>[\s\S]*?<\/span>/g, ' ')
      .replace(/<[^>]+>/g, ' ');

  test('holds no sentence of another language, whatever became of the uploads', async () => {
    stale('clear');
    stale('later', { late: [{ afterAbort: 1, delayMs: 0, size: 10 }] });
    stale('busy', { parts: [{ partNumber: 1, size: 7, lastModified: bench.clock.now() }] });
    const { jobId } = await run();
    speak('de');
    const { text } = await history.report(jobId);
    expect(text).toContain('<html lang="de">');
    expect(text).toContain('2 von 3</strong>nachweislich frei');
    expect(text).toContain('3 Abbrüche für 2 Uploads. 1 Upload musste mehr als einmal abgebrochen werden');
    expect(text).toContain('Die Belege sind unversehrt');
    expect(englishIn(readable(text))).toEqual([]);
  });

  test.each(['abort', 'complete'] as const)('nor in any of its other parts: %s', (kind) => {
    speak('de');
    const job = { ...historyJobOf(kind), counts: { ...emptyCounts(), clear: 500, unverified: 1 }, items: 600 };
    const figures = figuresOf('unverified');
    const some = { items: 5, again: 0, most: 0, attempts: 1, unanswered: 2 };
    const told = jobReport({
      job: { ...job, state: 'paused', finishedAt: null, origin: null, bytesLeft: 0 },
      record: { ...job, quietIntervalMs: 30_000, activeWindowMs: 0, plannedAt: 0 },
      figures: {
        ...figures,
        charged: 1,
        aborts: { ...figures.aborts, ...some },
        plan: { ...figures.plan, items: 3, sized: 1, active: 2, leftOut: [{ reason: 'in a running job', uploads: 1 }] },
      },
      chain: { intact: false, sequence: 7, problem: 'missing' },
      now: 0,
      app: '1',
    });
    expect(told).toContain('in einem laufenden Auftrag');
    expect(englishIn(readable(told))).toEqual([]);
  });
});

test('a report of a completion is after the object, and says so', () => {
  const job = { ...historyJobOf('complete'), counts: { ...emptyCounts(), completed: 1 }, items: 1 };
  const text = jobReport({
    job,
    record: { ...job, quietIntervalMs: 30_000, activeWindowMs: day, plannedAt: 0 },
    figures: figuresOf('completed'),
    chain: { intact: true, lines: 0, firstHash: null, lastHash: null },
    now: 0,
    app: '1',
  });
  expect(text).toContain('Completion of an incomplete upload');
  expect(text).toContain('1 of 1</strong>proved completed');
  expect(text).toContain('Nothing: every upload of this job was proved completed.');
  expect(text).toContain('taken up again because aborted uploads came back');
});

describe('a planted change', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loose-parts-history-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A finished job whose file somebody with that file open has changed. */
  async function tampered(sql: string): Promise<string> {
    const path = join(folder, 'index.sqlite');
    bench = new Bench({}, path);
    history = historyOver(bench.index);
    stale('a');
    stale('b');
    const { jobId } = await run();
    const database = new DatabaseSync(path);
    database.exec('DROP TRIGGER evidence_never_changes; DROP TRIGGER evidence_never_goes;');
    database.exec(sql);
    database.close();
    return jobId;
  }

  test.each([
    ['an answer', 'UPDATE evidence SET status = 204 WHERE sequence = 7', 7, 'changed'],
    ['a word that makes no sense', "UPDATE evidence SET purpose = 'nothing' WHERE sequence = 7", 7, 'changed'],
    ['a line taken out', 'DELETE FROM evidence WHERE sequence = 9', 9, 'missing'],
  ] as const)('shows its exact line everywhere: %s', async (_, sql, sequence, problem) => {
    const jobId = await tampered(sql);
    expect(await history.verifyChain(jobId)).toEqual({ intact: false, sequence, problem });
    const { text } = await history.report(jobId);
    expect(text).toContain(`line ${sequence} ${problem === 'changed' ? 'was changed' : 'is missing'}`);
    expect(text).toContain('Not intact');
    expect(JSON.parse(await exported(jobId, 'json')).chain).toEqual({ intact: false, sequence, problem });
    // What is there can still be read.
    expect((await history.evidence(jobId, 6, 1)).lines[0]).toMatchObject({ sequence: 7 });
  });

  test('shows where lines are missing at the end', async () => {
    const jobId = await tampered('DELETE FROM evidence WHERE sequence > 10');
    expect(await history.verifyChain(jobId)).toEqual({ intact: false, sequence: 11, problem: 'missing' });
  });
});

function historyJobOf(kind: HistoryJob['kind']): HistoryJob {
  return {
    id: 'j',
    planId: 'p',
    connectionId: 'c1',
    bucket,
    kind,
    cause: 'came back',
    state: 'finished',
    createdAt: 0,
    finishedAt: 1,
    deadlineAt: day,
    items: 0,
    counts: emptyCounts(),
    bytesPlanned: 0,
    unsized: 0,
    bytesFreed: 0,
    bytesLeft: 0,
    unknownLeft: 0,
    waitingFor: null,
    origin: null,
  };
}

function figuresOf(verdict: Verdict): ReportFigures {
  return {
    plan: { items: 1, parts: 1, bytes: 1, sized: 1, active: 0, confirmed: 0, leftOut: [] },
    calls: [],
    charged: 0,
    firstCallAt: null,
    lastCallAt: null,
    aborts: { attempts: 0, unanswered: 0, items: 0, again: 0, most: 0 },
    verdicts: [{ verdict, items: 1, bytesFreed: 0, bytesLeft: 0, unknownLeft: 0 }],
    clear: [],
    notClear: [{ verdict, state: 'done', key: 'k', uploadId: 'u', reason: null, partsLeft: 0, bytesLeft: 0 }],
  };
}
