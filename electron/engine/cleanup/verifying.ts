import { AppError } from '../../../shared/schema/errors.ts';
import type { Upload, UploadRef, Verification } from '../../../shared/schema/model.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { ItemRecord } from '../index/job-rows.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { listsInParts } from '../listing/range-evidence.ts';
import type { Clock, Random } from '../ports/ports.ts';
import type { KeptLook } from '../records/kept-look.ts';
import type { VerdictRows } from '../sizing/verdict-rows.ts';
import type { Store } from '../store/store.ts';
import { machineStateSchema } from './judging/machine-state.ts';
import { type Meeting, unspeakable } from './judging/meeting.ts';
import { passingFailure } from './judging/store-trouble.ts';
import { judgeVerification, needsSearch } from './judging/verification.ts';
import { look } from './looking/look.ts';
import { UploadSearch } from './looking/upload-search.ts';
import { writing } from './recording/journal.ts';
import type { CallThrough } from './recording/recorded-calls.ts';

/** What a verification needs from the rest of the clean-up. */
export interface VerifyingDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  connections: Pick<Connections, 'get' | 'storeFor'>;
  knowledge: Pick<Knowledge, 'endpointFacts'>;
  /** What the index knows of an upload; null: nothing. */
  readUpload: (ref: UploadRef) => Promise<Upload | null>;
  callThrough: (store: Store, chain: string, turn: () => AbortSignal) => CallThrough;
  onVerdict: VerdictRows['record'];
  /** Cuts what is under way, on closing. */
  closing: AbortSignal;
}

/** One look at an upload whenever a person asks, judged with every look that was taken before. */
export interface Verifying {
  /** @throws AppError where the look failed and so proves nothing */
  verify(ref: UploadRef): Promise<Verification>;
}

/** Puts it together. */
export function createVerifying(deps: VerifyingDeps): Verifying {
  const { index, clock, random, connections, knowledge, readUpload, callThrough, onVerdict, closing } = deps;
  return {
    async verify(ref) {
      const { quietIntervalMs } = connections.get(ref.connectionId);
      const store = await connections.storeFor(ref.connectionId);
      const chain = `verify/${ref.connectionId}`;
      const call = callThrough(store, chain, () => closing);
      const { seenAt: _, ...taken } = await look(store, ref, { purpose: 'verify', call, clock }, closing);
      const failure = passingFailure(taken.look);
      if (failure && !unspeakable(ref.key, taken.look, 0)) throw AppError.fromShape(failure);

      const item = await index.newestJobItem(ref);
      const upload = await readUpload(ref);
      const ofJob = looksOfJob(item);
      const earlier = [...ofJob.looks, ...(await index.verificationLooks(ref))];
      const isSized = upload?.sizing.status === 'sized' && upload.sizing.parts > 0;
      const known = {
        key: ref.key,
        meeting: { ...ofJob.meeting, hadParts: ofJob.meeting.hadParts || isSized },
      };
      if (needsSearch(taken.look, earlier, known)) {
        const search = new UploadSearch(clock, random, () => listsInParts(knowledge.endpointFacts(ref.connectionId)));
        const notBefore = taken.startedAt;
        const asked = { ref, purpose: 'verify', store, call, signal: closing, notBefore } as const;
        const { seen, endedAt } = await search.ask(asked);
        if (seen.outcome === 'failed') throw AppError.fromShape(seen.error);
        taken.look = { ...taken.look, search: seen };
        taken.endedAt = Math.max(taken.endedAt, endedAt);
      }
      await writing(index.addVerificationLook(ref, taken));
      const judged = judgeVerification(
        [...earlier, taken].toSorted((a, b) => a.endedAt - b.endedAt),
        {
          ...known,
          aborts: item?.item.attempts.length ?? 0,
          quietIntervalMs,
          initiatedAt: item?.item.planned.initiatedAt ?? upload?.initiatedAt ?? null,
          foreign: ofJob.foreign,
        },
      );
      if (!judged) throw new AppError('INTERNAL', says('lookNotJudged'));
      // A job that still works on the upload has the last word on it.
      if (!item || item.item.state === 'done') {
        await onVerdict(ref, judged.outcome === 'present' ? null : judged.outcome, taken.look);
      }
      return { ref, look: taken.look, ...judged };
    },
  };
}

/** What a job's looks add to a verification: whether they met it, its last clean look, and the object it found to be foreign. */
function looksOfJob(record: ItemRecord | null): { looks: KeptLook[]; foreign: KeptForeign; meeting: Meeting } {
  const machine = record?.machine ?? null;
  // A job that completes keeps another state, and its looks judge no abort.
  const state = machine === null ? null : (machineStateSchema.safeParse(JSON.parse(machine)).data ?? null);
  const meeting = state ?? { hadParts: false, wasAnswered: false };
  const foreign = state?.foreign ?? null;
  const { lastLook = null } = record?.item ?? {};
  if (!state?.firstClean || !lastLook) return { looks: [], foreign, meeting };
  const { endedAt, serverTime } = state.firstClean;
  return { looks: [{ look: lastLook, startedAt: endedAt, endedAt, serverTime }], foreign, meeting };
}

type KeptForeign = Parameters<typeof judgeVerification>[1]['foreign'];
