import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { z } from 'zod';
import { packageArguments } from '../../build/package.ts';
import { archiveBaseline, filesOfArchive, growthProblem, strayFiles } from '../../build/shipped/archive.ts';
import { bundledFilesSchema } from '../../build/shipped/bundled-packages.ts';
import { openFuses } from '../../build/shipped/fuses.ts';
import { layOutNpmPackage } from '../../build/shipped/npm-package.ts';
import { billProblem } from '../../build/shipped/sbom.ts';
import { packageForLinux } from '../../build/testing/package-project.ts';
import { App } from '../pages/app.ts';

// What people install, made of a fresh build: the archive of the desktop app, and the npm package of the browser host.

const root = join(import.meta.dirname, '../..');
const bundled = () => bundledFilesSchema.parse(JSON.parse(readFileSync(join(root, 'dist/bundled.json'), 'utf8')));
const run = promisify(execFile);

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-package-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
});

test.describe('@browser what is installed', () => {
  test('is the built app and nothing else, no larger than agreed, with the doors of Electron closed', async ({
    folder,
  }) => {
    // On Windows electron-builder makes none for Linux.
    test.skip(process.platform === 'win32', 'electron-builder makes no package for Linux on Windows');
    const packaged = await packageForLinux({ folder, options: packageArguments('linux'), content: 'built' });
    const files = filesOfArchive(join(packaged.folder, 'resources/app.asar'));
    expect(strayFiles(files)).toEqual([]);
    for (const name of ['main.js', 'preload.cjs', 'index-worker.js']) {
      expect(files.map(({ path }) => path)).toContain(`dist/electron/${name}`);
    }
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    test.info().annotations.push({ type: 'size', description: `${bytes} bytes in ${files.length} files` });
    console.log(`The app’s archive holds ${bytes} bytes in ${files.length} files.`);
    expect(growthProblem(bytes, archiveBaseline())).toBeNull();
    expect(await openFuses(join(packaged.folder, 'loose-parts'))).toEqual([]);
    expect(readdirSync(join(packaged.folder, 'resources'))).toContain('third-party-notices.txt');
  });

  test('names everybody whose work is in it, in words and in a bill of materials', async () => {
    const notices = readFileSync(join(root, 'dist/third-party-notices.txt'), 'utf8');
    const bill = readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8');
    expect(await billProblem(bill)).toBeNull();
    const { components } = z
      .object({
        components: z.array(z.object({ group: z.string().optional(), name: z.string(), version: z.string() })),
      })
      .parse(JSON.parse(bill));
    const named = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    // Some of those that everybody knows to be in there, from the page and from the engine; Electron is no npm package.
    for (const name of ['react-dom', '@mantine/core', '@orpc/server', '@aws-sdk/client-s3', 'zod']) {
      expect(named).toContain(name);
      expect(notices).toMatch(new RegExp(`^${name.replace('/', '\\/')} \\d`, 'm'));
    }
    expect(named).toContain('electron');
    // What builds and tests is in none.
    for (const name of ['vite', 'vitest', '@playwright/test', 'electron-builder']) {
      expect(named).not.toContain(name);
      expect(notices).not.toMatch(new RegExp(`^${name.replace('/', '\\/')} \\d`, 'm'));
    }
  });

  test('is packed for npm, and npx runs it', async ({ folder, page }) => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const shell = process.platform === 'win32';
    // `env node` of its first line is to find the Node of these tests.
    const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH: path, npm_config_cache: join(folder, 'cache') };
    layOutNpmPackage(root, join(folder, 'laid-out'), bundled());
    const { stdout } = await run(npm, ['pack', '--json', '--pack-destination', folder], {
      cwd: join(folder, 'laid-out'),
      env,
      shell,
    });
    const [packed] = z
      .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
      .parse(JSON.parse(stdout));
    const paths = packed?.files.map((file) => file.path) ?? [];
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'dist/electron/npx.cjs',
        'dist/electron/serve.js',
        'dist/renderer/index.html',
      ]),
    );
    for (const stray of [/\.map$/, /\.test\./, /\.ts$/, /node_modules/, /main\.js$/, /preload/]) {
      expect(paths.filter((one) => stray.test(one))).toEqual([]);
    }
    const archive = join(folder, packed?.filename ?? '');
    const child = spawn(
      npm,
      [
        'exec',
        '--yes',
        '--offline',
        `--package=${archive}`,
        '--',
        'loose-parts',
        '--practice',
        '--no-open',
        '--data-dir',
        join(folder, 'data'),
      ],
      // A group of its own: npm and what it runs end together.
      { cwd: folder, env, shell, stdio: ['ignore', 'pipe', 'pipe'], detached: !shell },
    );
    const ended = new Promise((resolve) => child.once('close', resolve));
    const said: string[] = [];
    child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
    let url: string | null = null;
    for await (const line of createInterface({ input: child.stdout })) {
      url = /ready at (\S+)$/.exec(line)?.[1] ?? null;
      if (url !== null) break;
      said.push(line);
    }
    expect(url, said.join('\n')).not.toBeNull();
    // No word of Node's about what is experimental.
    expect(said.join('')).toBe('');
    await page.goto(url ?? '');
    const app = new App(page, async () => {});
    await app.sidebar.open('nightly-backups');
    await app.bucket.scanWhole();
    await page.close();
    if (shell || child.pid === undefined) child.kill('SIGTERM');
    else process.kill(-child.pid, 'SIGTERM');
    await ended;
    expect(existsSync(join(folder, 'data/index.sqlite'))).toBe(true);
  });

  test('says in one line which Node it needs, where the person’s is older', async ({ folder }) => {
    const pretend = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '22.9.0' })")}`;
    const result = await run(process.execPath, ['--import', pretend, join(root, 'dist/electron/npx.cjs')], {
      cwd: folder,
    })
      .then(() => null)
      .catch((error: unknown) => z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error));
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result?.stderr).toBe(
      'Loose Parts needs Node.js 24.5 or newer, and found 22.9.0. Get it from https://nodejs.org and run the command again.\n',
    );
  });
});
