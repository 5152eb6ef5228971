import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobItem } from '../../../shared/schema/model.ts';
import type { Notice } from '../../../shared/schema/watch.ts';
import { undoMs } from '../../../shared/values/undo.ts';
import { checksumKinds } from '../../practice/checksums/testing/checksum-kinds.ts';
import {
  type BucketBehaviour,
  denied,
  type PracticeStore,
  type ScenarioUpload,
  startPracticeStore,
} from '../../practice/store.ts';
import { createEngine, type Engine } from '../engine.ts';
import { enginePorts } from '../testing/engine-ports.ts';
import { liveUntil } from '../testing/live-until.ts';
import { startRewritingProxy } from '../testing/rewriting-proxy.ts';

const day = 86_400_000;
const mib = 1024 ** 2;
const key = 'film/reel 1.mov';

let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
let notices: Notice[];
let connectionId: string;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-rescue-'));
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket('media');
  notices = [];
  engine = await createEngine(enginePorts(dataDir, { onNotice: (notice) => notices.push(notice) }));
  client = clientOf(engine);
  connectionId = (await client.connections.save(draft())).id;
});
afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const draft = () => ({
  name: 'Test',
  endpointUrl: practice.endpointUrl,
  region: practice.region,
  pathStyle: true,
  activeWindowMs: day,
  quietIntervalMs: 50,
  credentials: {
    kind: 'static' as const,
    accessKeyId: practice.accessKeyId,
    secretAccessKey: practice.secretAccessKey,
  },
});

function seed(sizes: readonly number[] = [5 * mib, 3], ageMs = 9 * day, checksum?: ScenarioUpload['checksum']) {
  const lastModified = Date.now() - ageMs;
  const parts = sizes.map((size, at) => ({ partNumber: at + 1, size, lastModified }));
  const more = checksum ? { checksum } : {};
  const uploadId = practice.seedUpload({ bucket: 'media', key, initiatedAt: lastModified, parts, ...more });
  return { connectionId, bucket: 'media', key, uploadId };
}

const behave = (behaviour: Partial<BucketBehaviour>) => practice.setBehaviour('media', behaviour);
const calls = () => practice.calls.filter(({ operation }) => operation === 'CompleteMultipartUpload').length;

/** Waits until the job has finished; nobody is here to undo it. */
async function finish({ id, heldUntil }: Job): Promise<JobItem> {
  if (heldUntil !== undefined) await client.jobs.resume({ jobId: id });
  const stop = new AbortController();
  try {
    for await (const message of await client.live.subscribe(undefined, { signal: stop.signal })) {
      const jobs =
        message.type === 'snapshot'
          ? message.state.jobs
          : message.events.flatMap((event) => (event.type === 'job' ? [event.job] : []));
      if (jobs.some((job) => job.id === id && job.state === 'finished')) break;
    }
  } finally {
    stop.abort();
  }
  const { items } = await client.jobs.items({ jobId: id, offset: 0, limit: 10 });
  const [item] = items;
  if (!item) throw new Error('The job has no item');
  return item;
}

