import type { CompletionPlan } from '../../shared/schema/completion.ts';
import type { EvidenceLine, HistoryJob } from '../../shared/schema/history.ts';
import type { Job, Part, UploadRef } from '../../shared/schema/model.ts';
import type { UploadFacets, UploadGroups } from '../../shared/schema/upload-groups.ts';
import type { Notice, WatchEntry, WatchSummary } from '../../shared/schema/watch.ts';
import * as data from './fake-data.ts';

const day = 86_400_000;
const hour = 3_600_000;
const mib = 1024 ** 2;

/** Every job that the double knows: those of the live state, and finished ones whose connections are gone or changed. */
export function historyJobs(live: readonly Job[], now: number): HistoryJob[] {
  const origin = { connectionName: 'Film archive', endpoint: null, region: 'eu-central-1' };
  const old = (id: string, bucket: string, days: number): HistoryJob => ({
    ...data.job(id, bucket, 40, now),
    state: 'finished',
    createdAt: now - days * day,
    finishedAt: now - days * day + hour,
    origin,
  });
  return [
    ...live.map((job) => ({ ...job, origin })),
    { ...old('job-3', 'footage', 3), cause: 'came back' },
    { ...old('job-4', 'scratch', 30), connectionId: 'removed', origin: { ...origin, connectionName: 'Old NAS' } },
    { ...old('job-5', 'attic', 90), connectionId: 'removed', origin: null },
  ];
}

/** Line `sequence` of a job's evidence, from 1. */
export function evidenceLine(sequence: number, now: number): EvidenceLine {
  const isSent = sequence % 2 === 1;
  const { ref } = data.upload('footage', Math.ceil(sequence / 4), now);
  const isAbort = sequence % 4 < 2;
  return {
    sequence,
    callId: `call-${Math.ceil(sequence / 2)}`,
    kind: isSent ? 'sent' : 'answered',
    ref,
    at: now - 600_000 + sequence * 40,
    durationMs: isSent ? null : 38,
    purpose: isAbort ? 'abort' : 'look after',
    operation: isAbort ? 'AbortMultipartUpload' : 'ListParts',
    status: isSent ? null : isAbort ? 204 : 404,
    code: isSent || isAbort ? null : 'NoSuchUpload',
    requestId: isSent ? null : `REQ${sequence}`,
    parts: null,
    bytes: null,
    requestCharged: isSent ? null : 0,
    saw: null,
    hash: sequence.toString(16).padStart(64, '0'),
  };
}

/** A plan to complete an upload, which would replace an object, and whose numbers have a gap. */
export function completionPlan(ref: UploadRef, now: number): CompletionPlan {
  const parts = [1, 2, 4].map(
    (partNumber): Part => ({
      partNumber,
      size: 8 * mib,
      etag: `"${partNumber}"`,
      lastModified: now - 3 * day,
      checksum: null,
    }),
  );
  const bytes = 24 * mib;
  return {
    id: 'completion',
    createdAt: now,
    item: {
      ref,
      initiatedAt: now - 4 * day,
      activityAt: now - 3 * day,
      parts: parts.length,
      bytes,
      storageClass: 'STANDARD',
      active: false,
    },
    parts,
    bytes,
    object: { outcome: 'present', lastModified: now - 9 * day, bytes: 12 * mib, etag: '"e-2"' },
  };
}

/** Folders at the top, files within a folder, initiators or weeks. */
export function groups(
  by: 'prefix' | 'initiator' | 'week',
  prefix: string | undefined,
  uploads: number,
  now: number,
): UploadGroups {
  if (uploads === 0) return { groups: [], count: 0 };
  const totals = (share: number) => data.totals(Math.ceil(uploads / share), now);
  switch (by) {
    case 'prefix':
      return prefix
        ? { groups: [{ name: { kind: 'direct', prefix }, totals: totals(3) }], count: 1 }
        : {
            groups: [
              { name: { kind: 'folder', prefix: 'footage/' }, totals: totals(2) },
              { name: { kind: 'folder', prefix: 'odd/' }, totals: totals(500) },
              { name: { kind: 'direct', prefix: '' }, totals: totals(1000) },
            ],
            count: 3,
          };
    case 'initiator':
      return {
        groups: [
          { name: { kind: 'initiator', id: 'arn:aws:iam::1:user/ingest', displayName: 'ingest' }, totals: totals(2) },
          { name: { kind: 'initiator', id: null, displayName: null }, totals: totals(9) },
        ],
        count: 2,
      };
    case 'week': {
      const monday = Math.floor((now / day + 3) / 7) * 7 * day - 3 * day;
      return {
        groups: [0, 1, 2].map((weeks) => ({
          name: { kind: 'week', from: monday - weeks * 7 * day, to: monday - (weeks - 1) * 7 * day },
          totals: totals(weeks + 2),
        })),
        count: 3,
      };
    }
  }
}

export const facets: UploadFacets = {
  storageClasses: [
    { value: 'STANDARD', uploads: 1441 },
    { value: null, uploads: 3 },
  ],
  initiators: [
    { value: 'arn:aws:iam::111122223333:user/ingest-0', displayName: 'ingest-0', uploads: 1081 },
    { value: null, displayName: null, uploads: 12 },
  ],
  initiatorCount: 2,
};

/** Uploads that came back, could not be seen, were left alone, and are watched. */
export function watched(now: number): WatchEntry[] {
  const entry = (index: number, changes: Partial<WatchEntry>): WatchEntry => ({
    ref: data.upload('footage', index, now).ref,
    verdict: 'clear',
    endedAt: now - 2 * hour,
    looks: 1,
    nextLookAt: null,
    lookedAt: now - hour,
    outcome: null,
    finding: null,
    returns: 0,
    returnedJobId: null,
    ...changes,
  });
  return [
    entry(1, { outcome: 'back', finding: { why: 'back, with parts' }, returns: 1, returnedJobId: 'job-3' }),
    entry(2, { outcome: 'back', finding: { why: 'back, may be in use' }, returns: 1 }),
    entry(5, { outcome: 'unseen', finding: { why: 'not watchable', code: 'STORE_FAILED', looks: 12 } }),
    entry(6, { lookedAt: null, looks: 0, nextLookAt: now + 20 * 60_000 }),
    entry(7, { verdict: 'ghost', nextLookAt: now + 22 * hour, returns: 2 }),
  ];
}

export function watchSummary(now: number): WatchSummary {
  return { watching: 2, nextLookAt: now + 20 * 60_000, back: 2 };
}

/** One notice of each kind. */
export function notices(now: number): Notice[] {
  const { counts, items, bytesFreed, bytesLeft, unknownLeft } = data.job('job-2', 'a-million', 12, now);
  const about = { at: now, connectionId: 'aws' };
  return [
    {
      ...about,
      id: 'n1',
      bucket: 'a-million',
      jobId: 'job-2',
      kind: 'finished',
      errand: 'abort',
      items,
      counts,
      bytesFreed,
      bytesLeft,
      unknownLeft,
    },
    {
      ...about,
      id: 'n2',
      bucket: 'footage',
      jobId: 'job-1',
      kind: 'waiting',
      errand: 'abort',
      code: 'TOKEN_EXPIRED',
      connectionName: 'Film archive',
    },
    { ...about, id: 'n3', bucket: 'footage', jobId: null, kind: 'came back', uploads: 2 },
  ];
}
