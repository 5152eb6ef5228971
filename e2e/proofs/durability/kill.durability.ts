import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileCache } from '../../../build/compile-cache.ts';
import { type PracticeStore, startPracticeStore } from '../../../electron/practice/store.ts';
import type { Evidence, JobItem } from '../../../shared/schema/model.ts';
import { finalVerdicts } from '../../../shared/values/verdict-kinds.ts';
import { checkChain, draftOf, OpenEngine, vaultOf } from '../../support/engine/open-engine.ts';
import { noteMessage } from '../secrets/collection.ts';
import { differences } from './record.ts';
import { seeded } from './seeded.ts';

/*
 * Kill −9: a process that carries the engine is killed at random moments of one job, started again each time, and at the
 * end its record is the store's own log. KILLS, KILL_ITEMS and KILL_SEED change the run; CI runs it in full.
 */
const full = process.env.CI !== undefined;
const kills = Number(process.env.KILLS ?? (full ? 50 : 12));
const items = Number(process.env.KILL_ITEMS ?? (full ? 2000 : 480));
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);

const day = 86_400_000;
const bucket = 'attic';
/** Calls that one item takes at least: look, abort, look, look. */
const callsPerItem = 10;
/** Most calls under way at once: what one kill can leave without an answer. */
const mostUnderWay = 128;
/** Every so many uploads: parts that land after the first abort. */
const stubbornEvery = 40;

let dataDir: string;
let practice: PracticeStore;
let child: ChildProcess | null = null;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-kill-'));
  practice = await startPracticeStore({ scenario: 'empty' });
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Half of them are plain, so that looks share listings; half are not, so that each has its own. */
const keys = Array.from({ length: items }, (_, number) => {
  const digits = String(number).padStart(5, '0');
  return number % 2 === 0 ? `backup/upload-${digits}.bin` : `upload ${digits}+.bin`;
});

function seedUploads(): void {
  const lateParts = keys
    .filter((_, number) => number % stubbornEvery === 0)
    .map((key) => ({ afterAbort: 1, parts: 1, size: 700, key }));
  practice.createBucket(bucket, { lateParts });
  const initiatedAt = Date.now() - 9 * day;
  const parts = [1, 2].map((partNumber) => ({ partNumber, size: 1000, lastModified: initiatedAt + partNumber }));
  practice.seedUploads(
    bucket,
    keys.map((key) => ({ key, initiatedAt, parts })),
  );
}

/** Scans and plans in this process, as an earlier session would have. */
async function plan(): Promise<string> {
  const engine = await OpenEngine.open(dataDir, { vault: vaultOf(null) });
  const connection = await engine.client.connections.save(draftOf(practice));
  await engine.scan(connection, bucket);
  // What allows looks to share listings is learned in the background.
  await engine.until(({ endpoints }) => endpoints?.[connection.id]?.order.known === true);
  const { id, items: planned } = await engine.planAll(connection, bucket);
  expect(planned).toHaveLength(items);
  await engine.close();
  return id;
}

/** Starts the engine's process; resolves with what it said when it ended, or was ended. */
function startProcess(planId: string): { process: ChildProcess; said: () => string; opened: Promise<unknown> } {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'engine-process.ts'), dataDir, planId], {
    env: { ...process.env, SECRET_ACCESS_KEY: practice.secretAccessKey, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let said = '';
  const opened = new Promise<void>((resolve) => {
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      noteMessage('host output', 'engine process', text);
      said += text;
      if (said.includes('open')) resolve();
    });
  });
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    noteMessage('host output', 'engine process', text);
    said += text;
  });
  return { process: started, said: () => said, opened };
}

/** Resolves once the store has been called this often, or the process has ended. */
async function untilCalls(count: number, process: ChildProcess): Promise<void> {
  while (practice.calls.length < count && process.exitCode === null) await wait(2);
}

