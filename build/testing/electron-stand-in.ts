import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** By this text electron-builder finds the fuses in Electron's binary (@electron/fuses, constants). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The wire's version, the number of fuses, and each of them: `0` off, `1` on. All on, to see that ours are turned. */
const wire = Buffer.from([1, 9, ...Buffer.from('111111111')]);

/**
 * Makes a folder that electron-builder takes for an unpacked Electron of Linux, where the real one cannot be had: the
 * binary is no program, but carries fuses. What is packaged from it shows everything but that it runs.
 */
export async function makeElectronStandIn(folder: string, version: string): Promise<void> {
  const resources = join(folder, 'resources');
  const defaultApp = join(folder, '..', 'default-app');
  for (const path of [resources, defaultApp]) mkdirSync(path, { recursive: true });
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`no program${sentinel}`), wire, Buffer.alloc(64)]),
    {
      mode: 0o755,
    },
  );
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'of the stand-in');
  writeFileSync(join(defaultApp, 'package.json'), '{}');
  await createPackage(defaultApp, join(resources, 'default_app.asar'));
}
