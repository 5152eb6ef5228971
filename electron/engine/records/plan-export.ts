import { csvLine } from '../../../shared/format/csv.ts';
import { isKnownTime } from '../../../shared/format/time.ts';
import type { JobOrigin, PlanCursor } from '../../../shared/schema/history.ts';
import type { PlanPart } from '../../../shared/schema/model.ts';
import { jsonEntries } from './json-entries.ts';
import { planFormat } from './plan-file.ts';

/** One piece of a plan's file, and where the next one goes on; null at its end. */
export interface PlanPiece {
  text: string;
  next: PlanCursor | null;
}

/**
 * A part of a plan as a piece of JSON that `readPlanFile` opens again: one upload to a line, so that two plans can be compared.
 * The pieces in their order are the file, however it was cut.
 *
 * @param cursor where the piece before said that this one goes on; null: this is the first
 * @param origin where the plan's connection leads now, for the head of the file
 */
export function planJsonPiece(part: PlanPart, cursor: PlanCursor | null, origin: JobOrigin | null): PlanPiece {
  const { items, leftOut, next } = part;
  const flat = items.map(({ ref: { key, uploadId }, ...known }) => ({ key, uploadId, ...known }));
  const left = leftOut.map(({ ref: { key, uploadId }, reason }) => ({ key, uploadId, reason }));
  const hasItems = (cursor?.hasItems ?? false) || items.length > 0;
  const isInLeftOut = (cursor?.leftOut ?? 0) > 0;
  const close = (isEmpty: boolean) => (isEmpty ? ']' : '\n]');
  const pieces = [cursor === null ? jsonHead(part, origin) : '', jsonEntries(flat, !cursor?.hasItems)];
  // What is left out begins in the part where the items end.
  if (!isInLeftOut && (leftOut.length > 0 || next === null)) pieces.push(close(!hasItems), ',\n"leftOut":[');
  pieces.push(jsonEntries(left, !isInLeftOut));
  if (next === null) pieces.push(close(!isInLeftOut && left.length === 0), '}}\n');
  return { text: pieces.join(''), next: next && { ...next, hasItems } };
}

function jsonHead({ id, createdAt, connectionId, bucket }: PlanPart, origin: JobOrigin | null): string {
  const connection = {
    id: connectionId,
    name: origin?.connectionName ?? null,
    endpoint: origin?.endpoint ?? null,
    region: origin?.region ?? null,
  };
  const head = JSON.stringify({ id, createdAt, connection, bucket }).slice(0, -1);
  return `{"format":${JSON.stringify(planFormat)},"version":1,"plan":${head},\n"items":[`;
}

const columns = [
  'bucket',
  'key',
  'upload_id',
  'initiated_utc',
  'last_activity_utc',
  'parts',
  'bytes',
  'storage_class',
  'active',
  'left_out_because',
] as const;

/**
 * The same as a piece of a table: what will be aborted, then what is left out and why. Unknown numbers are empty, never zero.
 */
export function planCsvPiece({ bucket, items, leftOut, next }: PlanPart, cursor: PlanCursor | null): PlanPiece {
  const lines = cursor === null ? [csvLine(columns)] : [];
  for (const { ref, initiatedAt, activityAt, parts, bytes, storageClass, active } of items) {
    const times = [initiatedAt, activityAt].map((time) => (isKnownTime(time) ? isoTime(time) : null));
    lines.push(csvLine([bucket, ref.key, ref.uploadId, ...times, parts, bytes, storageClass, active, null]));
  }
  for (const { ref, reason } of leftOut) {
    lines.push(csvLine([bucket, ref.key, ref.uploadId, null, null, null, null, null, null, reason]));
  }
  return { text: lines.join(''), next: next && { ...next, hasItems: (cursor?.hasItems ?? false) || items.length > 0 } };
}

/** A time as tables carry it: ISO 8601, UTC. */
export function isoTime(at: number | null): string | null {
  if (at === null) return null;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
