import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jobItemSchema, jobSchema } from '../shared/schema/model.ts';
import { verdicts } from '../shared/values/verdict-kinds.ts';
import {
  brokenNames,
  brokenPaths,
  brokenProofs,
  brokenScripts,
  brokenTree,
  firstCells,
  knobsReadIn,
} from './paper-facts.ts';
import type { Paper } from './papers.ts';

const root = join(import.meta.dirname, '..');
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
const paths = listed
  .toString()
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const read = (path: string): Paper => ({ path, text: readFileSync(join(root, path), 'utf8') });
const papers = paths.filter((path) => path.endsWith('.md')).map(read);
const sources = paths.filter(
  (path) => /^(?:build|e2e|electron|renderer)\/.*\.(?:ts|tsx|cjs)$/.test(path) && !path.startsWith('build/paper-facts'),
);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const planted = (text: string): Paper[] => [{ path: 'electron/planted.md', text }];
const contributing = read('.github/CONTRIBUTING.md').text;

describe('what papers name', () => {
  it('is there: files, and what stands in them', () => {
    expect(brokenPaths(root, papers)).toEqual([]);
    expect(brokenNames(root, papers)).toEqual([]);
  });

  it('is missed where a file or what should stand in it is gone', () => {
    const text = [
      '`engine/*.ts` and `electron/engine/*.ts`, `createEngine` in [engine.ts](engine/engine.ts)',
      '`electron/gone.ts` `e2e/flows/*.nothing`',
      '`createEngin` in [engine.ts](engine/engine.ts)',
      '"no such test" in [main.test.ts](main.test.ts), "a second one ends" in [main.test.ts](main.test.ts)',
    ].join('\n');
    expect(brokenPaths(root, planted(text))).toEqual([
      'electron/planted.md:2 names electron/gone.ts, which is not there',
      'electron/planted.md:2 names e2e/flows/*.nothing, which is not there',
    ]);
    expect(brokenNames(root, planted(text))).toEqual([
      'electron/planted.md:3 names createEngin, which is not in engine.ts',
      'electron/planted.md:4 names the test "no such test", which is not in main.test.ts',
    ]);
  });
});

describe('the README', () => {
  const { text } = read('README.md');

  it('tells what each word means that stands for a verdict or a state', () => {
    const states = [...jobItemSchema.shape.state.options, ...jobSchema.shape.state.options];
    // What is done shows its verdict instead.
    const words = [
      ...verdicts,
      ...states.filter((state) => state !== 'done'),
      'pending',
      'about to begin',
      'not clear',
    ];
    expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });
});

describe('the tree of the design', () => {
  const [, tree = ''] = /^## The house\n```\n([\s\S]*?)```/m.exec(read('shared/design.md').text) ?? [];

  it('is the tree of the repository', () => {
    expect(brokenTree(root, tree)).toEqual([]);
    expect(tree.split('\n').length).toBeGreaterThan(30);
  });

  it('is missed where it is another', () => {
    const other = ['electron/', '  main.ts gone.ts   what it is', '  engine/ cellar/', '  host/', '    attic/  of it'];
    expect(brokenTree(root, other.join('\n'))).toEqual([
      'electron/gone.ts',
      'electron/cellar/',
      'electron/host/attic/',
    ]);
  });
});

