import type { BucketDeletion, DeletionBlocker } from '../../../shared/schema/deletion.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Unknown } from '../../../shared/schema/unknowns.ts';
import { isDirectoryBucket } from '../../../shared/values/bucket-address.ts';
import type { DeletionQuestion } from '../../../shared/values/deletion-kinds.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { retryTransient } from '../store/retry.ts';
import type { BucketQuestions, ListedVersion, Store } from '../store/store.ts';
import { policyDenials } from './policy-denials.ts';

export interface DeletionPorts {
  clock: Clock;
  random: Random;
  signal?: AbortSignal | undefined;
  /** Uploads of the bucket that the index knows by such a verdict: how many, and their first keys. */
  knownUploads(state: 'hidden' | 'unreachable'): Promise<{ count: number; keys: string[] }>;
}

/** A page that shows whether anything is there; one that counts it, where that is full. */
const pages = { first: 10, second: 1000 } as const;
/** Keys that are named. */
const mostKeys = 5;
/** Versions that are asked for retention and legal hold, two calls each. */
const mostHeld = 5;

/**
 * Finds what keeps a bucket from being deleted. Sends GETs only, and at most twenty besides tries again: up to two pages of
 * uploads and of content each, four questions about the bucket, and two about each of its first five versions.
 *
 * @throws AppError where nothing at all can be asked (no credentials, no bucket); the signal's reason when aborted
 */
export async function findBlockers(
  store: Store,
  bucket: string,
  ports: DeletionPorts,
): Promise<Omit<BucketDeletion, 'connectionId'>> {
  const inquiry = new Inquiry(store, bucket, ports);
  await inquiry.uploads();
  await inquiry.knownUploads();
  const { versions, isWhole, listedAs } = await inquiry.contents();
  await inquiry.versioning(listedAs);
  await inquiry.lock(versions, isWhole);
  await inquiry.policy();
  inquiry.neverAsked();
  const { blockers, clear, unknown } = inquiry;
  return { bucket, at: ports.clock.now(), blockers, clear, unknown, listedAs };
}

class Inquiry {
  readonly blockers: DeletionBlocker[] = [];
  readonly clear: DeletionQuestion[] = [];
  readonly unknown: { question: DeletionQuestion; because: Unknown }[] = [];
  readonly #store: Store;
  readonly #bucket: string;
  readonly #ports: DeletionPorts;

  constructor(store: Store, bucket: string, ports: DeletionPorts) {
    this.#store = store;
    this.#bucket = bucket;
    this.#ports = ports;
  }

