import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { openDatabase } from '../../../electron/engine/index/database.ts';
import { createOperations, type IndexOperations } from '../../../electron/engine/index/operations.ts';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import type { EnginePorts, Secrets, Vault } from '../../../electron/engine/ports/ports.ts';
import { liveUntil } from '../../../electron/engine/testing/live-until.ts';
import { createFileLog } from '../../../electron/host/file-log.ts';
import type { LiveState } from '../../../shared/schema/live.ts';
import type { Connection, ConnectionDraft, Job, JobItem, Plan, UploadRef } from '../../../shared/schema/model.ts';
import { recordCall } from '../../proofs/secrets/recorded-client.ts';

/** Where a store is and whose keys to use. */
export interface StoreKeys {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A page of the engine's own windows. */
const pageSize = 1000;

/** A vault without a file: every connection has this secret, or whatever was stored since. */
export function vaultOf(given: Secrets | null): Vault {
  const secrets = new Map<string, Secrets>();
  return {
    protection: { kind: 'memory' },
    store: async (id, secret) => void secrets.set(id, secret),
    read: async (id) => secrets.get(id) ?? given,
    remove: async (id) => void secrets.delete(id),
  };
}

/** A draft of a connection to a store, path-style, with a quiet interval that tests can wait for. */
export function draftOf(store: StoreKeys, given: Partial<ConnectionDraft> = {}): ConnectionDraft {
  const { endpointUrl, region, accessKeyId, secretAccessKey } = store;
  return {
    name: 'Under test',
    endpointUrl,
    region,
    pathStyle: true,
    activeWindowMs: 86_400_000,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId, secretAccessKey },
    ...given,
  };
}

/** The engine in this process, as a host would carry it, with the steps that a person takes. */
export class OpenEngine {
  readonly client: ReturnType<typeof clientOf>;
  readonly #engine: Engine;
  #closing: Promise<void> | null = null;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.client = clientOf(engine);
  }

  /** @throws Error where the index cannot be opened */
  static async open(dataDir: string, ports: Partial<EnginePorts> = {}): Promise<OpenEngine> {
    const engine = await createEngine({
      clock: systemClock,
      random: Math.random,
      vault: vaultOf(null),
      log: createFileLog(join(dataDir, 'logs', 'loose-parts.log')),
      dataDir,
      host: 'browser',
      version: '0.0.0',
      chooseLanguage() {},
      startPractice: () => Promise.reject(new Error('There is no practice store here')),
      ...ports,
    });
    return new OpenEngine(engine);
  }

  /** Harmless when called again. */
  close(): Promise<void> {
    this.#closing ??= this.#engine.close();
    return this.#closing;
  }

  /** Follows the live feed until the state satisfies `enough`. @throws Error where the engine closes before that */
  until(enough: (state: LiveState) => boolean): Promise<LiveState> {
    return liveUntil(this.client, enough);
  }

  /** Follows the live feed until a job satisfies `enough`. */
  async untilJob(jobId: string, enough: (job: Job) => boolean): Promise<Job> {
    const found = (state: LiveState) => state.jobs.find(({ id }) => id === jobId);
    const state = await this.until((now) => {
      const job = found(now);
      return job !== undefined && enough(job);
    });
    const job = found(state);
    if (!job) throw new Error(`There is no job ${jobId}`);
    return job;
  }

  finished(jobId: string): Promise<Job> {
    return this.untilJob(jobId, ({ state }) => state === 'finished');
  }

  /** Scans a bucket to the end of its sizing. @throws Error where the scan fails */
  async scanOnly(connection: Pick<Connection, 'id'>, bucket: string): Promise<void> {
    const place = { connectionId: connection.id, bucket };
    await this.client.buckets.add(place);
    await this.client.scans.start(place);
    const scanOf = (state: LiveState) =>
      state.buckets[connection.id]?.items.find(({ name }) => name === bucket)?.scan ?? { status: 'never' };
    const ended = scanOf(await this.until((state) => /complete|failed|stopped/.test(scanOf(state).status)));
    if (ended.status !== 'complete') throw new Error(`The scan ended ${JSON.stringify(ended)}`);
  }

  /**
   * The same, and then waits for what the engine asks of an endpoint after its first scan: what a test counts or breaks
   * next is its own.
   */
  async scan(connection: Pick<Connection, 'id'>, bucket: string): Promise<void> {
    await this.scanOnly(connection, bucket);
    await this.until((state) => state.endpoints?.[connection.id] !== undefined);
  }

  /** A plan of everything that the index holds of a bucket. */
  planAll(connection: Pick<Connection, 'id'>, bucket: string): Promise<Plan> {
    const selection = { kind: 'filter', filter: {} } as const;
    return this.client.plans.create({ connectionId: connection.id, bucket, selection });
  }

  /** Starts a plan; active uploads only where they are named. */
  async start(plan: Plan, includeActive: UploadRef[] = []): Promise<Job> {
    const job = await this.client.jobs.start({ planId: plan.id, includeActive, typedBucketName: plan.bucket });
    // Nobody is here to undo it.
    await this.client.jobs.resume({ jobId: job.id });
    return job;
  }

  /** Every item of a job. */
  async items(jobId: string): Promise<JobItem[]> {
    const items: JobItem[] = [];
    for (;;) {
      const window = await this.client.jobs.items({ jobId, offset: items.length, limit: pageSize });
      items.push(...window.items);
      if (window.items.length === 0 || items.length >= window.total) return items;
    }
  }

  /** Every upload's identity that the index holds of a bucket, in key order. */
  async uploads(connection: Pick<Connection, 'id'>, bucket: string): Promise<UploadRef[]> {
    const refs: UploadRef[] = [];
    for (;;) {
      const window = await this.client.uploads.window({
        connectionId: connection.id,
        bucket,
        filter: {},
        sort: { by: 'key', direction: 'asc' },
        offset: refs.length,
        limit: pageSize,
      });
      refs.push(...window.rows.map(({ ref }) => ref));
      if (window.rows.length === 0 || refs.length >= window.total) return refs;
    }
  }
}

/** Checks a job's evidence chain in a data folder whose engine is closed. */
export function checkChain(dataDir: string, jobId: string): ReturnType<IndexOperations['verifyChain']> {
  const database = openDatabase(join(dataDir, 'index.sqlite'));
  try {
    return createOperations(database).verifyChain(jobId);
  } finally {
    database.close();
  }
}

function clientOf(engine: Engine) {
  return createRouterClient(engine.router, { interceptors: [recordCall] });
}
