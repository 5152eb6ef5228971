import { AppError } from '../../../shared/schema/errors.ts';
import type { UploadRef } from '../../../shared/schema/model.ts';
import type { BucketRights, Right } from '../../../shared/schema/rights.ts';
import type { Unknown } from '../../../shared/schema/unknowns.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { retryTransient } from '../store/retry.ts';
import type { ListedUpload, Store } from '../store/store.ts';
import { isUnheardOf, objectsToRequest } from '../store/trouble-table.ts';
import { inventKey, inventUploadId, inventUploadIdLike } from './invented-upload.ts';
import { becauseOf } from './probe-facts.ts';

export interface RightsPorts {
  clock: Clock;
  random: Random;
  signal?: AbortSignal | undefined;
}

/**
 * Finds out who may do what in a bucket, without aborting anything. Only the store's own answer counts as allowed or
 * denied; whatever else goes wrong makes a right unknown, with the reason.
 *
 * What is found holds for what was asked: a policy may treat other prefixes, or uploads under another KMS key, otherwise.
 *
 * @throws the signal's reason when aborted
 */
export async function findRights(store: Store, bucket: string, ports: RightsPorts): Promise<BucketRights> {
  const connectionId = store.connection.id;
  const doctor = new Doctor(store, bucket, ports);
  const { right: list, listed } = await doctor.list();
  const invented = { connectionId, bucket, key: inventKey(), uploadId: inventUploadId() };
  const look = await doctor.look(listed ? { ...invented, key: listed.key, uploadId: listed.uploadId } : invented);
  const abort = await doctor.abort(invented, list, listed);
  const object = await doctor.object(invented.key);
  return { connectionId, bucket, at: ports.clock.now(), list, look, abort, object };
}

const allowed: Right = { answer: 'allowed' };
const unknown = (because: Unknown): Right => ({ answer: 'unknown', unknown: because });

class Doctor {
  readonly #store: Store;
  readonly #bucket: string;
  readonly #ports: RightsPorts;

  constructor(store: Store, bucket: string, ports: RightsPorts) {
    this.#store = store;
    this.#bucket = bucket;
    this.#ports = ports;
  }