describe('the engine’s README', () => {
  const { text } = read('electron/engine/README.md');

  it('has every room on its map, from the ground up', () => {
    const { forbidden } = z
      .object({
        forbidden: z.array(z.object({ name: z.string(), from: z.object({ pathNot: z.unknown().optional() }) })),
      })
      .parse(createRequire(import.meta.url)('./dependency-rules.cjs'));
    const { from } = forbidden.find(({ name }) => name === 'every-folder-has-its-floor') ?? {};
    const floors = z.array(z.string()).parse(from?.pathNot);
    const rooms = floors.flatMap((floor) => /^\^electron\/engine\/(.+)\/\[/.exec(floor)?.[1] ?? []);
    const shown = [...text.matchAll(/^\| \[`([^`]+)`\]\(([^)]+)\) \|/gm)];
    expect(shown.map(([, name]) => name)).toEqual(rooms);
    expect(shown.map(([, , target]) => target)).toEqual(rooms);
  });

  it('names a test for every invariant', () => {
    const invariants = text.split(/\n\n/).filter((paragraph) => paragraph.startsWith('Invariant: '));
    expect(invariants.length).toBeGreaterThan(8);
    const held = /"[^"]+"\s+in\s+\[[^\]]+\]\([^)]+\.(?:test|durability)\.ts\)/;
    expect(invariants.filter((invariant) => !held.test(invariant))).toEqual([]);
  });
});

describe('the table of what can go wrong with a proof', () => {
  const heading = 'What can go wrong with a proof, and which line stops it';
  const table = (...rows: string[]): Paper => ({
    path: 'build/planted.md',
    text: ['# P', '', `## ${heading}`, '', '| a | b | c |', '| --- | --- | --- |', ...rows, '', '## More'].join('\n'),
  });
  const code = '`brokenProofs` in [it](paper-facts.ts)';
  const shown = '"names a test for every invariant" in [test](paper-facts.test.ts)';

  it('names code and tests that are there, in each row', () => {
    expect(brokenProofs(root, read('electron/engine/README.md'), heading)).toEqual([]);
  });

  it('is missed where it names what is not there, or nothing', () => {
    expect(brokenProofs(root, table(`| it is wrong | ${code}: so | ${shown} |`), heading)).toEqual([]);
    const rows: [string, string][] = [
      [`| x | nothing | ${shown} |`, 'the row "x" names no code'],
      [`| x | ${code} | nothing |`, 'the row "x" names no test'],
      [`| x | ${code} | "one" and ${shown} |`, 'the row "x" has a title without the file that it stands in'],
      // Mentioned, and not defined.
      [
        `| x | \`existsSync\` in [it](paper-facts.ts) | ${shown} |`,
        'the row "x": existsSync is not defined in paper-facts.ts',
      ],
      [
        `| x | ${code.replace('facts.ts', 'gone.ts')} | ${shown} |`,
        'the row "x": brokenProofs is not defined in paper-gone.ts',
      ],
      [
        `| x | \`root\` in [it](paper-facts.test.ts) | ${shown} |`,
        'the row "x" has a test for the code that stops it: paper-facts.test.ts',
      ],
      // The beginning of a title is none.
      [
        `| x | ${code} | "$line is" in [test](purity.test.ts) |`,
        'the row "x": no test in purity.test.ts is called "$line is"',
      ],
      [`| x | ${code} | ${shown} | more |`, 'the row "x" has not three cells'],
    ];
    for (const [row, broken] of rows) expect(brokenProofs(root, table(row), heading)).toEqual([broken]);
    expect(brokenProofs(root, table(), heading)).toEqual([`build/planted.md has no table below "${heading}"`]);
  });
});

describe('npm scripts', () => {
  it('that papers name are there, and CONTRIBUTING names each', () => {
    expect(brokenScripts(papers, Object.keys(scripts))).toEqual([]);
    const named = [...contributing.matchAll(/`(?:npm (?:run )?)?([\w:]+)`/g)].map(([, name]) => name);
    expect(Object.keys(scripts).filter((name) => !named.includes(name))).toEqual([]);
  });

  it('that are not there are missed', () => {
    expect(brokenScripts(planted('`npm run check`\n`npm run chek`, `npm start`'), ['check', 'start'])).toEqual([
      'electron/planted.md:2 names npm run chek, which is no script',
    ]);
  });
});

describe('knobs', () => {
  /** By the file that reads them. */
  const readers = new Map(sources.map((path) => [path, knobsReadIn(read(path).text)]));
  const told = firstCells(contributing, 'Knobs and seeds');

  it('that CONTRIBUTING names are read', () => {
    const known = new Set([...readers.values()].flat());
    expect(told.filter((name) => !known.has(name))).toEqual([]);
    expect(told.length).toBeGreaterThan(15);
  });

  it('that scripts, tests and the app read are named there', () => {
    // What a test of the app sets for itself is no knob.
    const ofAll = [...readers].filter(([path]) => /^(?:build|e2e)\//.test(path) || !/\.test\.tsx?$/.test(path));
    const untold = ofAll.flatMap(([path, names]) =>
      names.filter((name) => !told.includes(name)).map((name) => `${name} of ${path}`),
    );
    expect(untold).toEqual([]);
  });

  it('are found however they are read, and not where they are only set', () => {
    const source = [
      "const a = process.env.ONE ?? env['TWO(X)'];",
      'const { THREE, FOUR: four, ...rest } = process.env;',
      "process.env.SET = '1';",
      "if (env.FIVE === 'x') delete process.env.SIX;",
    ].join('\n');
    expect(knobsReadIn(source).toSorted()).toEqual(['FIVE', 'FOUR', 'ONE', 'SIX', 'THREE', 'TWO(X)']);
  });
});
