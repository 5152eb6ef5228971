import { hash } from 'node:crypto';
import { type BucketBehaviour, defaultBehaviour } from '../behaviour/behaviour.ts';
import type { ObjectChecksum, UploadChecksum } from '../checksums/algorithms.ts';
import { defaultChecksum, objectChecksum } from '../checksums/object-checksum.ts';
import type { LifecycleConfiguration } from '../lifecycle/rules.ts';
import { BucketContents } from '../objects/bucket-contents.ts';
import type { ObjectHeaders } from '../objects/object-headers.ts';
import type { ObjectIndex, PracticeObject } from '../objects/practice-object.ts';
import { type FaultEffect, FaultPlan, type PracticeOperation } from '../protocol/faults.ts';
import { noSuchKey, noSuchUpload } from '../protocol/s3-error.ts';
import { UploadIndex } from '../uploads/upload-index.ts';
import {
  type Afterlife,
  type Completion,
  PartSet,
  type PracticePart,
  type PracticePrincipal,
  partListOf,
  type SentPart,
  type UploadRecord,
} from '../uploads/upload-record.ts';

/** What a new upload is made of. */
export interface NewUpload {
  key: string;
  /** ms UTC. */
  initiatedAt: number;
  initiator: PracticePrincipal;
  storageClass: string;
  checksum?: UploadChecksum | null;
  headers?: ObjectHeaders | null;
  /** Left out: one is made from the time and a counter, so that IDs sort by initiation. */
  uploadId?: string;
}

const maximumPartNumber = 10_000;

/** One bucket: its uploads and objects, and the rules of what becomes of them. Knows nothing of HTTP. */
export class Bucket {
  readonly name: string;
  /** ms UTC. */
  readonly createdAt: number;
  readonly uploads = new UploadIndex();
  readonly contents: BucketContents;
  lifecycle: LifecycleConfiguration | null = null;
  /** JSON, as it was put. */
  policy: string | null = null;
  readonly #now: () => number;
  #behaviour: BucketBehaviour = defaultBehaviour;
  #faults = new FaultPlan([]);
  #completionCalls: number[] = [];
  #sequence = 0;

  constructor(name: string, now: () => number) {
    this.name = name;
    this.createdAt = now();
    this.#now = now;
    this.contents = new BucketContents(now);
  }

  get objects(): ObjectIndex {
    return this.contents.current;
  }

  get behaviour(): BucketBehaviour {
    return this.#behaviour;
  }

  /** Changes the named traits and keeps the others. New faults count from zero. */
  change(behaviour: Partial<BucketBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour };
    if (behaviour.faults) this.#faults = new FaultPlan(behaviour.faults);
    if (behaviour.completeOn) this.#completionCalls = behaviour.completeOn.map(() => 0);
    this.uploads.setOrder(this.#behaviour.keyOrder);
  }

