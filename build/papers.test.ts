import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenCitations, brokenLinks, citedDocuments, type Paper } from './papers.ts';

const root = join(import.meta.dirname, '..');
// What git knows or would add: a new file is checked before its first commit too.
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
const paths = listed
  .toString()
  .split('\n')
  .filter((path) => /\.(?:ts|tsx|cjs|css|html|yml|md)$/.test(path) && existsSync(join(root, path)));
const read = (path: string): Paper => ({ path, text: readFileSync(join(root, path), 'utf8') });
const files = paths.filter((path) => path !== 'build/papers.test.ts').map(read);
const markdown = files.filter(({ path }) => path.endsWith('.md'));

describe('papers', () => {
  it('hold every heading and rule that the code cites', () => {
    expect(brokenCitations(files, markdown)).toEqual([]);
    const cited = files.filter(({ text }) => /(?:design|s3-semantics), (?:"|rule)/.test(text));
    expect(cited.length).toBeGreaterThan(30);
  });

  it('link to what is there', () => {
    expect(brokenLinks(root, markdown)).toEqual([]);
  });

  it('are missed where a citation leads nowhere', () => {
    const planted: Paper = {
      path: 'electron/planted.ts',
      text: [
        '/** Good (design, rule 1; s3-semantics, "Looking"). */',
        '// design, rule 99',
        '/**',
        ' * It breaks off (s3-semantics,',
        ' * "No such heading").',
        ' */',
        '// design, "Nor this"',
      ].join('\n'),
    };
    expect(brokenCitations([planted], markdown)).toEqual([
      `electron/planted.ts:2 cites design, rule 99, which is no rule of ${citedDocuments.design}`,
      `electron/planted.ts:4 cites s3-semantics, "No such heading", which is no heading of ${citedDocuments['s3-semantics']}`,
      `electron/planted.ts:7 cites design, "Nor this", which is no heading of ${citedDocuments.design}`,
    ]);
  });

  it('are missed where a link leads nowhere', () => {
    const planted: Paper = {
      path: 'e2e/planted.md',
      text: [
        '# A heading, with signs',
        '[out](https://example.com/x) [here](#a-heading-with-signs)',
        '[gone](gone.md)',
        '[no](#no)',
      ].join('\n'),
    };
    expect(brokenLinks(root, [planted])).toEqual([
      'e2e/planted.md:3 links to gone.md, which is not there',
      'e2e/planted.md:4 links to #no, which is no heading there',
    ]);
  });
});
