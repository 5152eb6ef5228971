import type { PracticeCall } from '../../../electron/practice/store.ts';
import type { Evidence } from '../../../shared/schema/model.ts';

/** One call as a job's evidence has it. */
export type RecordedCall = Pick<
  Evidence,
  'sequence' | 'callId' | 'purpose' | 'operation' | 'durationMs' | 'status' | 'code' | 'requestId'
> & { ref: Pick<Evidence['ref'], 'key' | 'uploadId'> };

/** Whether an answer of the store is on record; without one, the process died meanwhile or the connection broke. */
function hasAnswer({ durationMs, status }: RecordedCall): boolean {
  return durationMs !== null && status !== null;
}

/**
 * Where a job's record and the store's own log of the same time differ; empty where they are equal:
 * every call in the log is on record, every answer on record is in the log, and a call without an answer (the process
 * died) was followed by a look at the same upload.
 */
export function differences(record: readonly RecordedCall[], log: readonly PracticeCall[]): string[] {
  const found: string[] = [];
  const arrived = new Map(log.map((call) => [call.requestId, call]));
  const listings = new Map<string, RecordedCall>();
  /** Calls that may have arrived without their answer being recorded. */
  const open = new Map<string, number>();

  for (const call of record) {
    const { operation, ref, requestId, status } = call;
    const name = nameOf(operation, ref.key, ref.uploadId);
    const what = `${operation} of ${ref.uploadId} (line ${call.sequence})`;
    if (call.code === 'NOT_SENT') continue;
    if (!hasAnswer(call)) {
      open.set(name, (open.get(name) ?? 0) + 1);
      if (!followedByLook(record, call)) found.push(`${what} has no answer, and no look follows it`);
      continue;
    }
    const shared = listings.get(call.callId);
    if (shared) {
      // One listing that told of several uploads: the log has it once.
      const isSame = operation === shared.operation && requestId === shared.requestId && status === shared.status;
      if (!isSame) found.push(`${what} shares a call with ${shared.ref.uploadId}, and its answer is another`);
      continue;
    }
    if (operation === 'ListMultipartUploads') listings.set(call.callId, call);
    const entry = requestId === null ? undefined : arrived.get(requestId);
    if (requestId === null || !entry) {
      found.push(`${what} is answered on record, but the store never had it, or it is on record twice`);
      continue;
    }
    arrived.delete(requestId);
    if (nameOfEntry(entry) !== name || entry.status !== status) {
      found.push(`${what} is on record with status ${status}; the store had ${nameOfEntry(entry)}: ${entry.status}`);
    }
  }
  for (const entry of arrived.values()) {
    const name = nameOfEntry(entry);
    const left = open.get(name) ?? 0;
    if (left === 0) found.push(`${name} reached the store and is not on record`);
    open.set(name, left - 1);
  }
  return found;
}

/** Whether something was asked of the same upload after it: for an abort, its parts. */
function followedByLook(record: readonly RecordedCall[], call: RecordedCall): boolean {
  return record.some(
    ({ sequence, ref, operation, purpose }) =>
      sequence > call.sequence &&
      ref.key === call.ref.key &&
      ref.uploadId === call.ref.uploadId &&
      purpose !== 'abort' &&
      (call.purpose !== 'abort' || operation === 'ListParts'),
  );
}

/** What a call asks of the store. Listings and HEADs name no upload ID, listings no key either. */
function nameOf(operation: string, key: string, uploadId: string): string {
  switch (operation) {
    case 'ListMultipartUploads':
    case 'ListObjectsV2':
      return operation;
    case 'HeadObject':
      return `${operation} ${key}`;
    default:
      return `${operation} ${key} ${uploadId}`;
  }
}

function nameOfEntry({ operation, key, uploadId }: PracticeCall): string {
  return nameOf(operation, key, uploadId ?? '');
}