  /** Counts a call: completes what is to be completed now, and says which faults strike. */
  enter(operation: PracticeOperation, key: string, uploadId: string | null): FaultEffect[] {
    for (const [i, rule] of this.#behaviour.completeOn.entries()) {
      // A listing names no key: the rule's own counts then.
      const wanted = rule.key ?? key;
      if (rule.operation !== operation || (key !== '' && key !== wanted)) continue;
      const calls = (this.#completionCalls[i] ?? 0) + 1;
      this.#completionCalls[i] = calls;
      if (calls === rule.call) this.#completeNow(wanted, uploadId);
    }
    return this.#faults.strike(operation, key);
  }

  create({ uploadId, checksum = null, headers = null, ...upload }: NewUpload): UploadRecord {
    const record: UploadRecord = {
      ...upload,
      checksum,
      headers,
      uploadId: uploadId ?? this.#newUploadId(upload.initiatedAt),
      phase: 'open',
      parts: null,
      afterlife: null,
    };
    this.uploads.add(record);
    return record;
  }

  /**
   * The upload as ListParts, UploadPart and Complete see it.
   * @throws S3Error NoSuchUpload where it is gone or a ghost
   */
  open(key: string, uploadId: string): UploadRecord {
    const record = this.settled(key, uploadId);
    if (record?.phase !== 'open' || this.#behaviour.ghosts) throw noSuchUpload(uploadId);
    return record;
  }

  /** Parts for ListParts. @throws S3Error as the bucket's behaviour says for an upload that is gone */
  listedParts(key: string, uploadId: string): { record: UploadRecord; parts: PartSet | null } {
    const record = this.settled(key, uploadId);
    const { ghosts, partsWhenCompleted, partsWhenGone } = this.#behaviour;
    if (ghosts) throw noSuchUpload(uploadId);
    if (record?.phase === 'open') return { record, parts: record.parts };
    if (record?.phase === 'completed' && partsWhenCompleted === 'parts') return { record, parts: record.parts };
    if (partsWhenGone === 'empty' && record) return { record, parts: null };
    throw partsWhenGone === 'NoSuchKey' ? noSuchKey(key) : noSuchUpload(uploadId);
  }

  /** Whether ListMultipartUploads shows it now. */
  isListed(record: UploadRecord): boolean {
    this.land(record);
    const { ghosts, hidden, listedAfterAbort } = this.#behaviour;
    if (ghosts) return true;
    const { afterlife } = record;
    if (record.phase === 'open') return !(hidden === 'always' || (hidden === 'after-abort' && afterlife?.aborts));
    if (record.phase === 'completed' || !afterlife) return false;
    switch (listedAfterAbort.kind) {
      case 'no':
        return false;
      case 'ms':
        return this.#now() < afterlife.goneAt + listedAfterAbort.ms;
      case 'listings':
        return afterlife.listings < listedAfterAbort.listings;
      case 'forever':
        return true;
    }
  }

  /** Counts a listing that showed it, for uploads that stay listed for a number of listings. */
  noteListed(record: UploadRecord): void {
    if (record.phase !== 'open' && record.afterlife) record.afterlife.listings += 1;
  }

  /** Stores a part of an upload whose body has ended. @throws S3Error NoSuchUpload where it no longer may land */
  landPart(record: UploadRecord, partNumber: number, size: number, sent: SentPart | null): void {
    this.land(record);
    if (record.phase === 'completed') throw noSuchUpload(record.uploadId);
    if (record.phase === 'aborted') {
      if (this.#behaviour.inFlightParts === 'fail') throw noSuchUpload(record.uploadId);
      record.phase = 'open';
    }
    record.parts ??= new PartSet();
    record.parts.put(partNumber, size, this.#now(), sent);
  }

  /** @throws S3Error NoSuchUpload or NoSuchKey where the upload is gone and the behaviour says so */
  abort(key: string, uploadId: string): void {
    const record = this.settled(key, uploadId);
    if (!record && this.#behaviour.unknownAbort === '204') return;
    if (!record || this.#behaviour.ghosts) throw noSuchUpload(uploadId);
    if (record.phase !== 'open') {
      switch (this.#behaviour.repeatedAbort) {
        case '204':
          return;
        case 'NoSuchKey':
          throw noSuchKey(key);
        case 'NoSuchUpload':
          throw noSuchUpload(uploadId);
      }
    }
    const now = this.#now();
    const afterlife = this.#leave(record, 'aborted', now);
    afterlife.aborts += 1;
    for (const late of this.#behaviour.lateParts) {
      if (late.afterAbort !== afterlife.aborts || (late.key !== undefined && late.key !== key)) continue;
      afterlife.due.push({ at: now + (late.afterMs ?? 0), parts: late.parts, size: late.size });
    }
  }

  /** The checksum of the object that these parts of an upload make; null where the bucket keeps none, or a part has none. */
  checksumOf(record: UploadRecord, parts: readonly PracticePart[]): ObjectChecksum | null {
    if (this.#behaviour.checksums === 'ignored') return null;
    return objectChecksum(record.checksum ?? defaultChecksum, parts);
  }

  /** Makes the object of these parts; the upload is gone. */
  complete(record: UploadRecord, parts: readonly PracticePart[]): Completion {
    const now = this.#now();
    const kept = record.parts;
    const afterlife = this.#leave(record, 'completed', now);
    if (this.#behaviour.partsWhenCompleted === 'parts') record.parts = kept;
    const object: PracticeObject = {
      key: record.key,
      size: parts.reduce((sum, part) => sum + part.size, 0),
      etag: `${hash('md5', Buffer.from(parts.map((part) => part.etag).join(''), 'hex'))}-${parts.length}`,
      lastModified: now,
      storageClass: record.storageClass,
      checksum: this.checksumOf(record, parts),
      headers: record.headers,
      parts: parts.map(({ size, checksum }) => ({ size, checksum })),
      content: null,
    };
    const versionId = this.contents.put(object);
    const { etag, checksum } = object;
    afterlife.completion = { partList: partListOf(parts), etag, checksum, versionId };
    return afterlife.completion;
  }

  #completeNow(key: string, uploadId: string | null): void {
    for (const record of uploadId === null ? this.uploads.all() : [this.uploads.find(key, uploadId)]) {
      if (record?.key !== key || record.phase !== 'open') continue;
      this.complete(record, record.parts?.page(record, 0, maximumPartNumber) ?? []);
    }
  }

  #leave(record: UploadRecord, phase: 'aborted' | 'completed', now: number): Afterlife {
    record.afterlife ??= { aborts: 0, goneAt: now, listings: 0, highestPart: 0, due: [], completion: null };
    record.afterlife.goneAt = now;
    record.afterlife.listings = 0;
    record.afterlife.highestPart = Math.max(record.afterlife.highestPart, record.parts?.highest ?? 0);
    record.phase = phase;
    record.parts = null;
    return record.afterlife;
  }

  /** The upload as it is now, whatever became of it. */
  settled(key: string, uploadId: string): UploadRecord | undefined {
    const record = this.uploads.find(key, uploadId);
    return record && this.land(record);
  }

  /**
   * Lets time pass for an upload: parts that are due land (it is back, with part numbers after those it had), and where the
   * store expires uploads, one that is too old is gone.
   */
  land(record: UploadRecord): UploadRecord {
    const { expiresAfterMs } = this.#behaviour;
    if (expiresAfterMs !== null && record.phase === 'open' && record.initiatedAt + expiresAfterMs <= this.#now()) {
      this.#leave(record, 'aborted', record.initiatedAt + expiresAfterMs);
    }
    const { afterlife } = record;
    if (!afterlife || afterlife.due.length === 0 || record.phase === 'completed') return record;
    const now = this.#now();
    const landing = afterlife.due.filter((due) => due.at <= now);
    if (landing.length === 0) return record;
    afterlife.due = afterlife.due.filter((due) => due.at > now);
    record.phase = 'open';
    record.parts ??= new PartSet();
    for (const { at, parts, size } of landing) {
      for (let i = 0; i < parts; i += 1) {
        const next = Math.max(afterlife.highestPart, record.parts.highest) + 1;
        record.parts.put(next > maximumPartNumber ? i + 1 : next, size, at, null);
      }
    }
    return record;
  }

  #newUploadId(initiatedAt: number): string {
    this.#sequence += 1;
    const time = Math.max(0, initiatedAt).toString(36).padStart(9, '0');
    const count = this.#sequence.toString(36).padStart(6, '0');
    return `${time}.${count}.${hash('md5', `${this.name}/${this.#sequence}`).slice(0, 12)}`;
  }
}
