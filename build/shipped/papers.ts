import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BundledFile, packagesOf, reachedFrom, workersOf } from './bundled-packages.ts';
import { noticesText } from './notices.ts';
import { billOfMaterials } from './sbom.ts';

const manifestSchema = z.object({ version: z.string() });

/** Bundles that go to people. The rest are tools of this repository: practice storage alone, as a command. */
const shippedEntries = ['main.js', 'serve.js', 'preload.cjs'];

/**
 * Writes what is to be known of other people's work beside the bundles, into dist/: `bundled.json`, which file holds
 * something of which package; `third-party-notices.txt`; `sbom.cdx.json`, the bill of materials (CycloneDX).
 *
 * @throws Error where something that ships has a licence that nobody has allowed
 */
export function writeShippedPapers(root: string, files: readonly BundledFile[]): void {
  const page = files.filter(({ name }) => name.startsWith('assets/'));
  const packages = packagesOf(root, [...reachedFrom([...shippedEntries, ...workersOf(files)], files), ...page]);
  const versionOf = (folder: string) =>
    manifestSchema.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))).version;
  const write = (name: string, text: string) => writeFileSync(join(root, 'dist', name), text);
  write('bundled.json', `${JSON.stringify(files, null, 1)}\n`);
  const notices = noticesText(packages);
  write('third-party-notices.txt', notices);
  // And among the bundles, where the app reads it.
  write('electron/third-party-notices.txt', notices);
  write(
    'sbom.cdx.json',
    billOfMaterials(packages, { app: versionOf('.'), electron: versionOf('node_modules/electron') }),
  );
}
