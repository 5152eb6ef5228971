import { createHash } from 'node:crypto';
import type { Evidence, UploadRef } from '../../../shared/schema/model.ts';
import type { Row } from './columns.ts';

/** A line of a chain, and its hash. Before the first line: 0 and sixty-four zeros. */
export interface ChainPoint {
  sequence: number;
  hash: string;
}

/** Where every chain begins. */
export const chainStart: ChainPoint = { sequence: 0, hash: '0'.repeat(64) };

/** The name of a job's chain. */
export const chainOfJob = (jobId: string) => `job/${jobId}`;

/**
 * The ID under which a call is on record for another upload that its answer told of: the call's own, a slash and a number
 * from 2 on. The upload that it was sent for has the bare ID, so that calls can be counted.
 */
export const shareOf = (callId: string, number: number) => `${callId}/${number}`;

/** The call that a line belongs to, whichever upload it is about. */
export const callOf = (lineCallId: string) => lineCallId.split('/', 1)[0] ?? lineCallId;

/** SQL: whether a line is of the upload that its call was sent for. */
export const isOwnCall = "instr(call_id, '/') = 0";

/** SQL: whether a line has a number that can be. One that has none is passed over when the next line is numbered. */
export const isNumbered = `typeof(sequence) = 'integer' AND sequence BETWEEN 1 AND ${Number.MAX_SAFE_INTEGER - 1}`;

/** What of a line is hashed, besides the hash of the line before it. */
export type HashedLine = UploadRef & {
  chain: string;
  sequence: number;
  callId: string;
  kind: 'sent' | 'answered';
  at: number;
  durationMs: number | null;
  purpose: Evidence['purpose'];
  operation: Evidence['operation'];
  status: number | null;
  code: string | null;
  requestId: string | null;
  parts: number | null;
  bytes: number | null;
  /** 1 or 0; null where there is no answer. */
  requestCharged: number | null;
  /** What the answer showed; null where that is not told. */
  saw: string | null;
};

/**
 * The columns that are hashed, in this order (evidence-export.ts tells people the same). `request_charged`, a number, and
 * `saw`, a text, came later: they follow where they are not NULL. So lines from before them keep their hashes, and as the
 * array of a line with one of them is another, no line can be given one, or lose it, without being seen.
 */
const hashedColumns = [
  'chain',
  'sequence',
  'call_id',
  'kind',
  'connection_id',
  'bucket',
  'key',
  'upload_id',
  'at',
  'duration_ms',
  'purpose',
  'operation',
  'status',
  'code',
  'request_id',
  'parts',
  'bytes',
] as const;

/** Their values of a line that is to be written. */
export function fieldsOf(line: HashedLine): unknown[] {
  const charged = line.requestCharged === null ? [] : [line.requestCharged];
  return [
    line.chain,
    line.sequence,
    line.callId,
    line.kind,
    line.connectionId,
    line.bucket,
    line.key,
    line.uploadId,
    line.at,
    line.durationMs,
    line.purpose,
    line.operation,
    line.status,
    line.code,
    line.requestId,
    line.parts,
    line.bytes,
    ...charged,
    ...(line.saw === null ? [] : [line.saw]),
  ];
}

/** Their values of a line on disk: as it stands, so that a value which makes no sense is a changed line and no failure. */
export function fieldsOfRow(row: Row): unknown[] {
  // Integers are read as bigint, and were hashed as the numbers they were written from.
  const plain = (value: Row[string] | undefined) => (typeof value === 'bigint' ? Number(value) : value);
  const charged = row.request_charged === null ? [] : [plain(row.request_charged)];
  const saw = row.saw === null ? [] : [plain(row.saw)];
  return [...hashedColumns.map((column) => plain(row[column])), ...charged, ...saw];
}

/** SHA-256 over the previous line's hash and a line's fields. */
export function hashOf(previous: string, fields: readonly unknown[]): string {
  return createHash('sha256')
    .update(`${previous}\n${JSON.stringify(fields)}`)
    .digest('hex');
}
