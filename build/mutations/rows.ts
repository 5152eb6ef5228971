/** A row of a table of SECURITY.md that says what fails without a protection. */
export interface Row {
  /** Its first cell. */
  name: string;
  /** Titles of tests that its last cell names, as they are written there. */
  titles: string[];
}

/** The rows of every table whose last column names tests. "the same" stands for those of the row before. Pure. */
export function rowsOf(paper: string): Row[] {
  const rows: Row[] = [];
  for (const line of paper.split('\n')) {
    const cells = /^\| (.+) \|$/.exec(line)?.[1]?.split(' | ') ?? [];
    const [name = '', , last = ''] = cells;
    if (cells.length !== 3 || /^-+$/.test(name) || /^test that fails|^shown by/.test(last)) continue;
    const titles = [...last.matchAll(/"([^"]+)" in \[/g)].map(([, title = '']) => title);
    rows.push({ name, titles: last === 'the same' ? (rows.at(-1)?.titles ?? []) : titles });
  }
  return rows;
}
