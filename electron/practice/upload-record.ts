import { hash } from 'node:crypto';

/** Who started an upload. */
export interface PracticePrincipal {
  id: string;
  displayName: string;
}

/** One part, as inspected or listed. */
export interface PracticePart {
  partNumber: number;
  /** Bytes. */
  size: number;
  /** ms UTC. */
  lastModified: number;
  /** Without quotes. */
  etag: string;
}

/** What happened to an upload after its first abort; null for the many that were never touched. */
export interface Afterlife {
  /** Aborts that found it. */
  aborts: number;
  /** When it was last aborted or completed, ms UTC. */
  goneAt: number;
  /** Listings that still showed it since. */
  listings: number;
  /** Highest part number it ever had: late parts go on from there. */
  highestPart: number;
  /** Parts on their way. */
  due: { at: number; parts: number; size: number }[];
}

/** One upload, kept small: a bucket may hold a million. */
export interface UploadRecord {
  readonly key: string;
  readonly uploadId: string;
  /** ms UTC. */
  readonly initiatedAt: number;
  readonly initiator: PracticePrincipal;
  readonly storageClass: string;
  phase: 'open' | 'aborted' | 'completed';
  /** null: none. */
  parts: PartSet | null;
  afterlife: Afterlife | null;
}

const fieldsPerPart = 3;

/** The parts of one upload as flat numbers, in part order. ETags are derived unless a real body gave one. */
export class PartSet {
  /** partNumber, size, lastModified; repeated. */
  readonly #fields: number[] = [];
  #etags: Map<number, string> | null = null;

  get count(): number {
    return this.#fields.length / fieldsPerPart;
  }

  get highest(): number {
    return this.#fields.at(-fieldsPerPart) ?? 0;
  }

  get bytes(): number {
    let sum = 0;
    for (let i = 1; i < this.#fields.length; i += fieldsPerPart) sum += this.#fields[i] ?? 0;
    return sum;
  }

  /** Adds a part; one of the same number is replaced, as S3 does. */
  put(partNumber: number, size: number, lastModified: number, etag: string | null): void {
    const at = this.#lowerBound(partNumber);
    this.#fields.splice(at, this.#fields[at] === partNumber ? fieldsPerPart : 0, partNumber, size, lastModified);
    if (etag === null) this.#etags?.delete(partNumber);
    else {
      this.#etags ??= new Map();
      this.#etags.set(partNumber, etag);
    }
  }

  /** Parts with a number above `after`, at most `limit`. */
  page(uploadId: string, after: number, limit: number): PracticePart[] {
    const page: PracticePart[] = [];
    for (let i = this.#lowerBound(after + 1); i < this.#fields.length && page.length < limit; i += fieldsPerPart) {
      const [partNumber = 0, size = 0, lastModified = 0] = this.#fields.slice(i, i + fieldsPerPart);
      const etag = this.#etags?.get(partNumber) ?? hash('md5', `${uploadId}/${partNumber}/${size}`);
      page.push({ partNumber, size, lastModified, etag });
    }
    return page;
  }

  /** Index of the first field of the first part with at least this number. */
  #lowerBound(partNumber: number): number {
    let low = 0;
    let high = this.count;
    // Most parts arrive in order: look at the end first.
    if (partNumber > this.highest) return this.#fields.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#fields[middle * fieldsPerPart] ?? 0) < partNumber) low = middle + 1;
      else high = middle;
    }
    return low * fieldsPerPart;
  }
}
