import { decoded, type LogLine, type UploadOperation } from './log-line.ts';

/** An upload to look for in the logs. */
export interface WantedUpload {
  bucket: string;
  key: string;
  uploadId: string;
  /** ms UTC. */
  initiatedAt: number;
}

/** A request that went wrong. */
export interface LoggedError {
  at: number;
  operation: UploadOperation;
  status: number;
  code: string | null;
}

/** What the logs show of one upload. */
export interface UploadTrace {
  lines: number;
  /** Of its first and last line, ms UTC. */
  firstAt: number;
  lastAt: number;
  /** Of the last line that names them. */
  userAgent: string | null;
  requester: string | null;
  remoteIp: string | null;
  /** Parts that were stored, each time one was. */
  partsStored: number;
  lastSuccessAt: number | null;
  errors: number;
  /** The last thing that went wrong; where nothing went well after it, it may be why the upload went silent. */
  lastError: LoggedError | null;
  /** The logs say that it was ended: it should be there no more. */
  ended: 'completed' | 'aborted' | null;
}

/** Create and its answer are logged by the second, and the initiation is a little later. */
const createWithinMs = 5_000;

/** Puts lines to the uploads that they concern. Of other uploads nothing is kept: most of them were completed. */
export class TraceBook {
  readonly traces = new Map<string, UploadTrace>();
  readonly #wanted = new Set<string>();
  readonly #byKey = new Map<string, WantedUpload[]>();

  constructor(wanted: Iterable<WantedUpload>) {
    for (const upload of wanted) {
      this.#wanted.add(upload.uploadId);
      const key = keyOf(upload.bucket, upload.key);
      const same = this.#byKey.get(key);
      if (same) same.push(upload);
      else this.#byKey.set(key, [upload]);
    }
  }

  wants(uploadId: string): boolean {
    return this.#wanted.has(uploadId);
  }

  /** Keys are encoded once, or twice: what may stand for another key may be wanted. */
  wantsCreate(bucket: string, key: string): boolean {
    return key.includes('%') || this.#byKey.has(keyOf(bucket, key));
  }

  /** Lines of uploads that are not wanted change nothing. */
  add(line: LogLine): void {
    const uploadId = line.uploadId ?? this.#createdBy(line);
    if (uploadId === null || !this.#wanted.has(uploadId)) return;
    const trace = this.traces.get(uploadId);
    if (trace) addLine(trace, line);
    else this.traces.set(uploadId, addLine(newTrace(line), line));
  }

  /** A create does not name the ID, which is in its answer: the key and the time tell. */
  #createdBy({ operation, bucket, key, at }: LogLine): string | null {
    if (operation !== 'create' || key === null) return null;
    let best: WantedUpload | null = null;
    // Keys are encoded once, or twice.
    for (const name of key.includes('%') ? new Set([key, decoded(key), decoded(decoded(key))]) : [key]) {
      for (const upload of this.#byKey.get(keyOf(bucket, name)) ?? []) {
        const distance = Math.abs(upload.initiatedAt - at);
        if (distance <= createWithinMs && (!best || distance < Math.abs(best.initiatedAt - at))) best = upload;
      }
    }
    return best?.uploadId ?? null;
  }
}

function keyOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function newTrace({ at }: LogLine): UploadTrace {
  return {
    lines: 0,
    firstAt: at,
    lastAt: at,
    userAgent: null,
    requester: null,
    remoteIp: null,
    partsStored: 0,
    lastSuccessAt: null,
    errors: 0,
    lastError: null,
    ended: null,
  };
}

/** Lines come in any order: logs are delivered as they are written, by many servers. */
function addLine(trace: UploadTrace, line: LogLine): UploadTrace {
  const { at, operation, status, errorCode } = line;
  trace.lines++;
  trace.firstAt = Math.min(trace.firstAt, at);
  if (at >= trace.lastAt) {
    trace.lastAt = at;
    trace.userAgent = line.userAgent ?? trace.userAgent;
    trace.requester = line.requester ?? trace.requester;
    trace.remoteIp = line.remoteIp ?? trace.remoteIp;
  } else {
    trace.userAgent ??= line.userAgent;
    trace.requester ??= line.requester;
    trace.remoteIp ??= line.remoteIp;
  }
  if (status === null) return trace;
  // A complete answers 200 and may fail all the same: then the error code says so.
  if (status >= 400 || errorCode !== null) {
    trace.errors++;
    if (trace.lastError === null || at >= trace.lastError.at) {
      trace.lastError = { at, operation, status, code: errorCode };
    }
    return trace;
  }
  trace.lastSuccessAt = Math.max(trace.lastSuccessAt ?? at, at);
  if (operation === 'put part' || operation === 'copy part') trace.partsStored++;
  if (operation === 'complete') trace.ended = 'completed';
  if (operation === 'abort' && trace.ended === null) trace.ended = 'aborted';
  return trace;
}
