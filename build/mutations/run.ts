import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutation, mutations } from './mutations.ts';

/**
 * `npm run test:protections [-- WORDS]`: takes each protection of SECURITY.md away, one at a time and in a copy of the repository, and
 * runs the test that must fail then; before that, all of those tests without any of it, which must pass. With words, only rows
 * that hold one of them. Ends with 1 where a test passes all the same.
 */
const root = join(import.meta.dirname, '../..');
const asked = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = mutations.filter(
  ({ row }) => asked.length === 0 || asked.some((word) => row.toLowerCase().includes(word)),
);

const copy = mkdtempSync(join(tmpdir(), 'loose-parts-mutated-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
for (const path of stdout.split('\0').filter(Boolean)) cpSync(join(root, path), join(copy, path), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');

const isFlow = ({ test }: Mutation) => test.file.endsWith('.spec.ts');
/** A title as a pattern: what a table of cases puts in may be anything. */
const patternOf = (title: string) => title.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&').replaceAll(/%\w/g, '.*');

/** Runs one test in the copy. */
function passes(mutation: Mutation): { ok: boolean; output: string } {
  const { file, title } = mutation.test;
  const pattern = patternOf(title);
  const args = isFlow(mutation)
    ? ['e2e/run.ts', '--host=desktop', file.replace(/^e2e\//, ''), '-g', pattern]
    : ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts', file, '-t', pattern];
  const run = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 });
  return { ok: run.status === 0, output: `${run.stdout}${run.stderr}` };
}
const plain = (output: string) => output.replaceAll(/\u001b\[\d+m/g, '');
/** A test failed by itself: a file that does not even load shows nothing. */
const hasFailedTest = (output: string) => /Tests\s.*\d+ failed|^\s+\d+ failed/m.test(plain(output));
/** A test was run: where no title fits, none is, and nothing fails. */
const hasPassedTest = (output: string) => /Tests\s.*\d+ passed|^\s+\d+ passed/m.test(plain(output));

/** What a test says without any change, once for all rows that it stands for. */
const unchanged = new Map<string, boolean>();
function passesUnchanged(mutation: Mutation): { ok: boolean; output: string } {
  const name = `${mutation.test.file} ${mutation.test.title}`;
  if (unchanged.get(name) === true) return { ok: true, output: '' };
  const { ok, output } = passes(mutation);
  unchanged.set(name, ok && hasPassedTest(output));
  return { ok: ok && hasPassedTest(output), output };
}

const report: { row: string; test: string; result: string; seconds: string }[] = [];
let survived = 0;
for (const mutation of chosen) {
  const begun = performance.now();
  const whole = passesUnchanged(mutation);
  const changes = mutation.and ? [mutation, mutation.and] : [mutation];
  const restore = changes.map(({ file, from, to }) => {
    const path = join(copy, file);
    const original = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      original.replace(from, () => to),
    );
    return () => writeFileSync(path, original);
  });
  const without = passes(mutation);
  for (const back of restore) back();
  const fails = !without.ok && hasFailedTest(without.output);
  const result = !whole.ok ? 'FAILS ANYWAY' : fails ? 'fails without it' : without.ok ? 'PASSES WITHOUT IT' : 'BROKE';
  if (result !== 'fails without it') {
    survived++;
    process.stdout.write(`${(whole.ok ? without : whole).output.slice(-3000)}\n`);
  }
  report.push({
    row: mutation.row,
    test: mutation.test.title,
    result,
    seconds: ((performance.now() - begun) / 1000).toFixed(0),
  });
  process.stdout.write(`${result}: ${mutation.row} (${mutation.test.file})\n`);
}
console.table(report);
process.stdout.write(`${chosen.length - survived} of ${chosen.length} protections are missed by their test.\n`);
process.exitCode = survived === 0 ? 0 : 1;
