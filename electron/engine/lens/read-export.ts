import { createHash, type Hash } from 'node:crypto';
import { passingPieces, pieceBuffer, type SourceFile } from '../source-files/source-files.ts';
import { isGzip, unpacked } from '../source-files/unpacked.ts';
import { CsvMemory } from './csv-memory.ts';
import { CsvReport } from './csv-report.ts';
import type { LensExport, ListedReport, ManifestDay } from './manifest.ts';
import { readParquetReport, TextMemory } from './parquet-report.ts';
import { noRows, type RowCounts, RowReader } from './row-reader.ts';
import { LensTally, StagedReport } from './tally.ts';

/** Why a report is not in the numbers; its day is then incomplete. */
export type ReportProblem = { day: string; key: string } & (
  | { kind: 'missing file' }
  /** Its bytes are not those that the manifest vouches for: damaged, cut short, or changed. */
  | { kind: 'bad checksum'; expected: string; found: string }
  | { kind: 'missing columns'; columns: readonly string[] }
  /** What the system or the format says. */
  | { kind: 'unreadable'; issue: string }
);

export interface LensReading {
  accountId: string;
  configId: string;
  tally: LensTally;
  /** Days of which at least one report is not in the numbers. */
  incompleteDays: ReadonlySet<string>;
  problems: readonly ReportProblem[];
  /** Second manifests of a day, which were not read because another one has told of its buckets. */
  unreadManifests: readonly { day: string; path: string }[];
  /** Columns beyond the documented ones, each once: they are not read. */
  unknownColumns: readonly string[];
  counts: RowCounts;
  reports: number;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** After each report. */
  onProgress?: (done: number, all: number) => void;
}

/**
 * Reads an export, day by day. A report whose checksum is wrong counts for nothing; the others go on. Of several manifests of
 * a day the first that tells of buckets or accounts counts. What is held is the tally and one report's rows.
 *
 * @throws the signal's reason when aborted
 */
export async function readExport(lensExport: LensExport, options: ReadOptions = {}): Promise<LensReading> {
  const { signal, onProgress } = options;
  const { accountId, configId, days } = lensExport;
  const tally = new LensTally(days.map(({ day }) => day));
  const counts = noRows();
  const problems: ReportProblem[] = [];
  const unreadManifests: { day: string; path: string }[] = [];
  const unknown = new Set<string>();
  const shared = {
    csvMemory: new CsvMemory(),
    parquetMemory: new TextMemory(),
    buffer: pieceBuffer(),
    unknown,
    signal,
  };
  const all = days
    .flatMap(({ reports, further }) => [reports, ...further.map((one) => one.reports)])
    .reduce((sum, reports) => sum + reports.length, 0);
  let done = 0;
  let passedOver = 0;
  for (const [index, { further, ...first }] of days.entries()) {
    let hasTold = false;
    for (const manifest of [first, ...further]) {
      if (hasTold) {
        unreadManifests.push({ day: manifest.day, path: manifest.manifest });
        done += manifest.reports.length;
        passedOver += manifest.reports.length;
        continue;
      }
      for (const report of manifest.reports) {
        const staged = new StagedReport();
        const counted = noRows();
        const reader = new RowReader(tally, staged, manifest.day, counted);
        const outcome = await readReport(manifest, report, { ...shared, reader });
        if (outcome === null) {
          tally.take(index, staged);
          addCounts(counts, counted);
          hasTold ||= counted.read > 0;
        } else problems.push({ day: manifest.day, key: report.key, ...outcome });
        done++;
        onProgress?.(done, all);
      }
    }
  }
  const incompleteDays = new Set(problems.map(({ day }) => day));
  return {
    accountId,
    configId,
    tally,
    incompleteDays,
    problems,
    unreadManifests,
    unknownColumns: [...unknown],
    counts,
    reports: all - passedOver,
  };
}

