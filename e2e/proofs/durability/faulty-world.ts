import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { uploadsOfTry } from '../../../electron/engine/connections/outages.ts';
import type { Clock, StoreTimeouts } from '../../../electron/engine/ports/ports.ts';
import {
  type BucketBehaviour,
  type Fault,
  type PracticeStore,
  startPracticeStore,
} from '../../../electron/practice/store.ts';
import type { LiveState } from '../../../shared/schema/live.ts';
import type { Connection, ConnectionDraft, Evidence, Job, JobItem } from '../../../shared/schema/model.ts';
import { finalVerdicts, type Verdict } from '../../../shared/values/verdict-kinds.ts';
import type { ErrorWords } from '../../../shared/words/language.ts';
import { words } from '../../../shared/words/words.ts';
import { type DelayProxy, startDelayProxy } from '../../bench/delay-proxy.ts';
import { checkChain, draftOf, OpenEngine, vaultOf } from '../../support/engine/open-engine.ts';
import { hastyClock } from './hasty-clock.ts';
import type { Machine } from './machine.ts';
import { differences } from './record.ts';

const bucket = 'attic';
export const uploads = 24;
/** Twenty seconds of the world pass in one. Not more: signatures are made by the machine's clock, and may be 15 minutes off. */
export const haste = 20;
const day = 86_400_000;
/** By the world's clock, ms: long enough that no job ends before a fault strikes it. */
const quietIntervalMs = 20_000;

/** How a job ended, with all that is known of it. */
export interface Ending {
  job: Job;
  items: JobItem[];
  evidence: Evidence[];
}

/** A practice store behind a proxy, and an engine that cleans it up, on a clock of their own. */
export class FaultyWorld {
  /** The engine's. */
  readonly clock: Clock;
  readonly practice: PracticeStore;
  readonly proxy: DelayProxy;
  readonly dataDir: string;
  /** Made here, and removed at the end. */
  readonly #ownFolder: boolean;
  readonly #timeouts: StoreTimeouts;
  readonly #session: { token: string | null };
  #engine: OpenEngine | null = null;
  #connection: Connection | null = null;
  #jobId = '';
  #callsBefore = 0;

