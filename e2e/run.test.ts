import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('flows that were to run on Electron itself fail at once where its binary is missing', () => {
  const begin = (host: 'desktop' | 'nowhere') =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), `--host=${host}`], {
      env: {
        ...process.env,
        CI_DESKTOP: '1',
        ELECTRON_OVERRIDE_DIST_PATH: join(import.meta.dirname, 'no-such-folder'),
      },
      encoding: 'utf8',
      timeout: 60_000,
    });
  const desktop = begin('desktop');
  expect([desktop.status, desktop.stderr]).toEqual([1, expect.stringContaining('there is no Electron binary')]);
  const nowhere = begin('nowhere');
  expect([nowhere.status, nowhere.stderr]).toEqual([1, expect.stringContaining("not 'nowhere'")]);
});
