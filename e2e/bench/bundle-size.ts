import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const baselineFile = join(import.meta.dirname, 'bundle-baseline.json');
const kib = 1024;

/** The page may be no larger than this, bytes after gzip. */
export const largestBundle = 400 * kib;
/** So may a language beside English, which the page loads only where it is spoken. */
export const largestLanguage = 100 * kib;
/** The file of each such language: Vite names it by its source. */
const languageFile = /^assets[\\/]german-[^.]*\.js$/;
/** It may grow by so much over the committed baseline before somebody has to say that it should. */
const allowedGrowth = 0.1;

/** What the built page weighs, bytes after gzip. */
export interface BundleSize {
  /** Scripts, styles and document of the page in English. */
  page: number;
  /** The heaviest language beside it; 0 where there is none. */
  language: number;
}

/** @param root of the repository. @throws Error where the page is not built */
export function bundleSize(root: string): BundleSize {
  const page = join(root, 'dist/renderer');
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((file) =>
    ['.js', '.css', '.html'].includes(extname(file)),
  );
  if (!files.some((file) => file.endsWith('.js'))) throw new Error('The page is not built: run "npm run build".');
  const size: BundleSize = { page: 0, language: 0 };
  for (const file of files) {
    const bytes = gzipSync(readFileSync(join(page, file)), { level: 9 }).length;
    if (languageFile.test(file)) size.language = Math.max(size.language, bytes);
    else size.page += bytes;
  }
  return size;
}

/** The size that was agreed on, bytes after gzip. Raised by hand, in the change that needs it. */
export function bundleBaseline(): number {
  return z.object({ gzipBytes: z.number().int().positive() }).parse(JSON.parse(readFileSync(baselineFile, 'utf8')))
    .gzipBytes;
}

/** Why a size is too large, in words; null where it is not. */
export function bundleProblem({ page: size, language }: BundleSize, baseline: number): string | null {
  const words = (bytes: number) => `${Math.round(bytes / kib)} KiB`;
  if (size > largestBundle) return `The page is ${words(size)} after gzip: more than ${words(largestBundle)}.`;
  if (size > baseline * (1 + allowedGrowth)) {
    return `The page grew from ${words(baseline)} to ${words(size)} after gzip. If that is meant, raise e2e/bench/bundle-baseline.json.`;
  }
  if (language === 0) return 'No language stands in a file of its own.';
  if (language > largestLanguage) {
    return `A language is ${words(language)} after gzip: more than ${words(largestLanguage)}.`;
  }
  return null;
}
