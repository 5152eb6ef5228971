import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageArguments, packagedProblems } from './package.ts';
import { openFuses } from './shipped/fuses.ts';
import { makeElectronStandIn } from './testing/electron-stand-in.ts';
import { type Packaged, packageForLinux } from './testing/package-project.ts';

test('only on Linux the product’s name becomes that of a folder', () => {
  expect(packageArguments('linux')).toContain('-c.productName=loose-parts');
  for (const platform of ['darwin', 'win32'] as const) {
    expect(packageArguments(platform)).toEqual(['--config', 'build/electron-builder.yml']);
  }
});

// On Windows electron-builder makes none for Linux.
describe.skipIf(process.platform === 'win32')('a package for Linux', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-package-'));
  let packaged: Packaged;
  beforeAll(async () => {
    packaged = await packageForLinux({ folder, options: packageArguments('linux'), content: 'sample' });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is installed where no path has a space, which ends Chromium’s setuid sandbox', () => {
    const paths = packaged.fpm.filter((argument) => argument.includes('=/')).map((pair) => pair.split('=')[1]);
    expect(paths).toContain('/opt/loose-parts');
    for (const path of paths) expect(path).toMatch(/^[\w./-]+$/);
    expect(statSync(join(packaged.folder, 'loose-parts')).mode & 0o111).toBe(0o111);
  });

  test('is started, named and told from other windows by one name', () => {
    const pairs = packaged.desktopEntry.split('\n').map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []);
    const entry = Object.fromEntries(pairs);
    expect(entry).toMatchObject({
      Name: 'Loose Parts',
      Exec: '/opt/loose-parts/loose-parts %U',
      Icon: 'loose-parts',
      StartupWMClass: 'loose-parts',
      MimeType: 'application/vnd.loose-parts.plan+json;x-scheme-handler/loose-parts;',
    });
    expect(packaged.fpm).toContainEqual(expect.stringMatching(/=\/usr\/share\/applications\/loose-parts\.desktop$/));
  });

  test('tells the system what a plan file is', () => {
    expect(packaged.fpm).toContainEqual(expect.stringMatching(/=\/usr\/share\/mime\/packages\/loose-parts\.xml$/));
  });

  test('has its icon in the sizes that icon themes list', () => {
    const icons = packaged.fpm.flatMap((argument) => {
      const [, size, name] = /=\/usr\/share\/icons\/hicolor\/(\d+)x\1\/apps\/(.+)$/.exec(argument) ?? [];
      return size === undefined ? [] : [[Number(size), name]];
    });
    // hicolor's index.theme knows no 1024.
    expect(icons.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(
      [16, 22, 24, 32, 48, 64, 96, 128, 256, 512].map((size) => [size, 'loose-parts.png']),
    );
  });

  test('says whose it is', () => {
    const given = (name: string) => packaged.fpm[packaged.fpm.indexOf(name) + 1];
    expect(given('--url')).toBe('https://github.com/loose-parts/loose-parts');
    expect(given('--maintainer')).toContain('The Loose Parts authors');
    expect(given('--name')).toBe('loose-parts');
  });

  test('holds what is built in one archive, and nothing else', () => {
    const files = listPackage(join(packaged.folder, 'resources/app.asar'), { isPack: false });
    expect(files.filter((path) => /\.\w+$/.test(path)).toSorted()).toEqual([
      '/dist/electron/answer-worker.js',
      '/dist/electron/chunk-engine-1.js',
      '/dist/electron/index-worker.js',
      '/dist/electron/main.js',
      '/dist/electron/preload.cjs',
      '/dist/electron/third-party-notices.txt',
      '/dist/renderer/assets/page-1.js',
      '/dist/renderer/index.html',
      '/package.json',
    ]);
    // No second app beside it, and nothing of it outside.
    expect(readdirSync(join(packaged.folder, 'resources')).filter((name) => /^app(\.|$)/.test(name))).toEqual([
      'app.asar',
    ]);
  });

  test('has the licences of others beside it, for people to read', () => {
    expect(readdirSync(join(packaged.folder, 'resources'))).toContain('third-party-notices.txt');
  });

  test('is looked at once it is made: what is in it, how large, and its fuses', async () => {
    const said: string[] = [];
    expect(await packagedProblems(join(folder, 'out'), (line) => said.push(line))).toEqual([
      // Of the sample; the built one is looked at by e2e/flows/package.spec.ts.
    ]);
    expect(said).toEqual([
      expect.stringMatching(/^linux-unpacked\/resources\/app\.asar holds \d+ bytes in 9 files\.$/),
    ]);
    expect(await packagedProblems(join(folder, 'project'), () => {})).toEqual([
      expect.stringMatching(/^There is no packaged app/),
    ]);
  });

  test('has the doors of Electron closed in its binary', async () => {
    expect(await openFuses(join(packaged.folder, 'loose-parts'))).toEqual([]);
  });
});

test('a binary whose fuses nobody turned is told by each of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-fuses-'));
  await makeElectronStandIn(folder, '45.0.0');
  const open = await openFuses(join(folder, 'electron'));
  rmSync(folder, { recursive: true });
  expect(open).toEqual([
    'RunAsNode is on',
    'EnableNodeOptionsEnvironmentVariable is on',
    'EnableNodeCliInspectArguments is on',
    'GrantFileProtocolExtraPrivileges is on',
  ]);
});
