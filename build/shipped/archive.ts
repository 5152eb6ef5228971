import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { z } from 'zod';

/** What is in the archive that people install, and how large it is. */

export interface ArchivedFile {
  /** Below the archive's root, with slashes. */
  path: string;
  bytes: number;
}

interface Entry {
  size?: number | undefined;
  files?: Record<string, Entry> | undefined;
}
const entrySchema: z.ZodType<Entry> = z.lazy(() =>
  z.object({ size: z.number().int().min(0).optional(), files: z.record(z.string(), entrySchema).optional() }),
);

/** The files of an asar archive. @throws Error where it is none */
export function filesOfArchive(path: string): ArchivedFile[] {
  const walk = ({ size, files }: Entry, at: string): ArchivedFile[] =>
    files === undefined
      ? [{ path: at, bytes: size ?? 0 }]
      : Object.entries(files).flatMap(([name, entry]) => walk(entry, at === '' ? name : `${at}/${name}`));
  return walk(entrySchema.parse(getRawHeader(path).header), '');
}

/** What an archive may hold, and nothing else. */
const belongs: readonly RegExp[] = [
  /^package\.json$/,
  /^dist\/electron\/third-party-notices\.txt$/,
  /^dist\/electron\/(main|[\w-]+-worker|chunk-[\w.-]+)\.js$/,
  /^dist\/electron\/preload\.cjs$/,
  /^dist\/renderer\/(index\.html|icon\.svg)$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2)$/,
];

/** Files that must not be in the archive: tests, source maps, sources, other people's packages, whatever nobody named. Pure. */
export function strayFiles(files: readonly ArchivedFile[]): string[] {
  return files.map(({ path }) => path).filter((path) => !belongs.some((pattern) => pattern.test(path)));
}

/** It may grow by so much over the committed baseline before somebody has to say that it should. */
const allowedGrowth = 0.1;
const baselineFile = join(import.meta.dirname, '../package-baseline.json');

/** The size that was agreed on, bytes of all files. Raised by hand, in the change that needs it. */
export function archiveBaseline(): number {
  return z.object({ archiveBytes: z.number().int().positive() }).parse(JSON.parse(readFileSync(baselineFile, 'utf8')))
    .archiveBytes;
}

/** Why the archive is too large, in words; null where it is not. Pure. */
export function growthProblem(bytes: number, baseline: number): string | null {
  if (bytes <= baseline * (1 + allowedGrowth)) return null;
  const words = (size: number) => `${Math.round(size / 1024)} KiB`;
  return `The app grew from ${words(baseline)} to ${words(bytes)}. If that is meant, raise build/package-baseline.json.`;
}
