import { compareKeys } from '../protocol/key-encoding.ts';
import { S3Error } from '../protocol/s3-error.ts';
import { ObjectIndex, type PracticeObject } from './practice-object.ts';

/** Until when a version may not be deleted, and whether a right of its own can end that sooner. */
export interface Retention {
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** ms UTC. */
  until: number;
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  key: string;
  /** `null` where it came while no versions were kept. */
  versionId: string;
  /** null: a delete marker. */
  object: PracticeObject | null;
  /** ms UTC. */
  lastModified: number;
  retention: Retention | null;
  legalHold: boolean;
}

/** What Object Lock gives to each new version; null: nothing by itself. */
export interface ObjectLock {
  defaultRetention: { mode: Retention['mode']; days: number } | null;
}

const dayMs = 86_400_000;

/**
 * The objects of one bucket, and their versions where they are kept. Where versions were never kept, an object is its own
 * only version, `null`, as S3 lists it.
 */
export class BucketContents {
  /** What GET and ListObjects see. */
  readonly current = new ObjectIndex();
  /** null: versions were never kept. */
  #versioning: 'Enabled' | 'Suspended' | null = null;
  lock: ObjectLock | null = null;
  /** Newest first; filled from the day on which versions are kept. */
  readonly #stacks = new Map<string, ObjectVersion[]>();
  readonly #now: () => number;
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get versioning(): 'Enabled' | 'Suspended' | null {
    return this.#versioning;
  }

  setVersioning(state: 'Enabled' | 'Suspended'): void {
    if (this.#versioning === null) {
      for (const object of this.current.ordered()) this.#stacks.set(object.key, [onlyVersion(object)]);
    }
    this.#versioning = state;
  }

  /** Whether nothing is left, delete markers included. */
  get isEmpty(): boolean {
    return this.current.size === 0 && this.#stacks.size === 0;
  }

  /** @returns the ID of the new version; null where none are kept */
  put(object: PracticeObject): string | null {
    if (this.#versioning === null) {
      this.current.put(object);
      return null;
    }
    const given = this.lock?.defaultRetention ?? null;
    const retention = given && { mode: given.mode, until: this.#now() + given.days * dayMs };
    return this.#add({ ...onlyVersion(object), versionId: this.#newId(), retention });
  }

  /** Deletes as S3 does without a version's ID: where versions are kept, a delete marker is put on top. */
  delete(key: string): { deleteMarker: string | null } {
    if (this.#versioning === null) {
      this.current.delete(key);
      return { deleteMarker: null };
    }
    const marker = { key, object: null, lastModified: this.#now(), retention: null, legalHold: false };
    return { deleteMarker: this.#add({ ...marker, versionId: this.#newId() }) };
  }

  /**
   * Deletes one version for good.
   * @throws S3Error AccessDenied where it is under retention or legal hold
   */
  deleteVersion(key: string, versionId: string, bypassesGovernance: boolean): { wasMarker: boolean } {
    const version = this.find(key, versionId);
    if (!version) return { wasMarker: false };
    const { retention, legalHold } = version;
    const isRetained = retention !== null && retention.until > this.#now();
    if (legalHold || (isRetained && !(bypassesGovernance && retention.mode === 'GOVERNANCE'))) {
      throw new S3Error(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
    }
    if (this.#versioning === null) this.current.delete(key);
    else
      this.#keep(
        key,
        this.#stack(key).filter((each) => each !== version),
      );
    return { wasMarker: version.object === null };
  }

  /** @param versionId null: the newest */
  find(key: string, versionId: string | null): ObjectVersion | undefined {
    return this.#stack(key).find((version) => versionId === null || version.versionId === versionId);
  }

  /** The ID of the newest version or delete marker of a key; null where versions were never kept, or there is none. */
  currentVersion(key: string): string | null {
    return this.#versioning === null ? null : (this.find(key, null)?.versionId ?? null);
  }

  /** Every version and delete marker, by key, the newest of each first. */
  *versions(): Generator<ObjectVersion & { isLatest: boolean }> {
    const keys =
      this.#versioning === null
        ? this.current.ordered().map(({ key }) => key)
        : [...this.#stacks.keys()].sort(compareKeys);
    for (const key of keys) {
      for (const [place, version] of this.#stack(key).entries()) yield { ...version, isLatest: place === 0 };
    }
  }

  #stack(key: string): ObjectVersion[] {
    if (this.#versioning !== null) return this.#stacks.get(key) ?? [];
    const object = this.current.get(key);
    return object ? [onlyVersion(object)] : [];
  }

  #add(version: ObjectVersion): string {
    const { key, versionId } = version;
    // There is one version `null` of a key at most.
    const others = this.#stack(key).filter((each) => each.versionId !== 'null' || versionId !== 'null');
    this.#keep(key, [version, ...others]);
    return versionId;
  }

  #keep(key: string, stack: ObjectVersion[]): void {
    if (stack.length === 0) this.#stacks.delete(key);
    else this.#stacks.set(key, stack);
    const newest = stack[0]?.object ?? null;
    if (newest) this.current.put(newest);
    else this.current.delete(key);
  }

  #newId(): string {
    this.#count += 1;
    return this.#versioning === 'Enabled' ? `v${this.#count.toString().padStart(9, '0')}` : 'null';
  }
}

function onlyVersion(object: PracticeObject): ObjectVersion {
  const { key, lastModified } = object;
  return { key, versionId: 'null', object, lastModified, retention: null, legalHold: false };
}
