/** What is kept of one bucket, bytes. A million IDs take 4 MB: the nine orders of the grid, and some filters. */
const mostBytes = 64 << 20;
/** Buckets of which results are kept: the one on screen, and the one before it. */
const mostBuckets = 2;
/** What a result without any list of IDs counts for. */
const smallBytes = 100;

/** What an entry of a list that is not of numbers counts for: a group with its sums. */
const entryBytes = 500;

/** Lists of IDs, or a handful of numbers. */
export type CachedResult = number | object;

interface KeptBucket {
  revision: number;
  bytes: number;
  results: Map<string, { value: CachedResult; bytes: number }>;
}

/** Results of queries that hold as long as their bucket's rows do not change. The ones used last are kept. */
export class ResultCache {
  readonly #buckets = new Map<number, KeptBucket>();

  /** Whether a result is known for this revision. */
  has(bucketId: number, revision: number, name: string): boolean {
    const bucket = this.#buckets.get(bucketId);
    return bucket?.revision === revision && bucket.results.has(name);
  }

  /** The result of that name, computed if it is not known for this revision. */
  get<T extends CachedResult>(bucketId: number, revision: number, name: string, compute: () => T): T {
    const known = this.#bucket(bucketId, revision).results.get(name);
    // One name is always computed the same way, so it holds the same type.
    const value = known ? (known.value as T) : compute();
    // Computing it may have kept others, or dropped this bucket.
    const bucket = this.#bucket(bucketId, revision);
    const bytes = known?.bytes ?? bytesOf(value);
    if (bucket.results.delete(name)) bucket.bytes -= bytes;
    bucket.results.set(name, { value, bytes });
    bucket.bytes += bytes;
    for (const [oldest, { bytes: freed }] of bucket.results) {
      if (bucket.bytes <= mostBytes || bucket.results.size === 1) break;
      bucket.results.delete(oldest);
      bucket.bytes -= freed;
    }
    return value;
  }

  #bucket(bucketId: number, revision: number): KeptBucket {
    let bucket = this.#buckets.get(bucketId);
    if (bucket?.revision !== revision) bucket = { revision, bytes: 0, results: new Map() };
    this.#buckets.delete(bucketId);
    this.#buckets.set(bucketId, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > mostBuckets && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}

function bytesOf(value: CachedResult): number {
  if (ArrayBuffer.isView(value)) return value.byteLength + smallBytes;
  if (typeof value !== 'object') return smallBytes;
  return Object.values(value).reduce((sum: number, part: unknown) => {
    if (Array.isArray(part)) return sum + part.length * entryBytes;
    return sum + (ArrayBuffer.isView(part) ? part.byteLength : 0);
  }, smallBytes);
}
