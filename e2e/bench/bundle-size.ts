import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const baselineFile = join(import.meta.dirname, 'bundle-baseline.json');
const kib = 1024;

/** The page may be no larger than this, bytes after gzip. */
export const largestBundle = 400 * kib;
/** It may grow by so much over the committed baseline before somebody has to say that it should. */
const allowedGrowth = 0.1;

/** What the page's scripts and styles weigh together, bytes after gzip. @throws Error where the page is not built */
export function bundleSize(root: string): number {
  const page = join(root, 'dist/renderer');
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((file) =>
    ['.js', '.css', '.html'].includes(extname(file)),
  );
  if (!files.some((file) => file.endsWith('.js'))) throw new Error('The page is not built: run "npm run build".');
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(page, file)), { level: 9 }).length, 0);
}

/** The size that was agreed on, bytes after gzip. Raised by hand, in the change that needs it. */
export function bundleBaseline(): number {
  return z.object({ gzipBytes: z.number().int().positive() }).parse(JSON.parse(readFileSync(baselineFile, 'utf8')))
    .gzipBytes;
}

/** Why a size is too large, in words; null where it is not. */
export function bundleProblem(size: number, baseline: number): string | null {
  const words = (bytes: number) => `${Math.round(bytes / kib)} KiB`;
  if (size > largestBundle) return `The page is ${words(size)} after gzip: more than ${words(largestBundle)}.`;
  if (size > baseline * (1 + allowedGrowth)) {
    return `The page grew from ${words(baseline)} to ${words(size)} after gzip. If that is meant, raise e2e/bench/bundle-baseline.json.`;
  }
  return null;
}
