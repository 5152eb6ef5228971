import type { ScanState } from '../../../../shared/schema/model.ts';
import { outagesOf } from '../../connections/testing/outages-of.ts';
import { asClient } from '../../index/client.ts';
import type { UploadName } from '../../index/scan-operations.ts';
import type { SizingResult } from '../../index/upload-operations.ts';
import { Paces } from '../../store/paces.ts';
import type { ListedUpload, PartsPage, Store } from '../../store/store.ts';
import type { ScanDeps } from '../scan-run.ts';
import { modelListing } from './model-listing.ts';

const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };

/** A list of parts with one of so many bytes; 0: of none. */
export function partsOf(size: number): PartsPage {
  const part = { partNumber: 1, size, etag: null, lastModified: 1, checksum: null };
  const rest = { nextPartNumberMarker: null, storageClass: null, abortDate: null, abortRuleId: null };
  return { call, parts: size === 0 ? [] : [part], isTruncated: false, ...rest };
}

/** A clock that a test sets, and on which every wait is over at the next turn. */
function settableClock(at: number) {
  return {
    at,
    now(): number {
      return this.at;
    },
    schedule(_at: number, callback: () => void): () => void {
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
  };
}

/** What an operation of the index is answered with in place of what {@link scanBench} answers. */
export type Answers = Record<string, (...args: never[]) => unknown>;

/**
 * What a scan works with, in memory: a store that lists these uploads, each of 5 bytes, and an index that notes what is
 * asked of it and no more than what a scan needs to come to its end.
 */
export function scanBench(keys: readonly { key: string; uploadId: string }[]) {
  const clock = settableClock(1_000_000);
  const { store: listing, requests } = modelListing(keys);
  const sized: string[] = [];
  const store: Store = {
    ...listing,
    listParts: async ({ key }) => {
      sized.push(key);
      return partsOf(5);
    },
    headObject: async () => ({ call, object: null }),
  };

  /** Every operation of the index that was called, with what it was given. */
  const operations: [name: string, ...args: unknown[]][] = [];
  const states: ScanState[] = [];
  const listed = new Map<string, UploadName>();
  let revision = 0;
  const answers: Answers = {
    scanState: () => null,
    openPlaces: () => null,
    beginScan: () => 1,
    addUploads: (_connection: string, _bucket: string, uploads: ListedUpload[]) => {
      for (const { key, uploadId } of uploads) listed.set(uploadId, { key, uploadId });
      return { revision: ++revision, added: uploads.length, fresh: uploads.length };
    },
    setScanState: (_connection: string, _bucket: string, state: ScanState) => {
      states.push(structuredClone(state));
    },
    unsizedUploads: (_connection: string, _bucket: string, limit: number) => [...listed.values()].slice(0, limit),
    unsizedAmong: (_connection: string, _bucket: string, names: UploadName[]) =>
      names.filter(({ uploadId }) => listed.has(uploadId)),
    saveSizings: (_connection: string, _bucket: string, results: SizingResult[]) => {
      for (const { uploadId } of results) listed.delete(uploadId);
      return ++revision;
    },
    unlistedUploads: () => [],
    keepUnlisted: () => ++revision,
    dropUnlisted: () => ({ revision: ++revision, dropped: 0 }),
    believeRespelled: () => {},
    sawWhole: () => {},
    forgetWholeScans: () => {},
    endScan: () => {},
  };
  const index = asClient(async (operation, args) => {
    operations.push([operation, ...args]);
    const answer = answers[operation];
    if (!answer) throw new Error(`A scan asks the index for ${operation}`);
    return Reflect.apply(answer, undefined, args);
  });

  const told: Parameters<ScanDeps['buckets']['tell']>[] = [];
  const learned: unknown[] = [];
  const ended: [string, string, number][] = [];
  const logged: [level: string, message: string, details: unknown][] = [];
  const log = (level: string) => (message: string, details?: unknown) => {
    logged.push([level, message, details]);
  };
  const deps: ScanDeps = {
    index,
    clock,
    random: () => 0,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    paces: new Paces(clock, () => 0),
    serverTime: { now: () => 7_000 },
    knowledge: { learn: (event) => learned.push(event), endpointFacts: () => null },
    connections: { attendedStoreFor: async () => store, outages: outagesOf(store) },
    buckets: {
      tell: async (...args) => {
        told.push(args);
      },
    },
    scanned: (...args) => ended.push(args),
  };
  return {
    deps,
    clock,
    store,
    requests,
    sized,
    answers,
    operations,
    states,
    told,
    learned,
    ended,
    logged,
    /** What an operation was given, each time that it was called, without connection and bucket. */
    given: (name: string) => operations.filter(([called]) => called === name).map(([, , , ...rest]) => rest),
  };
}

/** The bench's parts that a test changes before the scan begins. */
export type ScanBench = ReturnType<typeof scanBench>;
