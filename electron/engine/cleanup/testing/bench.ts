import type { EndpointFacts } from '../../../../shared/schema/endpoint.ts';
import type { LiveEvent } from '../../../../shared/schema/live.ts';
import type { Connection, Job, JobItem, Upload, UploadRef } from '../../../../shared/schema/model.ts';
import { defaultSettings } from '../../../../shared/values/connection-defaults.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import type { IndexClient } from '../../index/client.ts';
import { openIndexHere } from '../../index/testing/open-index-here.ts';
import type { Clock } from '../../ports/ports.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import { Paces } from '../../store/paces.ts';
import { type Cleanup, createCleanup } from '../cleanup.ts';
import { publicJob } from '../running/job-sums.ts';
import { ModelStore, type ModelUpload } from './model-store.ts';

export const bucket = 'attic';

export const connection: Connection = {
  id: 'c1',
  name: 'Model',
  endpointUrl: 'https://model.test',
  region: 'us-east-1',
  pathStyle: true,
  ...defaultSettings,
  bucketSettings: {},
  activeWindowMs: 86_400_000,
  quietIntervalMs: 30_000,
  credentials: { kind: 'static', accessKeyId: 'AK', hasSessionToken: false },
  practice: false,
};

export const refOf = ({ key, uploadId }: { key: string; uploadId: string }): UploadRef => ({
  connectionId: connection.id,
  bucket,
  key,
  uploadId,
});

/** What a probe learns of an endpoint whose listings hide nothing. */
const wellBehaved: EndpointFacts = {
  at: 0,
  bucket,
  keyEncoding: { known: true, value: 'as documented' },
  keyMarker: { known: true, value: 'exclusive' },
  order: { known: true, value: 'sorted' },
  prefix: { known: true, value: 'beginning' },
  pageLimit: { known: true, value: 'honoured' },
  ownerCheck: { known: true, value: 'honoured' },
  initiated: { known: true, value: 'told' },
  initiator: { known: true, value: 'told' },
  storageClass: { known: true, value: 'told' },
  lifecycle: { known: true, value: 'no rules' },
  addressing: { known: true, value: 'path' },
};

