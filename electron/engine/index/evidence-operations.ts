import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ChainCheck } from '../../../shared/schema/history.ts';
import { type Evidence, evidenceSchema, lookSchema, type UploadRef } from '../../../shared/schema/model.ts';
import type { Sight } from '../../../shared/values/sights.ts';
import type { KeptLook } from '../records/kept-look.ts';
import {
  asStored,
  BrokenRowError,
  countOrNull,
  integer,
  integerOrNull,
  type Row,
  readable,
  text,
  textOrNull,
} from './columns.ts';
import {
  type ChainPoint,
  callOf,
  chainOfJob,
  chainStart,
  fieldsOf,
  fieldsOfRow,
  type HashedLine,
  hashOf,
  isNumbered,
} from './evidence-chain.ts';

/** One line of evidence: a call that is about to be sent, or its answer. */
export interface NewEvidenceLine {
  /** `job/<job ID>`, or `verify/<connection ID>` for verifications without a job. */
  chain: string;
  /** The same for both lines of a call; `shareOf` it for further uploads that the call's answer told of. */
  callId: string;
  kind: 'sent' | 'answered';
  ref: UploadRef;
  /** When this line was written, local clock, ms UTC. */
  at: number;
  durationMs: number | null;
  purpose: Evidence['purpose'];
  operation: Evidence['operation'];
  status: number | null;
  code: string | null;
  requestId: string | null;
  parts: number | null;
  bytes: number | null;
  /** Whether the store said that the requester was charged; null where there is no answer. */
  requestCharged: boolean | null;
  /** What the answer showed; null where it shows nothing of the kind, or there is none. */
  saw: Sight | null;
}

/** How far a check of a chain has come: where to go on, or what it found. */
export type ChainProgress = { at: ChainPoint } | { found: ChainCheck };

const keptLooks = 20;
const looksSchema = z.string().transform((json): unknown => JSON.parse(json));

