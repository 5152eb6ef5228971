import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { rowsOf } from './rows.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const rows = rowsOf(textOf('.github/SECURITY.md'));

test('every row of SECURITY.md is taken away once, and nothing else', () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(mutations.map(({ row }) => row)).toEqual(rows.map(({ name }) => name));
});

test.each(mutations.map((mutation) => [mutation.row, mutation] as const))(
  '%s: what is taken away is there',
  (_, one) => {
    for (const { file, from } of one.and ? [one, one.and] : [one]) expect(textOf(file).split(from)).toHaveLength(2);
    expect(one.to).not.toBe(one.from);
    expect(textOf(one.test.file)).toContain(one.test.title);
  },
);

test.each(rows.filter(({ titles }) => titles.length > 0).map((row) => [row.name, row] as const))(
  '%s: the test that must fail is one that the row names',
  (name, { titles }) => {
    const [one] = mutations.filter(({ row }) => row === name);
    expect(titles.some((title) => title.startsWith(one?.test.title ?? '-'))).toBe(true);
  },
);
