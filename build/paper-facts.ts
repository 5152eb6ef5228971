import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Paper, withoutCode } from './papers.ts';

/**
 * What papers say of the code, so that it can be held against the code. Each function returns one sentence for every
 * thing that is not as the paper says, with file and line.
 */

/**
 * Names that the linked file does not have. A name reads `` `step` in [verdict-machine.ts](path) ``: it stands in that
 * file as a whole word. The title of a test reads `"is told" in [x.test.ts](path)`: it begins a text in that file.
 *
 * @param root the repository's folder
 */
export function brokenNames(root: string, papers: readonly Paper[]): string[] {
  const broken: string[] = [];
  for (const { path, text, name, title, target, line } of citedIn(papers)) {
    const file = join(root, dirname(path), target);
    // A link that leads nowhere is told as such (papers.ts).
    if (!existsSync(file)) continue;
    const source = readFileSync(file, 'utf8');
    if (name !== undefined && !isWordOf(source, name)) broken.push(`${line} names ${name}, which is not in ${text}`);
    if (title !== undefined && !["'", '"', '`'].some((quote) => source.includes(quote + title))) {
      broken.push(`${line} names the test "${title}", which is not in ${text}`);
    }
  }
  return broken;
}

/**
 * Rows of a table of proofs that do not hold: three cells, what can go wrong, the code that stops it and the tests that show
 * so. The code is defined in the linked file, and is no test; each title is the whole one of a test or group of tests.
 *
 * @param root the repository's folder
 */
export function brokenProofs(root: string, { path, text }: Paper, heading: string): string[] {
  const broken: string[] = [];
  const rows = tableBelow(text, heading);
  if (rows.length === 0) return [`${path} has no table below "${heading}"`];
  for (const [wrong = '', stops = '', shown = '', ...more] of rows) {
    const row = `the row "${wrong}"`;
    if (wrong === '' || more.length > 0) broken.push(`${row} has not three cells`);
    const code = [...citedIn([{ path, text: stops }])].filter(({ name }) => name !== undefined);
    const tests = [...citedIn([{ path, text: shown }])].filter(({ title }) => title !== undefined);
    if (code.length === 0) broken.push(`${row} names no code`);
    if (tests.length === 0) broken.push(`${row} names no test`);
    const titles = shown.match(/"[^"]+"/g) ?? [];
    if (titles.length !== tests.length) broken.push(`${row} has a title without the file that it stands in`);
    for (const { name = '', target } of code) {
      if (target.includes('.test.')) broken.push(`${row} has a test for the code that stops it: ${target}`);
      else if (!isDefinedIn(sourceOf(root, path, target), name))
        broken.push(`${row}: ${name} is not defined in ${target}`);
    }
    for (const { title = '', target } of tests) {
      if (!isTitleIn(sourceOf(root, path, target), title))
        broken.push(`${row}: no test in ${target} is called "${title}"`);
    }
  }
  return broken;
}

/** '' where there is no such file. */
function sourceOf(root: string, path: string, target: string): string {
  const file = join(root, dirname(path), target);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isDefinedIn(source: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const isDeclared = new RegExp(String.raw`\b(?:function\*?|const|let|class|get)\s+#?${escaped}\b`);
  const isMethod = new RegExp(String.raw`^\s+(?:(?:static|async|readonly)\s+)*#?${escaped}(?:<[^>]*>)?\(`, 'm');
  // A member of a list of names.
  return isDeclared.test(source) || isMethod.test(source) || source.includes(`'${name}'`);
}

function isTitleIn(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(quote + title + quote));
}

