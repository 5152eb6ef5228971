import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { BucketBehaviour } from './behaviour/behaviour.ts';
import { Bucket } from './buckets/bucket.ts';
import { uploadChecksum } from './checksums/declared-checksum.ts';
import { createPracticeServer, type PracticeCall } from './http-server.ts';
import { readLifecycle } from './lifecycle/rules.ts';
import { type Fault, FaultPlan } from './protocol/faults.ts';
import { readXml } from './protocol/xml.ts';
import type { Scenario, ScenarioUpload } from './scenario.ts';
import { type ScenarioName, scenarios } from './scenarios.ts';
import { practiceAccount, Service } from './service.ts';
import { PartSet, type PracticePart, type PracticePrincipal, type UploadRecord } from './uploads/upload-record.ts';

export type { BucketBehaviour } from './behaviour/behaviour.ts';
export { cephBehaviour, minioBehaviour, seaweedfsBehaviour, storeBehaviours } from './behaviour/store-behaviours.ts';
export type { PracticeCall } from './http-server.ts';
export type { Fault, PracticeOperation } from './protocol/faults.ts';
export { delayed, denied, internalError, slowDown } from './protocol/faults.ts';
export { oddKeys } from './samples.ts';
export type { Scenario, ScenarioUpload } from './scenario.ts';
export type { ScenarioName } from './scenarios.ts';
export type { PracticePart } from './uploads/upload-record.ts';

export interface PracticeStoreOptions {
  /** 0 or left out: a free one. */
  port?: number;
  accessKeyId?: string;
  secretAccessKey?: string;
  /** Makes the keys temporary: requests must carry this token. */
  sessionToken?: string;
  region?: string;
  /** The store's clock, ms UTC; the machine's where left out. */
  now?: () => number;
  /** Server clock minus `now`, ms: for trying out clocks that disagree. */
  clockSkewMs?: number;
  /** What is in it at the start; `samples` where left out. */
  scenario?: ScenarioName | Scenario;
  /** Most buckets on a page of ListBuckets; 10,000 where left out, as on AWS. */
  bucketsPageLimit?: number;
  /** How the store behaves outside its scenario's buckets: new buckets, and errors of calls that name none. */
  behaviour?: Partial<BucketBehaviour>;
}

/** An upload as the store knows it, whether it is listed or not. */
export interface PracticeUpload {
  key: string;
  uploadId: string;
  /** ms UTC. */
  initiatedAt: number;
  phase: 'open' | 'aborted' | 'completed';
  /** Aborts that found it. */
  aborts: number;
  parts: number;
  bytes: number;
}

/** A running practice store: an endpoint, its keys, and a way in for tests that goes round HTTP. */
export interface PracticeStore {
  readonly endpointUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Ends the server and every connection to it. Harmless when called again. */
  close(): Promise<void>;
  /** Every request since the start, in the order of arrival. */
  readonly calls: readonly PracticeCall[];
  createBucket(name: string, behaviour?: Partial<BucketBehaviour>): void;
  /** Changes the named traits and keeps the others; faults given here count from zero. */
  setBehaviour(bucket: string, behaviour: Partial<BucketBehaviour>): void;
  /** Faults of every call, ListBuckets among them; replaces those set before. */
  setFaults(faults: readonly Fault[]): void;
  /** Accepts its keys with this token as well, until `endsAt` (ms UTC); then it is an expired one. */
  openSession(sessionToken: string, endsAt: number): void;
  /** Changes the skew of the store's clock, ms. */
  setClockSkew(ms: number): void;
  /** Adds an upload without HTTP. @returns its ID */
  seedUpload(upload: ScenarioUpload & { bucket: string }): string;
  /** Adds many uploads without HTTP. @returns how many */
  seedUploads(bucket: string, uploads: Iterable<ScenarioUpload>): number;
  /** Every upload there ever was in the bucket, also those that are gone. */
  uploads(bucket: string): PracticeUpload[];
  /** The parts an upload holds right now, hidden or not. */
  partsOf(bucket: string, key: string, uploadId: string): PracticePart[];
  /** Finishes an upload with all of its parts, as its owner would. */
  completeUpload(bucket: string, key: string, uploadId: string): void;
  /** Adds a part, as an uploader that is still at work would. @throws S3Error where the upload is gone */
  addPart(bucket: string, key: string, uploadId: string, part: { partNumber: number; size: number }): void;
}

const caller: PracticePrincipal = { id: `arn:aws:iam::${practiceAccount}:user/practice`, displayName: 'practice' };
const maximumParts = 10_000;

/**
 * Starts a small S3 on 127.0.0.1 that keeps sizes, ETags and checksums but no bytes of uploads, and misbehaves on request (design, "The
 * practice store").
 * @throws Error with code EADDRINUSE where the port is taken
 */
