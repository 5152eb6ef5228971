import { createHash } from 'node:crypto';
import type { SearchSeen, UploadRef } from '../../../../shared/schema/model.ts';
import type { Sight } from '../../../../shared/values/sights.ts';
import type { Clock, Random } from '../../ports/ports.ts';
import { PagingGuard } from '../../store/paging-guard.ts';
import { retryTransient } from '../../store/retry.ts';
import type { CallInfo, ListedUpload, Store } from '../../store/store.ts';
import { absenceInDoubt, mayBeUnnamed } from '../../store/unnamed.ts';
import type { Span } from '../judging/machine-state.ts';
import type { CallEntry, CallThrough, ShareAnswer } from '../recording/recorded-calls.ts';
import { unseen } from './look.ts';

/** Who asks, and how the calls are sent and recorded should this one's turn come to walk for all. */
export interface SearchQuestion {
  ref: UploadRef;
  purpose: CallEntry['purpose'];
  store: Store;
  call: CallThrough;
  signal: AbortSignal | undefined;
  /** A walk that began before this time, by the local clock, is of no use. */
  notBefore: number;
}

/** What a search showed, and when it was taken. */
export interface Searched extends Span {
  seen: SearchSeen;
}

/** The most pages that are read for a search: two million uploads where pages are full. */
export const mostSearchPages = 2_000;
/** Uploads whose keys are kept from a walk, whoever asks for them. */
const keptKeys = 10_000;
const operation = 'ListMultipartUploads';

/** A walk over the whole listing, and what is known from it. */
interface Walk {
  startedAt: number;
  /** Uploads that somebody asks for. */
  wanted: Set<string>;
  /** Where they, and the first of all others, are listed. */
  found: Map<string, Pick<ListedUpload, 'key' | 'initiatedAt'>>;
  /** Every upload ID that was listed, once the walk has ended. */
  ids: IdDigests;
  /** Where it did not come to the listing's end. */
  failure: Exclude<SearchSeen, { outcome: 'found' | 'absent' }> | null;
  span: Span;
  /** Puts the page that ended it on record with one more upload. */
  share: ShareAnswer | null;
}

/**
 * Searches the whole listing of a bucket for upload IDs, whatever key each is listed under. Whoever asks while a walk is
 * under way, or soon after one, learns from the same: many doubtful uploads of a job cost one walk, not one each.
 *
 * One bucket only.
 */
export class UploadSearch {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #listsInParts: () => boolean;
  #latest: Walk | null = null;
  #running: { walk: Walk; ended: Promise<Walk> } | null = null;
  #waiting = 0;

  /** @param listsInParts whether what a listing without a prefix does not show may be there all the same */
  constructor(clock: Clock, random: Random, listsInParts: () => boolean) {
    this.#clock = clock;
    this.#random = random;
    this.#listsInParts = listsInParts;
  }