describe('completing an upload', () => {
  it('freezes the parts, sends exactly them, and proves the object', async () => {
    const ref = seed([5 * mib, 6 * mib, 10]);
    const plan = await client.rescue.plan(ref);
    expect(plan).toMatchObject({
      bytes: 11 * mib + 10,
      object: { outcome: 'absent' },
      item: { active: false, parts: 3 },
    });
    expect(plan.parts.map(({ partNumber }) => partNumber)).toEqual([1, 2, 3]);
    const job = await client.rescue.start({ planId: plan.id, replace: false });
    expect(job).toMatchObject({ kind: 'complete', cause: 'asked', items: 1 });
    const item = await finish(job);
    expect(item).toMatchObject({ verdict: 'completed', bytesFreed: 0, partsLeft: 0 });
    expect(item.attempts).toMatchObject([{ number: 1, status: 200 }]);
    expect(calls()).toBe(1);
    expect(practice.uploads('media')).toMatchObject([{ phase: 'completed' }]);
    const evidence = await client.uploads.evidence(ref);
    expect(evidence.filter(({ operation }) => operation === 'CompleteMultipartUpload')).toMatchObject([
      { purpose: 'complete', status: 200, jobId: job.id, parts: 3 },
    ]);
    const order = evidence.map(({ purpose }) => purpose);
    expect(order.indexOf('look before')).toBeLessThan(order.indexOf('complete'));
    expect(order.lastIndexOf('look after')).toBeGreaterThan(order.indexOf('complete'));
    expect(await client.jobs.verifyChain({ jobId: job.id })).toMatchObject({ intact: true });
    expect(notices).toMatchObject([
      { kind: 'finished', errand: 'complete', bucket: 'media', counts: { completed: 1 }, jobId: job.id },
    ]);
    // What is shown of the upload afterwards still works on a job that aborted nothing.
    expect((await client.uploads.verify(ref)).outcome).toBe('completed');
  });

  it('leaves alone what changed since the plan', async () => {
    const ref = seed();
    const plan = await client.rescue.plan(ref);
    practice.completeUpload('media', key, ref.uploadId);
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    expect(item.verdict).toBe('skipped');
    expect(calls()).toBe(0);
  });

  it.each(checksumKinds)(
    'completes what was begun with %s, %s: each part goes with its own',
    async (algorithm, type) => {
      const ref = seed([5 * mib, 6 * mib, 7], 9 * day, { algorithm, type });
      await client.buckets.add({ connectionId, bucket: 'media' });
      const list = await client.uploads.parts(ref);
      expect(list.checksum).toEqual({ algorithm, type });
      const told = list.parts.map(({ checksum }) => checksum);
      expect(new Set(told.map((checksum) => checksum?.value)).size).toBe(3);
      expect(told.every((checksum) => checksum?.algorithm === algorithm)).toBe(true);
      const plan = await client.rescue.plan(ref);
      expect(plan.parts.map(({ checksum }) => checksum)).toEqual(told);
      const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
      // Without them, or with another, practice storage refuses as AWS does (completion.test.ts).
      expect(item).toMatchObject({ verdict: 'completed', attempts: [{ status: 200 }] });
    },
  );

  it('keeps the store’s words where it refuses, and the parts stay', async () => {
    const ref = seed([10, 10]);
    const plan = await client.rescue.plan(ref);
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    expect(item).toMatchObject({ verdict: 'refused', partsLeft: 2 });
    expect(item.reason).toMatchObject({ why: 'refused', errand: 'complete', status: 400, code: 'EntityTooSmall' });
    expect(practice.uploads('media')).toMatchObject([{ phase: 'open', parts: 2 }]);
  });

  it.each<[string, string | undefined]>([
    ['Access Denied', 's3:PutObject'],
    ['User: arn:aws:iam::1:user/u is not authorized to perform: kms:GenerateDataKey', 'kms:GenerateDataKey'],
    ['Requests from this network are not let in.', undefined],
  ])('where it is denied by “%s”, the permission is %s', async (message, permission) => {
    const effect = { kind: 'error' as const, status: 403, code: 'AccessDenied', message };
    behave({ faults: [{ operations: ['CompleteMultipartUpload'], effect }] });
    const plan = await client.rescue.plan(seed());
    const { verdict, reason } = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    const told = permission === undefined ? {} : { permission };
    expect(verdict).toBe('refused');
    expect(reason).toEqual({ why: 'refused', errand: 'complete', status: 403, code: 'AccessDenied', message, ...told });
  });

  it('an answer that is lost is looked at, and the call is not sent again', async () => {
    behave({
      faults: [{ operations: ['CompleteMultipartUpload'], effect: { kind: 'reset', when: 'after' }, times: 1 }],
    });
    const plan = await client.rescue.plan(seed());
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    expect(item.verdict).toBe('completed');
    expect(item.attempts).toMatchObject([{ status: null, code: 'CONNECTION_LOST' }]);
    expect(calls()).toBe(1);
  });

  it('an error in a 200 is a failure: the store’s word where it is final', async () => {
    behave({
      faults: [
        { operations: ['CompleteMultipartUpload'], effect: { kind: 'error', status: 200, code: 'InvalidPart' } },
      ],
    });
    const plan = await client.rescue.plan(seed());
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    expect(item).toMatchObject({ verdict: 'refused' });
    expect(item.reason).toMatchObject({ why: 'refused', errand: 'complete', status: 200, code: 'InvalidPart' });
  });

  it('a store that goes on showing the parts is believed once it no longer lists the upload', async () => {
    behave({ partsWhenCompleted: 'parts' });
    const plan = await client.rescue.plan(seed());
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: false }));
    expect(item).toMatchObject({ verdict: 'completed', partsLeft: 0 });
  });

  it('what may not be seen is not called completed', async () => {
    const plan = await client.rescue.plan(seed());
    behave({ faults: [denied('HeadObject', 'ListObjectsV2')] });
    const item = await finish(await client.rescue.start({ planId: plan.id, replace: true }));
    expect(item.verdict).toBe('skipped');
    const again = await client.rescue.plan(seed());
    expect(again.object.outcome).toBe('denied');
    const second = await finish(await client.rescue.start({ planId: again.id, replace: true }));
    expect(second.verdict).toBe('unverified');
    const permission = 's3:GetObject or s3:ListBucket';
    expect(second.reason).toEqual({ why: 'completion not seen', accepted: true, permission });
  });
});