type Outcome = DistributiveOmit<ReportProblem, 'day' | 'key'> | null;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What reading a report takes. */
interface Tools {
  reader: RowReader;
  csvMemory: CsvMemory;
  parquetMemory: TextMemory;
  /** Reports are read into it. */
  buffer: Uint8Array;
  /** Columns beyond the documented ones; those that are found are added. */
  unknown: Set<string>;
  signal: AbortSignal | undefined;
}

async function readReport(day: ManifestDay, { file, md5 }: ListedReport, tools: Tools): Promise<Outcome> {
  if (file === null) return { kind: 'missing file' };
  try {
    const { found, missing, unknownColumns } =
      day.format === 'CSV' ? await readCsv(file, md5, day.columns, tools) : await readParquet(file, md5, tools);
    if (found !== md5) return { kind: 'bad checksum', expected: md5, found };
    for (const column of unknownColumns) tools.unknown.add(column);
    return missing.length > 0 ? { kind: 'missing columns', columns: missing } : null;
  } catch (error) {
    tools.signal?.throwIfAborted();
    return { kind: 'unreadable', issue: error instanceof Error ? error.message : String(error) };
  }
}

interface Read {
  /** The MD5 of the bytes that are stored, or of what they decompress to where the manifest vouches for that. */
  found: string;
  missing: readonly string[];
  unknownColumns: readonly string[];
}

async function readCsv(
  file: SourceFile,
  md5: string,
  columns: readonly string[],
  { reader, buffer, csvMemory, signal }: Tools,
): Promise<Read> {
  const report = new CsvReport(reader, columns, csvMemory);
  const sums: { stored: Hash; content: Hash | null } = { stored: createHash('md5'), content: null };
  for await (const piece of unpacked(summed(passingPieces(file, buffer, signal), sums))) {
    sums.content?.update(piece);
    report.push(piece);
  }
  report.end();
  const stored = sums.stored.digest('hex');
  // Somebody may have packed it after its manifest was written.
  const found = sums.content?.digest('hex') === md5 ? md5 : stored;
  return { found, missing: report.missing, unknownColumns: report.unknownColumns };
}

/** Adds what is read to the sum of the stored bytes; where they are compressed, `content` begins. */
async function* summed(
  pieces: AsyncIterable<Uint8Array>,
  sums: { stored: Hash; content: Hash | null },
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst && isGzip(piece)) sums.content = createHash('md5');
    isFirst = false;
    sums.stored.update(piece);
    yield piece;
  }
}

/** Reports up to this size are read once, into memory: as large as a part of a distributed job's output is wont to be. */
const heldBytes = 32 * 1024 * 1024;

/** Parquet begins at its end: its checksum is made first, and a file that fails it is not even opened. */
async function readParquet(
  file: SourceFile,
  md5: string,
  { reader, buffer, parquetMemory, signal }: Tools,
): Promise<Read> {
  const hash = createHash('md5');
  let source = file;
  if (file.size <= heldBytes) {
    const bytes = await file.read(0, file.size, signal);
    hash.update(bytes);
    source = { path: file.path, size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
  } else for await (const piece of passingPieces(file, buffer, signal)) hash.update(piece);
  const found = hash.digest('hex');
  if (found !== md5) return { found, missing: [], unknownColumns: [] };
  return { found, ...(await readParquetReport(source, reader, parquetMemory, signal)) };
}

function addCounts(sum: RowCounts, counts: RowCounts): void {
  sum.rows += counts.rows;
  sum.read += counts.read;
  sum.otherMetrics += counts.otherMetrics;
  sum.malformed += counts.malformed;
  for (const [name, rows] of counts.otherRecords) sum.otherRecords.set(name, (sum.otherRecords.get(name) ?? 0) + rows);
  for (const [name, rows] of counts.unknownMetrics) {
    sum.unknownMetrics.set(name, (sum.unknownMetrics.get(name) ?? 0) + rows);
  }
}
