import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';
import { z } from 'zod';
import { makeElectronStandIn } from './electron-stand-in.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

const { version: electronVersion } = z.object({ version: z.string() }).parse(require('electron/package.json'));

/** What a build leaves that belongs into a package, and beside it what does not. */
const built = ['main.js', 'preload.cjs', 'index-worker.js', 'answer-worker.js', 'chunk-engine-1.js'].map(
  (name) => `dist/electron/${name}`,
);
const page = ['dist/renderer/index.html', 'dist/renderer/assets/page-1.js', 'dist/electron/third-party-notices.txt'];
const strays = [
  ...built.map((path) => `${path}.map`),
  'dist/electron/serve.js',
  'dist/electron/practice.js',
  'dist/electron/npx.cjs',
  'dist/electron/lean-allocator.js',
  'dist/bundled.json',
  'dist/third-party-notices.txt',
  'dist/sbom.cdx.json',
  'dist/.fresh.json',
  'electron/main.ts',
  'electron/main.test.ts',
  'node_modules/left-pad/index.js',
  'README.md',
];

export interface Packaged {
  /** The unpacked app. */
  folder: string;
  /** Arguments of fpm, which would make the .deb from it. */
  fpm: string[];
  /** Text of the desktop entry. */
  desktopEntry: string;
}

export interface PackageOptions {
  /** An empty folder. */
  folder: string;
  /** electron-builder's `-c.name=value`, as `npm run package` gives them. */
  options: readonly string[];
  /** `sample`: a few files of each kind, so that nothing need be built; `built`: what `npm run build` left in dist/. */
  content: 'sample' | 'built';
}

/**
 * Lets electron-builder package a project with our own configuration, as far as it goes without fetching anything: up to
 * the command that would make the .deb.
 */
export async function packageForLinux({ folder, options, content }: PackageOptions): Promise<Packaged> {
  const project = join(folder, 'project');
  for (const path of [...(content === 'sample' ? [...built, ...page] : []), ...strays]) {
    mkdirSync(join(project, dirname(path)), { recursive: true });
    writeFileSync(join(project, path), path);
  }
  if (content === 'built') cpSync(join(root, 'dist'), join(project, 'dist'), { recursive: true });
  for (const path of ['package.json', 'build/icons', 'build/entitlements']) {
    cpSync(join(root, path), join(project, path), { recursive: true });
  }
  await makeElectronStandIn(join(folder, 'electron'), electronVersion);
  const given = Object.fromEntries(
    options.flatMap((argument) => {
      const [, name, value] = /^-c\.(\w+)=(.*)$/.exec(argument) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );
  let fpm: string[] = [];
  let desktopEntry = '';
  await build({
    targets: Platform.LINUX.createTarget('deb'),
    projectDir: project,
    config: {
      extends: join(root, 'build/electron-builder.yml'),
      ...given,
      electronVersion,
      electronDist: join(folder, 'electron'),
      directories: { output: join(folder, 'out'), buildResources: 'build' },
    },
    effectiveOptionComputed: async (computed: unknown) => {
      const [asked, path] = z.tuple([z.array(z.string()), z.string()]).parse(computed);
      fpm = asked;
      desktopEntry = readFileSync(path, 'utf8');
      return true;
    },
  });
  return { folder: join(folder, 'out/linux-unpacked'), fpm, desktopEntry };
}
