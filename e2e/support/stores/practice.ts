import {
  type BucketBehaviour,
  type Fault,
  type PracticeCall,
  type PracticeOperation,
  type PracticeStore,
  type PracticeStoreOptions,
  startPracticeStore,
} from '../../../electron/practice/store.ts';
import type { Seeded } from './seeding.ts';

const dayMs = 86_400_000;
/** The one bucket that a test starts with. */
export const bucketName = 'leftovers';

/**
 * After the looks before and after the first abort, the next look is told to come back later: long enough a wait to be
 * seen, and to be cut short.
 */
export function longWaitAfterFirstAbort(key: string, seconds = 60): Fault {
  const effect = { kind: 'error', status: 500, code: 'InternalError', retryAfterSeconds: seconds } as const;
  return { operations: ['ListParts'], key, after: 2, times: 1, effect };
}

/** An empty practice store with one bucket, and words for what flows ask of it. */
export class TestPractice {
  readonly store: PracticeStore;

  constructor(store: PracticeStore) {
    this.store = store;
  }

  static async start(options: PracticeStoreOptions = {}): Promise<TestPractice> {
    const store = await startPracticeStore({ scenario: { name: 'flow', buckets: [] }, ...options });
    store.createBucket(bucketName);
    return new TestPractice(store);
  }

  /** Adds an upload of ten days ago (or `ageMs`), with parts of these sizes, in bytes. */
  seed(key: string, sizes: readonly number[], ageMs = 10 * dayMs): Seeded {
    const initiatedAt = Math.floor((Date.now() - ageMs) / 1000) * 1000;
    const parts = sizes.map((size, i) => ({ partNumber: i + 1, size }));
    const uploadId = this.store.seedUpload({ bucket: bucketName, key, initiatedAt, parts });
    return { bucket: bucketName, key, uploadId };
  }

  behave(behaviour: Partial<BucketBehaviour>): void {
    this.store.setBehaviour(bucketName, behaviour);
  }

  /** Calls that arrived for an upload, in order; those for its key alone are among them. */
  callsFor(upload: Seeded): PracticeCall[] {
    return this.store.calls.filter(({ key, uploadId }) => key === upload.key || uploadId === upload.uploadId);
  }

  count(operation: PracticeOperation): number {
    return this.store.calls.filter((call) => call.operation === operation).length;
  }

  /** What became of an upload, by the store's own record. */
  fateOf({ bucket, key, uploadId }: Seeded): { phase: 'open' | 'aborted' | 'completed'; parts: number } {
    const found = this.store.uploads(bucket).find((upload) => upload.key === key && upload.uploadId === uploadId);
    if (!found) throw new Error(`The practice store never had ${key}`);
    return { phase: found.phase, parts: found.parts };
  }
}
