import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job, JobItem } from '../../../shared/schema/model.ts';
import { type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createEngine, type Engine } from '../engine.ts';
import { enginePorts, memoryVault } from '../testing/engine-ports.ts';

// The deadline as the page moves it: through the contract, over a practice store with an upload that never gives in.

const day = 86_400_000;
const bucket = 'media';

let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

async function openEngine(): Promise<void> {
  engine = await createEngine(
    enginePorts(dataDir, {
      // The longest wait before each next abort: the deadline comes in the midst of one.
      random: () => 0.999,
      vault: { ...memoryVault(), read: async () => ({ secretAccessKey: practice.secretAccessKey }) },
    }),
  );
  client = clientOf(engine);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-deadline-'));
  practice = await startPracticeStore({ scenario: { name: 'deadline', buckets: [] } });
  practice.createBucket(bucket);
  const ago = Date.now() - 9 * day;
  practice.seedUpload({
    bucket,
    key: 'render.exr',
    initiatedAt: ago,
    parts: [1, 2, 3].map((partNumber) => ({ partNumber, size: 1024, lastModified: ago })),
  });
  await openEngine();
});

afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const jobNow = (jobId: string): Promise<Job> => client.jobs.get({ jobId });
const itemNow = async (jobId: string): Promise<JobItem | undefined> =>
  (await client.jobs.items({ jobId, offset: 0, limit: 1 })).items[0];

/** A job whose one upload is stubborn and waits for its next try. */
async function stubbornJob(): Promise<Job> {
  const { id: connectionId } = await client.connections.save({
    name: 'Test',
    endpointUrl: practice.endpointUrl,
    region: practice.region,
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId: practice.accessKeyId, secretAccessKey: practice.secretAccessKey },
  });
  const at = { connectionId, bucket };
  await client.buckets.add(at);
  await client.scans.start(at);
  await expect.poll(async () => (await client.uploads.totals({ ...at, filter: {} })).sized).toBe(1);
  practice.setBehaviour(bucket, {
    lateParts: Array.from({ length: 200 }, (_, i) => ({ afterAbort: i + 1, parts: 2, size: 1024 })),
  });
  const plan = await client.plans.create({ ...at, selection: { kind: 'filter', filter: {} } });
  const job = await client.jobs.start({ planId: plan.id, includeActive: [] });
  await client.jobs.resume({ jobId: job.id });
  await expect.poll(async () => (await itemNow(job.id))?.verdict).toBe('stubborn');
  return job;
}

test('a job gives up after 24 hours unless it is told otherwise', async () => {
  const job = await stubbornJob();
  expect(job.deadlineAt).toBe(job.createdAt + day);
  const deadlineAt = Date.now() + 3 * day;
  await client.jobs.setDeadline({ jobId: job.id, deadlineAt });
  expect(await jobNow(job.id)).toMatchObject({ state: 'running', deadlineAt });
});

test('a moved deadline survives a restart', async () => {
  const { id: jobId } = await stubbornJob();
  const deadlineAt = Date.now() + 3 * day;
  await client.jobs.setDeadline({ jobId, deadlineAt });
  await engine.close();
  await openEngine();
  expect(await jobNow(jobId)).toMatchObject({ state: 'running', deadlineAt });
});

test('a deadline that has passed ends the job soon, with what is left; a new job goes on with it', async () => {
  const { id: jobId, planId } = await stubbornJob();
  const aborts = () => practice.calls.filter(({ operation }) => operation === 'AbortMultipartUpload').length;
  await client.jobs.setDeadline({ jobId, deadlineAt: Date.now() - 1 });
  const before = aborts();
  await expect.poll(async () => (await jobNow(jobId)).state).toBe('finished');
  const item = await itemNow(jobId);
  expect(item).toMatchObject({ verdict: 'gave up', partsLeft: 2, bytesLeft: 2048, next: null });
  expect(item?.reason).toEqual({ why: 'deadline, parts left', parts: 2, bytes: 2048 });
  expect(aborts(), 'giving up needs no call').toBe(before);

  const { connectionId } = await jobNow(jobId);
  const plan = await client.plans.create({ connectionId, bucket, selection: { kind: 'gave up', jobId } });
  expect(plan.id).not.toBe(planId);
  expect(plan.leftOut).toEqual([]);
  // Its parts have just landed: it needs the same confirmation as any active upload.
  expect(plan.items).toMatchObject([{ ref: { key: 'render.exr' }, parts: 2, bytes: 2048, active: true }]);
});

test('a deadline that comes while an item waits ends the job then', async () => {
  const { id: jobId } = await stubbornJob();
  const deadlineAt = Date.now() + 1_000;
  await client.jobs.setDeadline({ jobId, deadlineAt });
  await expect.poll(async () => (await jobNow(jobId)).state).toBe('finished');
  expect((await itemNow(jobId))?.verdict).toBe('gave up');
  expect((await jobNow(jobId)).finishedAt).toBeGreaterThanOrEqual(deadlineAt);
});

test('a finished job keeps its deadline, and says so', async () => {
  const { id: jobId } = await stubbornJob();
  await client.jobs.cancel({ jobId });
  await expect.poll(async () => (await jobNow(jobId)).state).toBe('finished');
  await expect(client.jobs.setDeadline({ jobId, deadlineAt: Date.now() + day })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The job has finished.',
  });
  const { connectionId } = await jobNow(jobId);
  await expect(
    client.plans.create({ connectionId, bucket, selection: { kind: 'gave up', jobId } }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'The job has given up on nothing.' });
});

test('a paused job gives up only once it goes on, and not if the deadline was moved meanwhile', async () => {
  const { id: jobId } = await stubbornJob();
  await client.jobs.pause({ jobId });
  await client.jobs.setDeadline({ jobId, deadlineAt: Date.now() - 1 });
  expect(await jobNow(jobId)).toMatchObject({ state: 'paused', counts: { stubborn: 1 } });
  const later = Date.now() + day;
  await client.jobs.setDeadline({ jobId, deadlineAt: later });
  await client.jobs.resume({ jobId });
  expect(await jobNow(jobId)).toMatchObject({ state: 'running', deadlineAt: later, counts: { stubborn: 1 } });

  await client.jobs.pause({ jobId });
  await client.jobs.setDeadline({ jobId, deadlineAt: Date.now() - 1 });
  await client.jobs.resume({ jobId });
  await expect.poll(async () => (await jobNow(jobId)).state).toBe('finished');
  expect((await jobNow(jobId)).counts).toMatchObject({ 'gave up': 1 });
});

test('a deadline is a moment that a calendar has, of a job that there is', async () => {
  const deadlineAt = Date.now() + day;
  await expect(client.jobs.setDeadline({ jobId: 'none', deadlineAt })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const never of [0, -1, 1.5, 8_640_000_000_000_001]) {
    await expect(client.jobs.setDeadline({ jobId: 'none', deadlineAt: never })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  }
});