/** The cells of the rows of the table below a heading, without its head. */
function tableBelow(text: string, heading: string): string[][] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [below = ''] = section.split(/^## /m);
  const rows = below.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

/**
 * Paths that are not there: code that begins with a folder of the top level. `*` stands for anything within a name. What
 * runs leave behind (.gitignore names it) need not be there.
 */
export function brokenPaths(root: string, papers: readonly Paper[]): string[] {
  const broken: string[] = [];
  const left = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => /.\/./.test(line));
  for (const { path, text } of papers) {
    for (const { 1: named = '', index } of withoutCode(text).matchAll(
      /`((?:\.ci|\.github|build|e2e|electron|renderer|shared)\/[\w*./{},-]*)`/g,
    )) {
      if (left.some((path) => named.startsWith(path.replace(/\/$/, '')))) continue;
      if (globSync(named, { cwd: root }).length === 0)
        broken.push(`${lineAt(path, text, index)} names ${named}, which is not there`);
    }
  }
  return broken;
}

/**
 * Files and folders of a tree, drawn by indentation of two, that are not there. A line begins with one or more of them; the
 * first word that has neither `/` at its end nor an ending of a name begins what is said of them.
 */
export function brokenTree(root: string, tree: string): string[] {
  const around: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
    const words = line.trim().split(/ +/);
    const end = words.findIndex(
      (word) => !/^[\w-]+(?:\/|\.\w+(?:\.\w+)?|)$/.test(word) || !/[/.]|^LICENSE$/.test(word),
    );
    const names = words.slice(0, end < 0 ? words.length : end);
    const folder = around.slice(0, depth).join('');
    around.length = depth;
    if (names.length === 1) around.push(names[0] ?? '');
    return names.map((name) => `${folder}${name}`).filter((path) => !existsSync(join(root, path)));
  });
}

/** npm scripts that package.json does not have. */
export function brokenScripts(papers: readonly Paper[], scripts: readonly string[]): string[] {
  const broken: string[] = [];
  for (const { path, text } of papers) {
    for (const { 1: named = '', index } of text.matchAll(/npm (?:run )?((?<=run )[\w:]+|start\b|test\b)/g)) {
      if (!scripts.includes(named))
        broken.push(`${lineAt(path, text, index)} names npm run ${named}, which is no script`);
    }
  }
  return broken;
}

/** Names of variables of the environment that a source reads; one that it only sets is not among them. */
export function knobsReadIn(source: string): string[] {
  const byName = source.matchAll(/\benv\.([A-Za-z_]\w*)\b(?!\s*=[^=])/g);
  const byText = source.matchAll(/\benv\['([^']+)'\](?!\s*=[^=])/g);
  const apart = source.matchAll(/\{([^{}]*)\} = process\.env\b/g);
  return [
    ...[...byName, ...byText].map(([, name = '']) => name),
    ...[...apart].flatMap(([, names = '']) => names.split(',').flatMap((name) => /^\s*(\w+)/.exec(name)?.[1] ?? [])),
  ];
}

/** The first cell of each row of the table below a heading, without its backquotes; several names are told by commas. */
export function firstCells(text: string, heading: string): string[] {
  const [, section = ''] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const [below = ''] = section.split(/^#+ /m);
  const rows = [...below.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell = '']) => cell);
  return rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

interface Cited extends Paper {
  name?: string;
  title?: string;
  target: string;
  line: string;
}

/** Every name and title of a test that papers find in a linked file; `text` is the link's. */
function* citedIn(papers: readonly Paper[]): Generator<Cited> {
  for (const { path, text: paper } of papers) {
    const cited = /(?:`(?<name>[^`]+)`|"(?<title>[^"]+)")\s+in\s+\[(?<text>[^\]]+)\]\((?<target>[^)#\s]+)\)/g;
    for (const { groups = {}, index } of withoutCode(paper).matchAll(cited)) {
      const { name, title, text = '', target = '' } = groups;
      yield {
        path,
        text,
        target,
        line: lineAt(path, paper, index),
        ...(name === undefined ? {} : { name }),
        ...(title === undefined ? {} : { title: title.replaceAll(/\s+/g, ' ') }),
      };
    }
  }
}

function isWordOf(source: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(source);
}

function lineAt(path: string, text: string, index: number): string {
  return `${path}:${text.slice(0, index).split('\n').length}`;
}
