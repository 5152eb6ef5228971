import { passingPieces, pieceBuffer, type SourceFiles } from '../source-files/source-files.ts';
import { unpacked } from '../source-files/unpacked.ts';
import { type LineCounts, LineScanner } from './line-scanner.ts';
import type { UploadOperation } from './log-line.ts';
import { TraceBook, type UploadTrace, type WantedUpload } from './traces.ts';

/** A file that could not be read to its end; what stood before is counted. */
export interface LogProblem {
  path: string;
  issue: string;
}

/** What a folder or bucket of server access logs shows. Delivery is best effort, so what is not there may have been. */
export interface LogReading {
  files: number;
  counts: LineCounts;
  /** Lines by what they did. */
  operations: ReadonlyMap<UploadOperation, number>;
  /** By upload ID, of the uploads that were looked for. */
  traces: ReadonlyMap<string, UploadTrace>;
  /** Uploads that a lifecycle rule aborted (S3.DELETE.UPLOAD), by bucket and day (UTC, its first ms): the rule works. */
  lifecycleAborts: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Of the first and the last line that concerns an upload, ms UTC; null where there is none. */
  from: number | null;
  to: number | null;
  problems: readonly LogProblem[];
}

export interface ReadLogsOptions {
  signal?: AbortSignal;
  /** After each file. */
  onProgress?: (files: number, lines: number) => void;
}

const dayMs = 86_400_000;

/**
 * Reads server access logs, plain or gzip, as a stream. Malformed lines are counted, and a file that fails does not stop
 * the others.
 *
 * @throws the signal's reason when aborted, or what listing the files throws
 */
export async function readLogs(
  files: SourceFiles,
  wanted: Iterable<WantedUpload>,
  { signal, onProgress }: ReadLogsOptions = {},
): Promise<LogReading> {
  const book = new TraceBook(wanted);
  const operations = new Map<UploadOperation, number>();
  const lifecycleAborts = new Map<string, Map<number, number>>();
  const problems: LogProblem[] = [];
  const buffer = pieceBuffer();
  let [read, from, to]: [number, number | null, number | null] = [0, null, null];
  const scanner = new LineScanner({
    request(operation, at) {
      operations.set(operation, (operations.get(operation) ?? 0) + 1);
      from = Math.min(from ?? at, at);
      to = Math.max(to ?? at, at);
    },
    wants: (uploadId) => book.wants(uploadId),
    wantsCreate: (bucket, key) => book.wantsCreate(bucket, key),
    line(line) {
      if (line.operation === 'lifecycle abort') countDay(lifecycleAborts, line.bucket, line.at);
      book.add(line);
    },
  });
  for await (const file of files) {
    try {
      for await (const piece of unpacked(passingPieces(file, buffer, signal))) scanner.push(piece);
    } catch (error) {
      signal?.throwIfAborted();
      problems.push({ path: file.path, issue: error instanceof Error ? error.message : String(error) });
    }
    scanner.endFile();
    read++;
    onProgress?.(read, scanner.counts.lines);
  }
  const { traces } = book;
  return { files: read, counts: scanner.counts, operations, traces, lifecycleAborts, from, to, problems };
}

function countDay(buckets: Map<string, Map<number, number>>, bucket: string, at: number): void {
  const days = buckets.get(bucket) ?? new Map<number, number>();
  buckets.set(bucket, days);
  const day = Math.floor(at / dayMs) * dayMs;
  days.set(day, (days.get(day) ?? 0) + 1);
}
