import { hash } from 'node:crypto';
import { type BucketBehaviour, defaultBehaviour } from './behaviour.ts';
import { type FaultEffect, FaultPlan, type PracticeOperation } from './faults.ts';
import type { LifecycleConfiguration } from './lifecycle-rules.ts';
import { noSuchKey, noSuchUpload } from './s3-error.ts';
import { UploadIndex } from './upload-index.ts';
import {
  type Afterlife,
  PartSet,
  type PracticePart,
  type PracticePrincipal,
  type UploadRecord,
} from './upload-record.ts';

/** A finished object, without its bytes. */
export interface PracticeObject {
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  /** ms UTC. */
  lastModified: number;
  storageClass: string;
}

/** What a new upload is made of. */
export interface NewUpload {
  key: string;
  /** ms UTC. */
  initiatedAt: number;
  initiator: PracticePrincipal;
  storageClass: string;
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
  readonly objects = new Map<string, PracticeObject>();
  lifecycle: LifecycleConfiguration | null = null;
  readonly #now: () => number;
  #behaviour: BucketBehaviour = defaultBehaviour;
  #faults = new FaultPlan([]);
  #completionCalls: number[] = [];
  #sequence = 0;

  constructor(name: string, now: () => number) {
    this.name = name;
    this.createdAt = now();
    this.#now = now;
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

  create({ uploadId, ...upload }: NewUpload): UploadRecord {
    const record: UploadRecord = {
      ...upload,
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
  landPart(record: UploadRecord, partNumber: number, size: number, etag: string | null): void {
    this.land(record);
    if (record.phase === 'completed') throw noSuchUpload(record.uploadId);
    if (record.phase === 'aborted') {
      if (this.#behaviour.inFlightParts === 'fail') throw noSuchUpload(record.uploadId);
      record.phase = 'open';
    }
    record.parts ??= new PartSet();
    record.parts.put(partNumber, size, this.#now(), etag);
  }

  /** @throws S3Error NoSuchUpload or NoSuchKey where the upload is gone and the behaviour says so */
  abort(key: string, uploadId: string): void {
    const record = this.settled(key, uploadId);
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

  /** Makes the object of these parts; the upload is gone. */
  complete(record: UploadRecord, parts: readonly PracticePart[]): PracticeObject {
    const now = this.#now();
    const kept = record.parts;
    this.#leave(record, 'completed', now);
    if (this.#behaviour.partsWhenCompleted === 'parts') record.parts = kept;
    const object: PracticeObject = {
      key: record.key,
      size: parts.reduce((sum, part) => sum + part.size, 0),
      etag: `${hash('md5', Buffer.from(parts.map((part) => part.etag).join(''), 'hex'))}-${parts.length}`,
      lastModified: now,
      storageClass: record.storageClass,
    };
    this.objects.set(object.key, object);
    return object;
  }

  #completeNow(key: string, uploadId: string | null): void {
    for (const record of uploadId === null ? this.uploads.all() : [this.uploads.find(key, uploadId)]) {
      if (record?.key !== key || record.phase !== 'open') continue;
      this.complete(record, record.parts?.page(record.uploadId, 0, maximumPartNumber) ?? []);
    }
  }

  #leave(record: UploadRecord, phase: 'aborted' | 'completed', now: number): Afterlife {
    record.afterlife ??= { aborts: 0, goneAt: now, listings: 0, highestPart: 0, due: [] };
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

  /** Lets parts that are due land: the upload is back, with part numbers after those it had. */
  land(record: UploadRecord): UploadRecord {
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
