import { hash } from 'node:crypto';
import { type Checksum, inventedChecksum, type ObjectChecksum, type UploadChecksum } from '../checksums/algorithms.ts';
import type { ObjectHeaders } from '../objects/object-headers.ts';

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
  /** In the algorithm of its upload, or the one that S3 takes by itself; null where there is none. */
  checksum: Checksum | null;
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
  /** How it was completed; null: it was not. */
  completion: Completion | null;
}

/** A completion, kept so that the same question gets the same answer. */
export interface Completion {
  /** As {@link partListOf} writes it. */
  partList: string;
  etag: string;
  checksum: ObjectChecksum | null;
  /** Of the object; null where no versions were kept. */
  versionId: string | null;
}

/** Part numbers and ETags as one text: two lists are the same where it is. */
export function partListOf(parts: readonly { partNumber: number; etag: string }[]): string {
  return parts.map(({ partNumber, etag }) => `${partNumber} ${etag}`).join('\n');
}

/** One upload, kept small: a bucket may hold a million. */
export interface UploadRecord {
  readonly key: string;
  readonly uploadId: string;
  /** ms UTC. */
  readonly initiatedAt: number;
  readonly initiator: PracticePrincipal;
  readonly storageClass: string;
  /** What CreateMultipartUpload asked for; null: nothing. */
  readonly checksum: UploadChecksum | null;
  /** What the object is to carry; null: nothing. */
  readonly headers: ObjectHeaders | null;
  phase: 'open' | 'aborted' | 'completed';
  /** null: none. */
  parts: PartSet | null;
  afterlife: Afterlife | null;
}

/** What is known of a part that was really sent. */
export interface SentPart {
  /** Without quotes. */
  etag: string;
  /** In the algorithm of its upload, or the one that S3 takes by itself. */
  checksum: Checksum | null;
  /** What its sender declared in another algorithm; null: nothing. */
  declared: Checksum | null;
}

const fieldsPerPart = 3;

/** The parts of one upload as flat numbers, in part order. ETags and checksums are invented unless a body gave them. */
export class PartSet {
  /** partNumber, size, lastModified; repeated. */
  readonly #fields: number[] = [];
  #sent: Map<number, SentPart> | null = null;

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
  put(partNumber: number, size: number, lastModified: number, sent: SentPart | null): void {
    const at = this.#lowerBound(partNumber);
    this.#fields.splice(at, this.#fields[at] === partNumber ? fieldsPerPart : 0, partNumber, size, lastModified);
    if (sent === null) this.#sent?.delete(partNumber);
    else {
      this.#sent ??= new Map();
      this.#sent.set(partNumber, sent);
    }
  }

  /** Parts of this upload with a number above `after`, at most `limit`. */
  page({ uploadId, checksum }: UploadRecord, after: number, limit: number): PracticePart[] {
    const page: PracticePart[] = [];
    for (let i = this.#lowerBound(after + 1); i < this.#fields.length && page.length < limit; i += fieldsPerPart) {
      const [partNumber = 0, size = 0, lastModified = 0] = this.#fields.slice(i, i + fieldsPerPart);
      const sent = this.#sent?.get(partNumber);
      const seed = `${uploadId}/${partNumber}/${size}`;
      const invented = checksum && {
        algorithm: checksum.algorithm,
        value: inventedChecksum(checksum.algorithm, seed),
      };
      page.push({
        partNumber,
        size,
        lastModified,
        etag: sent?.etag ?? hash('md5', seed),
        checksum: sent ? sent.checksum : invented,
      });
    }
    return page;
  }

  /** What the sender of a part declared in another algorithm than its upload's. */
  declared(partNumber: number): Checksum | null {
    return this.#sent?.get(partNumber)?.declared ?? null;
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
