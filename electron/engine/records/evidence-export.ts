import { csvLine } from '../../../shared/format/csv.ts';
import type { ChainCheck, EvidenceLine, HistoryJob } from '../../../shared/schema/history.ts';
import type { JobItem } from '../../../shared/schema/model.ts';
import { inEnglish } from '../../../shared/words/words.ts';
import { isoTime } from './plan-export.ts';

/** What an export says of the whole job, before its items and lines. */
export interface ExportHead {
  exportedAt: number;
  /** The app's version. */
  app: string;
  job: HistoryJob;
  chain: ChainCheck;
}

/** How anybody can check the chain, without this app. It goes into every JSON export. */
const howToCheck = [
  'Take the lines of "evidence" in their order. Start with a hash of sixty-four zeros.',
  'For each line: SHA-256, as lower-case hex, over the UTF-8 bytes of the hash before it, a line feed, and this JSON array without white space:',
  '[chain, sequence, callId, kind, connectionId, bucket, key, uploadId, at, durationMs, purpose, operation, status, code, requestId, parts, bytes, requestCharged, saw].',
  'Lines without requestCharged or saw leave them out of the array.',
  'saw is what the answer showed: whether the upload was in that page of the listing, or an object under the key.',
  'It must equal the line\'s "hash", which is the hash before the next line. Times are milliseconds since 1970, UTC.',
  'One listing may tell of several uploads. The one that it was sent for has its callId; the lines of the others, written with the answer, have the same callId, a slash and a number.',
].join(' ');

/** The beginning of a JSON export, up to its first item. */
export function jsonHead({ exportedAt, app, job, chain }: ExportHead): string {
  const head = { format: 'loose-parts/job', version: 1, app, exportedAt, howToCheck, job, chain };
  return `${JSON.stringify(head).slice(0, -1)},\n"items":[`;
}

/** Between the items and the lines of a JSON export, and after them. */
export const jsonBetween = '\n],\n"evidence":[';
export const jsonEnd = '\n]}\n';

/** An item as a JSON export has it: its reason as the sentence that people read, and as data in `why`. */
export function itemEntry({ jobId: _job, planned, next: _next, reason, ...item }: JobItem): object {
  const { ref, ...known } = planned;
  return {
    key: ref.key,
    uploadId: ref.uploadId,
    planned: known,
    ...item,
    reason: reason && inEnglish((say) => say.reason(reason)),
    why: reason,
  };
}

/** A line as a JSON export has it: every field that is hashed, under the names of {@link howToCheck}. */
export function lineEntry(chain: string, line: EvidenceLine): object {
  const { sequence, callId, kind, ref, hash, requestCharged, saw, ...rest } = line;
  const charged = requestCharged === null ? {} : { requestCharged };
  return { chain, sequence, callId, kind, ...ref, ...rest, ...charged, ...(saw === null ? {} : { saw }), hash };
}

const columns = [
  'record',
  'line',
  'time_utc',
  'kind',
  'purpose',
  'operation',
  'bucket',
  'key',
  'upload_id',
  'status',
  'code',
  'request_id',
  'duration_ms',
  'parts',
  'bytes',
  'request_charged',
  'saw',
  'verdict',
  'reason',
  'why',
  'attempts',
  'parts_left',
  'bytes_left',
  'bytes_freed',
  'call_id',
  'hash',
] as const;

/** One row of a CSV export, by column; what a row leaves out is empty. */
type CsvRow = Partial<Record<(typeof columns)[number], string | number | null>>;

function csvRow(row: CsvRow): string {
  return csvLine(columns.map((column) => row[column] ?? null));
}

/** The first row of a CSV export. */
export const csvHead = csvLine([...columns]);

/** An item's row: what is left of it, and what was freed. */
export function itemRow({ planned: { ref }, verdict, reason, attempts, updatedAt, ...item }: JobItem): string {
  return csvRow({
    record: 'item',
    time_utc: isoTime(updatedAt),
    bucket: ref.bucket,
    key: ref.key,
    upload_id: ref.uploadId,
    verdict: verdict ?? item.state,
    reason: reason && inEnglish((say) => say.reason(reason)),
    why: reason?.why ?? null,
    attempts: attempts.length,
    parts_left: item.partsLeft,
    bytes_left: item.bytesLeft,
    bytes_freed: item.bytesFreed,
  });
}

/** A line's row. Only the JSON has the exact numbers that the hash is made of. */
export function lineRow({ sequence, at, ref, durationMs, callId, requestId, ...line }: EvidenceLine): string {
  return csvRow({
    record: 'evidence',
    line: sequence,
    time_utc: isoTime(at),
    kind: line.kind,
    purpose: line.purpose,
    operation: line.operation,
    bucket: ref.bucket,
    key: ref.key,
    upload_id: ref.uploadId,
    status: line.status,
    code: line.code,
    request_id: requestId,
    duration_ms: durationMs,
    parts: line.parts,
    bytes: line.bytes,
    request_charged: line.requestCharged,
    saw: line.saw,
    call_id: callId,
    hash: line.hash,
  });
}
