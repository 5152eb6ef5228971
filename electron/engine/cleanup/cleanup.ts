import { AppError, type ErrorShape } from '../../../shared/schema/errors.ts';
import type {
  Evidence,
  Job,
  JobItem,
  Plan,
  PlanPart,
  Upload,
  UploadRef,
  Verification,
} from '../../../shared/schema/model.ts';
import { pieces } from '../../../shared/values/pieces.ts';
import { says } from '../../../shared/words/says.ts';
import { connectionIfKnown } from '../connections/connection-if-known.ts';
import type { Connections } from '../connections/connections.ts';
import type { BrokenRow } from '../index/broken-rows.ts';
import type { IndexClient } from '../index/client.ts';
import type { UploadName } from '../index/scan-operations.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { originOf } from '../records/origin.ts';
import type { VerdictRows } from '../sizing/verdict-rows.ts';
import type { Paces } from '../store/paces.ts';
import { requireWritable } from '../store/s3/read-only.ts';
import type { Store } from '../store/store.ts';
import { checkConfirmation } from './judging/plans.ts';
import { fewestToShare } from './looking/shared-listing.ts';
import { createPlanning, type PlanRequest } from './planning.ts';
import { Journal, writing } from './recording/journal.ts';
import { planEntriesAtOnce } from './recording/plan-saving.ts';
import { createCallThrough } from './recording/recorded-calls.ts';
import { createRescue, type Rescue } from './rescue.ts';
import { errandOf } from './running/job-errand.ts';
import { JobRunner, type JobRunnerDeps } from './running/job-runner.ts';
import { createVerifying } from './verifying.ts';
import { Notices } from './watching/notices.ts';
import { WatchList } from './watching/watch-list.ts';

/** What the clean-up needs from the rest of the engine. */
export interface CleanupDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  log: Log;
  paces: Paces;
  knowledge: Pick<Knowledge, 'learn' | 'endpointFacts'>;
  connections: Pick<Connections, 'get' | 'activeSince' | 'storeFor'>;
  verdictRows: Pick<VerdictRows, 'record'>;
  newId?: () => string;
  /** From so many uploads in work on, looks of a job share listings. */
  fewestToShare?: number;
}

/** Plans, jobs, verifications and their evidence. */
export interface Cleanup {
  /** Jobs that an earlier run left open and that could not be taken up. */
  readonly setAside: readonly Extract<BrokenRow, { what: 'job' }>[];
  /** Freezes a plan of the selected uploads. @returns its beginning. @throws AppError INVALID_INPUT, NOT_FOUND */
  createPlan(input: PlanRequest): Promise<PlanPart>;
  /** @throws AppError NOT_FOUND, READ_ONLY, PLAN_USED, CONFIRMATION_NEEDED, INVALID_INPUT */
  startJob(input: {
    planId: string;
    includeActive: UploadRef[];
    leaveOut?: UploadRef[] | undefined;
    typedBucketName?: string | undefined;
    /** From now, ms; 24 h where it is left out. */
    deadlineMs?: number;
  }): Promise<Job>;
  items(jobId: string, offset: number, limit: number): Promise<{ total: number; items: JobItem[] }>;
  pause(jobId: string): Promise<void>;
  resume(jobId: string): Promise<void>;
  cancel(jobId: string): Promise<void>;
  tryNow(jobId: string, ref: UploadRef): Promise<void>;
  setDeadline(jobId: string, deadlineAt: number): Promise<void>;
  /** A connection has changed: its running jobs and watched uploads that wait for it are tried again now. */
  wake(connectionId: string): void;
  /** One look, recorded. @throws AppError where the look failed and so proves nothing */
  verify(ref: UploadRef): Promise<Verification>;
  /** Every recorded call about one upload, oldest first. */
  evidence(ref: UploadRef): Promise<Evidence[]>;
  /** Completing an upload instead. */
  rescue: Rescue;
  /** Aborted uploads that are looked at again, and those that came back. */
  watched(offset: number, limit: number): ReturnType<WatchList['list']>;
  /** Stops where everything stands and writes what is left. Jobs go on at the next start. */
  close(): Promise<void>;
}

const defaultDeadlineMs = 24 * 3_600_000;

