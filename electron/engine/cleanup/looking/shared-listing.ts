import { AppError } from '../../../../shared/schema/errors.ts';
import type { UploadRef } from '../../../../shared/schema/model.ts';
import { isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import { isIndexTrouble } from '../../index/index-failure.ts';
import { liesBehind } from '../../listing/range.ts';
import { identity } from '../../listing/walk.ts';
import { compareKeys, OrderWatch } from '../../store/key-order.ts';
import { isPlain } from '../../store/odd-keys.ts';
import type { CallInfo, Store, UploadsPage } from '../../store/store.ts';
import { isFinal } from '../../store/trouble-table.ts';
import type { CallEntry, CallThrough } from '../recording/recorded-calls.ts';

/** What a shared listing shows of one upload, and the call that showed it. */
export interface SharedView {
  call: CallInfo;
  /** null: it is not listed. */
  listed: { initiatedAt: number } | null;
}

/** One look's question. */
export interface SharedQuestion {
  ref: UploadRef;
  purpose: CallEntry['purpose'];
  store: Store;
  /** How the call is sent and recorded, should this look's turn come to send it for all. */
  call: CallThrough;
  signal: AbortSignal | undefined;
}

/** On which terms looks of a job share listings. */
export interface SharingTerms {
  /**
   * Whether a page of the listing is known to show whatever lies between two keys of our own choice
   * ({@link ../../listing/range-evidence.ts}). It may turn true while a job runs.
   */
  showsAbsence: () => boolean;
  /** Whether so many uploads are looked at together that sharing is worth it. */
  isCrowded: () => boolean;
}

/** From so many uploads in work on, looks share listings: fewer are seen to by a listing each, which says more in evidence. */
export const fewestToShare = 8;

interface Waiting extends SharedQuestion {
  /** null: the listing does not tell; the look asks for its own. */
  answer: (view: SharedView | null) => void;
  fail: (error: unknown) => void;
}

/** Uploads asked for beyond twice the number of those who wait: between their keys lie uploads that nobody asks about. */
const spareUploads = 16;
/** A page may be this many times longer than what it tells is worth: listing one upload costs a fraction of a call. */
const uploadsPerCall = 20;
/** After so many pages in a row that told less than they cost, so many questions go without. */
const poorUntilRest = 3;
const restAfterPoorPages = 256;

/** A page, as far as it can be relied on. */
interface ListingPage {
  call: CallInfo;
  /** Initiation times, by {@link identity}. */
  listed: ReadonlyMap<string, number>;
  /** Whether every upload of a key behind the page's beginning is on it. */
  spans: (key: string) => boolean;
}

/**
 * The listing's half of many looks at once: uploads of one bucket whose looks are due together read one page of
 * ListMultipartUploads, where each would send a listing narrowed to its key. Those who ask while a page is under way form
 * the next one, so a page is always sent after everybody who learns from it has asked.
 *
 * It proves as much as a look's own listing does, or says nothing:
 * - An upload on a page is listed, whatever else is known.
 * - An upload that is not on a page is unlisted only if the page spans its key (it began before the key, and ended behind
 *   it or was the last one), the endpoint is known to list in order, from any key on and without regard to who asks
 *   ({@link SharingTerms.showsAbsence}), and a page of this job has shown this very upload before.
 * - A page that is out of order, one with an entry that lacks a name, or a refusal ends the sharing for good.
 */
export class SharedListing {
  readonly #terms: SharingTerms;
  /** Uploads of the job that a page has shown. */
  readonly #shown = new Set<string>();
  #waiting: Waiting[] = [];
  /** Looks that wait for the page that is under way. */
  #reading = 0;
  #isOff = false;
  #poorPages = 0;
  /** Questions still to go without. */
  #rest = 0;

  constructor(terms: SharingTerms) {
    this.#terms = terms;
  }

  /**
   * What the listing shows of an upload; null where a shared one cannot tell, or is not worth it.
   *
   * @throws CallNotSent, the signal's reason, or what kept the evidence from being written
   */
  async ask(question: SharedQuestion): Promise<SharedView | null> {
    if (!this.#mayAsk(question)) return null;
    return new Promise((answer, fail) => {
      this.#waiting.push({ ...question, answer, fail });
      if (this.#reading === 0) void this.#readAll();
    });
  }

  /** Looks that wait for a page, besides the one that sends it. */
  get waiting(): number {
    return this.#waiting.length + Math.max(0, this.#reading - 1);
  }

  /** The upload will not be asked about any more. */
  forget(ref: UploadRef): void {
    this.#shown.delete(identity(ref));
  }

  #mayAsk({ ref, purpose, store }: SharedQuestion): boolean {
    if (this.#isOff || !this.#terms.isCrowded() || !this.#terms.showsAbsence()) return false;
    // Only a key that reads the same in every encoding and order can be sent as a marker, and compared.
    if (!isPlain(ref.key) || isDirectoryBucket(ref.bucket, store.connection)) return false;
    // Its absence would prove nothing.
    if (purpose !== 'look before' && !this.#shown.has(identity(ref))) return false;
    if (this.#rest === 0) return true;
    this.#rest--;
    return false;
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const all = this.#waiting.toSorted((a, b) => compareKeys(a.ref.key, b.ref.key));
      this.#waiting = [];
      this.#reading = all.length;
      try {
        await this.#read(all);
      } catch (error) {
        for (const { fail } of all) fail(error);
      }
    }
    this.#reading = 0;
  }

  /** Reads pages until everybody has an answer. @throws what is no failure of the store */
  async #read(all: Waiting[]): Promise<void> {
    for (let left = all; ; ) {
      const [leader, ...others] = left;
      if (!leader) return;
      const page = this.#isOff || this.#rest > 0 ? null : await this.#readPage(leader, others);
      if (!page) {
        for (const { answer } of left) answer(null);
        return;
      }
      const unanswered = left.filter((one) => {
        const view = this.#viewOf(page, one.ref);
        // A page that did not come as far as the key that it was sent for: that look is better off by itself.
        const isThrough = view !== null || one === leader || page.spans(one.ref.key);
        if (isThrough) one.answer(view);
        return !isThrough;
      });
      this.#noteYield(page, left.length - unanswered.length, others.length);
      left = unanswered;
      this.#reading = Math.max(1, left.length);
    }
  }

  /** One page from right before the leader's key on; null where it cannot be relied on. */
  async #readPage({ ref, purpose, store, call, signal }: Waiting, others: Waiting[]): Promise<ListingPage | null> {
    const keyMarker = keyBefore(ref.key);
    const maxUploads = Math.min(1000, 2 * (others.length + 1) + spareUploads);
    const refs = [ref, ...others.map((one) => one.ref)];
    const operation = 'ListMultipartUploads';
    let page: ListingPage | null = null;
    try {
      await call(
        { ref, purpose, operation },
        () =>
          store.listUploads(
            { bucket: ref.bucket, keyMarker, uploadIdMarker: null, maxUploads, onRecord: true },
            signal,
          ),
        (answer) => ({
          call: answer.call,
          saw: answer.uploads.some((upload) => identity(upload) === identity(ref)) ? 'listed' : 'not listed',
        }),
        {
          signal,
          alsoAbout: (answer) => {
            page = this.#judge(answer, keyMarker, refs);
            return others.flatMap((one) => {
              const view = page && this.#viewOf(page, one.ref);
              if (!view) return [];
              const saw = view.listed ? ('listed' as const) : ('not listed' as const);
              return [{ ref: one.ref, purpose: one.purpose, operation, saw }];
            });
          },
        },
      );
    } catch (error) {
      if (!(error instanceof AppError) || isIndexTrouble(error) || signal?.aborted) throw error;
      // What the store says of the pace or the connection may pass; what it says of such a listing stays.
      if (isFinal(error)) this.#isOff = true;
    }
    return page;
  }

  /** The page as far as it tells of these uploads; null where it is not what was asked for. */
  #judge(page: UploadsPage, from: string | null, refs: UploadRef[]): ListingPage | null {
    const { call, uploads, isTruncated } = page;
    // What is not on it may be what it does not name.
    if (page.unnamed !== undefined) {
      this.#isOff = true;
      return null;
    }
    if (!new OrderWatch().see(uploads) || (from !== null && !liesBehind(uploads, from, true))) {
      this.#isOff = true;
      return null;
    }
    const listed = new Map(uploads.map((upload) => [identity(upload), upload.initiatedAt]));
    for (const name of refs.map(identity)) if (listed.has(name)) this.#shown.add(name);
    const last = uploads.at(-1)?.key ?? null;
    // More uploads of the last key may follow on the next page.
    const spans = (key: string) => !isTruncated || (last !== null && compareKeys(key, last) < 0);
    return { call, listed, spans };
  }

  /** What a page tells of an upload; null: nothing. */
  #viewOf({ call, listed, spans }: ListingPage, ref: UploadRef): SharedView | null {
    const initiatedAt = listed.get(identity(ref));
    if (initiatedAt !== undefined) return { call, listed: { initiatedAt } };
    return spans(ref.key) && this.#shown.has(identity(ref)) ? { call, listed: null } : null;
  }

  /** Uploads that lie far apart are not worth a page each time. */
  #noteYield({ listed }: ListingPage, told: number, others: number): void {
    const isPoor = others > 0 && told * uploadsPerCall < listed.size;
    this.#poorPages = isPoor ? this.#poorPages + 1 : 0;
    if (this.#poorPages < poorUntilRest) return;
    this.#poorPages = 0;
    this.#rest = restAfterPoorPages;
  }
}

/**
 * A key right before another, such that hardly any key lies between them; null: the beginning of the listing. Not the
 * greatest there is, which would have characters that stores stumble over.
 *
 * @param key is plain
 */
function keyBefore(key: string): string | null {
  const [rest, last] = [key.slice(0, -1), key.slice(-1)];
  // `~` comes after every other character that is plain.
  if (/[1-9B-Zb-z]/.test(last)) return `${rest}${String.fromCharCode(last.charCodeAt(0) - 1)}~`;
  return rest === '' ? null : rest;
}