  /** s3:ListBucketMultipartUploads, and an upload to look at where one is listed. */
  async list(): Promise<{ right: Right; listed: ListedUpload | null }> {
    const asked = await this.#ask(() =>
      this.#store.listUploads({ bucket: this.#bucket, maxUploads: 2 }, this.#ports.signal),
    );
    if (!asked.ok) return { right: asked.right, listed: null };
    return { right: allowed, listed: asked.answer.uploads[0] ?? null };
  }

  /**
   * s3:ListMultipartUploadParts. A listed upload tells more than an invented one: where its parts are under a KMS key,
   * looking at them takes kms:Decrypt, too, and AWS says so. Of an invented one, only NoSuchUpload is an answer for those
   * who may look: Ceph 16.2 says NoSuchKey before it checks the right (measured).
   */
  async look(ref: UploadRef): Promise<Right> {
    const asked = await this.#ask(() => this.#store.listParts(ref, null, this.#ports.signal));
    if (asked.ok) return allowed;
    if (asked.error.code !== 'NO_SUCH_UPLOAD') return asked.right;
    if (asked.error.details.storeCode !== 'NoSuchKey') return allowed;
    return unknown({ why: 'no upload to look at' });
  }

  /**
   * s3:AbortMultipartUpload, by the abort of an upload that does not exist. It cannot touch one that does:
   *
   * - An abort names a key and an upload ID, and does nothing unless both are one upload's. Here both are made up on the
   *   spot from 122 and 128 random bits, under a prefix of our own.
   * - Right before it, the store must say that nothing is there: the listing narrowed to that key is empty, or, where the
   *   listing is denied, ListParts says that there is no such upload. Where neither can be asked, no abort is sent.
   * - Where a store wants IDs of its own form (400), the second try's ID is as random, and only looks like one. The key
   *   is the same, and still holds nothing.
   * - A store that ignored the upload ID would delete the object of that key, which does not exist either.
   *
   * Nothing is sent over a read-only connection.
   */
  async abort(invented: UploadRef, list: Right, listed: ListedUpload | null): Promise<Right> {
    if (this.#store.connection.readOnly) {
      return unknown({ why: 'read-only' });
    }
    const nothingThere = list.answer === 'allowed' ? await this.#isUnlisted(invented) : await this.#isUnknown(invented);
    if (nothingThere !== null) return nothingThere;

    const like = listed === null ? null : inventUploadIdLike(listed.uploadId);
    for (const uploadId of [invented.uploadId, ...(like === null ? [] : [like])]) {
      const right = await this.#tryAbort({ ...invented, uploadId });
      if (right !== 'not an ID') return right;
    }
    return unknown({ why: 'other upload IDs refused' });
  }

  /** What an abort of nothing is answered. Sent once: what fails is not tried again. */
  async #tryAbort(ref: UploadRef): Promise<Right | 'not an ID'> {
    const { signal } = this.#ports;
    try {
      await this.#store.abortUpload(ref, signal ? { signal } : {});
      return allowed;
    } catch (error) {
      const failure = this.#failure(error);
      if (failure.code === 'NO_SUCH_UPLOAD') return allowed;
      // It objects to what was sent, and not to aborts as such.
      if (objectsToRequest(failure) && !isUnheardOf(failure)) return 'not an ID';
      return rightOf(failure);
    }
  }

  /** null: the listing narrowed to the invented key is empty, as it must be. */
  async #isUnlisted({ key }: UploadRef): Promise<Right | null> {
    const asked = await this.#ask(() =>
      this.#store.listUploads({ bucket: this.#bucket, prefix: key, maxUploads: 2 }, this.#ports.signal),
    );
    if (!asked.ok) return unknown({ why: 'not tried, listing failed', error: asked.error.toShape() });
    const { uploads, unnamed = [], isTruncated } = asked.answer;
    if (uploads.length + unnamed.length === 0 && !isTruncated) return null;
    return unknown({ why: 'not tried, something listed' });
  }

  /** null: ListParts says that there is no such upload, as it must. */
  async #isUnknown(ref: UploadRef): Promise<Right | null> {
    const asked = await this.#ask(() => this.#store.listParts(ref, null, this.#ports.signal));
    if (!asked.ok && asked.error.code === 'NO_SUCH_UPLOAD') return null;
    return unknown({ why: 'not tried, nothing shown' });
  }

  /**
   * s3:GetObject or s3:ListBucket, as a look uses them: whether an upload that is gone was completed. AWS tells that an
   * object is absent only to those with s3:ListBucket, which therefore is what is missing.
   */
  async object(key: string): Promise<Right> {
    const head = await this.#ask(() => this.#store.headObject(this.#bucket, key, this.#ports.signal));
    if (head.ok) return allowed;
    if (head.right.answer === 'unknown') return head.right;
    const found = await this.#ask(() => this.#store.findObject(this.#bucket, key, this.#ports.signal));
    return found.ok ? allowed : found.right;
  }

  async #ask<T>(
    question: () => Promise<T>,
  ): Promise<{ ok: true; answer: T } | { ok: false; error: AppError; right: Right }> {
    try {
      return { ok: true, answer: await retryTransient(question, this.#ports) };
    } catch (error) {
      const failure = this.#failure(error);
      return { ok: false, error: failure, right: rightOf(failure) };
    }
  }

  /** @throws what is no failure of the store */
  #failure(error: unknown): AppError {
    this.#ports.signal?.throwIfAborted();
    if (error instanceof AppError) return error;
    throw error;
  }
}

function rightOf(error: AppError): Right {
  const { permission, storeCode, httpStatus = 403 } = error.details;
  if (error.code !== 'ACCESS_DENIED' || permission === undefined) return unknown(becauseOf(error));
  return { answer: 'denied', permission, code: storeCode ?? `HTTP ${httpStatus}` };
}
