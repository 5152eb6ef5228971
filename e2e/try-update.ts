import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryPackagedApp } from './support/hosts/packaged-app.ts';
import { appImageAmong, updateAppImage } from './support/hosts/update-trial.ts';

// `node e2e/try-update.ts FOLDER`: starts the AppImage of an earlier release, which lies in that folder, updates it to what
// `npm run package` has made, and starts that on what the earlier one has left.

const folder = mkdtempSync(join(tmpdir(), 'loose-parts-update-'));
try {
  const [earlier] = process.argv.slice(2);
  if (earlier === undefined) throw new Error('Say in which folder the earlier release lies.');
  const found = appImageAmong(readdirSync(earlier), process.arch);
  if (found === null) throw new Error(`There is no AppImage for this processor in ${earlier}.`);
  const appImage = join(folder, 'loose-parts.AppImage');
  copyFileSync(join(earlier, found.name), appImage);
  chmodSync(appImage, 0o755);
  const trial = { path: appImage, dataDir: join(folder, 'data'), limitMs: 60_000 };
  console.log(`${found.version} starts, and its page offers “${(await tryPackagedApp(trial)).button}”.`);
  const feed = join(import.meta.dirname, '..', 'release');
  const version = await updateAppImage({ appImage, version: found.version, feed, cache: join(folder, 'cache') });
  console.log(`${version} takes its place, and its page offers “${(await tryPackagedApp(trial)).button}”.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
