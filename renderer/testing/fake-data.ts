import type { Bucket, Job, JobItem, ScanState, Upload, UploadTotals } from '../../shared/schema/model.ts';
import type { Reason } from '../../shared/schema/reasons.ts';
import { type Verdict, verdicts } from '../../shared/values/verdict-kinds.ts';

const day = 86_400_000;
const mib = 1024 ** 2;

/** Upload number `index` of a bucket, always the same one for the same number. */
export function upload(bucket: string, index: number, now: number): Upload {
  const initiatedAt = now - ((index * 7919) % 400) * day - index * 1000;
  const pending = index % 5 === 4;
  const active = index % 97 === 3;
  return {
    ref: { connectionId: 'aws', bucket, key: keyOf(index), uploadId: `upload-${index}` },
    initiatedAt,
    initiator: { id: `arn:aws:iam::111122223333:user/ingest-${index % 4}`, displayName: `ingest-${index % 4}` },
    owner: null,
    storageClass: ['STANDARD', 'STANDARD_IA', 'DEEP_ARCHIVE'][index % 3] ?? null,
    sizing: pending
      ? { status: 'pending' }
      : {
          status: 'sized',
          at: now,
          parts: (index % 40) + 1,
          bytes: ((index % 40) + 1) * 8 * mib,
          newestPartAt: initiatedAt,
        },
    activityAt: active ? now - 60_000 : Math.min(now - 60_000, initiatedAt + 3_600_000),
    active,
    abortDate: index % 3 === 0 ? now + (index % 9) * day : null,
    abortRuleId: index % 3 === 0 ? 'abort-leftovers' : null,
    ...(index % 9 === 3 && { abortLapse: 'rule gone' as const }),
    verdict: index < verdicts.length ? (verdicts[index] ?? null) : null,
  };
}

function keyOf(index: number): string {
  if (index === 1) return `odd/invoice\u202efdp.exe\u0001<script>alert(1)</script> ü 😀.bin`;
  if (index === 2) return `long/${'a-very-long-folder-name/'.repeat(40)}end-of-it.tar`;
  return `footage/2026/camera-${index % 12}/clip-${String(index).padStart(7, '0')}.mxf`;
}

/** Totals of so many uploads, most of them sized. */
export function totals(uploads: number, now: number): UploadTotals {
  const sized = Math.floor(uploads * 0.8);
  return {
    uploads,
    sized,
    unsizable: 0,
    bytes: sized * 160 * mib,
    parts: sized * 20,
    active: Math.floor(uploads / 97),
    oldestInitiatedAt: uploads === 0 ? null : now - 400 * day,
    bytesByStorageClass: { STANDARD: sized * 100 * mib, STANDARD_IA: sized * 60 * mib },
  };
}

/** The double's buckets: name, uploads, and how far their scan came. */
export function buckets(now: number): Bucket[] {
  const counters = { startedAt: now - 60_000, pages: 12, uploads: 0 };
  const denied = {
    code: 'ACCESS_DENIED' as const,
    message: '',
    details: {
      operation: 'ListMultipartUploads',
      permission: 's3:ListBucketMultipartUploads',
      storeCode: 'AccessDenied',
      httpStatus: 403,
    },
  };
  const bucket = (name: string, uploads: number | null, scan: ScanState): Bucket => ({
    connectionId: 'aws',
    name,
    createdAt: now - 900 * day,
    origin: 'listed',
    scan,
    totals: uploads === null ? null : totals(uploads, now),
  });
  return [
    bucket('a-million', 1_000_000, { status: 'sizing', ...counters, uploads: 1_000_000 }),
    bucket('denied', null, { status: 'failed', ...counters, finishedAt: now, error: denied }),
    bucket('empty', 0, { status: 'complete', ...counters, finishedAt: now }),
    bucket('footage', 4_321, { status: 'complete', ...counters, finishedAt: now - 3_600_000 }),
    bucket('in-circles', 240, {
      status: 'failed',
      ...counters,
      finishedAt: now,
      error: { code: 'PAGING_MARKER_REPEATED', message: '', details: { operation: 'ListMultipartUploads' } },
    }),
    bucket('never-scanned', null, { status: 'never' }),
  ];
}

