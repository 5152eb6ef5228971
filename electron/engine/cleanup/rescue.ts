import type { CompletionPlan } from '../../../shared/schema/completion.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Job, Part, Upload, UploadRef } from '../../../shared/schema/model.ts';
import { isActive, lastActivity, recentSince } from '../../../shared/values/activity.ts';
import { assessParts } from '../../../shared/values/completable.ts';
import { partProblemSaid } from '../../../shared/words/part-problem-said.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock } from '../ports/ports.ts';
import { originOf } from '../records/origin.ts';
import { oddPart } from '../sizing/part-summary.ts';
import { mostParts } from '../store/s3/answer-numbers.ts';
import { requireWritable } from '../store/s3/read-only.ts';
import type { Store } from '../store/store.ts';
import { isFinal } from '../store/trouble-table.ts';
import { lookFailure } from './judging/store-trouble.ts';
import { look } from './looking/look.ts';
import { writing } from './recording/journal.ts';
import type { CallThrough } from './recording/recorded-calls.ts';

export interface RescueDeps {
  index: IndexClient;
  clock: Clock;
  newId: () => string;
  connections: Pick<Connections, 'get' | 'storeFor'>;
  /** What the index knows of an upload; null: nothing. */
  readUpload: (ref: UploadRef) => Promise<Upload | null>;
  /** Sends calls through the store's pace and records them on a chain. */
  callThrough: (store: Store, chain: string, turn: () => AbortSignal) => CallThrough;
  openJob: (jobId: string) => Promise<Job>;
  /** Aborts when the app closes. */
  closing: AbortSignal;
}

/** Completing an upload instead of aborting it. */
export interface Rescue {
  /**
   * Looks at an upload and freezes what completing it would send and replace.
   * @throws AppError NO_SUCH_UPLOAD where it is gone or not to be seen, CONFLICT where a job works on it, and whatever
   *   kept the look from seeing
   */
  plan(ref: UploadRef): Promise<CompletionPlan>;
  /**
   * @throws AppError NOT_FOUND, READ_ONLY, PLAN_USED; INVALID_INPUT where the parts make no object; CONFIRMATION_NEEDED where an
   *   object would be replaced (or may be) and that was not confirmed, or where it is active, or the connection is for production, and the bucket's name
   *   is not typed
   */
  start(input: { planId: string; replace: boolean; typedBucketName?: string | undefined }): Promise<Job>;
}

const deadlineMs = 24 * 3_600_000;

