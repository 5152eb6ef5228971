import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '../shared/format/bytes.ts';
import { packagedPath, tryPackagedApp } from './support/hosts/packaged-app.ts';

// `node e2e/try-package.ts [PROGRAM]`: starts what `npm run package` has made for this system, or a program that was installed of
// it, once, on an empty data folder.

const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-trial-'));
const [installed] = process.argv.slice(2);
const path = installed ?? packagedPath(join(import.meta.dirname, '..', 'release'), process.platform, process.arch);
try {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { button, memory } = await tryPackagedApp({ path, dataDir, limitMs: 60_000, args });
  console.log(`${path} starts, and its page offers “${button}”.`);
  // Nothing is open yet: what the app holds by itself. Elsewhere than on Linux nobody is told.
  if (memory !== null) console.log(`All its processes then hold ${formatBytes(memory)} of memory.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
}
