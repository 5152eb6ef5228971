import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { provideChromium } from '../../chromium.ts';
import { packagedPath, tryPackagedApp } from './packaged-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'loose-parts-packaged-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

test('it lies where electron-builder unpacks it', () => {
  expect(packagedPath('release', 'linux', 'x64')).toBe(join('release', 'linux-unpacked', 'loose-parts'));
  expect(packagedPath('release', 'linux', 'arm64')).toBe(join('release', 'linux-arm64-unpacked', 'loose-parts'));
  expect(packagedPath('release', 'win32', 'x64')).toBe(join('release', 'win-unpacked', 'Loose Parts.exe'));
  expect(packagedPath('release', 'darwin', 'arm64')).toContain(join('mac-arm64', 'Loose Parts.app'));
});

test('one that was never made is told', async () => {
  const path = join(folder, 'none');
  await expect(tryPackagedApp({ path, dataDir: folder, limitMs: 1_000 })).rejects.toThrow(
    `There is no packaged app at ${path}. npm run package makes it.`,
  );
});

describe.skipIf(process.platform === 'win32')('a program', () => {
  /** A program that stands in for a packaged app: Chromium, which speaks the protocol as Electron does. */
  function program(name: string, script: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  test('that ends by itself is told with what it said last', async () => {
    const path = program('crash', 'echo "GPU process is gone" >&2; exit 5');
    await expect(tryPackagedApp({ path, dataDir: folder, limitMs: 20_000 })).rejects.toThrow(
      'It ended by itself (exit code 5).\nGPU process is gone',
    );
  });

  test('that says nothing is waited for no longer than asked', async () => {
    const path = program('mute', 'exec sleep 60');
    await expect(tryPackagedApp({ path, dataDir: folder, limitMs: 300 })).rejects.toThrow(
      'It told no port within 0.3 s.',
    );
  });

  test('is ended with what it started', async () => {
    const noted = join(folder, 'started');
    const path = program('launcher', `sleep 600 & echo $! > "${noted}"; exit 5`);
    await expect(tryPackagedApp({ path, dataDir: folder, limitMs: 20_000 })).rejects.toThrow('It ended by itself');
    const started = readFileSync(noted, 'utf8').trim();
    // Gone, or dead and not yet taken note of.
    const stateOf = () => spawnSync('ps', ['-o', 'stat=', '-p', started], { encoding: 'utf8' }).stdout.trim();
    await expect.poll(stateOf).toMatch(/^(Z.*)?$/);
  });

  test('whose page stands is one that starts', async () => {
    const page = join(folder, 'page.html');
    writeFileSync(page, '<!doctype html><title>Loose Parts</title><button>Try practice storage</button>');
    const flags = `--headless=new --no-sandbox --disable-background-networking --disable-component-update --user-data-dir=${join(folder, 'profile')}`;
    const path = program('stands', `exec "${provideChromium()}" ${flags} "$1" "file://${page}"`);
    const { button, memory } = await tryPackagedApp({ path, dataDir: folder, limitMs: 30_000 });
    expect(button).toBe('Try practice storage');
    // More than the shell that began it: the browser took its place, and has processes of its own.
    if (process.platform === 'linux') expect(memory).toBeGreaterThan(30 * 1024 * 1024);
    else expect(memory).toBeNull();
  });
});