describe('a list of parts that is broken off', () => {
  it('is not sized, and no completion is built from the parts that showed', async () => {
    const sizes = Array.from({ length: 1434 }, () => 5 * mib);
    const ref = seed(sizes);
    let isBrokenOff = false;
    const proxy = await startRewritingProxy(practice.endpointUrl, (answer) => {
      if (!isBrokenOff || !answer.body.includes('<PartNumberMarker>1000<')) return;
      answer.body = answer.body.replaceAll(/<Part>.*<\/Part>/g, '');
    });
    const { id } = await client.connections.save({
      name: 'Behind a gateway',
      endpointUrl: proxy.url,
      region: practice.region,
      pathStyle: true,
      activeWindowMs: day,
      quietIntervalMs: 50,
      credentials: {
        kind: 'static',
        accessKeyId: practice.accessKeyId,
        secretAccessKey: practice.secretAccessKey,
      },
    });
    const behind = { ...ref, connectionId: id };
    try {
      const plan = await client.rescue.plan(behind);
      expect(plan.parts).toHaveLength(sizes.length);
      isBrokenOff = true;
      const brokenOff = { code: 'PAGING_BROKEN_OFF' };
      await expect(client.rescue.plan(behind)).rejects.toMatchObject(brokenOff);
      await expect(client.uploads.verify(behind)).rejects.toMatchObject(brokenOff);
      await expect(client.uploads.parts(behind)).rejects.toMatchObject(brokenOff);
      await client.buckets.add({ connectionId: id, bucket: 'media' });
      await client.scans.start({ connectionId: id, bucket: 'media' });
      await liveUntil(client, (state) => {
        const bucket = state.buckets[id]?.items.find(({ name }) => name === 'media');
        return bucket?.scan.status === 'complete';
      });
      expect((await client.uploads.get(behind))?.sizing).toMatchObject({ status: 'failed', error: brokenOff });
      expect(await client.uploads.totals({ connectionId: id, bucket: 'media', filter: {} })).toMatchObject({
        uploads: 1,
        sized: 0,
        unsizable: 1,
        parts: 0,
      });
      expect(calls()).toBe(0);
    } finally {
      await proxy.close();
    }
  });
});

