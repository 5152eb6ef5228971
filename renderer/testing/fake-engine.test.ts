import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { createFakeEngine } from './fake-engine.ts';

const now = Date.UTC(2026, 10, 23);
const client = createRouterClient(createFakeEngine({ scene: 'full', now }));
const at = { connectionId: 'aws', bucket: 'footage' };

/** Answers are checked against the contract on the way out: a double that has drifted from it throws here. */
describe('the double keeps to the contract', () => {
  it('in its snapshot', async () => {
    for await (const message of await client.live.subscribe()) {
      expect(message.type).toBe('snapshot');
      break;
    }
  });

  it('in its uploads, totals and ages', async () => {
    const window = await client.uploads.window({
      ...at,
      filter: {},
      sort: { by: 'key', direction: 'asc' },
      offset: 4300,
      limit: 100,
    });
    expect(window.rows).toHaveLength(21);
    expect((await client.uploads.totals({ ...at, filter: {} })).uploads).toBe(window.total);
    expect(await client.uploads.ages({ ...at, filter: {}, bins: 48 })).toHaveLength(48);
  });

  it('in what it tells of one upload', async () => {
    const ref = { ...at, key: 'k', uploadId: 'upload-7' };
    expect(await client.uploads.get(ref)).toMatchObject({ active: false });
    expect((await client.uploads.parts(ref)).parts.length).toBeGreaterThan(800);
    expect(await client.uploads.verify(ref)).toMatchObject({ outcome: 'unverified' });
    expect(await client.uploads.evidence(ref)).toHaveLength(3);
  });

  it('in plans and jobs', async () => {
    const plan = await client.plans.create({ ...at, selection: { kind: 'filter', filter: {} } });
    expect(plan.items.some(({ active }) => active)).toBe(true);
    expect((await client.jobs.items({ jobId: 'job-1', offset: 0, limit: 100 })).items).toHaveLength(100);
  });

  it('in rights, facts, tests of connections and files of them', async () => {
    expect(await client.buckets.rights({ ...at, bucket: 'denied' })).toMatchObject({ list: { answer: 'denied' } });
    expect(await client.connections.probe({ connectionId: 'aws' })).toMatchObject({ ownerCheck: { value: 'ignored' } });
    const draft = {
      name: 'tls',
      endpointUrl: 'https://nas.office.example',
      region: 'r',
      pathStyle: true,
      activeWindowMs: 0,
      quietIntervalMs: 0,
      credentials: { kind: 'anonymous' as const },
    };
    expect(await client.connections.test(draft)).toMatchObject({ error: { code: 'TLS_FAILED' } });
    expect((await client.connections.export()).text).not.toBe('');
    expect((await client.connections.import({ text: '{}' })).needSecret).toHaveLength(1);
  });

  it('in its history, groups, facets, rescues and watched uploads', async () => {
    const { jobs } = await client.jobs.history({ offset: 0, limit: 50 });
    expect(jobs.map(({ id }) => id)).toEqual(['job-1', 'job-2', 'job-3', 'job-4', 'job-5']);
    for (const { id: jobId } of jobs) {
      expect((await client.jobs.get({ jobId })).id).toBe(jobId);
      expect((await client.jobs.evidence({ jobId, offset: 470, limit: 100 })).lines).toHaveLength(10);
      expect((await client.jobs.items({ jobId, offset: 0, limit: 5 })).items).toHaveLength(5);
      expect(await client.jobs.verifyChain({ jobId })).toMatchObject({ intact: jobId !== 'job-4' });
    }
    await expect(client.jobs.get({ jobId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const by of ['prefix', 'initiator', 'week'] as const) {
      expect((await client.uploads.groups({ ...at, filter: {}, by })).groups.length).toBeGreaterThan(1);
    }
    expect((await client.uploads.facets(at)).initiators).toHaveLength(2);
    expect((await client.rescue.plan({ ...at, key: 'k', uploadId: 'upload-7' })).parts).toHaveLength(3);
    expect((await client.watch.list({ offset: 0, limit: 10 })).entries).toHaveLength(5);
  });

  it('in every scene: nothing, or failures', async () => {
    const empty = createRouterClient(createFakeEngine({ scene: 'empty', now }));
    expect((await empty.jobs.history({ offset: 0, limit: 50 })).total).toBe(0);
    expect((await empty.watch.list({ offset: 0, limit: 10 })).entries).toEqual([]);
    const failing = createRouterClient(createFakeEngine({ scene: 'failing', now }));
    await expect(failing.jobs.history({ offset: 0, limit: 50 })).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await failing.app.info()).toMatchObject({ host: 'browser' });
    const told: string[] = [];
    for await (const message of await createRouterClient(
      createFakeEngine({ scene: 'notices', now }),
    ).live.subscribe()) {
      if (message.type === 'snapshot') continue;
      for (const event of message.events) if (event.type === 'notice') told.push(event.notice.kind);
      break;
    }
    expect(told).toEqual(['finished', 'waiting', 'came back']);
  });

  it('in its prompts, which end when they are answered', async () => {
    const seen: number[] = [];
    for await (const message of await client.live.subscribe()) {
      if (message.type === 'snapshot') {
        seen.push(message.state.prompts?.length ?? 0);
        await client.prompts.answer({ promptId: 'mfa', code: '123456' });
        continue;
      }
      const [event] = message.events;
      if (event?.type === 'prompts') seen.push(event.prompts.length);
      break;
    }
    expect(seen).toEqual([2, 1]);
  });
});
