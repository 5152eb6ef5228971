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
