import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { linkScheme } from '../shared/values/bucket-link.ts';
import { planFileEnding } from '../shared/values/plan-file.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

// electron-builder's own reader and validator, as `npm run package` runs them.
const { getConfig, validateConfiguration } = z
  .object({
    getConfig: z.custom<(folder: string, path: string, options: null) => Promise<unknown>>(),
    validateConfiguration: z.custom<(config: unknown, log: { isEnabled: boolean }) => Promise<void>>(),
  })
  .parse(require('app-builder-lib/out/util/config/config.js'));

const targets = z.array(z.object({ target: z.string(), arch: z.array(z.string()) }));
const configSchema = z.object({
  directories: z.object({ output: z.string(), buildResources: z.string() }),
  files: z.array(z.object({ filter: z.array(z.string()) }).or(z.string())),
  asar: z.unknown(),
  toolsets: z.object({ appimage: z.string() }),
  electronFuses: z.record(z.string(), z.boolean()),
  mac: z.object({
    icon: z.string(),
    entitlements: z.string(),
    entitlementsInherit: z.string(),
    hardenedRuntime: z.literal(true),
    target: targets,
  }),
  win: z.object({ icon: z.string(), target: targets }),
  linux: z.object({ icon: z.string(), target: targets, syncDesktopName: z.boolean() }),
  nsis: z.object({ include: z.string() }),
  protocols: z.array(z.object({ schemes: z.array(z.string()) })),
  fileAssociations: z.array(z.object({ ext: z.string(), name: z.string(), mimeType: z.string(), role: z.string() })),
});
const read = () => getConfig(root, 'build/electron-builder.yml', null);

describe('packaging', () => {
  test('the configuration is what electron-builder takes', async () => {
    await validateConfiguration(await read(), { isEnabled: false });
  });

  test('the validator is awake', async () => {
    const config = z.record(z.string(), z.unknown()).parse(await read());
    await expect(validateConfiguration({ ...config, asaar: true }, { isEnabled: false })).rejects.toThrow('asaar');
  });

  test('every file that it names is there', async () => {
    const { directories, mac, win, linux, nsis } = configSchema.parse(await read());
    for (const path of [
      directories.buildResources,
      mac.icon,
      mac.entitlements,
      mac.entitlementsInherit,
      win.icon,
      linux.icon,
      nsis.include,
    ]) {
      expect([path, existsSync(`${root}${path}`)]).toEqual([path, true]);
    }
  });

  test('makes what each system’s people expect', async () => {
    const { mac, win, linux } = configSchema.parse(await read());
    const names = [mac, win, linux].map(({ target }) => target.map((one) => one.target));
    expect(names).toEqual([['dmg', 'zip'], ['nsis'], ['AppImage', 'deb', 'rpm']]);
  });

  test('closes the doors that the app does not use', async () => {
    const { electronFuses } = configSchema.parse(await read());
    // Every one of them, so that none changes without a word here. Read back from a binary in package.test.ts.
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });

  test('claims links and plan files, by the names that the app knows them by', async () => {
    const { protocols, fileAssociations, nsis } = configSchema.parse(await read());
    expect(protocols.flatMap(({ schemes }) => schemes)).toEqual([linkScheme]);
    // The app reads them, and never writes one in its place.
    expect(fileAssociations).toMatchObject([{ ext: planFileEnding, role: 'Viewer' }]);
    const script = readFileSync(`${root}${nsis.include}`, 'utf8');
    const [plan] = fileAssociations;
    for (const name of [linkScheme, plan?.name]) {
      // By a quoted path, and what follows is no option of the app's or of Chromium's.
      const key = `"Software\\Classes\\${name}\\shell\\open\\command"`;
      expect(script).toContain(`WriteRegStr SHELL_CONTEXT ${key} "" '"$appExe" "--" "%1"'`);
    }
    expect(script).toContain(`DeleteRegKey SHELL_CONTEXT "Software\\Classes\\${linkScheme}"`);
  });

  test('packs one archive, whose integrity Electron checks', async () => {
    expect(configSchema.parse(await read()).asar).toBe(true);
  });

  test('an AppImage brings its own runtime, and asks for no libfuse2', async () => {
    const { toolsets } = configSchema.parse(await read());
    expect(toolsets.appimage).toMatch(/^[1-9]\d*\.\d+\.\d+$/);
  });

  test('windows, desktop file and icon go by one name on Linux', async () => {
    const { linux } = configSchema.parse(await read());
    expect(linux.syncDesktopName).toBe(true);
    const { name, desktopName } = z
      .object({ name: z.string(), desktopName: z.string() })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    // Electron names its windows by this; without it by productName, which has a space.
    expect(desktopName).toBe(`${name}.desktop`);
  });

  test('Electron is of the line that is supported, and pinned', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ electron: z.string() }) })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    // Raised by hand, together with a reading of Electron's list of breaking changes.
    expect(devDependencies.electron).toMatch(/^(4[5-9]|[5-9]\d)\.\d+\.\d+$/);
    const { packages } = z
      .object({
        packages: z.object({ 'node_modules/electron': z.object({ version: z.string(), integrity: z.string() }) }),
      })
      .parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
    expect(packages['node_modules/electron'].version).toBe(devDependencies.electron);
    expect(packages['node_modules/electron'].integrity).toMatch(/^sha512-/);
  });

  test('every icon for Linux has the size that it is named by', () => {
    const names = globSync('build/icons/linux/*.png', { cwd: root });
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const png = readFileSync(`${root}${name}`);
      const size = `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
      expect(name).toMatch(new RegExp(`\\b${size}\\.png$`));
    }
  });

  test('packs what is built and nothing from node_modules', async () => {
    const files = configSchema
      .parse(await read())
      .files.flatMap((item) => (typeof item === 'string' ? item : item.filter));
    expect(files.filter((pattern) => !pattern.startsWith('!'))).toEqual([
      'dist/electron/**',
      'dist/renderer/**',
      'package.json',
    ]);
    expect(files).toContain('!node_modules/**');
    const manifest = z
      .object({ main: z.string(), dependencies: z.undefined().optional() })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    expect(manifest.main).toBe('dist/electron/main.js');
  });

  test('the icon is a square of 1,024 pixels', () => {
    const png = readFileSync(`${root}build/icons/icon.png`);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
  });
});

describe('workflows', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: root });

  test('are there', () =>
    expect(workflows.toSorted().map((path) => path.split(/[\\/]/).at(-1))).toEqual(['ci.yml', 'release.yml']));

  test.each(workflows)('%s uses actions pinned to a commit, and asks for no more than reading', (path) => {
    const text = readFileSync(`${root}${path}`, 'utf8');
    const uses = [...text.matchAll(/uses:\s*(\S+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
  });

  test.each(workflows)('%s runs npm scripts that exist', (path) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    const text = readFileSync(`${root}${path}`, 'utf8');
    for (const [, name] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  });
});
