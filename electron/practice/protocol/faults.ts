/** S3 operations that the practice store knows by name, and CloudWatch's one; `Unknown` is everything else (answered 501). */
export const practiceOperations = [
  'ListBuckets',
  'CreateBucket',
  'HeadBucket',
  'DeleteBucket',
  'GetBucketLocation',
  'GetBucketVersioning',
  'PutBucketVersioning',
  'GetBucketPolicy',
  'PutBucketPolicy',
  'GetObjectLockConfiguration',
  'PutObjectLockConfiguration',
  'GetBucketLifecycleConfiguration',
  'PutBucketLifecycleConfiguration',
  'DeleteBucketLifecycle',
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
  'HeadObject',
  'GetObject',
  'PutObject',
  'DeleteObject',
  'DeleteObjects',
  'GetObjectRetention',
  'PutObjectRetention',
  'GetObjectLegalHold',
  'PutObjectLegalHold',
  'CreateMultipartUpload',
  'UploadPart',
  'ListParts',
  'ListMultipartUploads',
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'GetMetricData',
  'Unknown',
] as const;

export type PracticeOperation = (typeof practiceOperations)[number];

/** What a misbehaving store does instead of (or around) its answer. */
export type FaultEffect =
  /** An S3 error; the operation is not carried out. */
  | { kind: 'error'; status: number; code: string; message?: string; retryAfterSeconds?: number }
  /** The answer comes, but only after this long. */
  | { kind: 'delay'; ms: number }
  /** Nothing ever comes; the connection stays open until the client or the store closes. */
  | { kind: 'stall' }
  /** A web page with status 200, as a proxy or a console would send. The operation is not carried out. */
  | { kind: 'not-xml' }
  /** The operation is carried out, and its XML ends in the middle. */
  | { kind: 'truncated-xml' }
  /**
   * The connection is reset: before the operation is carried out, after it (the abort took, nobody heard), or in the
   * middle of its answer.
   */
  | { kind: 'reset'; when: 'before' | 'after' | 'mid-body' };

/** One fault: what happens, to which calls, how often. */
export interface Fault {
  effect: FaultEffect;
  /** Operations it touches; left out: all. */
  operations?: readonly PracticeOperation[];
  /** Object key it touches; left out: all. */
  key?: string;
  /** Lets this many matching calls pass first. */
  after?: number;
  /** Touches this many calls, then is over; left out: never over. */
  times?: number;
  /** Touches this share of the calls (0–1), evenly spread and the same in every run; left out: every one. */
  share?: number;
}

/** 403 on these operations. */
export function denied(...operations: [PracticeOperation, ...PracticeOperation[]]): Fault {
  return { operations, effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'Access Denied' } };
}

/** 503 SlowDown; `limits` narrows it to operations, a number of calls or a share of them. */
export function slowDown(retryAfterSeconds: number | null, limits: Omit<Fault, 'effect'> = {}): Fault {
  return {
    ...limits,
    effect: {
      kind: 'error',
      status: 503,
      code: 'SlowDown',
      message: 'Please reduce your request rate.',
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    },
  };
}

/** 500 InternalError. */
export function internalError(limits: Omit<Fault, 'effect'> = {}): Fault {
  return {
    ...limits,
    effect: {
      kind: 'error',
      status: 500,
      code: 'InternalError',
      message: 'We encountered an internal error. Please try again.',
    },
  };
}

/** The answer comes after `ms`. */
export function delayed(ms: number, limits: Omit<Fault, 'effect'> = {}): Fault {
  return { ...limits, effect: { kind: 'delay', ms } };
}

/** Counts calls against a list of faults and says which of them strike. */
export class FaultPlan {
  readonly #faults: { fault: Fault; seen: number; struck: number; due: number }[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults.map((fault) => ({ fault, seen: 0, struck: 0, due: 0 }));
  }

  /** The effects on this call, in the order of the list. Counts the call. */
  strike(operation: PracticeOperation, key: string): FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const state of this.#faults) {
      const { fault } = state;
      if (fault.operations && !fault.operations.includes(operation)) continue;
      if (fault.key !== undefined && fault.key !== key) continue;
      state.seen += 1;
      if (state.seen <= (fault.after ?? 0) || state.struck >= (fault.times ?? Number.POSITIVE_INFINITY)) continue;
      // Error diffusion: 0.25 strikes every fourth call, without randomness.
      state.due += fault.share ?? 1;
      if (state.due < 1) continue;
      state.due -= 1;
      state.struck += 1;
      effects.push(fault.effect);
    }
    return effects;
  }
}
