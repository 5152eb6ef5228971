import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

// Machines that judge, and records, use no clock, no randomness and no timer, by lint: each is planted in a small tree.

const root = fileURLToPath(new URL('..', import.meta.url));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

const judging = 'electron/engine/cleanup/judging';
const records = 'electron/engine/records';
const globals = 'lint/style/noRestrictedGlobals';
const properties = 'lint/nursery/noJsRestrictedProperties';
/** What each impure line is answered with. */
const impure: readonly (readonly [string, string])[] = [
  ['export const now = Date.now();', properties],
  ['export const now = new Date();', 'plugin'],
  ['export const now = Date();', 'plugin'],
  ['export const lot = Math.random();', properties],
  ['const { random } = Math;\nexport const lot = random();', properties],
  ['export const id = crypto.randomUUID();', globals],
  ['setTimeout(() => {}, 1);', globals],
  ['export const home = process.env.HOME;', globals],
  ['export const answer = fetch("http://127.0.0.1");', globals],
  ['export const now = globalThis.performance.now();', globals],
];

let folder: string;
let found: string[];

const place = (room: string, at: number, end = 'ts') => `${room}/planted-${at}.${end}`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-purity-'));
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  };
  for (const path of ['.biome.json', 'build/no-clock.grit']) cpSync(join(root, path), join(folder, path));
  impure.forEach(([line], at) => {
    put(place(judging, at), line);
    put(place(records, at), line);
    put(place(judging, at, 'test.ts'), line);
    put(place('electron/engine/cleanup/running', at), line);
  });
  put(`${judging}/sound.ts`, 'export const at = (time: number) => new Date(Math.max(0, time)).toISOString();');
  const run = spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = reportSchema.parse(JSON.parse(run.stdout));
  found = diagnostics.map(({ category, location }) => `${location.path.replace(/^\.\//, '')} ${category}`).toSorted();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(impure.map(([line, rule], at) => ({ line, rule, at })))('$line is refused', ({ rule, at }) => {
  expect(found).toEqual(expect.arrayContaining([`${place(judging, at)} ${rule}`, `${place(records, at)} ${rule}`]));
});

test('nothing else is: tests, other rooms, a time that was given', () => {
  const paths = impure.flatMap((_, at) => [place(judging, at), place(records, at)]);
  expect([...new Set(found.map((line) => line.split(' ')[0]))].toSorted()).toEqual(paths.toSorted());
});
