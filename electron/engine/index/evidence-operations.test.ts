import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { chainStart } from './evidence-chain.ts';
import type { NewEvidenceLine } from './evidence-operations.ts';
import { chargeColumn } from './migrations/006-charges.ts';
import { migrations } from './migrations.ts';
import { createOperations } from './operations.ts';

let database: DatabaseSync;
let operations: ReturnType<typeof createOperations>;
beforeEach(() => {
  database = openDatabase(':memory:');
  operations = createOperations(database);
});
afterEach(() => database.close());

const ref = { connectionId: 'c', bucket: 'b', key: 'ключ +\u0001', uploadId: 'u' };
const line = (callId: string, kind: 'sent' | 'answered', more: Partial<NewEvidenceLine> = {}): NewEvidenceLine => ({
  chain: 'job/j',
  callId,
  kind,
  ref,
  at: 1000,
  durationMs: kind === 'answered' ? 5 : null,
  purpose: 'abort',
  operation: 'AbortMultipartUpload',
  status: kind === 'answered' ? 204 : null,
  code: null,
  requestId: null,
  parts: null,
  bytes: null,
  requestCharged: null,
  saw: null,
  ...more,
});
const write = (...lines: NewEvidenceLine[]) =>
  operations.applyCleanup(lines.map((line) => ({ kind: 'evidence', line })));

/** As somebody with the file open would: past the triggers. */
function tamper(sql: string) {
  database.exec('DROP TRIGGER evidence_never_changes; DROP TRIGGER evidence_never_goes;');
  database.exec(sql);
}

test('a call is one record, under way until it is answered', () => {
  write(line('1', 'sent'), line('2', 'sent', { chain: 'verify/c', purpose: 'verify' }));
  expect(operations.evidenceOf(ref)).toMatchObject([
    { jobId: 'j', sequence: 1, status: null, durationMs: null },
    { jobId: null, sequence: 1, status: null },
  ]);
  write(line('1', 'answered', { status: 403, code: 'AccessDenied', requestId: 'R', parts: 3, bytes: 9 }));
  expect(operations.evidenceOf(ref)[0]).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    requestId: 'R',
    durationMs: 5,
    parts: 3,
    bytes: 9,
  });
  expect(operations.evidenceOf({ ...ref, uploadId: 'other' })).toEqual([]);
});

test('SQLite itself refuses to change or delete a line', () => {
  write(line('1', 'sent'));
  expect(() => database.exec('UPDATE evidence SET status = 204')).toThrow('append-only');
  expect(() => database.exec('DELETE FROM evidence')).toThrow('append-only');
});

test('an intact chain verifies', () => {
  write(line('1', 'sent'), line('1', 'answered', { durationMs: 1.5 }), line('2', 'sent'));
  write(line('2', 'answered'));
  expect(operations.verifyChain('j')).toMatchObject({ intact: true, lines: 4 });
});

test.each([
  ['a changed answer', 'UPDATE evidence SET status = 200 WHERE sequence = 2', 2],
  ['a changed key', "UPDATE evidence SET key = 'x' WHERE sequence = 3", 3],
  ['a line taken out', 'DELETE FROM evidence WHERE sequence = 2', 2],
  [
    'a line put in another’s place',
    'DELETE FROM evidence WHERE sequence = 1; UPDATE evidence SET sequence = 1 WHERE sequence = 2',
    1,
  ],
])('%s shows', (_, sql, sequence) => {
  write(line('1', 'sent'), line('1', 'answered'), line('2', 'sent'), line('2', 'answered'));
  tamper(sql);
  expect(operations.verifyChain('j')).toMatchObject({ intact: false, sequence });
});

test('lines from before charges were kept stay intact, and newer ones follow them', () => {
  const old = new DatabaseSync(':memory:');
  for (const step of migrations.slice(0, migrations.indexOf(chargeColumn))) old.exec(step);
  // As it was written then: seventeen fields, by hand.
  const hashes = [chainStart.hash];
  const insert = old.prepare(
    `INSERT INTO evidence (chain, sequence, call_id, kind, connection_id, bucket, key, upload_id, at, duration_ms, purpose,
       operation, status, code, request_id, parts, bytes, hash) VALUES (${Array(18).fill('?').join(', ')})`,
  );
  for (const [sequence, kind, status] of [
    [1, 'sent', null],
    [2, 'answered', 200],
  ] as const) {
    const fields = [
      'job/j',
      sequence,
      '1',
      kind,
      'c',
      'b',
      'k',
      'u',
      1000,
      null,
      'verify',
      'ListParts',
      status,
      null,
      null,
      null,
      null,
    ];
    const hash = createHash('sha256')
      .update(`${hashes.at(-1)}\n${JSON.stringify(fields)}`)
      .digest('hex');
    insert.run(...fields, hash);
    hashes.push(hash);
  }
  for (const step of migrations.slice(migrations.indexOf(chargeColumn))) old.exec(step);
  const upgraded = createOperations(old);
  expect(upgraded.verifyChain('j')).toEqual({ intact: true, lines: 2, firstHash: hashes[1], lastHash: hashes[2] });

  const lines = [line('2', 'sent'), line('2', 'answered', { requestCharged: true })];
  upgraded.applyCleanup(lines.map((one) => ({ kind: 'evidence', line: one })));
  expect(upgraded.verifyChain('j')).toMatchObject({ intact: true, lines: 4 });
  expect(upgraded.evidenceLines('j', 0, 10).map(({ requestCharged }) => requestCharged)).toEqual([null, null, null, 1]);
  old.close();
});

test.each([
  ['is denied afterwards', 'UPDATE evidence SET request_charged = 0 WHERE sequence = 2', 2],
  ['is taken out', 'UPDATE evidence SET request_charged = NULL WHERE sequence = 2', 2],
  ['is put into a line without an answer', 'UPDATE evidence SET request_charged = 0 WHERE sequence = 3', 3],
])('a charge that %s shows', (_, sql, sequence) => {
  write(line('1', 'sent'), line('1', 'answered', { requestCharged: true }), line('2', 'sent'));
  expect(operations.evidenceOf(ref).map(({ requestCharged }) => requestCharged)).toEqual([true, undefined]);
  tamper(sql);
  expect(operations.verifyChain('j')).toMatchObject({ intact: false, sequence });
});

test('lines missing at the end of a finished job show', () => {
  operations.savePlan({ id: 'p', connectionId: 'c', bucket: 'b', createdAt: 1, items: [], leftOut: [] });
  const times = { createdAt: 1, deadlineAt: 2, quietIntervalMs: 3, activeWindowMs: 4 };
  operations.startJob({ jobId: 'j', planId: 'p', includeActive: [], ...times });
  write(line('1', 'sent'), line('1', 'answered'));
  operations.applyCleanup([{ kind: 'job', patch: { jobId: 'j', state: 'finished', finishedAt: 5 } }]);
  expect(operations.verifyChain('j')).toMatchObject({ intact: true, lines: 2 });
  tamper('DELETE FROM evidence WHERE sequence = 2');
  expect(operations.verifyChain('j')).toMatchObject({ intact: false, sequence: 2 });
});

test('a transaction that fails writes none of its lines', () => {
  expect(() => write(line('1', 'sent'), line('1', 'sent'))).toThrow();
  expect(operations.evidenceOf(ref)).toEqual([]);
});
