import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BundledFile, collectBundled, packagesOf, reachedFrom } from './bundled-packages.ts';

/** A project whose packages are used, used for nothing, and not used. */
const files: Record<string, string> = {
  'main.js':
    "import { kept } from 'kept';\nimport { dropped } from 'dropped';\nconsole.log(kept);\nimport('./later.js');",
  'later.js': "import { inner } from '@scope/outer';\nconsole.log(inner);",
  'other.js': "import { elsewhere } from 'elsewhere';\nconsole.log(elsewhere);",
  'node_modules/kept/package.json': '{"name":"kept","version":"1.0.0","license":"MIT","author":{"name":"Jo"}}',
  'node_modules/kept/index.js': "export const kept = 'kept';",
  'node_modules/kept/LICENSE': 'the licence\n',
  'node_modules/kept/NOTICE.txt': 'the notice',
  'node_modules/kept/license-checker.js': 'no licence',
  'node_modules/dropped/package.json': '{"name":"dropped","version":"1.0.0","sideEffects":false}',
  'node_modules/dropped/index.js': "export const dropped = 'dropped';",
  'node_modules/@scope/outer/package.json': '{"name":"@scope/outer","version":"2.0.0","license":"ISC"}',
  'node_modules/@scope/outer/index.js': "export { inner } from 'inner';\nexport const outer = 1;",
  'node_modules/@scope/outer/node_modules/inner/package.json': '{"name":"inner","version":"3.0.0","license":7}',
  'node_modules/@scope/outer/node_modules/inner/index.js': "export const inner = 'inner';",
  'node_modules/elsewhere/package.json': '{"name":"elsewhere","version":"1.0.0"}',
  'node_modules/elsewhere/index.js': "export const elsewhere = 'elsewhere';",
};

const root = mkdtempSync(join(tmpdir(), 'loose-parts-bundled-'));
const bundled: BundledFile[] = [];
beforeAll(async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [collectBundled(root, bundled)],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      rolldownOptions: {
        input: { main: join(root, 'main.js'), other: join(root, 'other.js') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
});
afterAll(() => rmSync(root, { recursive: true }));

test('names what is in the bundles, at once or later, and nothing that is only installed', () => {
  const reached = reachedFrom(['main.js'], bundled);
  expect(packagesOf(root, reached).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'inner 3.0.0',
    'kept 1.0.0',
  ]);
  expect(packagesOf(root, bundled).map(({ name }) => name)).toEqual(['elsewhere', 'inner', 'kept']);
});

test('reads a package’s licence, notice and author, and says where it says none', () => {
  const [inner, kept] = packagesOf(root, reachedFrom(['main.js'], bundled));
  expect(kept).toEqual({
    name: 'kept',
    version: '1.0.0',
    licence: 'MIT',
    texts: ['the licence', 'the notice'],
    author: 'Jo',
    homepage: null,
  });
  expect(inner).toMatchObject({ licence: null, texts: [], author: null });
});
