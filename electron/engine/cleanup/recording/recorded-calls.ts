import { AppError } from '../../../../shared/schema/errors.ts';
import type { Evidence, UploadRef } from '../../../../shared/schema/model.ts';
import type { Sight } from '../../../../shared/values/sights.ts';
import type { CleanupChange } from '../../index/cleanup-operations.ts';
import { shareOf } from '../../index/evidence-chain.ts';
import type { NewEvidenceLine } from '../../index/evidence-operations.ts';
import type { Clock } from '../../ports/ports.ts';
import type { Pace } from '../../store/pace.ts';
import type { CallInfo } from '../../store/store.ts';
import type { Journal } from './journal.ts';

/** What a call is for. */
export type CallEntry = Pick<Evidence, 'purpose' | 'operation'> & { ref: UploadRef };

/** What an answer adds to the evidence. */
export interface CallResult {
  call: CallInfo;
  parts?: number;
  bytes?: number | null;
  saw?: Sight;
}

/** Another upload that an answer tells of, and what it showed of it. */
export type SharedEntry = CallEntry & { saw: Sight | null };

/** The call was not sent: the job was paused, cancelled or closed while it waited its turn, or its reason was gone. */
export class CallNotSent extends Error {
  override readonly name = 'CallNotSent';
  /** Whether its `sent` line was written already (its answer then says NOT_SENT). */
  readonly recorded: boolean;

  constructor(recorded: boolean) {
    super('The call was not sent.');
    this.recorded = recorded;
  }
}

export interface CallOptions<T> {
  /** Breaks off the call itself. Never given for an abort. */
  signal?: AbortSignal | undefined;
  /** Written in the same transaction as the line that says the call is being sent. */
  alongside?: () => readonly CleanupChange[];
  /** Asked when it is the call's turn, and again right before it is sent: a turn and a disk may take their time. */
  stillWanted?: () => boolean;
  /**
   * Other uploads that the answer tells of. Each gets the same two lines as the one that the call was sent for, once there
   * is an answer ({@link shareOf}).
   */
  alsoAbout?: (answer: T) => readonly SharedEntry[];
  /** Handed, once there is an answer, what puts it on record with further uploads that turn out to learn from it later. */
  onShare?: (share: ShareAnswer) => void;
}

/** Writes the two lines of a call that was answered before with one more upload that its answer tells of. */
export type ShareAnswer = (entry: SharedEntry) => void;

/**
 * Sends one call and leaves evidence of it: on disk before it is sent, and again when it is answered (design, rule 6).
 * Throws {@link CallNotSent}, or whatever the call throws; a call that was broken off by the signal stays unanswered.
 */
export type CallThrough = <T>(
  entry: CallEntry,
  send: () => Promise<T>,
  result: (answer: T) => CallResult,
  options?: CallOptions<T>,
) => Promise<T>;

interface CallDeps {
  journal: Journal;
  pace: Pace;
  clock: Clock;
  newId: () => string;
  /** Whether a person waits for the answer, so that a call waits neither for its turn nor for an index that cannot be written. */
  isAwaited?: boolean;
}

/**
 * @param chain the evidence chain that the calls belong to
 * @param turn the signal that aborts when no further call may be sent; calls in flight go on
 */
export function createCallThrough(
  { journal, pace, clock, newId, isAwaited = false }: CallDeps,
  chain: string,
  turn: () => AbortSignal,
): CallThrough {
  return async (entry, send, result, { signal, alongside, stillWanted, alsoAbout, onShare } = {}) => {
    const wanted = () => !turn().aborted && !signal?.aborted && (stillWanted?.() ?? true);
    if (isAwaited) pace.enterAtOnce();
    else {
      await pace.enter(turn()).catch(() => {
        throw new CallNotSent(false);
      });
    }
    let outcome: AppError | 'answered' | 'unsent' = 'unsent';
    let tookMs: number | undefined;
    try {
      if (!wanted()) throw new CallNotSent(false);
      const unanswered = { status: null, code: null, requestId: null, requestCharged: null, saw: null };
      const blank = { ...unanswered, parts: null, bytes: null, durationMs: null };
      const sent: NewEvidenceLine = { ...entry, ...blank, chain, callId: newId(), kind: 'sent', at: clock.now() };
      await journal.write([{ kind: 'evidence', line: sent }, ...(alongside?.() ?? [])], { patient: !isAwaited });
      const sentAt = clock.now();
      const answered = (what: Partial<NewEvidenceLine>, others: readonly SharedEntry[] = []) => {
        const now = clock.now();
        const answer = { kind: 'answered' as const, at: now, durationMs: Math.max(0, now - sentAt), ...what };
        let about = 1;
        const sharesOf = (entries: readonly SharedEntry[]) =>
          entries.flatMap(({ saw, ...other }) => {
            const share = { ...sent, ...other, callId: shareOf(sent.callId, ++about) };
            return [share, { ...share, ...answer, saw }];
          });
        const note = (lines: NewEvidenceLine[]) => journal.note(lines.map((line) => ({ kind: 'evidence', line })));
        note([{ ...sent, ...answer }, ...sharesOf(others)]);
        return (other: SharedEntry) => note(sharesOf([other]));
      };
      if (!wanted()) {
        answered({ code: 'NOT_SENT' });
        throw new CallNotSent(true);
      }
      try {
        const answer = await send();
        const { call, parts = null, bytes = null, saw = null } = result(answer);
        outcome = 'answered';
        // The abort of many parts takes as long as it takes (s3-semantics, "Abort"): it says nothing of the pace.
        if (entry.purpose !== 'abort' && entry.purpose !== 'complete') tookMs = Math.max(0, clock.now() - sentAt);
        const { status, requestId, requestCharged } = call;
        const share = answered({ status, requestId, requestCharged, parts, bytes, saw }, alsoAbout?.(answer));
        onShare?.(share);
        return answer;
      } catch (error) {
        if (signal?.aborted) throw error;
        if (!(error instanceof AppError)) {
          answered({ code: 'INTERNAL' });
          throw error;
        }
        const { httpStatus = null, storeCode, requestId = null, requestCharged = false } = error.details;
        outcome = error;
        const answer = { status: httpStatus, code: storeCode ?? error.code, requestId };
        answered({ ...answer, requestCharged: httpStatus === null ? null : requestCharged });
        throw error;
      }
    } finally {
      pace.leave(outcome, tookMs);
    }
  };
}
