import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection, Part, UploadRef } from '../../../../shared/schema/model.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import type { FakeClock } from '../../ports/testing/fake-clock.ts';
import { compareKeys } from '../../store/key-order.ts';
import { operationPermissions } from '../../store/s3/call-context.ts';
import type { CallInfo, ListedUpload, Store, StoredObject, UploadsPage } from '../../store/store.ts';
import { isNamed } from '../../store/unnamed.ts';

/** A part that lands after an abort, as one that was in flight does. */
export interface LatePart {
  /** Which abort it outlives, from 1. */
  afterAbort: number;
  delayMs: number;
  size: number;
}

/** An upload in the model, and how the store misbehaves about it. */
export interface ModelUpload {
  key: string;
  uploadId: string;
  initiatedAt: number;
  parts: { partNumber: number; size: number; lastModified: number }[];
  state: 'open' | 'aborted' | 'completed';
  late: LatePart[];
  aborts: number;
  /** How long the listing goes on showing it once it is gone, ms; Infinity: a ghost. */
  listedForMs: number;
  /** Never listed. */
  hidden: boolean;
  /** What its entry in a listing does not say. */
  lacks: 'nothing' | 'key' | 'upload ID' | 'both';
  /** How long ListParts goes on showing the parts of a completed upload, ms. */
  partsShownForMs: number;
  /** How long after an abort ListParts denies knowing parts that are there, ms. */
  blindForMs: number;
  /** The first page of its parts says that more follow, and the next one is empty. */
  breaksOffParts: boolean;
  /** 404 instead of 204 for an upload that is gone. */
  goneIs404: boolean;
  goneAt: number | null;
  /** Newest successful ListParts answer; the most bytes ever held. */
  partsSeenAt: number | null;
  mostBytes: number;
}

export type ModelOperation =
  | 'ListParts'
  | 'ListMultipartUploads'
  | 'HeadObject'
  | 'ListObjectsV2'
  | 'AbortMultipartUpload'
  | 'CompleteMultipartUpload';

/** What goes wrong with one call. `lost answer`: the store did it, and nobody hears. */
export type Fault =
  | { kind: 'fails'; code: ErrorCode; status?: number; storeCode?: string; retryAfterMs?: number }
  | { kind: 'lost answer' };

/** A call that reached the store. */
export interface ModelCall {
  operation: ModelOperation;
  key: string;
  uploadId: string | null;
  at: number;
}

const serverName = 'model.test:443';

/** An S3 store that keeps its state in memory and misbehaves as told. */
export class ModelStore implements Store {
  readonly endpoint = serverName;
  readonly connection: Connection;
  readonly uploads: ModelUpload[] = [];
  readonly objects = new Map<string, StoredObject>();
  readonly calls: ModelCall[] = [];
  readonly denied = new Set<ModelOperation>();
  /** Asked for every call; null: nothing goes wrong. */
  fault: (call: ModelCall) => Fault | null = () => null;
  /** Called when an abort has arrived and before it takes effect. */
  onAbort: (upload: ModelUpload | null, call: ModelCall) => void = () => undefined;
  /** Called when a call to complete has arrived and before it takes effect. */
  onComplete: (upload: ModelUpload | null, call: ModelCall) => void = () => undefined;
  /** The initiation time that each abort was to be refused without; null: there was none. */
  readonly conditions: (number | null)[] = [];
  /** What the abort of any upload takes for its initiation time, whatever is listed; null: the same. */
  begunAt: number | null = null;
  latencyMs = 20;
  pageSize = 1000;
  /** Lists by key; otherwise in the order in which uploads were begun. */
  sorts = true;
  skewMs = 0;
  tellsTime = true;
  /** Says that the requester was charged. */
  charges = false;
  /** How the listing writes a key, as we read it: the key that every other call must name is another, where they differ. */
  spell: (key: string) => string = (key) => key;
  /** What a prefix narrows by: the keys as they are, or as they are listed; or it is not looked at. */
  prefixMeans: 'key' | 'spelling' | 'nothing' = 'key';
  /** What ListParts and an abort answer about an upload that there is not under the key: 404, or as if there were one. */
  unknownUpload: 'refused' | 'obliged' = 'refused';
  inFlight = 0;
  mostInFlight = 0;
  readonly #clock: FakeClock;

