import { setTimeout } from 'node:timers/promises';
import { ORPCError } from '@orpc/client';
import type { WatchedApp } from './app.ts';

/** What a call failed with that no call may fail with. */
export interface Fault {
  call: string;
  code: string;
  message: string;
}

const day = 86_400_000;
/** A guard against what never ends, and no measure: a busy computer takes many times as long as a quiet one. */
const patienceMs = 240_000;

export interface Keys {
  secretAccessKey: string;
  sessionToken: string;
}

/** Does with a store whatever a person does, and goes on whatever it fails with. */
export class Person {
  readonly faults: Fault[] = [];
  connectionId = '';
  jobId: string | null = null;
  /** Another one once it was started again. */
  app: WatchedApp;

  constructor(app: WatchedApp) {
    this.app = app;
  }

  /** Adds, tests, lists, sizes, looks, aborts, and reads the record. */
  async visits(name: string, endpointUrl: string, buckets: readonly string[], keys: Keys): Promise<void> {
    const { client } = this.app;
    const draft = {
      name: name.slice(0, 100),
      endpointUrl,
      region: 'us-east-1',
      pathStyle: true,
      activeWindowMs: day,
      quietIntervalMs: 20,
      timeouts: { connectMs: 1000, requestMs: 1000, idleMs: 1000 },
      credentials: { kind: 'static' as const, accessKeyId: 'AKIDHOSTILE', ...keys },
    };
    const [saved] = await Promise.all([
      this.#try('connections.save', () => client.connections.save(draft)),
      this.#try('connections.test', () => client.connections.test(draft)),
    ]);
    if (!saved) return;
    this.connectionId = saved.id;
    const { connectionId } = this;
    await Promise.all([
      this.#try('buckets.refresh', () => client.buckets.refresh({ connectionId })),
      ...buckets.map((bucket) => this.#scans(bucket)),
      this.#try('connections.probe', () =>
        // A store may ask for a quarter of an hour, and is granted it.
        Promise.race([client.connections.probe({ connectionId, bucket: buckets[0] ?? 'b' }), setTimeout(5_000)]),
      ),
    ]);
    for (const bucket of buckets.slice(0, 1)) await this.#cleansUp(bucket);
  }

  async #scans(bucket: string): Promise<void> {
    const { client } = this.app;
    const at = { connectionId: this.connectionId, bucket };
    // A store that has no such bucket, or does not say so, has nothing to scan.
    if (!(await this.#try('buckets.add', () => client.buckets.add(at)))) return;
    await this.#try('scans.start', () => client.scans.start(at));
    const isOver = (ms: number) =>
      this.app.until(({ buckets }) => {
        const scan = buckets[at.connectionId]?.items.find(({ name }) => name === bucket)?.scan;
        return scan !== undefined && 'finishedAt' in scan;
      }, ms);
    if (!(await isOver(4_000))) {
      await this.#try('scans.stop', () => client.scans.stop(at));
      if (!(await isOver(patienceMs)))
        this.faults.push({ call: 'scans.stop', code: 'NO END', message: `of ${bucket}` });
    }
    await Promise.all([this.looksAt(bucket), this.#try('buckets.rights', () => client.buckets.rights(at))]);
  }

  /** All that screens ask of a bucket. */
  async looksAt(bucket: string): Promise<void> {
    const { client } = this.app;
    const at = { connectionId: this.connectionId, bucket };
    const window = await this.#try('uploads.window', () =>
      client.uploads.window({ ...at, filter: {}, sort: { by: 'size', direction: 'desc' }, offset: 0, limit: 100 }),
    );
    await this.#try('uploads.totals', () => client.uploads.totals({ ...at, filter: {} }));
    await this.#try('uploads.ages', () => client.uploads.ages({ ...at, filter: {}, bins: 20 }));
    await this.#try('uploads.groups', () => client.uploads.groups({ ...at, filter: {}, by: 'prefix', prefix: '' }));
    await this.#try('uploads.facets', () => client.uploads.facets(at));
    for (const { ref } of window?.rows.slice(0, 1) ?? []) {
      await Promise.all([
        this.#try('uploads.parts', () => client.uploads.parts(ref)),
        this.#try('uploads.verify', () => client.uploads.verify(ref)),
        this.#try('rescue.plan', () => client.rescue.plan(ref)),
      ]);
      await this.#try('uploads.evidence', () => client.uploads.evidence(ref));
    }
  }

  async #cleansUp(bucket: string): Promise<void> {
    const { client } = this.app;
    const at = { connectionId: this.connectionId, bucket };
    const plan = await this.#try('plans.create', () =>
      client.plans.create({ ...at, selection: { kind: 'filter', filter: {} } }),
    );
    if (!plan || plan.items.length === 0) return;
    const job = await this.#try('jobs.start', () =>
      client.jobs.start({
        planId: plan.id,
        includeActive: plan.items.filter(({ active }) => active).map(({ ref }) => ref),
        typedBucketName: bucket,
      }),
    );
    if (!job) return;
    this.jobId = job.id;
    const isOver = (ms: number) =>
      this.app.until(({ jobs }) => jobs.some(({ id, state }) => id === job.id && state === 'finished'), ms);
    // It is held for five seconds, in which a person may undo it.
    await this.#try('jobs.resume', () => client.jobs.resume({ jobId: job.id }));
    if (!(await isOver(6_000))) {
      await this.#try('jobs.cancel', () => client.jobs.cancel({ jobId: job.id }));
      // A call that is under way is waited for: an abort has five times the time of another.
      if (!(await isOver(patienceMs))) this.faults.push({ call: 'jobs.cancel', code: 'NO END', message: job.id });
    }
    await this.looksBack();
  }

  /** All that History asks of a job. */
  async looksBack(): Promise<void> {
    const { client } = this.app;
    const { jobId } = this;
    if (jobId === null) return;
    await this.#try('jobs.get', () => client.jobs.get({ jobId }));
    await this.#try('jobs.items', () => client.jobs.items({ jobId, offset: 0, limit: 100 }));
    await this.#try('jobs.evidence', () => client.jobs.evidence({ jobId, offset: 0, limit: 500 }));
    await this.#try('jobs.report', () => client.jobs.report({ jobId }));
    for (const format of ['csv', 'json'] as const) {
      await this.#try('jobs.export', () => client.jobs.export({ jobId, format }));
    }
    const chain = await this.#try('jobs.verifyChain', () => client.jobs.verifyChain({ jobId }));
    if (chain && !chain.intact)
      this.faults.push({ call: 'jobs.verifyChain', code: 'BROKEN', message: JSON.stringify(chain) });
  }

  /** A call that may fail, in the words of the contract. */
  async #try<T>(call: string, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      const code = error instanceof ORPCError ? error.code : 'NO ANSWER';
      if (code !== 'INTERNAL' && error instanceof ORPCError) return null;
      this.faults.push({ call, code, message: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }
}
