import { AppError, errorShapeOf } from '../../../../shared/schema/errors.ts';
import type { Job, Look, UploadRef } from '../../../../shared/schema/model.ts';
import type { WatchEntry, WatchSummary } from '../../../../shared/schema/watch.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import type { Connections } from '../../connections/connections.ts';
import type { IndexClient } from '../../index/client.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Clock, Log, Random } from '../../ports/ports.ts';
import { originOf } from '../../records/origin.ts';
import type { WatchRecord } from '../../records/watch-record.ts';
import { wait } from '../../store/retry.ts';
import type { Store } from '../../store/store.ts';
import { concernsWholeStore } from '../judging/store-trouble.ts';
import {
  type CameBack,
  cameBack,
  judgeWatch,
  leftAlone,
  leftReadOnly,
  takeUp,
  watchAfterMs,
} from '../judging/watch-rules.ts';
import { look } from '../looking/look.ts';
import type { CallThrough } from '../recording/recorded-calls.ts';

export interface WatchListDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  log: Log;
  newId: () => string;
  connections: Pick<Connections, 'get' | 'storeFor'>;
  /** Sends calls through the store's pace and records them on a chain. */
  callThrough: (store: Store, chain: string, turn: () => AbortSignal) => CallThrough;
  /** Begins to run a job that is in the index. */
  openJob: (jobId: string) => Promise<Job>;
  knowledge: Pick<Knowledge, 'learn'>;
  /** These many uploads came back for the first time. */
  onReturn: (of: { connectionId: string; bucket: string; jobId: string | null; uploads: number }) => void;
  onVerdict: (ref: UploadRef, verdict: Verdict | null, look: Look | null) => Promise<void>;
}

/** How long a start is left in peace, ms. */
const peaceMs = 10_000;
/** Uploads read from the index at once. */
const batchSize = 64;
/** Looks at once, whatever the endpoint's pace allows: the watch list is never in a hurry. */
const mostLooks = 4;
/** Looks that are overdue together are spread over this long, as far as the gaps below allow, ms. */
const spreadMs = 10 * 60_000;
const shortestGapMs = 50;
const longestGapMs = 5_000;
const firstRetryMs = 60_000;
const longestRetryMs = 3_600_000;
/** Failed looks at one upload in a row after which it is watched no more: most of a working day. */
const mostFailures = 12;
/** How long changes of the list gather before the page hears of them, ms. */
const tellAfterMs = 1_000;
const lookDeadlineMs = 24 * 3_600_000;

/**
 * Looks at aborted uploads again, 1 h and 24 h after their verdict, for as long as the app runs. The list is in the index;
 * this object holds a batch of it and one timer, however long the list is. Looks that fell due while the app was closed
 * are taken soon after the start, spread out.
 */
export class WatchList {
  readonly #deps: WatchListDeps;
  readonly #closing = new AbortController();
  /** Connections whose store is away as a whole, and until when they are left alone. */
  readonly #away = new Map<string, { until: number; failures: number }>();
  #notBefore = 0;
  #sweeping: Promise<void> | null = null;
  #again = false;
  #cancelTimer: (() => void) | null = null;
  #cancelTelling: (() => void) | null = null;

  constructor(deps: WatchListDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.#notBefore = this.#deps.clock.now() + peaceMs;
    await this.#tell();
    this.#go();
  }

  /** Uploads that came back or could not be seen, newest first, then those watched, the next look first. */
  async list(offset: number, limit: number): Promise<{ summary: WatchSummary; entries: WatchEntry[] }> {
    const { index } = this.#deps;
    return { summary: await index.watchSummary(), entries: await index.watchWindow(offset, limit) };
  }