describe('a list of parts that is cut short of a whole page, and calls itself whole', () => {
  const all = '<PartNumber>1<';
  const cases: [string, (answer: { body: string; status: number }, isBehind: boolean) => void, boolean][] = [
    [
      'is found out by what follows its last part',
      (answer, isBehind) => {
        if (!isBehind) answer.body = answer.body.replace(/<Part><PartNumber>3<.*?<\/Part>/s, '');
      },
      false,
    ],
    ['is whole where nothing follows', () => {}, true],
    [
      'is whole where the same parts are shown again',
      (answer, isBehind) => {
        if (isBehind) answer.body = whole;
        else if (answer.body.includes(all)) whole = answer.body;
      },
      true,
    ],
    [
      'is whole as far as a store tells that will not go on from a part',
      (answer, isBehind) => {
        if (!isBehind) return;
        answer.status = 501;
        answer.body = '<Error><Code>NotImplemented</Code></Error>';
      },
      true,
    ],
  ];
  let whole = '';

  it.each(cases)('%s', async (_, become, isCompleted) => {
    const ref = seed([5 * mib, 5 * mib, 3]);
    const proxy = await startRewritingProxy(practice.endpointUrl, (answer, { query }) => {
      if (query.has('uploadId')) become(answer, query.has('part-number-marker'));
    });
    try {
      const { id } = await client.connections.save({ ...draft(), name: 'Behind', endpointUrl: proxy.url });
      const planned = client.rescue.plan({ ...ref, connectionId: id });
      if (isCompleted) expect((await planned).parts).toHaveLength(3);
      else {
        await expect(planned).rejects.toMatchObject({
          code: 'NOT_S3',
          message: 'The list of parts ends with part 2 and says nothing of more, and there are more behind it.',
        });
      }
    } finally {
      await proxy.close();
    }
  });
});

describe('before it starts', () => {
  it('an object under the key has to be confirmed', async () => {
    const earlier = seed([5 * mib]);
    practice.completeUpload('media', key, earlier.uploadId);
    const plan = await client.rescue.plan(seed());
    expect(plan.object).toMatchObject({ outcome: 'present', bytes: 5 * mib });
    const start = (replace: boolean) => client.rescue.start({ planId: plan.id, replace });
    await expect(start(false)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    expect((await finish(await start(true))).verdict).toBe('completed');
    await expect(start(true)).rejects.toMatchObject({ code: 'PLAN_USED' });
  });

  it('an active upload takes the bucket’s name', async () => {
    const plan = await client.rescue.plan(seed([5 * mib], 1000));
    expect(plan.item.active).toBe(true);
    const start = (typedBucketName?: string) =>
      client.rescue.start({ planId: plan.id, replace: false, ...(typedBucketName ? { typedBucketName } : {}) });
    await expect(start()).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await expect(start('Media')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    expect((await finish(await start('media'))).verdict).toBe('completed');
  });

  it('a production connection takes the bucket’s name, whatever the age', async () => {
    await client.connections.save({ ...draft(), id: connectionId, production: true });
    const plan = await client.rescue.plan(seed());
    const start = (typedBucketName?: string) =>
      client.rescue.start({ planId: plan.id, replace: false, ...(typedBucketName ? { typedBucketName } : {}) });
    await expect(start()).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await expect(start('media ')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    expect((await finish(await start('media'))).verdict).toBe('completed');
  });

  it('nothing is sent for 5 s, in which the start can be undone', async () => {
    const ref = seed();
    const plan = await client.rescue.plan(ref);
    const seen = practice.calls.length;
    const job = await client.rescue.start({ planId: plan.id, replace: false });
    expect(job.heldUntil).toBe(job.createdAt + undoMs);
    await client.jobs.cancel({ jobId: job.id });
    const { heldUntil: _, ...undone } = job;
    expect((await finish(undone)).verdict).toBe('cancelled');
    expect(practice.calls).toHaveLength(seen);
    expect(practice.uploads('media')).toMatchObject([{ phase: 'open' }]);
  });

  it('parts that make no object are refused', async () => {
    const plan = await client.rescue.plan(seed([]));
    await expect(client.rescue.start({ planId: plan.id, replace: false })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(calls()).toBe(0);
  });

  it('a plan to complete can never be started as one to abort, nor the other way round', async () => {
    const ref = seed();
    await client.buckets.add({ connectionId, bucket: 'media' });
    const plan = await client.rescue.plan(ref);
    await expect(client.jobs.start({ planId: plan.id, includeActive: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(client.rescue.start({ planId: 'x', replace: false })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('an upload that is gone has no plan', async () => {
    const ref = seed();
    practice.completeUpload('media', key, ref.uploadId);
    await expect(client.rescue.plan(ref)).rejects.toMatchObject({ code: 'NO_SUCH_UPLOAD' });
  });
});
