import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BundledFile, reachedFrom, workersOf } from './bundled-packages.ts';

/** The browser host as an npm package, for `npx loose-parts`. Everything is bundled: it has no dependency. */

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  author: z.string(),
  homepage: z.string(),
  repository: z.object({ type: z.string(), url: z.string() }),
});

/** Where the package's own program begins (electron/browser/npx.cjs). */
const program = 'npx.cjs';

/**
 * Lays the package out in a folder, ready for `npm pack` and `npm publish`, out of what was built.
 *
 * @param files what the bundler made (dist/bundled.json)
 */
export function layOutNpmPackage(root: string, folder: string, files: readonly BundledFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'dist/electron'), { recursive: true });
  for (const name of [
    program,
    'third-party-notices.txt',
    ...reachedFrom(['lean-allocator.js', 'serve.js', ...workersOf(files)], files).map((file) => file.name),
  ]) {
    cpSync(join(root, 'dist/electron', name), join(folder, 'dist/electron', name));
  }
  for (const path of ['dist/renderer', 'LICENSE', 'README.md']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(
      {
        ...manifest,
        type: 'module',
        bin: { [manifest.name]: `dist/electron/${program}` },
        files: ['dist'],
        // What the bundles use of Node: node:sqlite, and proxies of the environment for fetch and https.
        engines: { node: '>=24.5' },
      },
      null,
      2,
    )}\n`,
  );
}
