import type { BucketDeletion } from '../../shared/schema/deletion.ts';

/** A bucket that looks empty: a cause of every kind, and what cannot be seen. */
export function bucketDeletion(connectionId: string, bucket: string, now: number): BucketDeletion {
  const retained = { mode: 'GOVERNANCE', count: 3, asked: 5, until: now + 40 * 86_400_000 };
  return {
    connectionId,
    bucket,
    at: now,
    blockers: [
      { what: 'uploads', count: 1000, more: true, keys: ['footage/2026/camera-0/clip-0000000.mxf'], keeps: 'no' },
      { what: 'hidden uploads', count: 2, keys: ['footage/2026/camera-3/clip-0000031.mxf'] },
      { what: 'old versions', count: 412, more: false, keys: ['edits/cut-4.mov'] },
      { what: 'delete markers', count: 588, more: false, keys: ['edits/cut-1.mov', 'edits/cut-2.mov'] },
      { what: 'retention', ...retained, keys: ['edits/cut-4.mov'] },
      { what: 'policy', statement: 'KeepFootage', actions: ['s3:DeleteBucket'], isConditional: false },
    ],
    clear: ['objects', 'MFA delete', 'object lock'],
    unknown: [
      { question: 'right to delete', because: { why: 'only by deleting' } },
      { question: 'access points', because: { why: 'asked elsewhere' } },
    ],
    listedAs: 'versions',
  };
}