  async uploads(): Promise<void> {
    const page = (maxUploads: number) => () =>
      this.#store.listUploads({ bucket: this.#bucket, maxUploads }, this.#ports.signal);
    const first = await this.#ask('uploads', page(pages.first));
    if (first === null) return;
    const { uploads, isTruncated } = first.isTruncated ? ((await this.#ask(null, page(pages.second))) ?? first) : first;
    // A page that is empty and goes on says nothing of what follows.
    if (uploads.length === 0 && !isTruncated) this.clear.push('uploads');
    else {
      const { connection } = this.#store;
      const isDirectory = isDirectoryBucket(this.#bucket, connection);
      const keeps = isDirectory ? 'yes' : connection.endpointUrl === null ? 'no' : 'not known';
      const keys = uploads.slice(0, mostKeys).map(({ key }) => key);
      this.blockers.push({ what: 'uploads', count: uploads.length, more: isTruncated, keys, keeps });
    }
  }

  async knownUploads(): Promise<void> {
    let found = 0;
    for (const state of ['hidden', 'unreachable'] as const) {
      const { count, keys } = await this.#ports.knownUploads(state);
      found += count;
      if (count > 0) this.blockers.push({ what: `${state} uploads`, count, keys: keys.slice(0, mostKeys) });
    }
    // No call shows what a listing hides.
    if (found === 0) this.unknown.push({ question: 'hidden uploads', because: { why: 'not listed by the store' } });
  }

  /**
   * Objects, versions and delete markers; as objects alone where versions cannot be listed. `isWhole`: there are no versions but
   * these.
   */
  async contents(): Promise<{ versions: ListedVersion[]; isWhole: boolean; listedAs: BucketDeletion['listedAs'] }> {
    const page = (most: number) => () => this.#store.askBucket(this.#bucket, 'versions', { most }, this.#ports.signal);
    const first = await this.#ask('old versions', page(pages.first));
    if (first === null) {
      await this.#objects();
      return { versions: [], isWhole: false, listedAs: 'objects' };
    }
    const { entries, isTruncated } = first.isTruncated ? ((await this.#ask(null, page(pages.second))) ?? first) : first;
    const kinds = [
      ['objects', entries.filter(({ kind, isLatest }) => kind === 'version' && isLatest)],
      ['old versions', entries.filter(({ kind, isLatest }) => kind === 'version' && !isLatest)],
      ['delete markers', entries.filter(({ kind }) => kind === 'delete marker')],
    ] as const;
    for (const [what, of] of kinds) {
      if (of.length > 0)
        this.blockers.push({
          what,
          ...seenOf(
            of.map(({ key }) => key),
            isTruncated,
          ),
        });
      else if (!isTruncated) this.clear.push(what);
      else this.unknown.push({ question: what, because: { why: 'listing goes on', listed: entries.length } });
    }
    const versions = entries.filter(({ kind }) => kind === 'version');
    return { versions, isWhole: !isTruncated, listedAs: 'versions' };
  }

  async #objects(): Promise<void> {
    const because = this.unknown.find(({ question }) => question === 'old versions')?.because ?? { why: 'not asked' };
    this.unknown.push({ question: 'delete markers', because });
    const page = (most: number) => () => this.#store.askBucket(this.#bucket, 'objects', { most }, this.#ports.signal);
    const first = await this.#ask('objects', page(pages.first));
    if (first === null) return;
    const { keys, isTruncated } = first.isTruncated ? ((await this.#ask(null, page(pages.second))) ?? first) : first;
    if (keys.length > 0 || isTruncated) this.blockers.push({ what: 'objects', ...seenOf(keys, isTruncated) });
    else this.clear.push('objects');
  }

  async versioning(listedAs: BucketDeletion['listedAs']): Promise<void> {
    const told = await this.#askBucket('MFA delete', 'versioning', {});
    if (told?.mfaDelete) this.blockers.push({ what: 'MFA delete' });
    else if (told) this.clear.push('MFA delete');
    // Where versions were never kept there are none, whether they can be listed or not.
    if (told?.state !== 'never' || listedAs === 'versions') return;
    for (const question of ['old versions', 'delete markers'] as const) {
      const place = this.unknown.findIndex((each) => each.question === question);
      if (place >= 0) this.unknown.splice(place, 1);
      this.clear.push(question);
    }
  }

  async lock(versions: readonly ListedVersion[], isWhole: boolean): Promise<void> {
    const told = await this.#askBucket('object lock', 'object lock', {});
    if (told?.lock === null) {
      this.clear.push('object lock');
      return;
    }
    if (told?.lock.defaultRetention) this.blockers.push({ what: 'default retention', ...told.lock.defaultRetention });
    else if (told) this.clear.push('object lock');
    const asked = versions.slice(0, mostHeld);
    await this.#held(asked, told !== null, isWhole && asked.length === versions.length);
  }

  /**
   * @param isLocked the bucket is known to have Object Lock: elsewhere a refusal tells nothing new
   * @param isAll there are no versions but these: of others nothing is known
   */
  async #held(asked: readonly ListedVersion[], isLocked: boolean, isAll: boolean): Promise<void> {
    const retained: { key: string; mode: string; until: number | null }[] = [];
    const holds: string[] = [];
    let isKnown = true;
    for (const { key, versionId } of isLocked ? asked : []) {
      const retention = await this.#askBucket(isKnown ? 'retention' : null, 'retention', { key, versionId });
      const hold = await this.#askBucket(isKnown && retention ? 'retention' : null, 'legal hold', { key, versionId });
      if (!retention || !hold) isKnown = false;
      const { mode, until = null } = retention?.retention ?? {};
      if (mode !== undefined && (until === null || until > this.#ports.clock.now()))
        retained.push({ key, mode, until });
      if (hold?.held) holds.push(key);
    }
    const keysOf = (keys: readonly string[]) => keys.slice(0, mostKeys);
    const first = retained[0];
    if (first) {
      const untils = retained.map(({ until }) => until);
      const until = untils.includes(null) ? null : Math.max(...untils.map((each) => each ?? 0));
      const modes = new Set(retained.map(({ mode }) => mode));
      const mode = modes.has('COMPLIANCE') ? 'COMPLIANCE' : first.mode;
      const keys = keysOf(retained.map(({ key }) => key));
      this.blockers.push({ what: 'retention', mode, count: retained.length, asked: asked.length, until, keys });
    }
    if (holds.length > 0) {
      this.blockers.push({ what: 'legal hold', count: holds.length, asked: asked.length, keys: keysOf(holds) });
    }
    if (!isLocked || (asked.length === 0 && !isAll)) {
      this.unknown.push({ question: 'retention', because: { why: 'not asked' } });
    } else if (isKnown && retained.length + holds.length === 0) {
      if (isAll) this.clear.push('retention');
      else this.unknown.push({ question: 'retention', because: { why: 'some asked', asked: asked.length } });
    }
  }

  async policy(): Promise<void> {
    const told = await this.#askBucket('policy', 'policy', {});
    if (told === null) return;
    const denials = told.policy === null ? [] : policyDenials(told.policy);
    if (denials === null) this.unknown.push({ question: 'policy', because: { why: 'not readable' } });
    else if (denials.length === 0) this.clear.push('policy');
    else this.blockers.push(...denials.map((denial) => ({ what: 'policy' as const, ...denial })));
  }

  /** What only deleting would tell, and what is asked by another API than S3's. */
  neverAsked(): void {
    this.unknown.push({ question: 'right to delete', because: { why: 'only by deleting' } });
    if (this.#store.connection.endpointUrl !== null) return;
    this.unknown.push({ question: 'access points', because: { why: 'asked elsewhere' } });
  }

  #askBucket<Q extends keyof BucketQuestions>(question: DeletionQuestion | null, name: Q, more: BucketQuestions[Q]) {
    return this.#ask(question, () => this.#store.askBucket(this.#bucket, name, more, this.#ports.signal));
  }

  /**
   * @param question under which a failure is noted; null: it adds nothing to what is known
   * @throws what concerns every call alike: no credentials, no such bucket, nobody answers
   */
  async #ask<T>(question: DeletionQuestion | null, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await retryTransient(ask, this.#ports);
    } catch (error) {
      this.#ports.signal?.throwIfAborted();
      if (!(error instanceof AppError) || concernsAll(error)) throw error;
      if (question !== null) this.unknown.push({ question, because: { why: 'failed', error: error.toShape() } });
      return null;
    }
  }
}

/** Whether the next question would fail in the same way. */
function concernsAll({ code }: AppError): boolean {
  return !['ACCESS_DENIED', 'STORE_REFUSED', 'NOT_S3', 'STORE_FAILED', 'NO_SUCH_UPLOAD', 'INVALID_INPUT'].includes(
    code,
  );
}

function seenOf(keys: readonly string[], more: boolean) {
  return { count: keys.length, more, keys: [...new Set(keys)].slice(0, mostKeys) };
}
