import { type CsvValue, csvLine } from '../../../shared/format/csv.ts';
import { isKnownTime } from '../../../shared/format/time.ts';
import type { Upload } from '../../../shared/schema/model.ts';

/**
 * An upload as a row of a table, by column. Times are ISO 8601 in UTC; null is not known. An abort date whose rule is gone or
 * has changed is none; which of the two is said instead.
 */
export function uploadEntry(upload: Upload): Record<string, CsvValue> {
  const { ref, sizing, initiator } = upload;
  const isSized = sizing.status === 'sized';
  return {
    bucket: ref.bucket,
    key: ref.key,
    uploadId: ref.uploadId,
    initiated: time(upload.initiatedAt),
    lastActivity: time(upload.activityAt),
    active: upload.active,
    parts: isSized ? sizing.parts : null,
    bytes: isSized ? sizing.bytes : null,
    storageClass: upload.storageClass,
    initiator: initiator?.id ?? null,
    initiatorName: initiator?.displayName ?? null,
    lifecycleAborts: upload.abortDate === null || upload.abortLapse ? null : time(upload.abortDate),
    lifecycleLapsed: upload.abortLapse ?? null,
    verdict: upload.verdict,
  };
}

const columns = [
  'bucket',
  'key',
  'uploadId',
  'initiated',
  'lastActivity',
  'active',
  'parts',
  'bytes',
  'storageClass',
  'initiator',
  'initiatorName',
  'lifecycleAborts',
  'lifecycleLapsed',
  'verdict',
] as const;

/** The table's first line. */
export const csvHead = csvLine(columns);

export function csvRow(upload: Upload): string {
  const entry = uploadEntry(upload);
  return csvLine(columns.map((column) => entry[column] ?? null));
}

function time(at: number): string | null {
  return isKnownTime(at) ? new Date(at).toISOString() : null;
}
