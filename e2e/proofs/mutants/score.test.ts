import { describe, expect, it } from 'vitest';
import { isGood, mutantsOf, type NamedSurvivor, percentOf, scoreLines, scoreOf, type TriedMutant } from './score.ts';

const file = 'core/rules.ts';
const source = ['export function isOver(at: number) {', '  return at > 3;', '}', '  return at > 3;'].join('\n');
const mutant = (status: string, line = 2, replacement = 'at >= 3'): TriedMutant => ({
  mutatorName: 'EqualityOperator',
  replacement,
  status,
  location: { start: { line } },
});
const named = (line: string, becomes: string, of = file): NamedSurvivor => ({
  file: of,
  line,
  becomes,
  because: 'same',
});
const scored = (mutants: TriedMutant[], list: NamedSurvivor[] = [], isWhole = true) =>
  scoreOf(file, source, mutants, list, isWhole);

describe('a file’s score', () => {
  it('counts what was noticed, by failing or by never ending, and what lived, covered or not', () => {
    const score = scored(
      ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'RuntimeError'].map((status) => mutant(status)),
    );
    expect(score).toMatchObject({ killed: 2, named: 0, stale: [] });
    expect(score.survivors).toEqual([
      { at: 2, line: 'return at > 3;', becomes: 'at >= 3', isUncovered: false },
      { at: 2, line: 'return at > 3;', becomes: 'at >= 3', isUncovered: true },
    ]);
    expect(percentOf([score])).toBe(50);
  });

  it('takes a survivor that is named by its line and change for one with a reason, wherever the line went', () => {
    const score = scored([mutant('Survived', 4)], [named('return at > 3;', 'at >= 3')]);
    expect(score).toMatchObject({ named: 1, survivors: [], stale: [] });
    expect(percentOf([score])).toBe(100);
    const other = scored(
      [mutant('Survived')],
      [named('return at > 3;', 'true'), named('return at > 3;', 'at >= 3', 'b.ts')],
    );
    expect(other).toMatchObject({ named: 0, stale: [named('return at > 3;', 'true')] });
    expect(other.survivors).toHaveLength(1);
  });

  it('fails on a name for what did not live, where all of the file was tried', () => {
    const list = [named('return at > 3;', 'false')];
    expect(isGood([scored([mutant('Killed')], list)])).toBe(false);
    expect(scoreLines(scored([mutant('Killed')], list))).toContain('  named, and did not live: return at > 3; → false');
    expect(isGood([scored([mutant('Killed')], list, false)])).toBe(true);
  });
});

describe('the goal', () => {
  const of = (killed: number, survived: number) =>
    scored([
      ...Array.from({ length: killed }, () => mutant('Killed')),
      ...Array.from({ length: survived }, () => mutant('Survived')),
    ]);
  it('is met from nine in ten on, and is never rounded up to', () => {
    expect([isGood([of(9, 1)]), isGood([of(899, 101)]), percentOf([of(899, 101)])]).toEqual([true, false, 89]);
  });
  it('is one of all files together, and met where nothing was to be mutated', () => {
    expect(percentOf([of(1, 1), of(98, 0)])).toBe(99);
    expect([percentOf([of(0, 0)]), isGood([of(0, 0)]), isGood([])]).toEqual([null, true, true]);
    expect(scoreLines(of(0, 0))).toEqual([`${file}: nothing to mutate`]);
  });
});

it('says of each survivor where it is and what it does, on one line', () => {
  expect(scoreLines(scored([mutant('Killed'), mutant('Survived', 1, '{\n  \n}'), mutant('NoCoverage')]))).toEqual([
    `${file}: 33 %: 1 killed, 2 survived`,
    '  1: export function isOver(at: number) { → { }',
    '  2: return at > 3; → at >= 3 (no test runs it)',
  ]);
});

it('reads the mutants of a report, and refuses what is none', () => {
  const report = {
    schemaVersion: '1',
    files: { [file]: { language: 'ts', mutants: [{ id: '1', ...mutant('Killed') }] } },
  };
  expect(mutantsOf(JSON.stringify(report), file)).toEqual([mutant('Killed')]);
  expect(mutantsOf(JSON.stringify(report), 'other.ts')).toEqual([]);
  expect(() => mutantsOf('{"files":{"a.ts":{}}}', 'a.ts')).toThrow();
});
