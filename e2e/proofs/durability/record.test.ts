import { describe, expect, test } from 'vitest';
import type { PracticeCall } from '../../../electron/practice/store.ts';
import { differences, type RecordedCall } from './record.ts';

let lines = 0;
const sent = (operation: RecordedCall['operation'], given: Partial<RecordedCall> = {}): RecordedCall => {
  lines += 1;
  return {
    sequence: lines,
    callId: `call ${lines}`,
    ref: { key: 'k', uploadId: 'u' },
    purpose: operation === 'AbortMultipartUpload' ? 'abort' : 'look before',
    operation,
    durationMs: null,
    status: null,
    code: null,
    requestId: null,
    ...given,
  };
};
const answered = (operation: RecordedCall['operation'], requestId: string, status = 200): RecordedCall =>
  sent(operation, { durationMs: 3, status, requestId });
const arrived = (operation: PracticeCall['operation'], requestId: string, status: number | null = 200) => ({
  time: 0,
  requestId,
  operation,
  bucket: 'b',
  key: operation === 'ListMultipartUploads' ? '' : 'k',
  uploadId: operation === 'ListMultipartUploads' || operation === 'HeadObject' ? null : 'u',
  maxUploads: null,
  status,
  code: null,
});

describe('the record and the store’s log', () => {
  test('are equal where every call is in both', () => {
    const record = [
      answered('ListParts', '1'),
      answered('ListMultipartUploads', '2'),
      answered('HeadObject', '3', 404),
    ];
    const log = [arrived('ListMultipartUploads', '2'), arrived('ListParts', '1'), arrived('HeadObject', '3', 404)];
    expect(differences(record, log)).toEqual([]);
  });

  test('are equal where one listing told of several uploads, each with a record of the same call', () => {
    const listing = answered('ListMultipartUploads', '1');
    const share = { ...listing, sequence: 1000, ref: { key: 'l', uploadId: 'v' } };
    const log = [arrived('ListMultipartUploads', '1')];
    expect(differences([listing, share], log)).toEqual([]);
    expect(differences([listing, { ...share, status: 503 }], log)).toHaveLength(1);
    expect(differences([listing, { ...share, callId: 'another' }], log)).toHaveLength(1);
    // Only a listing can tell of another upload.
    const parts = answered('ListParts', '1');
    expect(differences([parts, { ...parts, ref: share.ref }], [arrived('ListParts', '1')])).toHaveLength(1);
  });

  test('are equal where a call without an answer arrived, or did not, and a look followed', () => {
    const record = [sent('AbortMultipartUpload'), answered('ListParts', '2')];
    expect(differences(record, [arrived('AbortMultipartUpload', '1', 204), arrived('ListParts', '2')])).toEqual([]);
    expect(differences(record, [arrived('ListParts', '2')])).toEqual([]);
  });

  test('differ where a call is missing from either, twice, or another', () => {
    const record = [answered('ListParts', '1')];
    expect(differences(record, [])).toHaveLength(1);
    expect(differences([], [arrived('ListParts', '1')])).toHaveLength(1);
    expect(differences([...record, answered('ListParts', '1')], [arrived('ListParts', '1')])).toHaveLength(1);
    expect(differences(record, [arrived('ListParts', '1', 404)])).toHaveLength(1);
    expect(differences(record, [arrived('AbortMultipartUpload', '1')])).toHaveLength(1);
    const unanswered = [sent('ListParts'), answered('ListParts', '3')];
    const twice = [arrived('ListParts', '1'), arrived('ListParts', '2'), arrived('ListParts', '3')];
    expect(differences(unanswered, twice)).toHaveLength(1);
  });

  test('differ where nobody looked after a call without an answer', () => {
    expect(differences([sent('ListParts')], [])).toHaveLength(1);
    const record = [sent('AbortMultipartUpload'), answered('HeadObject', '1')];
    expect(differences(record, [arrived('HeadObject', '1')])).toHaveLength(1);
    expect(differences([sent('ListParts', { durationMs: 0, code: 'NOT_SENT' })], [])).toEqual([]);
  });
});
