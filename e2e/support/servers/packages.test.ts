import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cacheFolder, folderOf, installPackage, isInstalled, type Package } from './packages.ts';

let cache: string;
let tools: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'loose-parts-packages-'));
  tools = mkdtempSync(join(tmpdir(), 'loose-parts-tools-'));
  vi.stubEnv('PATH', tools);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of [cache, tools]) rmSync(folder, { recursive: true, force: true });
});

/** Puts a command on the PATH, and nothing else is on it. */
function provide(command: string, script: string): void {
  const path = join(tools, command);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

const program: Package = { from: 'go', folder: 'store-v1', program: 'example.com/store', version: 'v1' };

describe('a package', () => {
  test('is installed whole, into a folder of its own, once', async () => {
    provide('go', 'echo "$*" > "$GOBIN/asked"; echo x >> "$GOBIN/../count"');
    await installPackage(program, cache);
    await installPackage(program, cache);
    expect(isInstalled(program, cache)).toBe(true);
    expect(readdirSync(folderOf(program, cache))).toEqual(['asked']);
    expect(readdirSync(cache).toSorted()).toEqual(['count', 'store-v1']);
  });

  test('whose registry fails leaves nothing behind, and tells the end of what was said', async () => {
    provide('go', 'echo x > "$GOBIN/half"; echo "downloading"; echo "no such module" >&2; exit 1');
    await expect(installPackage(program, cache)).rejects.toThrow(/^the Go proxy did not give it: no such module$/);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('that another run has installed meanwhile is there', async () => {
    provide('go', 'exit 1');
    mkdirSync(folderOf(program, cache));
    await installPackage(program, cache);
    expect(isInstalled(program, cache)).toBe(true);
  });

  test.each([
    [program, 'the Go proxy is reached through `go`, which is not on this computer'],
    [
      { from: 'pypi', folder: 'p', requirements: ['p==1'] },
      'PyPI is reached through `python3`, which is not on this computer',
    ],
    [
      { from: 'maven', folder: 'm', artifact: 'a:b:1' },
      'Maven Central is reached through `java`, which is not on this computer',
    ],
  ] satisfies [Package, string][])('without its tool says so: %j', async (wanted, sentence) => {
    await expect(installPackage(wanted, cache)).rejects.toThrow(sentence);
    expect(readdirSync(cache)).toEqual([]);
  });
});

test('packages are kept where XDG says, or in the home folder', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/loose-parts/stores');
  expect(cacheFolder({})).toMatch(/\/\.cache\/loose-parts\/stores$/);
});
