import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A text of the repository, by its path from the root (with `/`). */
export interface Paper {
  path: string;
  text: string;
}

/** The documents that comments cite, by the name that they cite them by. */
export const citedDocuments: Readonly<Record<string, string>> = {
  design: 'shared/design.md',
  's3-semantics': 'electron/engine/store/s3-semantics.md',
  'engine README': 'electron/engine/README.md',
};

/**
 * Citations that lead nowhere: a heading or rule that the cited document does not have.
 * A citation reads `design, "Verdicts"`, `design, rule 4` or `s3-semantics, "Looking"`, in any file, also across lines.
 *
 * @returns one sentence for each, with file and line
 */
export function brokenCitations(files: readonly Paper[], documents: readonly Paper[]): string[] {
  const headings = new Map(
    Object.entries(citedDocuments).map(([name, path]) => [
      name,
      headingsOf(documents.find((document) => document.path === path)?.text ?? ''),
    ]),
  );
  const design = documents.find(({ path }) => path === citedDocuments.design)?.text ?? '';
  const rules = new Set(
    [...(design.split(/^## Rules$/m)[1] ?? '').matchAll(/^(\d+)\. /gm)].map(([, number]) => number),
  );
  const broken: string[] = [];
  for (const { path, text } of files) {
    // A citation may run over the end of a comment's line.
    const flat = text.replaceAll(/\n[ \t]*(?:\*|\/\/|#)?[ \t]*/g, (gap) => ' '.repeat(gap.length));
    const at = (index: number) => `${path}:${text.slice(0, index).split('\n').length}`;
    for (const { 1: name = '', 2: heading, 3: rule, index } of flat.matchAll(
      /\b(design|s3-semantics|engine README), +(?:"([^"]+)"|rules? (\d+))/g,
    )) {
      const sought = heading?.replaceAll(/ +/g, ' ');
      // The first words of a heading are enough.
      if (sought !== undefined && !headings.get(name)?.some((known) => `${known} `.startsWith(`${sought} `))) {
        broken.push(`${at(index)} cites ${name}, "${sought}", which is no heading of ${citedDocuments[name]}`);
      }
      if (rule !== undefined && (name !== 'design' || !rules.has(rule))) {
        broken.push(`${at(index)} cites ${name}, rule ${rule}, which is no rule of ${citedDocuments[name]}`);
      }
    }
  }
  return broken;
}

/**
 * Relative links of Markdown files that lead to no file, or to no heading of it.
 *
 * @param root the repository's folder
 */
export function brokenLinks(root: string, papers: readonly Paper[]): string[] {
  const broken: string[] = [];
  for (const { path, text } of papers) {
    for (const { 1: target = '', index } of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const leadsTo = file === '' ? path : relative(root, join(root, dirname(path), file)).replaceAll('\\', '/');
      const line = `${path}:${text.slice(0, index).split('\n').length}`;
      if (file !== '' && !existsSync(join(root, leadsTo))) {
        broken.push(`${line} links to ${target}, which is not there`);
        continue;
      }
      const linked = papers.find((paper) => paper.path === leadsTo);
      if (anchor && linked && !headingsOf(linked.text).some((heading) => slug(heading) === anchor)) {
        broken.push(`${line} links to ${target}, which is no heading there`);
      }
    }
  }
  return broken;
}

/** A Markdown text's headings, without their marks. */
function headingsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => heading);
}

/** The text with code blocks blanked out, so that lines keep their numbers. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ' '));
}

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
