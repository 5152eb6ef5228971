import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readChecksums } from './shipped/checksums.ts';
import { flathubFiles } from './shipped/flathub.ts';
import { homebrewCask } from './shipped/homebrew.ts';
import { wingetManifests } from './shipped/winget.ts';

/** `node build/make-manifests.ts VERSION SHA256SUMS YYYY-MM-DD FOLDER`: what catalogues of programs want to know of a release. */
const [version, sums, releasedOn, folder] = z
  .tuple([z.string(), z.string(), z.iso.date(), z.string()])
  .parse(process.argv.slice(2));
const release = readChecksums(readFileSync(sums, 'utf8'), version);
const under = (name: string, files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => [join(name, path), text] as const);
for (const [path, text] of [
  ...under('winget', wingetManifests(release)),
  ...under('homebrew', { 'loose-parts.rb': homebrewCask(release) }),
  ...under('flathub', flathubFiles(release, releasedOn)),
]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