  constructor(clock: FakeClock, connection: Connection) {
    this.#clock = clock;
    this.connection = connection;
  }

  add(given: Partial<ModelUpload> & Pick<ModelUpload, 'key' | 'uploadId'>): ModelUpload {
    const upload: ModelUpload = {
      initiatedAt: this.now() - 7 * 86_400_000,
      parts: [],
      state: 'open',
      late: [],
      aborts: 0,
      listedForMs: 0,
      hidden: false,
      lacks: 'nothing',
      partsShownForMs: 0,
      blindForMs: 0,
      breaksOffParts: false,
      goneIs404: false,
      goneAt: null,
      partsSeenAt: null,
      mostBytes: 0,
      ...given,
    };
    upload.mostBytes = held(upload);
    this.uploads.push(upload);
    return upload;
  }

  /** Somebody sends one more part; nothing happens where the upload is gone. */
  putPart(upload: ModelUpload, size: number): void {
    if (upload.state === 'open') this.#land(upload, size);
  }

  /** Somebody completes it; nothing happens where it is gone or empty. */
  complete(upload: ModelUpload, etag = `"${'a'.repeat(32)}-${upload.parts.length}"`): void {
    if (upload.state !== 'open' || upload.parts.length === 0) return;
    upload.state = 'completed';
    upload.goneAt = this.now();
    this.objects.set(upload.key, { lastModified: this.now(), bytes: held(upload), etag });
  }

  /** Server time. */
  now(): number {
    return this.#clock.now() + this.skewMs;
  }

  /** Bytes that the store holds for it as parts. */
  holds(upload: ModelUpload): number {
    return upload.state === 'completed' ? 0 : held(upload);
  }

  async listBuckets(): Promise<never> {
    throw new Error('The model has one bucket.');
  }

