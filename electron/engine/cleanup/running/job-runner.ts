import { AppError, type ErrorShape, errorShapeOf } from '../../../../shared/schema/errors.ts';
import type { Job, JobItem, Look, UploadRef } from '../../../../shared/schema/model.ts';
import { undoMs } from '../../../../shared/values/undo.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import { says } from '../../../../shared/words/says.ts';
import { connectionIfKnown } from '../../connections/connection-if-known.ts';
import type { Connections } from '../../connections/connections.ts';
import type { IndexClient } from '../../index/client.ts';
import type { ItemRecord, JobRecord, JobSums } from '../../index/job-rows.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { listsInParts, showsAbsence } from '../../listing/range-evidence.ts';
import type { Clock, Log, Random } from '../../ports/ports.ts';
import type { Pace } from '../../store/pace.ts';
import type { Paces } from '../../store/paces.ts';
import { readOnlyWait } from '../../store/s3/read-only.ts';
import type { Store } from '../../store/store.ts';
import { SharedListing } from '../looking/shared-listing.ts';
import { UploadSearch } from '../looking/upload-search.ts';
import type { Journal } from '../recording/journal.ts';
import { createCallThrough } from '../recording/recorded-calls.ts';
import { deadlineAfterBreak } from './break.ts';
import type { ItemWork } from './errand.ts';
import { Gate } from './gate.ts';
import type { WorkEnd } from './item-runner.ts';
import { JobDeadline } from './job-deadline.ts';
import type { JobErrand } from './job-errand.ts';
import { JobQueue } from './job-queue.ts';
import { afterItem, publicJob } from './job-sums.ts';
import { Rounds } from './rounds.ts';

/** What every job shares. */
export interface JobRunnerDeps {
  index: IndexClient;
  journal: Journal;
  clock: Clock;
  random: Random;
  log: Log;
  newId: () => string;
  connections: Pick<Connections, 'get' | 'storeFor'>;
  paces: Paces;
  /** From so many items in work on, looks share listings. */
  fewestToShare: number;
  knowledge: Pick<Knowledge, 'learn' | 'endpointFacts'>;
  onVerdict: (ref: UploadRef, verdict: Verdict, look: Look | null) => Promise<void>;
  /** The job has finished; nothing more will come from it. */
  onFinished: (job: Job) => void;
}

/** How long an item rests that met a bug of ours, ms: the others go first. */
const stumbleMs = 60_000;
/** Items that may wait for one search of the listing beside those that make calls. */
const mostSearching = 5_000;
/** Items settled in one transaction on cancelling and at the deadline. */
const settleSize = 500;

/**
 * Carries out one job. Everything it needs is in the index, so that it can start over at any point: this object holds the
 * items in work, a small read-ahead, and when the waiting ones are due.
 */
export class JobRunner {
  readonly #deps: JobRunnerDeps;
  readonly #errand: JobErrand;
  readonly #gate: Gate;
  readonly #shared: SharedListing;
  readonly #search: UploadSearch;
  readonly #queue: JobQueue;
  readonly #deadline: JobDeadline;
  readonly #working = new Map<number, Promise<void>>();
  readonly #closing = new AbortController();
  /** Aborts when no further call may be sent. */
  #turn = new AbortController();
  #job: JobRecord;
  #sums: JobSums;
  /** Nothing is sent before; null once it may. */
  #heldUntil: number | null;
  #indexTrouble: ErrorShape | null = null;
  readonly #filling = new Rounds(() => this.#fillOnce());
  #cancelTimer: (() => void) | null = null;
  readonly #telling = new Set<Promise<void>>();