export function createRescue(deps: RescueDeps): Rescue {
  const { index, clock, newId, connections, callThrough, closing } = deps;

  return {
    async plan(ref) {
      const { activeWindowMs } = connections.get(ref.connectionId);
      await refuseBusy(index, ref);
      const store = await connections.storeFor(ref.connectionId);
      const call = callThrough(store, `verify/${ref.connectionId}`, () => closing);
      let parts: readonly Part[] = [];
      const onParts = (found: readonly Part[]) => {
        parts = found.toSorted((a, b) => a.partNumber - b.partNumber);
      };
      const {
        look: seen,
        endedAt,
        serverTime,
      } = await look(store, ref, { purpose: 'verify', objectFirst: true, onParts, call, clock }, closing);
      const failure = lookFailure(seen);
      if (failure) throw AppError.fromShape(failure);
      if (seen.parts.outcome === 'denied') {
        const { permission, code } = seen.parts;
        throw new AppError('ACCESS_DENIED', 'The parts cannot be seen.', { permission, storeCode: code });
      }
      const isOpen = seen.parts.outcome === 'present' || seen.listing.outcome === 'listed';
      if (!isOpen || seen.parts.outcome === 'gone') {
        throw new AppError('NO_SUCH_UPLOAD', 'The server has no such upload any more.');
      }
      const known = await deps.readUpload(ref);
      const initiatedAt = seen.listing.outcome === 'listed' ? seen.listing.initiatedAt : known?.initiatedAt;
      if (initiatedAt === undefined) {
        throw new AppError('NOT_FOUND', says('beginningUnknown'));
      }
      const newestPartAt = seen.parts.outcome === 'present' ? seen.parts.newestPartAt : null;
      const activityAt = lastActivity(initiatedAt, parts.length, newestPartAt);
      const counted = seen.parts.outcome === 'present' ? seen.parts.bytes : 0;
      if (counted === null) throw AppError.fromShape(oddPart());
      await requireAllParts(store, ref, parts, call, closing);
      const bytes = counted;
      const plan: CompletionPlan = {
        id: newId(),
        createdAt: clock.now(),
        item: {
          ref,
          initiatedAt,
          activityAt,
          parts: parts.length,
          bytes,
          storageClass: known?.storageClass ?? null,
          active: isActive(activityAt, recentSince({ local: endedAt, server: serverTime }, activeWindowMs)),
        },
        parts: [...parts],
        bytes,
        object: seen.object,
      };
      await writing(index.saveCompletionPlan(plan));
      return plan;
    },

    async start({ planId, replace, typedBucketName }) {
      const plan = await index.completionPlan(planId);
      if (!plan) throw new AppError('NOT_FOUND', says('noSuchPlan'));
      const { item, object } = plan;
      const of = connections.get(item.ref.connectionId);
      requireWritable(of);
      const [obstacle] = assessParts(plan.parts, { strict: of.endpointUrl === null }).obstacles;
      if (obstacle !== undefined) throw new AppError('INVALID_INPUT', partProblemSaid(obstacle));
      const { bucket } = item.ref;
      if (object.outcome !== 'absent' && !replace) {
        throw new AppError('CONFIRMATION_NEEDED', says('objectReplaced'), {
          bucket,
        });
      }
      if ((item.active || of.production) && typedBucketName !== bucket) {
        const message = item.active ? says('activeComplete') : says('productionComplete');
        throw new AppError('CONFIRMATION_NEEDED', message, { bucket });
      }
      await refuseBusy(index, item.ref);
      const jobId = newId();
      const createdAt = clock.now();
      const { quietIntervalMs, activeWindowMs } = of;
      const outcome = await writing(
        index.startCompletion({
          jobId,
          planId,
          includeActive: [item.ref],
          createdAt,
          deadlineAt: createdAt + deadlineMs,
          quietIntervalMs,
          activeWindowMs,
          origin: originOf(of),
        }),
      );
      if (outcome === 'used') throw new AppError('PLAN_USED', 'This plan has been started already.');
      return deps.openJob(jobId);
    },
  };
}

/**
 * What a completion leaves out is lost: a list that is cut short of a whole page, and does not say so, is found out by asking
 * what follows its last part.
 * @throws AppError NOT_S3 where something does, and whatever kept the call from an answer
 */
async function requireAllParts(
  store: Store,
  ref: UploadRef,
  parts: readonly Part[],
  call: CallThrough,
  signal: AbortSignal,
): Promise<void> {
  const last = parts.at(-1)?.partNumber;
  if (last === undefined || last >= mostParts) return;
  const behind = await call(
    { ref, purpose: 'verify', operation: 'ListParts' },
    () => store.listParts(ref, String(last), signal),
    (answer) => ({ call: answer.call, parts: answer.parts.length, bytes: null }),
    { signal },
  ).catch((error: unknown) => {
    // A store that will not go on from a part cannot tell.
    if (error instanceof AppError && isFinal(error)) return null;
    throw error;
  });
  // What shows the same parts again does not look at the marker, and gofakes3 numbers what it shows anew.
  if (!behind?.parts.some(({ partNumber }) => partNumber > last)) return;
  const { bucket } = ref;
  const details = { operation: 'ListParts', bucket, endpoint: store.endpoint, unusable: true as const };
  throw new AppError('NOT_S3', says('partsBehindTheLast', { part: last }), details);
}

async function refuseBusy(index: IndexClient, ref: UploadRef): Promise<void> {
  const busy = await index.uploadsInJobs([ref]);
  if (busy.length > 0) {
    throw new AppError('CONFLICT', says('busyUpload'));
  }
}