  /** Who waits for a walk, besides the one that walks. */
  get waiting(): number {
    return Math.max(0, this.#waiting - 1);
  }

  /**
   * What the listing shows of an upload ID.
   *
   * @throws CallNotSent, the signal's reason, or what kept the evidence from being written
   */
  async ask(question: SearchQuestion): Promise<Searched> {
    const { ref, purpose, notBefore } = question;
    this.#waiting++;
    try {
      for (;;) {
        const known = this.#latest && this.#latest.startedAt >= notBefore ? answerOf(this.#latest, ref.uploadId) : null;
        if (known && this.#latest) {
          this.#latest.share?.({ ref, purpose, operation, saw: sightOf(known.seen) });
          return known;
        }
        if (!this.#running) {
          const walk = await this.#begin(question);
          // The pages of its own walk are on record with it already.
          return answerOf(walk, ref.uploadId) ?? { ...walk.span, seen: { outcome: 'absent', uploads: walk.ids.size } };
        }
        const { walk, ended } = this.#running;
        if (walk.startedAt >= notBefore) walk.wanted.add(ref.uploadId);
        await ended;
      }
    } finally {
      this.#waiting--;
    }
  }

  #begin(question: SearchQuestion): Promise<Walk> {
    const startedAt = this.#clock.now();
    const walk: Walk = {
      startedAt,
      wanted: new Set([question.ref.uploadId]),
      found: new Map(),
      ids: new IdDigests(),
      failure: null,
      span: { startedAt, endedAt: startedAt, serverStart: null, serverEnd: null },
      share: null,
    };
    const ended = this.#walk(walk, question).finally(() => {
      this.#running = null;
    });
    this.#running = { walk, ended };
    return ended;
  }

  async #walk(walk: Walk, question: SearchQuestion): Promise<Walk> {
    try {
      const isWhole = await this.#readPages(walk, question);
      if (!isWhole) walk.failure = { outcome: 'unfinished', uploads: walk.ids.size };
      else if (this.#listsInParts()) walk.failure = { outcome: 'partial', uploads: walk.ids.size };
    } catch (error) {
      question.signal?.throwIfAborted();
      walk.failure = unseen(error, 's3:ListBucketMultipartUploads');
    }
    walk.span.endedAt = this.#clock.now();
    walk.ids.sort();
    this.#latest = walk;
    return walk;
  }

  /** @returns whether it came to the listing's end */
  async #readPages(walk: Walk, { ref, purpose, store, call, signal }: SearchQuestion): Promise<boolean> {
    const { bucket } = ref;
    const guard = new PagingGuard({ operation, bucket, endpoint: store.endpoint });
    const retrying = { clock: this.#clock, random: this.#random, signal };
    const heard = ({ serverTime }: CallInfo) => {
      if (serverTime === null) return;
      walk.span.serverStart ??= serverTime;
      walk.span.serverEnd = Math.max(walk.span.serverEnd ?? serverTime, serverTime);
    };
    let keyMarker: string | null = null;
    let uploadIdMarker: string | null = null;
    let isInDoubt = false;
    for (let pages = 0; pages < mostSearchPages; pages++) {
      const request: Parameters<Store['listUploads']>[0] = {
        bucket,
        keyMarker,
        uploadIdMarker,
        maxUploads: 1000,
        onRecord: true,
      };
      const page = await retryTransient(
        () =>
          call(
            { ref, purpose, operation },
            () => store.listUploads(request, signal),
            (answer) => ({
              call: answer.call,
              saw: answer.uploads.some(({ uploadId }) => uploadId === ref.uploadId) ? 'listed' : 'not listed',
            }),
            {
              signal,
              onShare: (share) => {
                walk.share = share;
              },
            },
          ),
        retrying,
      );
      heard(page.call);
      for (const { key, uploadId, initiatedAt } of [...page.uploads, ...(page.unnamed ?? [])]) {
        if (uploadId === '') continue;
        walk.ids.add(uploadId);
        if (walk.wanted.has(uploadId) || walk.found.size < keptKeys) walk.found.set(uploadId, { key, initiatedAt });
      }
      isInDoubt ||= mayBeUnnamed(page, null);
      if (!page.isTruncated && isInDoubt) throw absenceInDoubt({ bucket, endpoint: store.endpoint });
      if (!page.isTruncated) return true;
      guard.goingOn([page.nextKeyMarker, page.nextUploadIdMarker], page.uploads.length);
      keyMarker = page.nextKeyMarker;
      uploadIdMarker = page.nextUploadIdMarker;
    }
    return false;
  }
}

/** What a whole walk showed of an upload, as evidence says it. */
function sightOf({ outcome }: SearchSeen): Sight | null {
  if (outcome === 'found') return 'listed';
  return outcome === 'absent' ? 'not listed' : null;
}

/** What a walk that has ended tells of an upload ID; null: it is listed, and where was not kept. */
function answerOf({ found, ids, failure, span }: Walk, uploadId: string): Searched | null {
  const at = found.get(uploadId);
  if (at) return { ...span, seen: { outcome: 'found', ...at } };
  if (failure && failure.outcome !== 'partial') return { ...span, seen: failure };
  if (ids.has(uploadId)) return null;
  return failure ? { ...span, seen: failure } : { ...span, seen: { outcome: 'absent', uploads: ids.size } };
}

/**
 * Upload IDs as digests of 48 bits, 8 bytes each however long they are. An ID that is not among them was not listed; one
 * that seems to be may be another, once in 10⁸.
 */
class IdDigests {
  #digests = new Float64Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(uploadId: string): void {
    if (this.#size === this.#digests.length) {
      const grown = new Float64Array(2 * this.#size);
      grown.set(this.#digests);
      this.#digests = grown;
    }
    this.#digests[this.#size++] = digestOf(uploadId);
  }

  /** Call it once everything is added, before {@link has}. */
  sort(): void {
    this.#digests = this.#digests.subarray(0, this.#size).sort();
  }

  has(uploadId: string): boolean {
    const digest = digestOf(uploadId);
    let [from, to] = [0, this.#size];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#digests[middle] ?? 0) < digest) from = middle + 1;
      else to = middle;
    }
    return this.#digests[from] === digest;
  }
}

function digestOf(uploadId: string): number {
  return createHash('sha256').update(uploadId).digest().readUIntBE(0, 6);
}