  constructor(deps: JobRunnerDeps, job: JobRecord, sums: JobSums, errand: JobErrand) {
    this.#deps = deps;
    this.#errand = errand;
    this.#job = { ...job, waitingFor: null };
    this.#sums = sums;
    // One that a person started can be undone for a moment, also over a restart; nobody waits for the others.
    const now = deps.clock.now();
    // Where the clock was set back since, it is held no longer than one that begins now.
    const undoUntil = job.cause === 'asked' ? Math.min(job.createdAt, now) + undoMs : 0;
    this.#heldUntil = job.state === 'running' && undoUntil > now ? undoUntil : null;
    this.#queue = new JobQueue(deps.index, deps.clock, job);
    this.#gate = new Gate(deps.clock, deps.random);
    this.#deadline = new JobDeadline(deps.clock, () => this.#job.deadlineAt);
    const facts = () => deps.knowledge.endpointFacts(job.connectionId);
    this.#search = new UploadSearch(deps.clock, deps.random, () => listsInParts(facts()));
    this.#shared = new SharedListing({
      showsAbsence: () => showsAbsence(facts()),
      isCrowded: () => this.#working.size >= deps.fewestToShare,
    });
  }

  /** The job as it stands. */
  get job(): Job {
    return publicJob(
      { ...this.#job, waitingFor: this.#indexTrouble ?? this.#gate.waitingFor },
      this.#sums,
      this.#heldUntil,
    );
  }

  /** Takes up what the index holds: waiting items after what is left of their waits, interrupted ones at once. */
  async start(): Promise<void> {
    const { clock, index } = this.#deps;
    const now = clock.now();
    const endedAt = await index.evidenceEndedAt(this.#job.id);
    // It was let go before it was broken off.
    if (endedAt !== null) this.#heldUntil = null;
    const times = { now, seenAt: endedAt ?? this.#job.createdAt };
    await this.#queue.takeUp(times);
    const deadlineAt = deadlineAfterBreak(this.#job.deadlineAt, times);
    if (deadlineAt !== this.#job.deadlineAt && this.#job.state !== 'finished') await this.#patch({ deadlineAt });
    this.#tell();
    this.#go();
  }

  /** Begins no further call; those in flight are finished and recorded. */
  async pause(): Promise<void> {
    this.#heldUntil = null;
    if (this.#job.state === 'paused') return;
    if (this.#job.state !== 'running') throw new AppError('CONFLICT', says('onlyRunningIsPaused'));
    await this.#patch({ state: 'paused' });
    this.#deadline.unwatched();
    this.#turn.abort();
  }

  async resume(): Promise<void> {
    if (this.#heldUntil !== null) return this.#release();
    if (this.#job.state === 'running') return this.wake();
    if (this.#job.state !== 'paused') throw new AppError('CONFLICT', says('onlyPausedIsResumed'));
    this.#turn = new AbortController();
    this.#gate.knock();
    await this.#patch({ state: 'running' });
    this.#go();
  }

  #release(): void {
    this.#heldUntil = null;
    this.#tell();
    this.#go();
  }

  /** Tries again now where it waits for its store. */
  wake(): void {
    this.#gate.knock();
    this.#go();
  }

  /** Lets calls in flight finish and records them; everything not final becomes `cancelled`. */
  async cancel(): Promise<void> {
    if (this.#job.state === 'cancelling' || this.#job.state === 'finished') return;
    this.#heldUntil = null;
    await this.#patch({ state: 'cancelling' });
    this.#turn.abort();
    this.#go();
  }

  /** Moves the time at which it gives up. What gave up already stays so; a paused job gives up once it goes on. */
  async setDeadline(deadlineAt: number): Promise<void> {
    if (this.#job.state === 'finished') throw new AppError('CONFLICT', says('jobFinished'));
    if (this.#job.state === 'cancelling') throw new AppError('CONFLICT', says('jobBeingCancelled'));
    this.#deadline.moved();
    await this.#patch({ deadlineAt });
    this.#go();
  }

  /** Does an item's next step now; also knocks where the job waits for its store. */
  async tryNow(ref: UploadRef): Promise<void> {
    const position = await this.#deps.index.itemPosition(this.#job.id, ref);
    if (position === null) throw new AppError('NOT_FOUND', says('notPartOfJob'));
    this.#queue.hasten(position);
    this.#deps.paces.knock(this.#job.connectionId);
    this.#gate.knock();
    this.#go();
  }

  /** The index cannot be written (the shape says why), or can be again (null). */
  indexTrouble(trouble: ErrorShape | null): void {
    this.#indexTrouble = trouble;
    this.#tell();
    if (!trouble) this.#go();
  }

  /** Stops where it stands: reads in flight are cut, aborts are finished and recorded. The job goes on at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#turn.abort();
    this.#cancelTimer?.();
    while (this.#filling.running || this.#working.size > 0 || this.#telling.size > 0) {
      await Promise.all([this.#filling.running, ...this.#working.values(), ...this.#telling]);
    }
    this.#cancelTimer?.();
  }

  #go(): void {
    this.#filling.go();
  }

  async #fillOnce(): Promise<void> {
    try {
      await this.#fill();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      // The index could not be read, or a bug: say so, and try again later.
      this.#deps.log.error('A clean-up job stumbled', { jobId: this.#job.id, error: errorShapeOf(error).message });
      this.#hear(errorShapeOf(error));
      this.#arm(this.#deps.clock.now() + stumbleMs);
    }
  }

  async #fill(): Promise<void> {
    const { clock } = this.#deps;
    if (this.#closing.signal.aborted || this.#job.state === 'finished') return;
    if (this.#job.state === 'cancelling') {
      if (this.#working.size === 0) await this.#cancelRest();
      return;
    }
    if (this.#job.state === 'paused' || this.#indexTrouble) {
      this.#deadline.unwatched();
      return;
    }
    const movedTo = this.#deadline.seen();
    if (movedTo !== null) {
      await this.#patch({ deadlineAt: movedTo });
      this.#deadline.seen();
    }
    if (this.#heldUntil !== null) {
      if (clock.now() < this.#heldUntil) {
        this.#cancelTimer?.();
        this.#cancelTimer = clock.schedule(this.#heldUntil, () => this.#go());
        return;
      }
      this.#heldUntil = null;
      this.#tell();
    }
    if (this.#deadline.isDue) await this.#expireRest();
    if (this.#working.size === 0 && !(await this.#queue.anyLeft()) && !(await this.#queue.takeUpLost())) {
      await this.#finish();
      return;
    }
    await this.#beginItems();
    this.#arm();
  }

  async #beginItems(): Promise<void> {
    if (this.#gate.capacity(1) === 0) return;
    if (this.#isReadOnly()) {
      this.#hear(readOnlyWait());
      return;
    }
    if (this.#gate.waitingFor?.code === 'READ_ONLY') this.#hear(null);
    if (!(await this.#queue.anyDue())) return;
    let store: Store;
    try {
      store = await this.#deps.connections.storeFor(this.#job.connectionId);
    } catch (error) {
      this.#hear(errorShapeOf(error));
      return;
    }
    const pace = this.#deps.paces.of(store);
    // Items that wait for a listing or a search which another one sends make no call meanwhile.
    const calling = () => this.#working.size - this.#shared.waiting - Math.min(this.#search.waiting, mostSearching);
    while (this.#job.state === 'running' && calling() < this.#gate.capacity(pace.limit)) {
      if (this.#closing.signal.aborted || !(await this.#queue.anyDue())) return;
      const record = this.#queue.take();
      if (!record || this.#job.state !== 'running') return;
      const done = this.#work(record, store, pace).finally(() => {
        this.#working.delete(record.position);
        this.#go();
      });
      this.#working.set(record.position, done);
    }
  }

  async #work(record: ItemRecord, store: Store, pace: Pace): Promise<void> {
    const { journal, clock, random, newId, log } = this.#deps;
    let item = record.item;
    let end: WorkEnd;
    let pauseMs = 0;
    try {
      const work: ItemWork = {
        job: this.#job,
        store,
        journal,
        clock,
        random,
        shared: this.#shared,
        search: this.#search,
        call: createCallThrough({ journal, pace, clock, newId }, `job/${this.#job.id}`, () => this.#turn.signal),
        stop: () => {
          if (this.#job.state === 'cancelling') return 'cancel';
          return this.#job.state === 'running' && !this.#isReadOnly() ? null : 'pause';
        },
        // A paused job gives nothing up before it goes on.
        isLate: () => this.#job.state === 'running' && this.#deadline.isLate,
        signal: this.#closing.signal,
        changed: (before, after) => {
          item = after;
          this.#itemChanged(before, after);
        },
        heard: (failure) => this.#hear(failure),
      };
      end = await this.#errand.run(work, record);
    } catch (error) {
      if (!this.#closing.signal.aborted) {
        log.error('An item of a clean-up stumbled', { jobId: this.#job.id, error: errorShapeOf(error).message });
        this.#hear({ code: 'INTERNAL', message: errorShapeOf(error).message, details: {} });
      }
      end = { kind: 'stopped' };
      pauseMs = stumbleMs;
    }
    if (end.kind === 'waiting') this.#queue.wait(record.position, end.at);
    else if (end.kind !== 'done') this.#queue.wait(record.position, clock.now() + pauseMs);
    this.#tellVerdict(record.item, item);
  }

  #isReadOnly(): boolean {
    // Where it was removed, the store that is not there says so.
    return connectionIfKnown(this.#deps.connections.get, this.#job.connectionId)?.readOnly ?? false;
  }

  async #cancelRest(): Promise<void> {
    await this.#settleRest('cancel');
    await this.#finish();
  }

  /** The deadline has passed: what is not merely clearing gives up. */
  async #expireRest(): Promise<void> {
    this.#deadline.expire();
    await this.#settleRest('deadline');
  }

  async #settleRest(type: 'cancel' | 'deadline'): Promise<void> {
    const { index, journal, clock } = this.#deps;
    this.#queue.empty();
    for (let after = -1; !this.#closing.signal.aborted; ) {
      // Whoever is in work now may come to rest while the records are read: what is read of it is of before then.
      const inWork = new Set(this.#working.keys());
      const records = await index.unfinishedItems(this.#job, after, settleSize);
      const last = records.at(-1);
      if (!last) return;
      after = last.position;
      const settled: { before: JobItem; record: ItemRecord }[] = [];
      for (const record of records) {
        // An item in work meets the deadline by itself.
        if (inWork.has(record.position)) continue;
        const after = this.#errand.settle(record, type, clock.now());
        if (after) settled.push({ before: record.item, record: after });
        else this.#queue.wait(record.position, record.item.next?.at ?? clock.now());
      }
      if (settled.length === 0) continue;
      await journal.write(settled.map(({ record }) => ({ kind: 'item', record })));
      for (const { before, record } of settled) {
        this.#itemChanged(before, record.item);
        this.#tellVerdict(before, record.item);
      }
    }
  }

  async #finish(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#gate.heard(null);
    await this.#patch({ state: 'finished', finishedAt: this.#deps.clock.now(), waitingFor: null });
    this.#cancelTimer?.();
    this.#deps.onFinished(this.job);
  }

  /**
   * One timer for the job: the next item that is due, the gate's probe, or the deadline.
   *
   * @param latest when something is left to be done in any case, whatever the job is about
   */
  #arm(latest = Number.POSITIVE_INFINITY): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#closing.signal.aborted) return;
    if (this.#job.state !== 'running' && latest === Number.POSITIVE_INFINITY) return;
    const { clock } = this.#deps;
    const next = this.#queue.nextAt ?? Number.POSITIVE_INFINITY;
    // While all slots are taken, the item that frees one goes on; while the gate is shut, its probe does.
    const due = this.#working.size > 0 && next <= clock.now() ? Number.POSITIVE_INFINITY : next;
    const at = Math.min(this.#deadline.wakeAt, latest, Math.max(due, this.#gate.probeAt ?? 0));
    if (at === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = clock.schedule(Math.max(at, clock.now()), () => this.#go());
  }

  #hear(failure: ErrorShape | null): void {
    if (!this.#gate.heard(failure)) return;
    this.#deps.journal.note([{ kind: 'job', patch: { jobId: this.#job.id, waitingFor: this.#gate.waitingFor } }]);
    this.#tell();
    this.#go();
  }

  async #patch(patch: Partial<Pick<JobRecord, 'state' | 'finishedAt' | 'deadlineAt' | 'waitingFor'>>): Promise<void> {
    this.#job = { ...this.#job, ...patch };
    await this.#deps.journal.write([{ kind: 'job', patch: { jobId: this.#job.id, ...patch } }]);
    this.#tell();
  }

  #itemChanged(before: JobItem, after: JobItem): void {
    this.#sums = afterItem(this.#sums, before, after);
    this.#deps.knowledge.learn({ type: 'item', item: after });
    this.#tell();
  }

  #tell(): void {
    this.#deps.knowledge.learn({ type: 'job', job: this.job });
  }

  #tellVerdict(before: JobItem, after: JobItem): void {
    const seenAnew = after.partsLeft !== before.partsLeft || after.bytesLeft !== before.bytesLeft;
    if (after.verdict === null || (after.verdict === before.verdict && !seenAnew)) return;
    const telling = this.#deps
      .onVerdict(after.planned.ref, after.verdict, after.lastLook)
      .catch((error: unknown) => {
        this.#deps.log.warn('A verdict could not be noted', { error: errorShapeOf(error).message });
      })
      .finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }
}