test(`a job of ${items} uploads survives ${kills} kills, and its record is the store’s log`, {
  timeout: 900_000,
}, async () => {
  console.log(`KILL_SEED=${seed} KILLS=${kills} KILL_ITEMS=${items}`);
  const random = seeded(seed);
  seedUploads();
  const planId = await plan();
  // Added after the plan, one under a planned key: nothing of the job may touch them.
  const strangers = [keys[1] ?? '', 'stranger.bin'].map((key) =>
    practice.seedUpload({ bucket, key, initiatedAt: Date.now() - 8 * day, parts: [{ partNumber: 1, size: 5 }] }),
  );
  const from = practice.calls.length;

  // Most moments are a number of calls into a run; one in five falls into the start itself.
  const meanCalls = (0.7 * callsPerItem * items) / kills;
  for (let kill = 0; kill < kills; kill++) {
    const { process, said, opened } = startProcess(planId);
    const ended = once(process, 'exit');
    if (random() < 0.2) {
      await Promise.race([wait(random() * 500), ended]);
    } else {
      const target = practice.calls.length + Math.round(random() * 2 * meanCalls);
      await Promise.race([opened, ended]);
      await untilCalls(target, process);
      await wait(random() * 5);
    }
    expect(process.exitCode, `It ended by itself before kill ${kill + 1}:\n${said()}`).toBeNull();
    process.kill('SIGKILL');
    await ended;
  }
  const last = startProcess(planId);
  const [code] = await once(last.process, 'exit');
  expect({ code, said: last.said() }).toEqual({ code: 0, said: 'open\nfinished\n' });

  const { jobId, done, record } = await readBack();
  const log = practice.calls.slice(from);

  expect(differences(record, log)).toEqual([]);
  expect(checkChain(dataDir, jobId)).toMatchObject({ intact: true });
  // Looks shared listings: such a call is on record for several uploads.
  expect(new Set(record.map(({ callId }) => callId)).size).toBeLessThan(record.length);
  // Kills were felt, and no more than what was under way got lost.
  const unanswered = record.filter(({ durationMs }) => durationMs === null);
  expect(unanswered.length).toBeGreaterThan(0);
  expect(unanswered.length).toBeLessThanOrEqual(kills * mostUnderWay);

  expect(done).toHaveLength(items);
  expect(new Set(done.map(({ planned: { ref } }) => ref.uploadId)).size).toBe(items);
  const open = done.filter(({ state, verdict }) => state !== 'done' || verdict === null || !finalVerdicts.has(verdict));
  expect(open).toEqual([]);
  // Where nobody heard any abort's answer, a part that lands after it may as well be a sign of life: left alone, and said.
  const left = done.filter(({ verdict }) => verdict !== 'clear');
  for (const { verdict, reason, attempts, planned } of left) {
    const number = keys.indexOf(planned.ref.key);
    expect([verdict, reason?.why, [...new Set(attempts.map(({ code }) => code))], number % stubbornEvery]).toEqual([
      'skipped',
      'newer part',
      ['INTERRUPTED'],
      0,
    ]);
  }
  // An abort without an answer is marked so, and every abort on record is an attempt.
  for (const item of done) {
    const aborts = record.filter(
      ({ purpose, ref }) => purpose === 'abort' && ref.uploadId === item.planned.ref.uploadId,
    );
    expect(item.attempts.map(({ number }) => number)).toEqual(aborts.map((_, index) => index + 1));
    aborts.forEach(({ durationMs }, index) => {
      if (durationMs === null) expect(item.attempts[index]?.code).toBe('INTERRUPTED');
    });
  }
  const interrupted = unanswered.filter(({ purpose }) => purpose === 'abort').length;
  console.log(
    `${log.length} calls, ${record.length} on record, ${unanswered.length} cut off by a kill (${interrupted} of them aborts)`,
  );

  const uploads = practice.uploads(bucket);
  expect(uploads.filter(({ aborts }) => aborts > 0)).toHaveLength(items);
  const stillOpen = uploads.filter(({ phase }) => phase === 'open').map(({ uploadId }) => uploadId);
  const untouched = [...strangers, ...left.map(({ planned: { ref } }) => ref.uploadId)];
  expect(stillOpen.toSorted()).toEqual(untouched.toSorted());
});

/** What the last process left behind: the job's items, and its calls in the order in which they were sent. */
async function readBack(): Promise<{ jobId: string; done: JobItem[]; record: Evidence[] }> {
  const engine = await OpenEngine.open(dataDir, { vault: vaultOf(null) });
  const { connections } = await engine.until(() => true);
  const connectionId = connections[0]?.id ?? '';
  const evidence: Evidence[] = [];
  for (const { key, uploadId } of practice.uploads(bucket)) {
    evidence.push(...(await engine.client.uploads.evidence({ connectionId, bucket, key, uploadId })));
  }
  const jobId = evidence[0]?.jobId ?? '';
  expect(new Set(evidence.map((call) => call.jobId))).toEqual(new Set([jobId]));
  const done = await engine.items(jobId);
  await engine.close();
  return { jobId, done, record: evidence.toSorted((a, b) => a.sequence - b.sequence) };
}
