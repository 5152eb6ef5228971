import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, globSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  changedLines,
  changedSubjects,
  type LineRange,
  mutatePatterns,
  namedSubjects,
  readWishes,
  type Subject,
  subjectsOf,
} from './choice.ts';
import { filesAtGoal, rooms } from './rooms.ts';
import { type FileScore, goal, isGood, mutantsOf, percentOf, scoreLines, scoreOf } from './score.ts';
import { namedSurvivors } from './survivors.ts';

// `npm run test:mutants -- [--changed] [--minutes=N] [ROOM|FILE…]`: plants small faults, one at a time, and sees whether a
// test notices. File by file, each with the tests of its room alone, so that a run that is ended has said what it found.

/** Mutants that are tried at once. */
const sideBySide = 2;
/** Longest that a mutant's tests may take beyond five times what they take without it, ms: more is a loop without end. */
const patienceMs = 30_000;

const root = join(import.meta.dirname, '../../..');
process.chdir(root);
const reports = 'e2e/reports/mutants';
mkdirSync(reports, { recursive: true });
/** Copies of the sources, mutants planted: elsewhere, so that no other run takes their tests for its own. */
const sandbox = mkdtempSync(join(tmpdir(), 'loose-parts-mutants-'));
process.once('exit', () => rmSync(sandbox, { recursive: true, force: true }));

const files = rooms
  .flatMap(({ sources }) => sources.flatMap((glob) => globSync(glob)))
  .map((file) => file.replaceAll('\\', '/'));
const everything = subjectsOf(rooms, [...new Set(files)].sort());
const wishes = wishesOrExit();
const base = wishes.isChanged ? changeBegan() : null;
const wanted = namedSubjects(everything, wishes.named);
const subjects = base === null ? wanted : changedSubjects(wanted, changes(base));

if (subjects.length === 0) {
  console.log(
    base === null ? 'Nothing to mutate.' : `Nothing to mutate: none of its files changed since ${base.slice(0, 12)}.`,
  );
  process.exit(0);
}

const endsAt = performance.now() + wishes.minutes * 60_000;
const scores: FileScore[] = [];
const notReached: Subject[] = [];
for (const subject of subjects) {
  if (performance.now() >= endsAt) {
    notReached.push(subject);
    continue;
  }
  const score = tryMutants(subject);
  scores.push(score);
  for (const line of scoreLines(score)) console.log(line);
}
writeFileSync(join(reports, 'scores.json'), `${JSON.stringify(scores, null, 2)}\n`);

for (const { file } of notReached) console.log(`${file}: left out: ${wishes.minutes} minutes were over`);
const sum = (count: (score: FileScore) => number) => scores.reduce((total, score) => total + count(score), 0);
const [killed, named, survived] = [sum((s) => s.killed), sum((s) => s.named), sum((s) => s.survivors.length)];
console.log(
  `mutants: ${killed} killed, ${named} named, ${survived} survived: ${percentOf(scores) ?? 100} % of ${goal} %`,
);
// Of a change all lines together count: a file's few lines prove little.
const held = scores.filter(({ file }) => filesAtGoal.includes(file));
const isEnough = base === null ? scores.every((score) => isGood([score])) : isGood(held);
process.exit(isEnough ? 0 : 1);

function tryMutants(subject: Subject): FileScore {
  const { file, room, lines } = subject;
  const found = join(sandbox, 'mutants.json');
  const options = {
    mutate: mutatePatterns(subject),
    mutator: { plugins: null, excludedMutations: room.ofTexts ? [] : ['StringLiteral', 'ObjectLiteral'] },
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'e2e/proofs/mutants/vitest.mutants.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: sideBySide,
    timeoutMS: patienceMs,
    timeoutFactor: 5,
    dryRunTimeoutMinutes: 15,
    // What tests import, and nothing else: all of it is copied for each file.
    ignorePatterns: ['/*', '!/electron', '!/shared', '!/e2e', '!/package.json', '/e2e/reports'],
    tempDirName: join(sandbox, 'copies'),
    cleanTempDir: 'always',
    // Both read TypeScript's old programming interface, which ours no longer has.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    reporters: ['json'],
    jsonReporter: { fileName: found },
    logLevel: 'warn',
    allowConsoleColors: false,
  };
  const configFile = join(sandbox, 'stryker.config.json');
  writeFileSync(configFile, JSON.stringify(options));
  rmSync(found, { force: true });
  const log = join(reports, 'stryker.log');
  const output = openSync(log, 'w');
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', configFile],
    {
      env: { ...process.env, MUTANT_TESTS: room.tests.join(' ') },
      stdio: ['ignore', output, output],
    },
  );
  closeSync(output);
  if (status !== 0) {
    console.error(`${file}: Stryker ended with ${status}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
    process.exit(1);
  }
  return scoreOf(
    file,
    readFileSync(file, 'utf8'),
    mutantsOf(readFileSync(found, 'utf8'), file),
    namedSurvivors,
    lines === null,
  );
}

function wishesOrExit() {
  try {
    return readWishes(process.argv.slice(2), rooms, files);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

/** Where the change began: at main, or, on main itself, before its last commit. */
function changeBegan(): string {
  const head = git('rev-parse', 'HEAD');
  for (const main of ['origin/main', 'main']) {
    const at = gitOrNull('merge-base', 'HEAD', main);
    if (at !== null && at !== head) return at;
  }
  return gitOrNull('rev-parse', 'HEAD^1') ?? head;
}

function changes(since: string): Map<string, readonly LineRange[] | null> {
  const diff = git(
    'diff',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-renames',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    since,
  );
  const untracked = git('ls-files', '--others', '--exclude-standard').split('\n');
  return new Map([...changedLines(diff), ...untracked.map((file): [string, null] => [file, null])]);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function gitOrNull(...args: string[]): string | null {
  try {
    return git(...args);
  } catch {
    return null;
  }
}