/** The append-only, hash-chained record of calls. */
export function evidenceOperations(database: DatabaseSync) {
  const last = database.prepare(
    `SELECT sequence, hash FROM evidence WHERE chain = ? AND ${isNumbered} ORDER BY sequence DESC LIMIT 1`,
  );
  const insert = database.prepare(
    `INSERT INTO evidence (chain, sequence, call_id, kind, connection_id, bucket, key, upload_id, at, duration_ms,
       purpose, operation, status, code, request_id, parts, bytes, request_charged, saw, hash)
     VALUES (:chain, :sequence, :callId, :kind, :connectionId, :bucket, :key, :uploadId, :at, :durationMs,
       :purpose, :operation, :status, :code, :requestId, :parts, :bytes, :requestCharged, :saw, :hash)`,
  );
  const linesAfter = database.prepare(
    'SELECT * FROM evidence WHERE chain = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  );
  const firstLine = database.prepare('SELECT hash FROM evidence WHERE chain = ? ORDER BY sequence LIMIT 1');
  const ofUpload = database.prepare(
    `SELECT sent.*, answered.duration_ms AS answered_ms, answered.status AS answered_status,
       answered.code AS answered_code, answered.request_id AS answered_request_id,
       answered.parts AS answered_parts, answered.bytes AS answered_bytes,
       answered.request_charged AS answered_charged, answered.saw AS answered_saw
     FROM evidence AS sent LEFT JOIN evidence AS answered ON answered.call_id = sent.call_id AND answered.kind = 'answered'
     WHERE sent.kind = 'sent' AND sent.upload_id = :uploadId AND sent.key = :key
       AND sent.connection_id = :connectionId AND sent.bucket = :bucket
     ORDER BY sent.at, sent.chain, sent.sequence`,
  );
  const jobEnd = database.prepare('SELECT evidence_lines, evidence_hash FROM job WHERE id = ?');
  const addLook = database.prepare(
    `INSERT INTO verification_look (connection_id, bucket, key, upload_id, started_at, ended_at, server_time, look)
     VALUES (:connectionId, :bucket, :key, :uploadId, :startedAt, :endedAt, :serverTime, :look)`,
  );
  const looks = database.prepare(
    `SELECT * FROM verification_look WHERE upload_id = :uploadId AND key = :key AND connection_id = :connectionId
       AND bucket = :bucket ORDER BY id DESC LIMIT ${keptLooks}`,
  );

  const chainEnd = (chain: string) => {
    const row = last.get(chain);
    return row ? { sequence: integer(row, 'sequence'), hash: text(row, 'hash') } : chainStart;
  };

  /** Checks at most `limit` lines that follow a point, so that a long chain need not be checked in one go. */
  const checkChain = (jobId: string, from: ChainPoint, limit: number): ChainProgress => {
    const chain = chainOfJob(jobId);
    let { sequence, hash } = from;
    for (const row of linesAfter.iterate(chain, sequence, limit)) {
      sequence++;
      if (integerOrNull(row, 'sequence') !== sequence)
        return { found: { intact: false, sequence, problem: 'missing' } };
      hash = hashOf(hash, fieldsOfRow(row));
      if (text(row, 'hash') !== hash) return { found: { intact: false, sequence, problem: 'changed' } };
    }
    if (sequence - from.sequence === limit) return { at: { sequence, hash } };
    const end = jobEnd.get(jobId);
    const lines = end ? integerOrNull(end, 'evidence_lines') : null;
    const isCut = lines !== null && (lines !== sequence || (end && textOrNull(end, 'evidence_hash') !== hash));
    if (isCut) return { found: { intact: false, sequence: sequence + 1, problem: 'missing' } };
    const first = firstLine.get(chain);
    const hashes = { firstHash: first ? text(first, 'hash') : null, lastHash: sequence === 0 ? null : hash };
    return { found: { intact: true, lines: sequence, ...hashes } };
  };

  return {
    /** Appends lines to their chains. Call it inside a transaction. */
    appendEvidence(lines: readonly NewEvidenceLine[]): void {
      const ends = new Map<string, { sequence: number; hash: string }>();
      for (const line of lines) {
        const before = ends.get(line.chain) ?? chainEnd(line.chain);
        const sequence = before.sequence + 1;
        const { ref, requestCharged, ...rest } = line;
        const row = {
          ...rest,
          ...ref,
          sequence,
          requestCharged: requestCharged === null ? null : Number(requestCharged),
        };
        const hash = hashOf(before.hash, fieldsOf(row));
        insert.run({ ...row, hash });
        ends.set(line.chain, { sequence, hash });
      }
    },

    /** Where a job's chain stands. */
    chainEnd: (jobId: string) => chainEnd(chainOfJob(jobId)),

    /** Every recorded call about one upload, oldest first. */
    evidenceOf({ connectionId, bucket, key, uploadId }: UploadRef): Evidence[] {
      return readable(ofUpload.all({ connectionId, bucket, key, uploadId }), evidenceFromRow);
    },

    /** Recomputes a job's chain from its first line and compares it with what was written. */
    verifyChain(jobId: string): ChainCheck {
      const progress = checkChain(jobId, chainStart, Number.MAX_SAFE_INTEGER);
      if ('at' in progress) throw new Error('A chain cannot be that long');
      return progress.found;
    },

    checkChain,

    addVerificationLook(ref: UploadRef, { look, ...times }: KeptLook): void {
      const { connectionId, bucket, key, uploadId } = ref;
      addLook.run({ connectionId, bucket, key, uploadId, ...times, look: JSON.stringify(look) });
    },

    /** Looks of verifications of one upload, oldest first: the newest 20. */
    verificationLooks({ connectionId, bucket, key, uploadId }: UploadRef): KeptLook[] {
      return readable(looks.all({ connectionId, bucket, key, uploadId }), (row) => ({
        look: lookSchema.parse(looksSchema.parse(text(row, 'look'))),
        startedAt: integer(row, 'started_at'),
        endedAt: integer(row, 'ended_at'),
        serverTime: integerOrNull(row, 'server_time'),
      })).reverse();
    },
  };
}

function lineFromRow(row: Row): HashedLine {
  const sequence = integer(row, 'sequence');
  if (sequence < 1) throw new BrokenRowError('A line has a number from 1 on');
  return {
    chain: text(row, 'chain'),
    sequence,
    callId: text(row, 'call_id'),
    kind: text(row, 'kind') === 'sent' ? 'sent' : 'answered',
    connectionId: text(row, 'connection_id'),
    bucket: text(row, 'bucket'),
    key: text(row, 'key'),
    uploadId: text(row, 'upload_id'),
    at: integer(row, 'at'),
    durationMs: asStored(row, 'duration_ms'),
    purpose: evidenceSchema.shape.purpose.parse(row.purpose),
    operation: evidenceSchema.shape.operation.parse(row.operation),
    status: integerOrNull(row, 'status'),
    code: textOrNull(row, 'code'),
    requestId: textOrNull(row, 'request_id'),
    parts: countOrNull(row, 'parts'),
    bytes: countOrNull(row, 'bytes'),
    requestCharged: integerOrNull(row, 'request_charged'),
    saw: textOrNull(row, 'saw'),
  };
}

function evidenceFromRow(row: Row): Evidence {
  const { chain, sequence, callId, connectionId, bucket, key, uploadId, at, purpose, operation } = lineFromRow(row);
  const charged = integerOrNull(row, 'answered_charged');
  // A line that somebody changed shows in its chain; here it tells nothing.
  const saw = evidenceSchema.shape.saw.safeParse(row.answered_saw ?? undefined).data;
  return {
    sequence,
    callId: callOf(callId),
    jobId: chain.startsWith('job/') ? chain.slice('job/'.length) : null,
    ref: { connectionId, bucket, key, uploadId },
    at,
    durationMs: asStored(row, 'answered_ms'),
    purpose,
    operation,
    status: integerOrNull(row, 'answered_status'),
    code: textOrNull(row, 'answered_code'),
    requestId: textOrNull(row, 'answered_request_id'),
    parts: countOrNull(row, 'answered_parts'),
    bytes: countOrNull(row, 'answered_bytes'),
    ...(saw === undefined ? {} : { saw }),
    ...(charged === null ? {} : { requestCharged: charged === 1 }),
  };
}