/** Puts the clean-up together and takes up the jobs that an earlier run left open. */
export async function createCleanup(deps: CleanupDeps): Promise<Cleanup> {
  const { index, clock, random, log, paces, connections } = deps;
  const newId = deps.newId ?? (() => crypto.randomUUID());
  const openedAt = clock.now();
  const runners = new Map<string, JobRunner>();
  const closing = new AbortController();
  const notices = new Notices({
    clock,
    newId,
    nameOf: (connectionId) => connectionIfKnown(connections.get, connectionId)?.name ?? null,
    tell: (notice) => deps.knowledge.learn({ type: 'notice', notice }),
  });
  const knowledge: JobRunnerDeps['knowledge'] = {
    learn(event) {
      deps.knowledge.learn(event);
      if (event.type === 'job') notices.jobChanged(event.job);
    },
    endpointFacts: (connectionId) => deps.knowledge.endpointFacts(connectionId),
  };

  const telling = new Set<Promise<void>>();
  const onVerdict: VerdictRows['record'] = (...verdict) => {
    const told = deps.verdictRows.record(...verdict).finally(() => {
      telling.delete(told);
      watchList.grown();
    });
    telling.add(told);
    return told;
  };

  const journal = new Journal({
    clock,
    apply: (changes) => index.applyCleanup(changes),
    onStall: (stalledBy: ErrorShape | null) => {
      if (stalledBy) log.error('The index cannot be written', { code: stalledBy.code });
      for (const runner of runners.values()) runner.indexTrouble(stalledBy);
    },
  });
  const onFinished = (job: Job) => runners.delete(job.id);
  const shared: JobRunnerDeps = {
    index,
    journal,
    clock,
    random,
    log,
    newId,
    connections,
    paces,
    fewestToShare: deps.fewestToShare ?? fewestToShare,
    knowledge,
    onVerdict,
    onFinished,
  };

  const readUpload = async (ref: UploadRef): Promise<Upload | null> => {
    const [found] = await index.uploadsByRefs([ref], connections.activeSince(ref.connectionId));
    return found ?? null;
  };
  const open = async (jobId: string): Promise<Job> => {
    const record = await index.job(jobId);
    if (!record) throw new AppError('NOT_FOUND', says('noSuchJob'));
    const runner = new JobRunner(shared, record, await index.jobSums(jobId), await errandOf(record, index));
    runners.set(jobId, runner);
    await runner.start();
    return runner.job;
  };
  const callThrough = (store: Store, chain: string, turn: () => AbortSignal, isAwaited = false) =>
    createCallThrough({ journal, pace: paces.of(store), clock, newId, isAwaited }, chain, turn);
  const watchList = new WatchList({
    index,
    clock,
    random,
    log,
    newId,
    connections,
    callThrough,
    openJob: open,
    knowledge,
    onReturn: (of) => notices.cameBack(of),
    onVerdict,
  });
  const verification = createVerifying({
    index,
    clock,
    random,
    connections,
    knowledge,
    readUpload,
    callThrough: (store, chain, turn) => callThrough(store, chain, turn, true),
    onVerdict,
    closing: closing.signal,
  });
  const rescue = createRescue({
    index,
    clock,
    newId,
    connections,
    readUpload,
    callThrough: (store, chain, turn) => callThrough(store, chain, turn, true),
    openJob: open,
    closing: closing.signal,
  });
  const running = async (jobId: string): Promise<JobRunner> => {
    const runner = runners.get(jobId);
    if (runner) return runner;
    if (await index.job(jobId)) throw new AppError('CONFLICT', says('jobFinished'));
    throw new AppError('NOT_FOUND', says('noSuchJob'));
  };
  const planOf = async (planId: string, refs: readonly UploadRef[]): Promise<Plan> => {
    const plan = await index.planOf(planId, refs);
    if (!plan) throw new AppError('NOT_FOUND', says('noSuchPlan'));
    return plan;
  };

  const setAside: Cleanup['setAside'][number][] = [];
  for (const { id, state, bucket } of await index.jobs(openedAt)) {
    if (state === 'finished') continue;
    try {
      await open(id);
    } catch (error) {
      // One that cannot be taken up keeps no other from going on, and the app from starting least of all.
      runners.delete(id);
      log.error('A clean-up job could not be taken up', { jobId: id, error });
      setAside.push({ what: 'job', id, bucket });
    }
  }
  await watchList.start();

  return {
    setAside,

    createPlan: createPlanning({ index, clock, connections, newId }),

    async startJob({ planId, includeActive, leaveOut = [], typedBucketName, deadlineMs = defaultDeadlineMs }) {
      const plan = await planOf(planId, []);
      if (await index.completionPlan(planId)) {
        throw new AppError('INVALID_INPUT', says('planCompletes'));
      }
      const of = connections.get(plan.connectionId);
      requireWritable(of);
      const { quietIntervalMs, activeWindowMs, production } = of;
      const confirmed = { includeActive: [], leaveOut: [], typed: typedBucketName, production };
      checkConfirmation(plan, confirmed);
      // Piece by piece: tens of thousands at once would hold everybody up.
      for (const refs of pieces(includeActive, planEntriesAtOnce)) {
        checkConfirmation(await planOf(planId, refs), { ...confirmed, includeActive: refs });
      }
      for (const refs of pieces(leaveOut, planEntriesAtOnce)) {
        checkConfirmation(await planOf(planId, refs), { ...confirmed, leaveOut: refs });
      }
      const jobId = newId();
      const createdAt = clock.now();
      const deadlineAt = createdAt + deadlineMs;
      const outcome = await writing(
        index.startJob({
          jobId,
          planId,
          includeActive: includeActive.map(namedOnly),
          leaveOut: leaveOut.map(namedOnly),
          createdAt,
          deadlineAt,
          quietIntervalMs,
          activeWindowMs,
          origin: originOf(of),
        }),
      );
      if (outcome === 'used') throw new AppError('PLAN_USED', 'This plan has been started already.');
      return open(jobId);
    },

    async items(jobId, offset, limit) {
      const window = await index.itemWindow(jobId, offset, limit);
      if (!window) throw new AppError('NOT_FOUND', says('noSuchJob'));
      return window;
    },

    pause: async (jobId) => (await running(jobId)).pause(),
    resume: async (jobId) => (await running(jobId)).resume(),
    cancel: async (jobId) => (await running(jobId)).cancel(),
    tryNow: async (jobId, ref) => (await running(jobId)).tryNow(ref),
    setDeadline: async (jobId, deadlineAt) => (await running(jobId)).setDeadline(deadlineAt),

    wake(connectionId) {
      watchList.wake(connectionId);
      for (const runner of runners.values()) {
        if (runner.job.connectionId === connectionId) runner.wake();
      }
    },

    verify: verification.verify,
    evidence: (ref) => index.evidenceOf(ref),
    rescue,
    watched: (offset, limit) => watchList.list(offset, limit),

    async close() {
      closing.abort();
      journal.beginClose();
      notices.close();
      await watchList.close();
      await Promise.all([...runners.values()].map((runner) => runner.close()));
      await Promise.allSettled(telling);
      await journal.close();
    },
  };
}

/** Half of what a whole reference takes on its way to another thread: the plan tells the bucket. */
function namedOnly({ key, uploadId }: UploadRef): UploadName {
  return { key, uploadId };
}