  /** The list in the index has grown. */
  grown(): void {
    if (this.#cancelTelling || this.#closing.signal.aborted) return;
    const { clock } = this.#deps;
    this.#cancelTelling = clock.schedule(clock.now() + tellAfterMs, () => {
      this.#cancelTelling = null;
      this.#go();
    });
  }

  /** A connection has changed: if its store was away, it is tried again now. */
  wake(connectionId: string): void {
    if (this.#away.delete(connectionId)) this.#go();
  }

  /** Stops where it stands; looks in flight are cut, and taken at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTimer?.();
    this.#cancelTelling?.();
    await this.#sweeping;
    this.#cancelTimer?.();
  }

  #go(): void {
    if (this.#closing.signal.aborted) return;
    if (this.#sweeping) {
      this.#again = true;
      return;
    }
    this.#sweeping = this.#sweepUntilQuiet().finally(() => {
      this.#sweeping = null;
      // What came while the last sweep ended.
      if (this.#again) this.#go();
    });
  }

  async #sweepUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#sweep();
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        // The index cannot be written or read, or a bug: later again, and nothing is lost meanwhile.
        this.#deps.log.warn('The watch list stumbled', { error: errorShapeOf(error).message });
        this.#arm(this.#deps.clock.now() + longestRetryMs / 12);
        return;
      }
    } while (this.#again && !this.#closing.signal.aborted);
  }

  async #sweep(): Promise<void> {
    const { index, clock } = this.#deps;
    let gapMs = longestGapMs;
    while (!this.#closing.signal.aborted) {
      await this.#tell();
      const now = clock.now();
      const away = [...this.#away].flatMap(([id, { until }]) => (until > now ? [id] : []));
      if (now < this.#notBefore) {
        this.#arm(this.#notBefore);
        return;
      }
      const batch = await index.watchDue(now, away, batchSize);
      if (batch.length > 0) {
        // Not wider again as the backlog shrinks: it would never end.
        gapMs = Math.max(shortestGapMs, Math.min(gapMs, spreadMs / (await index.watchOverdue(now))));
        await this.#lookAtAll(batch, gapMs);
        continue;
      }
      const next = await index.watchNextAt(away);
      // Due, and yet not given out: a job works on it. That job's end will say.
      const due = next === null ? Number.POSITIVE_INFINITY : next <= now ? now + firstRetryMs : next;
      const backAt = [...this.#away.values()].filter(({ until }) => until > now).map(({ until }) => until);
      this.#arm(Math.min(due, ...backAt));
      return;
    }
  }

  /** One timer for the whole list. */
  #arm(at: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (at === Number.POSITIVE_INFINITY || this.#closing.signal.aborted) return;
    this.#cancelTimer = this.#deps.clock.schedule(at, () => this.#go());
  }

  async #lookAtAll(batch: readonly WatchRecord[], gapMs: number): Promise<void> {
    const { clock, random } = this.#deps;
    const { signal } = this.#closing;
    const looking = new Set<Promise<void>>();
    const back: CameBack[] = [];
    const failures: unknown[] = [];
    let isFirst = true;
    for (const record of batch) {
      const { until = 0 } = this.#away.get(record.ref.connectionId) ?? {};
      if (until > clock.now()) continue;
      // Rejects on closing only.
      if (!isFirst) await wait(Math.ceil(gapMs * (0.5 + random())), clock, signal).catch(() => undefined);
      isFirst = false;
      if (looking.size >= mostLooks) await Promise.race(looking);
      if (signal.aborted) break;
      const one = this.#lookAt(record, (found) => back.push(found))
        .catch((error: unknown) => failures.push(error))
        .then(() => void looking.delete(one));
      looking.add(one);
    }
    await Promise.all(looking);
    if (signal.aborted) return;
    // What was found is taken up, whatever went wrong with others.
    await this.#takeUpAll(back);
    if (failures.length > 0) throw failures[0];
  }

  async #lookAt(record: WatchRecord, onBack: (back: CameBack) => void): Promise<void> {
    const { index, clock, connections, callThrough, onVerdict } = this.#deps;
    const { id, ref, endedAt, failures } = record;
    const { signal } = this.#closing;
    let store: Store;
    try {
      store = await connections.storeFor(ref.connectionId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') await index.forgetWatch(ref.connectionId);
      else this.#goneAway(ref.connectionId);
      return;
    }
    let taken: Awaited<ReturnType<typeof look>>;
    try {
      const call = callThrough(store, `watch/${ref.connectionId}`, () => signal);
      taken = await look(store, ref, { purpose: 'watch', call, clock }, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    const at = clock.now();
    const found = judgeWatch(record, taken.look);
    switch (found.kind) {
      case 'failed':
        if (concernsWholeStore(found.error)) {
          this.#goneAway(ref.connectionId);
        } else if (failures + 1 >= mostFailures) {
          const finding = { why: 'not watchable', code: found.error.code, looks: mostFailures } as const;
          await index.changeWatch({ id, kind: 'unseen', at, finding });
        } else {
          const dueAt = at + retryMs(failures);
          await index.changeWatch({ id, kind: 'postponed', failures: failures + 1, dueAt });
        }
        return;
      case 'quiet': {
        this.#away.delete(ref.connectionId);
        // A look that came late stands for every look that was due by then.
        const looks = watchAfterMs.filter((afterMs) => endedAt + afterMs <= at).length;
        const next = watchAfterMs[looks];
        await index.changeWatch({ id, kind: 'looked', at, looks, dueAt: next === undefined ? null : endedAt + next });
        return;
      }
      case 'another':
        await index.changeWatch({ id, kind: 'left alone', at, finding: found.reason });
        await onVerdict(ref, null, taken.look);
        return;
      case 'back':
        this.#away.delete(ref.connectionId);
        onBack({ record, found, at: { local: taken.endedAt, server: taken.serverTime } });
    }
  }

  #goneAway(connectionId: string): void {
    const failures = this.#away.get(connectionId)?.failures ?? 0;
    this.#away.set(connectionId, { until: this.#deps.clock.now() + retryMs(failures), failures: failures + 1 });
  }

  /** A job for each bucket in which uploads came back, so that a hundred of them are one job and one notice. */
  async #takeUpAll(back: readonly CameBack[]): Promise<void> {
    const buckets = Map.groupBy(back, ({ record: { ref } }) => JSON.stringify([ref.connectionId, ref.bucket]));
    for (const group of buckets.values()) {
      const [first] = group;
      if (!first) continue;
      const { connectionId, bucket } = first.record.ref;
      const jobId = await this.#takeUpBucket(connectionId, bucket, group);
      // Once told, never again, however often it comes back: its jobs show that.
      const uploads = group.filter(({ record }) => record.returns === 0).length;
      if (uploads > 0) this.#deps.onReturn({ connectionId, bucket, jobId, uploads });
    }
  }

  async #takeUpBucket(connectionId: string, bucket: string, group: readonly CameBack[]): Promise<string | null> {
    const { index, clock, newId, openJob, onVerdict } = this.#deps;
    const connection = this.#deps.connections.get(connectionId);
    const { activeWindowMs, quietIntervalMs, readOnly } = connection;
    const at = clock.now();
    const taken = group.map((back) => ({ ...back, item: readOnly ? null : takeUp(back, activeWindowMs) }));
    for (const { record, item } of taken) {
      if (item) continue;
      await index.changeWatch({ id: record.id, kind: 'left alone', at, finding: readOnly ? leftReadOnly : leftAlone });
      await onVerdict(record.ref, null, null);
    }
    const items = taken.flatMap(({ record, found, item }) => (item ? [{ record, found, ...item }] : []));
    if (items.length === 0) return null;
    const [jobId, planId] = [newId(), newId()];
    await index.returnWatched({
      at,
      plan: {
        id: planId,
        connectionId,
        bucket,
        createdAt: at,
        items: items.map(({ planned }) => planned),
        leftOut: [],
      },
      start: {
        jobId,
        planId,
        createdAt: at,
        deadlineAt: at + lookDeadlineMs,
        includeActive: items.flatMap(({ planned }) => (planned.active ? [planned.ref] : [])),
        quietIntervalMs,
        activeWindowMs,
        origin: originOf(connection),
      },
      items: items.map(({ record: { id, ref }, found, machine }) => ({
        id,
        ref,
        finding: found.reason,
        machine: JSON.stringify(machine),
        reason: cameBack,
      })),
    });
    await openJob(jobId);
    return jobId;
  }

  async #tell(): Promise<void> {
    this.#deps.knowledge.learn({ type: 'watch', watch: await this.#deps.index.watchSummary() });
  }
}

function retryMs(failures: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 10));
}