  listParts(ref: UploadRef, partNumberMarker: string | null, signal?: AbortSignal) {
    return this.#call('ListParts', ref.key, ref.uploadId, signal, (call) => {
      const upload = this.#find(ref);
      if (upload) upload.partsSeenAt = this.now();
      if (!upload && this.unknownUpload === 'obliged') return { call, ...noParts };
      if (!upload || !this.#showsParts(upload)) throw refused('NO_SUCH_UPLOAD', 'NoSuchUpload', 404);
      const from = Number(partNumberMarker ?? 0);
      const rest = upload.parts.filter(({ partNumber }) => partNumber > from);
      const { breaksOffParts } = upload;
      const parts = breaksOffParts && from > 0 ? [] : rest.slice(0, this.pageSize);
      const isTruncated = breaksOffParts ? from === 0 && parts.length > 0 : rest.length > parts.length;
      return {
        call,
        parts: parts.map((part) => ({ ...part, etag: etagOf(part), checksum: null })),
        isTruncated,
        nextPartNumberMarker: isTruncated ? String(parts.at(-1)?.partNumber) : null,
        storageClass: null,
        abortDate: null,
        abortRuleId: null,
      };
    });
  }

  listUploads(
    { prefix = '', keyMarker = null, uploadIdMarker = null, maxUploads = 1000 }: Parameters<Store['listUploads']>[0],
    signal?: AbortSignal,
  ) {
    return this.#call('ListMultipartUploads', prefix, null, signal, (call): UploadsPage => {
      const isMeant = ({ key }: ModelUpload) =>
        this.prefixMeans === 'nothing' || (this.prefixMeans === 'key' ? key : this.spell(key)).startsWith(prefix);
      const listed = this.uploads.filter((upload) => isMeant(upload) && this.#isListed(upload));
      const inOrder = this.sorts ? listed.toSorted((a, b) => compareKeys(a.key, b.key)) : listed;
      const all = inOrder.map((upload) => ({ ...upload, key: this.spell(upload.key) }));
      const isBehind = ({ key, uploadId }: ModelUpload) =>
        uploadIdMarker === null
          ? compareKeys(key, keyMarker ?? '') > 0
          : key === keyMarker && uploadId === uploadIdMarker;
      const found = keyMarker === null ? 0 : all.findIndex(isBehind);
      const start = found < 0 ? all.length : found + (uploadIdMarker === null ? 0 : 1);
      const uploads = all.slice(start, start + Math.min(this.pageSize, maxUploads));
      const last = uploads.at(-1);
      const isTruncated = start + uploads.length < all.length;
      const entries = uploads.map(entryOf);
      const unnamed = entries.filter((entry) => !isNamed(entry));
      return {
        call,
        uploads: entries.filter(isNamed),
        ...(unnamed.length > 0 ? { unnamed } : {}),
        isTruncated,
        nextKeyMarker: isTruncated && last ? last.key : null,
        nextUploadIdMarker: isTruncated && last ? last.uploadId : null,
      };
    });
  }

  abortUpload(ref: UploadRef, { ifInitiatedAt }: { ifInitiatedAt?: number } = {}) {
    return this.#call('AbortMultipartUpload', ref.key, ref.uploadId, undefined, (call, arrived) => {
      const upload = this.#find(ref);
      this.onAbort(upload, arrived);
      if (!upload && this.unknownUpload === 'obliged') return { ...call, status: 204 };
      if (!upload) throw refused('NO_SUCH_UPLOAD', 'NoSuchUpload', 404);
      // Seconds: it travels as an HTTP date.
      const isOther =
        Math.floor((ifInitiatedAt ?? 0) / 1000) !== Math.floor((this.begunAt ?? upload.initiatedAt) / 1000);
      if (ifInitiatedAt !== undefined && isOther) throw refused('STORE_REFUSED', 'PreconditionFailed', 412);
      this.conditions.push(ifInitiatedAt ?? null);
      if (upload.state === 'completed') throw refused('NO_SUCH_UPLOAD', 'NoSuchUpload', 404);
      const gone = upload.state === 'aborted' && upload.parts.length === 0;
      upload.aborts++;
      upload.state = 'aborted';
      upload.parts = [];
      upload.goneAt = this.now();
      for (const late of upload.late) {
        if (late.afterAbort !== upload.aborts) continue;
        this.#clock.schedule(this.#clock.now() + late.delayMs, () => this.#land(upload, late.size));
      }
      if (gone && upload.goneIs404) throw refused('NO_SUCH_UPLOAD', 'NoSuchUpload', 404);
      return { ...call, status: 204 };
    });
  }

  completeUpload(ref: UploadRef, wanted: readonly Part[]) {
    return this.#call('CompleteMultipartUpload', ref.key, ref.uploadId, undefined, (call, arrived) => {
      const upload = this.#find(ref);
      this.onComplete(upload, arrived);
      if (upload?.state !== 'open') throw refused('NO_SUCH_UPLOAD', 'NoSuchUpload', 404);
      const held = new Map(upload.parts.map((part) => [part.partNumber, etagOf(part)]));
      if (wanted.some(({ partNumber, etag }) => held.get(partNumber) !== etag)) {
        throw refused('STORE_REFUSED', 'InvalidPart', 400);
      }
      upload.parts = upload.parts.filter(({ partNumber }) => wanted.some((part) => part.partNumber === partNumber));
      this.complete(upload);
      return { call, etag: this.objects.get(upload.key)?.etag ?? null };
    });
  }

  headObject(_bucket: string, key: string, signal?: AbortSignal) {
    return this.#call('HeadObject', key, null, signal, (call) => ({ call, object: this.objects.get(key) ?? null }));
  }

  findObject(_bucket: string, key: string, signal?: AbortSignal) {
    return this.#call('ListObjectsV2', key, null, signal, (call) => ({ call, object: this.objects.get(key) ?? null }));
  }

  async countLifecycleRules(): Promise<{ call: CallInfo; rules: number | null }> {
    return { call: { status: 404, requestId: null, serverTime: null, requestCharged: false }, rules: null };
  }

  async readLifecycle(): ReturnType<Store['readLifecycle']> {
    return { call: { status: 404, requestId: null, serverTime: null, requestCharged: false }, document: null };
  }

  writeLifecycle(): ReturnType<Store['writeLifecycle']> {
    return Promise.reject(new Error('No clean-up changes a lifecycle'));
  }

  askBucket(): Promise<never> {
    return Promise.reject(new Error('No clean-up asks for more than uploads and objects'));
  }

  learned(): ReturnType<Store['learned']> {
    return { region: this.connection.region, pathStyle: this.connection.pathStyle };
  }

  initiationTimes(): ReturnType<Store['initiationTimes']> {
    return 'told';
  }

  keyWriting(): ReturnType<Store['keyWriting']> {
    return { echoed: true, keys: null, marker: null };
  }

  close(): void {}

  #land(upload: ModelUpload, size: number): void {
    const partNumber = (upload.parts.at(-1)?.partNumber ?? 0) + 1;
    upload.parts.push({ partNumber, size, lastModified: this.now() });
    upload.mostBytes = Math.max(upload.mostBytes, held(upload));
  }

  #find({ key, uploadId }: UploadRef): ModelUpload | null {
    return this.uploads.find((upload) => upload.key === key && upload.uploadId === uploadId) ?? null;
  }

  #showsParts(upload: ModelUpload): boolean {
    const since = upload.goneAt === null ? Number.POSITIVE_INFINITY : this.now() - upload.goneAt;
    if (upload.state === 'open') return true;
    if (upload.state === 'completed') return since < upload.partsShownForMs;
    return upload.parts.length > 0 && since >= upload.blindForMs;
  }

  #isListed(upload: ModelUpload): boolean {
    if (upload.hidden) return false;
    if (upload.state === 'open') return true;
    if (upload.state === 'aborted' && upload.parts.length > 0) return true;
    return upload.goneAt !== null && this.now() - upload.goneAt < upload.listedForMs;
  }

  async #call<T>(
    operation: ModelOperation,
    key: string,
    uploadId: string | null,
    signal: AbortSignal | undefined,
    answer: (call: CallInfo, arrived: ModelCall) => T,
  ): Promise<T> {
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await this.#clock.wait(this.latencyMs / 2);
      signal?.throwIfAborted();
      const arrived: ModelCall = { operation, key, uploadId, at: this.#clock.now() };
      this.calls.push(arrived);
      const fault = this.fault(arrived);
      if (fault?.kind === 'fails') {
        await this.#clock.wait(this.latencyMs / 2);
        const { code, status, storeCode, retryAfterMs } = fault;
        throw new AppError(code, inTheirWords(code), {
          operation,
          ...(code === 'ACCESS_DENIED' ? { permission: operationPermissions[operation] } : {}),
          ...(storeCode === undefined ? {} : { storeCode }),
          ...(status === undefined ? {} : { httpStatus: status }),
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        });
      }
      if (this.denied.has(operation)) throw denied(operation);
      const serverTime = this.tellsTime ? Math.floor(this.now() / 1000) * 1000 : null;
      const result = answer(
        { status: 200, requestId: `R${this.calls.length}`, serverTime, requestCharged: this.charges },
        arrived,
      );
      await this.#clock.wait(this.latencyMs / 2);
      if (fault?.kind === 'lost answer') throw new AppError('CONNECTION_LOST', 'reset', {});
      return result;
    } finally {
      this.inFlight--;
    }
  }
}

const noParts = {
  parts: [],
  isTruncated: false,
  nextPartNumberMarker: null,
  storageClass: null,
  abortDate: null,
  abortRuleId: null,
};

/** An upload as it is listed. */
function entryOf({ key, uploadId, initiatedAt, lacks }: ModelUpload): ListedUpload {
  return {
    key: lacks === 'key' || lacks === 'both' ? '' : key,
    uploadId: lacks === 'upload ID' || lacks === 'both' ? '' : uploadId,
    initiatedAt,
    initiator: null,
    owner: null,
    storageClass: null,
  };
}

function etagOf({ partNumber, size }: { partNumber: number; size: number }): string {
  return `${partNumber}.${size}`;
}

function held(upload: ModelUpload): number {
  return upload.parts.reduce((sum, { size }) => sum + size, 0);
}

function refused(code: ErrorCode, storeCode: string, httpStatus: number): AppError {
  return new AppError(code, inTheirWords(storeCode), { storeCode, httpStatus });
}

function denied(operation: ModelOperation): AppError {
  const permission = operationPermissions[operation];
  return new AppError('ACCESS_DENIED', 'AccessDenied', {
    operation,
    storeCode: 'AccessDenied',
    httpStatus: 403,
    permission,
  });
}