/** One run of the app over the bench: dies without a word, as after kill −9. */
class Process {
  alive = true;
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly clock: Clock = {
    now: () => this.#clock.now(),
    schedule: (at, callback) =>
      this.#clock.schedule(at, () => {
        if (this.alive) callback();
      }),
  };

  /** The same operation, which never comes back once the process is dead. `before` runs as it is called. */
  guard<A extends unknown[], R>(operation: (...args: A) => Promise<R>, before: () => void): (...args: A) => Promise<R> {
    return async (...args) => {
      before();
      if (!this.alive) return never();
      try {
        const result = await operation(...args);
        before();
        return this.alive ? result : await never();
      } catch (error) {
        if (!this.alive) return never();
        throw error;
      }
    };
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A clean-up over a model store, an index in memory and a clock that tests move. */
export class Bench {
  readonly clock = new FakeClock();
  readonly store: ModelStore;
  readonly index: IndexClient;
  readonly events: LiveEvent[] = [];
  readonly verdicts: { ref: UploadRef; verdict: Verdict | null }[] = [];
  /** Fails instead of handing out the store, where set. */
  storeFailure: Error | null = null;
  /** Fails every write of a job, where set. */
  indexFailure: Error | null = null;
  random: () => number = () => 0.5;
  /** What the index of uploads is asked to answer, of some or (null) of all; by default every upload of the store. */
  readUploads: (refs: readonly UploadRef[] | null) => Promise<Upload[]>;
  /** What a plan is being made of, by place: its index stands in for a row's ID. */
  #matching: Upload[] = [];
  /** Index operations and calls until the process dies; Infinity: it does not. */
  diesAfter = Number.POSITIVE_INFINITY;
  sized = true;
  /** Whether looks share listings, from the first upload on. */
  sharesListings = false;
  readonly #close: () => Promise<void>;
  #process: Process;
  #serial = 0;

  /** @param path the index's file, for a test that changes it behind the app's back */
  constructor(given: Partial<Connection> = {}, path = ':memory:') {
    this.store = new ModelStore(this.clock, { ...connection, ...given });
    const { index, close } = openIndexHere(path);
    this.index = index;
    this.#close = close;
    this.#process = new Process(this.clock);
    this.readUploads = async (refs) => {
      const all = this.store.uploads.map((upload) => this.row(upload));
      return refs ? all.filter(({ ref }) => refs.some((wanted) => wanted.uploadId === ref.uploadId)) : all;
    };
  }

  get dead(): boolean {
    return !this.#process.alive;
  }

  /** Every job of the index, newest first. */
  async jobs(): Promise<Job[]> {
    const records = await this.index.jobs(0);
    return Promise.all(records.map(async (record) => publicJob(record, await this.index.jobSums(record.id))));
  }

  /** Starts the app (again): takes up what the index holds. */
  async boot(): Promise<Cleanup> {
    this.#process.alive = false;
    const process = new Process(this.clock);
    this.#process = process;
    const tick = () => {
      if (process.alive && this.diesAfter-- <= 0) process.alive = false;
    };
    const alive = <T>(value: T): T | Promise<never> => (process.alive ? value : never());
    const random = () => this.random();
    return createCleanup({
      index: this.#guarded(process, tick),
      clock: process.clock,
      random,
      paces: new Paces(process.clock, random),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      knowledge: {
        learn: (event) => void this.events.push(event),
        endpointFacts: () => (this.sharesListings ? wellBehaved : null),
      },
      connections: {
        get: () => this.store.connection,
        activeSince: () => this.store.now() - this.store.connection.activeWindowMs,
        storeFor: async () => {
          if (this.storeFailure) throw this.storeFailure;
          return alive(this.#guardedStore(process, tick));
        },
      },
      verdictRows: {
        record: async (ref, verdict) => {
          this.verdicts.push({ ref, verdict });
        },
      },
      fewestToShare: 1,
      newId: () => `id-${++this.#serial}`,
    });
  }

  /** The row that a scan would have written. */
  row(upload: ModelUpload): Upload {
    const newest = upload.parts.reduce((time, { lastModified }) => Math.max(time, lastModified), upload.initiatedAt);
    const bytes = upload.parts.reduce((sum, { size }) => sum + size, 0);
    // What is listed under another key than its own is sized by nobody.
    const key = this.store.spell(upload.key);
    const sized = this.sized && key === upload.key;
    const activityAt = sized ? newest : upload.initiatedAt;
    return {
      ref: refOf({ ...upload, key }),
      initiatedAt: upload.initiatedAt,
      initiator: null,
      owner: null,
      storageClass: null,
      sizing: sized
        ? { status: 'sized', at: this.store.now(), parts: upload.parts.length, bytes, newestPartAt: newest }
        : { status: 'pending' },
      activityAt,
      active: this.store.now() - activityAt < this.store.connection.activeWindowMs,
      abortDate: null,
      abortRuleId: null,
      verdict: null,
    };
  }

  /** Plans everything and starts it. */
  async start(cleanup: Cleanup, options: { deadlineMs?: number; includeActive?: UploadRef[] } = {}): Promise<Job> {
    const plan = await cleanup.createPlan({
      connectionId: connection.id,
      bucket,
      selection: { kind: 'filter', filter: {} },
    });
    const { includeActive = [], ...rest } = options;
    const job = await cleanup.startJob({ planId: plan.id, includeActive, typedBucketName: bucket, ...rest });
    // Nobody is here to undo it.
    if (!this.dead) await cleanup.resume(job.id);
    return job;
  }

  /** Runs the clock until the job has finished, the process is dead, or nothing is left to happen. */
  async finish(jobId: string, limit?: number): Promise<Job | null> {
    await this.clock.runUntil(() => this.dead || this.job(jobId)?.state === 'finished', limit);
    return this.job(jobId);
  }

  /** The job as it was last published. */
  job(jobId: string): Job | null {
    for (let at = this.events.length - 1; at >= 0; at--) {
      const event = this.events[at];
      if (event?.type === 'job' && event.job.id === jobId) return event.job;
    }
    return null;
  }

  async items(jobId: string): Promise<JobItem[]> {
    return (await this.index.itemWindow(jobId, 0, 1000))?.items ?? [];
  }

  close(): Promise<void> {
    this.#process.alive = false;
    return this.#close();
  }

  #guarded(process: Process, tick: () => void): IndexClient {
    return new Proxy(this.index, {
      get: (target, name) => {
        if (name === 'applyCleanup' && this.indexFailure) return () => Promise.reject(this.indexFailure);
        if (name === 'uploadsByRefs') return (refs: UploadRef[]) => this.readUploads(refs);
        if (name === 'matchingIds') {
          return async () => {
            this.#matching = await this.readUploads(null);
            return Int32Array.from(this.#matching.keys());
          };
        }
        if (name === 'uploadsWithIds') {
          return async (_: unknown, ids: Int32Array) => [...ids].flatMap((at) => this.#matching[at] ?? []);
        }
        return process.guard(Reflect.get(target, name), tick);
      },
    });
  }

  #guardedStore(process: Process, tick: () => void): ModelStore {
    const { store } = this;
    const calls: ReadonlySet<string | symbol> = new Set([
      'listParts',
      'listUploads',
      'abortUpload',
      'completeUpload',
      'headObject',
      'findObject',
    ]);
    return new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return calls.has(name) ? process.guard(value.bind(target), tick) : value.bind(target);
      },
    });
  }
}
