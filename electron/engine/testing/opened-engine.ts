import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { LiveState } from '../../../shared/schema/live.ts';
import type { Job, JobItem, ScanState, Upload, UploadRef } from '../../../shared/schema/model.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { Secrets } from '../ports/ports.ts';
import { enginePorts, memoryVault } from './engine-ports.ts';
import { liveUntil } from './live-until.ts';

const clientOf = (engine: Engine) => createRouterClient(engine.router);

/** Where the store under test is, and what differs from a day's active window and a quiet interval of 20 ms. */
export interface StoreAt {
  url: string;
  region?: string;
  accessKeyId?: string;
  secretAccessKey: string;
  activeWindowMs?: number;
  quietIntervalMs?: number;
}

/** What a person confirmed at the start of a job. */
interface Confirmed {
  includeActive?: UploadRef[];
  typedBucketName?: string;
}

/**
 * For tests: an engine with one connection, on a data folder of its own, and what a page does with it, over the contract.
 * Close it.
 */
export class OpenedEngine {
  client: ReturnType<typeof clientOf>;
  connectionId = '';
  #engine: Engine;
  readonly #dataDir: string;
  readonly #secrets: Map<string, Secrets>;

  private constructor(engine: Engine, dataDir: string, secrets: Map<string, Secrets>) {
    this.#engine = engine;
    this.client = clientOf(engine);
    this.#dataDir = dataDir;
    this.#secrets = secrets;
  }

  static async open(store: StoreAt): Promise<OpenedEngine> {
    const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-opened-'));
    const secrets = new Map<string, Secrets>();
    const opened = new OpenedEngine(await engineOn(dataDir, secrets), dataDir, secrets);
    const { url, region = 'us-east-1', accessKeyId = 'AKID', secretAccessKey } = store;
    const { id } = await opened.client.connections.save({
      name: 'Test',
      endpointUrl: url,
      region,
      pathStyle: true,
      activeWindowMs: store.activeWindowMs ?? 86_400_000,
      quietIntervalMs: store.quietIntervalMs ?? 20,
      credentials: { kind: 'static', accessKeyId, secretAccessKey },
    });
    opened.connectionId = id;
    return opened;
  }

  async close(): Promise<void> {
    await this.#engine.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** As after a new start of the app. */
  async reopen(): Promise<void> {
    await this.#engine.close();
    this.#engine = await engineOn(this.#dataDir, this.#secrets);
    this.client = clientOf(this.#engine);
  }

  until(enough: (state: LiveState) => boolean): Promise<LiveState> {
    return liveUntil(this.client, enough);
  }

  /** A bucket's scan in what the live feed told. */
  scanIn(state: LiveState, bucket: string): ScanState | undefined {
    return state.buckets[this.connectionId]?.items.find(({ name }) => name === bucket)?.scan;
  }

  /** Lists the store's buckets, scans one, and waits for the end of this very scan. */
  async scan(bucket: string): Promise<void> {
    const { connectionId } = this;
    const startOf = (scan: ScanState | undefined) => (scan && 'startedAt' in scan ? scan.startedAt : 0);
    await this.client.buckets.refresh({ connectionId });
    const before = startOf(this.scanIn(await this.until(() => true), bucket));
    await this.client.scans.start({ connectionId, bucket });
    await this.until((state) => {
      const now = this.scanIn(state, bucket);
      return startOf(now) !== before && (now?.status === 'complete' || now?.status === 'failed');
    });
  }

  /** The first hundred uploads of a bucket, by key. */
  async rows(bucket: string): Promise<Upload[]> {
    const window = { filter: {}, sort: { by: 'key', direction: 'asc' }, offset: 0, limit: 100 } as const;
    return (await this.client.uploads.window({ connectionId: this.connectionId, bucket, ...window })).rows;
  }

  /** A plan of all that is known of a bucket. */
  plan(bucket: string) {
    const selection = { kind: 'filter', filter: {} } as const;
    return this.client.plans.create({ connectionId: this.connectionId, bucket, selection });
  }

  /** Starts a plan at once, and waits for the end. */
  async carryOut(planId: string, confirmed: Confirmed = {}): Promise<{ job: Job; items: JobItem[] }> {
    const { id } = await this.client.jobs.start({ planId, includeActive: [], ...confirmed });
    // Nobody is here to undo it.
    await this.client.jobs.resume({ jobId: id });
    await this.until(({ jobs }) => jobs.some((job) => job.id === id && job.state === 'finished'));
    const { items } = await this.client.jobs.items({ jobId: id, offset: 0, limit: 100 });
    return { job: await this.client.jobs.get({ jobId: id }), items };
  }

  /** Aborts all that is not active of a bucket, and waits for the end. */
  async cleanUp(bucket: string): Promise<{ job: Job; items: JobItem[] }> {
    return this.carryOut((await this.plan(bucket)).id);
  }
}

function engineOn(dataDir: string, secrets: Map<string, Secrets>): Promise<Engine> {
  return createEngine(enginePorts(dataDir, { vault: memoryVault(secrets) }));
}