const reasons: Partial<Record<Verdict, Reason>> = {
  stubborn: { why: 'parts left', parts: 3, bytes: 24 * mib, listed: true },
  hidden: { why: 'parts left', parts: 3, bytes: null, listed: false },
  clearing: { why: 'one clean look' },
  unverified: { why: 'abort not proved', accepted: true, permissions: ['s3:ListMultipartUploadParts'] },
  refused: {
    why: 'refused',
    errand: 'abort',
    status: 403,
    code: 'AccessDenied',
    message: null,
    permission: 's3:AbortMultipartUpload',
  },
  unreachable: {
    why: 'listed, not found',
    key: 'a b.mov',
    planned: true,
    tried: { said: 'NoSuchUpload', aborted: false },
  },
  skipped: { why: 'newer part' },
  completed: { why: 'object written', plain: false },
};

/** One item per verdict, then a queue. */
export function jobItem(jobId: string, index: number, now: number): JobItem {
  const { ref, initiatedAt, activityAt, storageClass } = upload('footage', index + 20, now);
  const verdict = verdicts[(index + 2) % verdicts.length] ?? null;
  const isOpen = index < verdicts.length && (verdict === 'stubborn' || verdict === 'hidden' || verdict === 'clearing');
  const queued = index >= verdicts.length;
  const isUnknown = verdict === 'unverified' || verdict === 'unreachable' || verdict === 'clearing';
  const attempts = queued ? 0 : isOpen ? 12 : 1;
  return {
    jobId,
    planned: { ref, initiatedAt, activityAt, parts: 20, bytes: 160 * mib, storageClass, active: false },
    state: queued ? 'queued' : isOpen ? 'waiting' : 'done',
    verdict: queued ? null : verdict,
    reason: verdict && !queued ? (reasons[verdict] ?? null) : null,
    attempts: Array.from({ length: attempts }, (_, number) => ({
      number: number + 1,
      startedAt: now - 60_000,
      status: verdict === 'refused' ? 403 : number === 11 ? null : 204,
      code: verdict === 'refused' ? 'AccessDenied' : null,
      partsAfter: verdict === 'refused' || number === 11 ? null : isOpen ? 3 : 0,
      bytesAfter: null,
    })),
    lastLook: null,
    next: isOpen ? { action: 'abort', at: now + 95_000 } : null,
    partsLeft: queued ? 20 : isUnknown ? null : isOpen ? 3 : 0,
    bytesLeft: queued ? 160 * mib : isUnknown ? null : isOpen ? 24 * mib : 0,
    bytesFreed: queued ? null : 136 * mib,
    updatedAt: now,
  };
}

/** A job of so many uploads, with one of each verdict. */
export function job(id: string, bucket: string, items: number, now: number): Job {
  const one = Object.fromEntries(verdicts.map((verdict) => [verdict, 1]));
  return {
    id,
    planId: `plan-${id}`,
    connectionId: 'aws',
    bucket,
    kind: 'abort',
    cause: 'asked',
    state: 'running',
    createdAt: now - 600_000,
    finishedAt: null,
    deadlineAt: now + day,
    items,
    counts: {
      ...{
        clear: 1,
        clearing: 1,
        stubborn: 1,
        hidden: 1,
        ghost: 1,
        completed: 1,
        unreachable: 1,
        unverified: 1,
        refused: 1,
      },
      ...{ skipped: 1, 'gave up': 1, cancelled: 1, pending: items - Object.keys(one).length },
    },
    bytesPlanned: items * 160 * mib,
    unsized: 3,
    bytesFreed: 2_900 * mib,
    bytesLeft: 480 * mib,
    unknownLeft: 3,
    waitingFor: null,
  };
}