  private constructor(
    practice: PracticeStore,
    proxy: DelayProxy,
    dataDir: string | undefined,
    timeouts: StoreTimeouts,
    token: string | null,
    clock: Clock,
  ) {
    this.clock = clock;
    this.practice = practice;
    this.proxy = proxy;
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'loose-parts-faults-'));
    this.#ownFolder = dataDir === undefined;
    this.#timeouts = timeouts;
    this.#session = { token };
  }

  static async open({
    dataDir,
    timeouts = {},
    sessionToken,
    machine,
  }: {
    dataDir?: string;
    timeouts?: StoreTimeouts;
    sessionToken?: string;
    /** What the engine runs on; its clock is right where left out. */
    machine?: Machine;
  } = {}): Promise<FaultyWorld> {
    const clock = machine ?? hastyClock(haste);
    const now = machine ? machine.trueTime : clock.now;
    const practice = await startPracticeStore({
      scenario: 'empty',
      now,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
    const proxy = await startDelayProxy(practice.endpointUrl, 0);
    const world = new FaultyWorld(practice, proxy, dataDir, timeouts, sessionToken ?? null, clock);
    practice.createBucket(bucket);
    const initiatedAt = now() - 9 * day;
    practice.seedUploads(
      bucket,
      Array.from({ length: uploads }, (_, number) => ({
        key: `k ${number}+.bin`,
        initiatedAt,
        parts: [{ partNumber: 1, size: 1000, lastModified: initiatedAt }],
      })),
    );
    await world.boot();
    return world;
  }

  get engine(): OpenEngine {
    if (!this.#engine) throw new Error('The engine is not running');
    return this.#engine;
  }

  /** Starts the engine over the data folder. */
  async boot(): Promise<void> {
    this.#engine = await OpenEngine.open(this.dataDir, {
      clock: this.clock,
      random: () => 0.5,
      vault: vaultOf({
        secretAccessKey: this.practice.secretAccessKey,
        ...(this.#session.token === null ? {} : { sessionToken: this.#session.token }),
      }),
      storeTimeouts: this.#timeouts,
    });
  }

  async shutDown(): Promise<void> {
    await this.#engine?.close();
    this.#engine = null;
  }

  /** Saves the connection (again), as a person would who edits it. */
  async save(given: Partial<ConnectionDraft> = {}): Promise<void> {
    const id = this.#connection?.id;
    const { endpointUrl } = this.proxy;
    const draft = draftOf({ ...this.practice, endpointUrl }, { quietIntervalMs, ...(id ? { id } : {}), ...given });
    this.#connection = await this.engine.client.connections.save(draft);
  }

  /** Connects, and lists the bucket to the end of its sizing. */
  async scan(): Promise<void> {
    await this.save();
    if (this.#connection) await this.engine.scanOnly(this.#connection, bucket);
  }

  /** Lists the bucket anew. @returns once it has begun, what resolves at the end of its sizing */
  async rescan(): Promise<{ ended: Promise<unknown> }> {
    const connectionId = this.#connection?.id ?? '';
    const began = ({ buckets }: LiveState) => {
      const scan = buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan;
      return scan?.status === 'complete' ? scan.startedAt : null;
    };
    const before = began(await this.engine.until(() => true));
    await this.engine.client.scans.start({ connectionId, bucket });
    const isOver = (state: LiveState) => began(state) !== null && began(state) !== before;
    return { ended: this.engine.until(isOver) };
  }

  /** Saves it with another session token. */
  saveToken(sessionToken: string): Promise<void> {
    const { accessKeyId, secretAccessKey } = this.practice;
    return this.save({ credentials: { kind: 'static', accessKeyId, secretAccessKey, sessionToken } });
  }

  /**
   * Connects, scans, plans everything and starts; resolves once the first uploads were aborted and looked at, or, where
   * faults are given for the job, at once.
   */
  async startJob(faults?: readonly Fault[]): Promise<void> {
    if (this.#session.token === null) await this.save();
    else await this.saveToken(this.#session.token);
    const connection = this.#connection;
    if (!connection) throw new Error('There is no connection');
    await this.engine.scan(connection, bucket);
    const plan = await this.engine.planAll(connection, bucket);
    expect(plan.items).toHaveLength(uploads);
    this.#callsBefore = this.practice.calls.length;
    if (faults) this.change({ faults });
    this.#jobId = (await this.engine.start(plan)).id;
    if (!faults) await this.untilJob(({ counts }) => counts.clearing >= 2);
  }

  change(behaviour: Partial<BucketBehaviour>): void {
    this.practice.setBehaviour(bucket, behaviour);
  }

  untilJob(enough: (job: Job) => boolean): Promise<Job> {
    return this.engine.untilJob(this.#jobId, enough);
  }

  /** Waits until the job says that it waits for this. @returns the words on screen */
  async waitingFor(code: string): Promise<ErrorWords> {
    const { waitingFor } = await this.untilJob((job) => job.waitingFor?.code === code);
    if (!waitingFor) throw new Error('It waits for nothing');
    return words.error(waitingFor);
  }

  /** The job as History asks for it. */
  kept(): Promise<Job> {
    return this.engine.client.jobs.get({ jobId: this.#jobId });
  }

  /** Waits for the end, and checks what holds whatever went wrong: no item lost, one verdict each, a record that is the
   * store's log, and a chain that verifies. Closes the engine. */
  async ending(): Promise<Ending> {
    const job = await this.engine.finished(this.#jobId);
    const items = await this.engine.items(this.#jobId);
    const evidence = (
      await Promise.all(items.map(({ planned: { ref } }) => this.engine.client.uploads.evidence(ref)))
    ).flat();
    await this.shutDown();
    expect(new Set(items.map(({ planned: { ref } }) => ref.uploadId)).size).toBe(uploads);
    expect(items.filter(({ state, verdict }) => state !== 'done' || !verdict || !finalVerdicts.has(verdict))).toEqual(
      [],
    );
    const record = evidence.toSorted((a, b) => a.sequence - b.sequence);
    // Whether a store that was away answers again is asked by no job, and proves nothing.
    const asked = this.practice.calls.slice(this.#callsBefore);
    const ofJob = asked.filter(({ maxUploads }) => maxUploads !== String(uploadsOfTry));
    expect(differences(record, ofJob)).toEqual([]);
    expect(checkChain(this.dataDir, this.#jobId)).toMatchObject({ intact: true });
    return { job, items, evidence };
  }

  async close(): Promise<void> {
    await this.shutDown();
    await this.proxy.close();
    await this.practice.close();
    if (this.#ownFolder) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Items by verdict. */
export function verdictsOf(items: readonly JobItem[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of items) if (verdict) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