export async function startPracticeStore(options: PracticeStoreOptions = {}): Promise<PracticeStore> {
  const {
    accessKeyId = 'PRACTICEACCESSKEY',
    secretAccessKey = 'practice-secret-access-key',
    sessionToken = null,
    region = 'us-east-1',
    now: clock = Date.now,
    scenario = 'samples',
  } = options;
  let skew = options.clockSkewMs ?? 0;
  const now = () => clock() + skew;
  const service = new Service(region, options.behaviour ?? {}, options.bucketsPageLimit ?? Number.MAX_SAFE_INTEGER);
  const calls: PracticeCall[] = [];
  const sessions = new Map<string, number>();

  const bucketNamed = (name: string): Bucket => {
    const bucket = service.buckets.get(name);
    if (!bucket) throw new Error(`Practice storage has no bucket ${name}`);
    return bucket;
  };
  const uploadOf = (bucket: string, key: string, uploadId: string): UploadRecord => {
    const record = bucketNamed(bucket).settled(key, uploadId);
    if (!record) throw new Error(`Bucket ${bucket} has no upload ${uploadId} of ${key}`);
    return record;
  };
  const addBucket = (name: string, behaviour: Partial<BucketBehaviour> = {}): Bucket => {
    const bucket = new Bucket(name, now);
    bucket.change(behaviour);
    service.buckets.set(name, bucket);
    return bucket;
  };

  const content = typeof scenario === 'string' ? scenarios[scenario](now()) : scenario;
  for (const { name, behaviour, lifecycle, uploads } of content.buckets) {
    const bucket = addBucket(name, behaviour);
    if (lifecycle !== undefined) bucket.lifecycle = readLifecycle(readXml(lifecycle), null);
    for (const upload of uploads) seed(bucket, upload);
  }

  const server = createPracticeServer({
    service,
    identity: { accessKeyId, secretAccessKey, sessionToken, sessions, region },
    caller,
    now,
    log: (call) => calls.push(call),
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  let closing: Promise<void> | null = null;

  return {
    endpointUrl: `http://127.0.0.1:${portOf(server.address())}`,
    region,
    accessKeyId,
    secretAccessKey,
    calls,
    close() {
      closing ??= once(server, 'close').then(() => {});
      server.close();
      server.closeAllConnections();
      return closing;
    },
    createBucket: (name, behaviour) => void addBucket(name, behaviour),
    setBehaviour: (bucket, behaviour) => bucketNamed(bucket).change(behaviour),
    setFaults: (faults) => {
      service.faults = new FaultPlan(faults);
    },
    openSession: (token, endsAt) => void sessions.set(token, endsAt),
    setClockSkew: (ms) => {
      skew = ms;
    },
    seedUpload: ({ bucket, ...upload }) => seed(bucketNamed(bucket), upload).uploadId,
    seedUploads: (name, uploads) => {
      const bucket = bucketNamed(name);
      let count = 0;
      for (const upload of uploads) {
        seed(bucket, upload);
        count += 1;
      }
      return count;
    },
    uploads: (name) => {
      const bucket = bucketNamed(name);
      return Array.from(bucket.uploads.all(), (record) => asInspected(bucket.land(record)));
    },
    partsOf: (bucket, key, uploadId) => {
      const record = uploadOf(bucket, key, uploadId);
      return record.parts?.page(record, 0, maximumParts) ?? [];
    },
    completeUpload: (bucket, key, uploadId) => {
      const record = bucketNamed(bucket).open(key, uploadId);
      bucketNamed(bucket).complete(record, record.parts?.page(record, 0, maximumParts) ?? []);
    },
    addPart: (bucket, key, uploadId, { partNumber, size }) => {
      bucketNamed(bucket).landPart(uploadOf(bucket, key, uploadId), partNumber, size, null);
    },
  };
}

function seed(bucket: Bucket, upload: ScenarioUpload): UploadRecord {
  const { key, initiatedAt, parts = [], initiator = caller, storageClass = 'STANDARD', uploadId, checksum } = upload;
  const record = bucket.create({
    key,
    initiatedAt,
    initiator,
    storageClass,
    checksum: checksum ? uploadChecksum(checksum.algorithm, checksum.type) : null,
    ...(uploadId === undefined ? {} : { uploadId }),
  });
  if (parts.length > 0) {
    record.parts = new PartSet();
    for (const { partNumber, size, lastModified } of parts) {
      record.parts.put(partNumber, size, lastModified ?? initiatedAt, null);
    }
  }
  return record;
}

function asInspected({ key, uploadId, initiatedAt, phase, parts, afterlife }: UploadRecord): PracticeUpload {
  const aborts = afterlife?.aborts ?? 0;
  return { key, uploadId, initiatedAt, phase, aborts, parts: parts?.count ?? 0, bytes: parts?.bytes ?? 0 };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The practice store listens on no port.');
  return address.port;
}
