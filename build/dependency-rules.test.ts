import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

// What the dependency rules forbid is planted in a small tree of the same folders, and depcruise must name the rule.

const root = fileURLToPath(new URL('..', import.meta.url));
const cruises = [
  ['--config', join(root, 'build/dependency-rules.cjs'), 'electron', 'renderer', 'shared', 'e2e', 'build'],
  ['--config', join(root, 'build/page-rules.cjs'), 'renderer', 'shared'],
];
const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const resultSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Every import of the tree in a folder that breaks a rule: `rule: from -> to`. */
function brokenIn(folder: string): string[] {
  return cruises.flatMap((cruise) => {
    const run = spawnSync(process.execPath, [depcruise, '--output-type', 'json', ...cruise], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    expect(run.stderr).toBe('');
    const { summary } = resultSchema.parse(JSON.parse(run.stdout));
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  });
}

/** Files of the small tree that break nothing, by path. */
const sound: Readonly<Record<string, string>> = {
  'shared/schema/model.ts': `import { z } from 'zod'; export type Model = string; export const modelSchema = z;`,
  'shared/values/sums.ts': `import type { Model } from '../schema/model.ts'; export type Sums = Model;`,
  'electron/engine/store/backoff.ts': `export const wait = 1;`,
  'electron/engine/store/store.ts': `import type { Model } from '../../../shared/schema/model.ts'; export type Store = Model;`,
  'electron/engine/store/testing/double.ts': `import { wait } from '../backoff.ts'; export const double = wait;`,
  'electron/engine/sizing/sizer.ts': `import type { Store } from '../store/store.ts'; export type Sizer = Store;`,
  'electron/engine/listing/scan.ts': `import type { Sizer } from '../sizing/sizer.ts'; export type Scan = Sizer;`,
  'electron/engine/listing/scan.test.ts': `import { double } from '../store/testing/double.ts'; import '../engine.ts'; double;`,
  'electron/engine/cleanup/judging/machine.ts': `import { wait } from '../../store/backoff.ts'; export const machine = wait;`,
  'electron/engine/cleanup/running/gate.ts': `import { machine } from '../judging/machine.ts'; export const gate = machine;`,
  'electron/engine/engine.ts': `import { gate } from './cleanup/running/gate.ts'; export const engine = gate;`,
  'renderer/features/sign-in/index.ts': `export const signIn = 1;`,
  'renderer/app.ts': `import type { Model } from '../shared/schema/model.ts'; export type App = Model;`,
  'renderer/app.test.ts': `import { modelSchema } from '../shared/schema/model.ts'; modelSchema;`,
  'renderer/features/uploads/index.ts': `import { signIn } from '../sign-in/index.ts'; export const uploads = signIn;`,
  'e2e/flow.ts': 'export {};',
  'build/build.ts': 'export {};',
  'node_modules/electron/package.json': '{"name":"electron","version":"1.0.0","main":"index.js"}',
  'node_modules/electron/index.js': '',
  'node_modules/zod/package.json': '{"name":"zod","version":"1.0.0","main":"index.js"}',
  'node_modules/zod/index.js': '',
};

/** Files that each break a rule, what they say, and what must be named. */
const planted: readonly { what: string; files: Readonly<Record<string, string>>; broken: readonly string[] }[] = [
  {
    what: 'an arrow up within the engine',
    files: { 'electron/engine/store/up.ts': `import { gate } from '../cleanup/running/gate.ts'; gate;` },
    broken: ['arrows-point-down: electron/engine/store/up.ts -> electron/engine/cleanup/running/gate.ts'],
  },
  {
    what: 'an arrow up that only carries a type',
    files: {
      'electron/engine/store/up-type.ts': `import type { Scan } from '../listing/scan.ts'; export type Up = Scan;`,
      'electron/engine/store/up-inline.ts': `import { type Scan } from '../listing/scan.ts'; export type Up = Scan;`,
      'electron/engine/store/up-export.ts': `export { type Scan } from '../listing/scan.ts';`,
    },
    broken: [
      'arrows-point-down: electron/engine/store/up-type.ts -> electron/engine/listing/scan.ts',
      'arrows-point-down: electron/engine/store/up-inline.ts -> electron/engine/listing/scan.ts',
      'arrows-point-down: electron/engine/store/up-export.ts -> electron/engine/listing/scan.ts',
    ],
  },
  {
    what: 'a file that asks the folder above it',
    files: { 'electron/engine/cleanup/running/up.ts': `import { engine } from '../../engine.ts'; engine;` },
    broken: ['arrows-point-down: electron/engine/cleanup/running/up.ts -> electron/engine/engine.ts'],
  },
  {
    what: 'a cycle of folders, though no two files are in one',
    files: {
      'electron/engine/sizing/other.ts': `import type { Scan } from '../listing/scan.ts'; export type Other = Scan;`,
    },
    broken: ['arrows-point-down: electron/engine/sizing/other.ts -> electron/engine/listing/scan.ts'],
  },
  {
    what: 'a cycle of features',
    files: {
      'renderer/features/sign-in/button.ts': `import { uploads } from '../uploads/index.ts'; export const button = uploads;`,
    },
    broken: ['arrows-point-down: renderer/features/sign-in/button.ts -> renderer/features/uploads/index.ts'],
  },
  {
    what: 'a new folder that stands nowhere in the order',
    files: {
      'electron/engine/attic/chest.ts': `import { wait } from '../store/backoff.ts'; export const chest = wait;`,
      'renderer/features/attic/index.ts': `import { signIn } from '../sign-in/index.ts'; signIn;`,
    },
    broken: [
      'every-folder-has-its-floor: electron/engine/attic/chest.ts -> electron/engine/store/backoff.ts',
      'every-folder-has-its-floor: renderer/features/attic/index.ts -> renderer/features/sign-in/index.ts',
    ],
  },
  {
    what: 'a double in code that ships',
    files: { 'electron/engine/listing/doubled.ts': `import { double } from '../store/testing/double.ts'; double;` },
    broken: [
      'code-never-imports-doubles: electron/engine/listing/doubled.ts -> electron/engine/store/testing/double.ts',
    ],
  },
  {
    what: 'a test, or the flows, in code that ships or in a double',
    files: {
      'electron/engine/listing/tested.ts': `import './scan.test.ts';`,
      'electron/engine/store/testing/tested.ts': `import '../../listing/scan.test.ts';`,
      'renderer/flow.ts': `import '../e2e/flow.ts';`,
    },
    broken: [
      'code-never-imports-tests: electron/engine/listing/tested.ts -> electron/engine/listing/scan.test.ts',
      'code-never-imports-tests: electron/engine/store/testing/tested.ts -> electron/engine/listing/scan.test.ts',
      'code-never-imports-tests: renderer/flow.ts -> e2e/flow.ts',
    ],
  },
  {
    what: 'a machine that reads, or asks a store',
    files: {
      'electron/engine/cleanup/judging/reads.ts': `import { readFileSync } from 'node:fs'; readFileSync;`,
      'electron/engine/cleanup/judging/asks.ts': `import type { Store } from '../../store/store.ts'; export type Asks = Store;`,
    },
    broken: [
      'judging-is-pure: electron/engine/cleanup/judging/reads.ts -> fs',
      'judging-is-pure: electron/engine/cleanup/judging/asks.ts -> electron/engine/store/store.ts',
    ],
  },
  {
    what: 'a record that reads',
    files: { 'electron/engine/records/reads.ts': `import { readFileSync } from 'node:fs'; readFileSync;` },
    broken: ['records-are-pure: electron/engine/records/reads.ts -> fs'],
  },
  {
    what: 'a schema in the page, or beside its room',
    files: {
      'renderer/parse.ts': `import { modelSchema } from '../shared/schema/model.ts'; modelSchema;`,
      'renderer/mixed.ts': `import { type Model, modelSchema } from '../shared/schema/model.ts'; export const m: Model = modelSchema;`,
      'renderer/zod.ts': `import { z } from 'zod'; z;`,
      'shared/values/parse.ts': `import { modelSchema } from '../schema/model.ts'; modelSchema;`,
    },
    broken: [
      'page-carries-no-schemas: renderer/parse.ts -> shared/schema/model.ts',
      'page-carries-no-schemas: renderer/mixed.ts -> shared/schema/model.ts',
      'page-carries-no-schemas: renderer/zod.ts -> node_modules/zod/index.js',
      'schemas-keep-to-their-room: shared/values/parse.ts -> shared/schema/model.ts',
    ],
  },
  {
    what: 'Electron in the engine',
    files: { 'electron/engine/listing/window.ts': `import { app } from 'electron'; app;` },
    broken: ['engine-is-electron-free: electron/engine/listing/window.ts -> node_modules/electron/index.js'],
  },
];

let folder: string;
let broken: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-rules-'));
  const trees = [sound, ...planted.map(({ files }) => files)];
  for (const [path, text] of trees.flatMap((files) => Object.entries(files))) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  broken = brokenIn(folder);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(planted)('fails on $what', (plant) => {
  expect(broken).toEqual(expect.arrayContaining([...plant.broken]));
});

test('names nothing else in the small tree', () => {
  expect(broken.toSorted()).toEqual(planted.flatMap((plant) => plant.broken).toSorted());
});

test('no type is passed on from a folder above or beside, which depcruise does not see', () => {
  const passedOn = /^export type (?:\{[^}]*\}|\*(?: as \w+)?) from '\.\./m;
  expect(passedOn.test(`export type { A } from '../b.ts';`)).toBe(true);
  expect(passedOn.test(`export type {\n  A,\n} from '../../b.ts';`)).toBe(true);
  const sources = ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile() && /\.tsx?$/.test(item.name))
      .map((item) => join(item.parentPath, item.name)),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => passedOn.test(readFileSync(path, 'utf8')))).toEqual([]);
});

test('the script cruises as this test does', () => {
  const { scripts } = z
    .object({ scripts: z.object({ deps: z.string() }) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const cruised = cruises.map((cruise) => `depcruise ${cruise.join(' ').replaceAll(root, '')}`);
  expect(scripts.deps).toBe(cruised.join(' && '));
});

test('finds nothing in this repository', { timeout: 240_000 }, () => {
  expect(brokenIn(root)).toEqual([]);
});
