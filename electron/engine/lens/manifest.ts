import { z } from 'zod';
import { piecesOf, type SourceFile, type SourceFiles } from '../source-files/source-files.ts';
import { splitCsv } from './csv-fields.ts';

/** What S3 Storage Lens writes beside each day's report (user guide, "What is an S3 Storage Lens export manifest?"). */
const manifestSchema = z.object({
  sourceAccountId: z.string().min(1),
  configId: z.string().min(1),
  reportVersion: z.string(),
  reportDate: z.iso.date(),
  reportFormat: z.string(),
  reportSchema: z.string(),
  reportFiles: z.array(
    z.object({
      key: z.string().min(1),
      size: z.number().nonnegative(),
      md5Checksum: z.string().regex(/^[0-9a-fA-F]{32}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A file that a manifest names. `file` null: it is not among the files. */
export interface ListedReport {
  key: string;
  size: number;
  md5: string;
  file: SourceFile | null;
}

/** What one manifest names. */
export interface ManifestDay {
  /** Where the manifest lies. */
  manifest: string;
  /** `2026-11-03`. */
  day: string;
  format: 'CSV' | 'Parquet';
  /** Columns in their order; of Parquet the file itself tells. */
  columns: readonly string[];
  reports: readonly ListedReport[];
}

/** One day of an export. */
export interface ExportDay extends ManifestDay {
  /**
   * More manifests of the same day, by their paths: a copy, or a report on prefixes alone (the "expanded prefixes metrics
   * report"), which manifests of the same dashboard may list. Which one tells of buckets is known once it is read.
   */
  further: readonly ManifestDay[];
}

/** All days of one configuration: one dashboard of one account. */
export interface LensExport {
  accountId: string;
  configId: string;
  /** By day, the oldest first. */
  days: readonly ExportDay[];
}

export type ManifestProblem =
  /** No JSON, or not what is documented; `issue` says what is wrong with it. */
  | { kind: 'bad manifest'; path: string; issue: string }
  /** Neither CSV nor Parquet. */
  | { kind: 'unknown format'; path: string; format: string };

export interface FoundExports {
  exports: readonly LensExport[];
  problems: readonly ManifestProblem[];
  /** Report files that no manifest names; they are not read, because nothing vouches for them. */
  unlisted: readonly string[];
}

/** A manifest lists files; more than this is none. */
const largestManifest = 16 * 1024 * 1024;

/**
 * The exports among files: one for each configuration, however deep its folder lies.
 * @throws the signal's reason when aborted, or what reading a folder throws
 */
export async function findExports(files: SourceFiles, signal?: AbortSignal): Promise<FoundExports> {
  const manifests: SourceFile[] = [];
  const reports = new Map<string, SourceFile[]>();
  for await (const file of files) {
    signal?.throwIfAborted();
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (name === 'manifest.json') manifests.push(file);
    else if (/\.(csv(\.gz)?|par|parquet)$/i.test(name)) {
      const plain = plainName(name);
      reports.set(plain, [...(reports.get(plain) ?? []), file]);
    }
  }
  manifests.sort((a, b) => (a.path < b.path ? -1 : 1));
  const problems: ManifestProblem[] = [];
  const found = new Map<string, { accountId: string; configId: string; days: Map<string, ManifestDay[]> }>();
  const listed = new Set<string>();
  for (const file of manifests) {
    const manifest = await readManifest(file, signal);
    if ('kind' in manifest) {
      problems.push(manifest);
      continue;
    }
    const day = dayOf(manifest, file.path, reports);
    if ('kind' in day) {
      problems.push(day);
      continue;
    }
    for (const report of day.reports) if (report.file) listed.add(report.file.path);
    const { sourceAccountId: accountId, configId } = manifest;
    const id = `${accountId} ${configId}`;
    const configuration = found.get(id) ?? { accountId, configId, days: new Map<string, ManifestDay[]>() };
    found.set(id, configuration);
    configuration.days.set(day.day, [...(configuration.days.get(day.day) ?? []), day]);
  }
  return {
    exports: [...found.values()].map(({ days, ...rest }) => ({
      ...rest,
      days: [...days.values()]
        .flatMap(([first, ...further]) => (first ? [{ ...first, further }] : []))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
    })),
    problems,
    unlisted: [...reports.values()].flat().flatMap(({ path }) => (listed.has(path) ? [] : [path])),
  };
}

async function readManifest(file: SourceFile, signal?: AbortSignal): Promise<Manifest | ManifestProblem> {
  const bad = (issue: string): ManifestProblem => ({ kind: 'bad manifest', path: file.path, issue });
  if (file.size > largestManifest) return bad(`${file.size} bytes`);
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(file, signal)) pieces.push(piece);
  let json: unknown;
  try {
    json = JSON.parse(
      Buffer.concat(pieces)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch {
    return bad('not JSON');
  }
  const { success, data, error } = manifestSchema.safeParse(json);
  return success ? data : bad(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

function dayOf(
  manifest: Manifest,
  path: string,
  reports: ReadonlyMap<string, readonly SourceFile[]>,
): ManifestDay | ManifestProblem {
  const { reportDate: day, reportFormat, reportSchema, reportFiles } = manifest;
  const format = reportFormat.toLowerCase();
  if (format !== 'csv' && format !== 'parquet') return { kind: 'unknown format', path, format: reportFormat };
  return {
    manifest: path,
    day,
    format: format === 'csv' ? 'CSV' : 'Parquet',
    columns: format === 'csv' ? splitCsv(reportSchema).map((name) => name.trim()) : [],
    reports: reportFiles.map(({ key, size, md5Checksum }) => ({
      key,
      size,
      md5: md5Checksum.toLowerCase(),
      file: closest(key, path, reports.get(plainName(key.slice(key.lastIndexOf('/') + 1))) ?? []),
    })),
  };
}

/** What a report is called, whether or not somebody packed it after it was written. */
function plainName(name: string): string {
  return name.replace(/\.gz$/i, '');
}

/**
 * The file that a key stands for. Keys begin where the bucket does, files where the folder does, so only their ends can be
 * compared; of several, the one with the longest common end and then the one nearest to the manifest.
 */
function closest(key: string, manifest: string, candidates: readonly SourceFile[]): SourceFile | null {
  let best: { file: SourceFile; tail: number; head: number } | null = null;
  for (const file of candidates) {
    const tail = commonParts(plainName(key).split('/').reverse(), plainName(file.path).split('/').reverse());
    const head = commonParts(manifest.split('/'), file.path.split('/'));
    if (!best || tail > best.tail || (tail === best.tail && head > best.head)) best = { file, tail, head };
  }
  return best?.file ?? null;
}

function commonParts(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end < 0 ? a.length : end;
}
