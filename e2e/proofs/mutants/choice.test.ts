import { describe, expect, it } from 'vitest';
import { changedLines, changedSubjects, mutatePatterns, namedSubjects, readWishes, subjectsOf } from './choice.ts';
import type { Room } from './rooms.ts';

const room = (name: string, ...sources: string[]): Room => ({ name, sources, tests: [], ofTexts: false });
const rooms = [room('judging', 'core/judging/*.ts'), room('keys', 'core/{encoding,spelling}.ts')];
const files = ['core/encoding.ts', 'core/judging/rules.ts', 'core/judging/rules.test.ts', 'core/pace.ts'];
const subjects = subjectsOf(rooms, files);
const names = (chosen: readonly { file: string }[]) => chosen.map(({ file }) => file);

describe('what is asked for', () => {
  it('is everything and without a limit, what changed and a few minutes, or a part of either', () => {
    const read = (...args: string[]) => readWishes(args, rooms, files);
    expect(read()).toEqual({ isChanged: false, minutes: Number.POSITIVE_INFINITY, named: [] });
    expect(read('--changed')).toEqual({ isChanged: true, minutes: 3, named: [] });
    expect(read('--minutes=20', 'keys', 'core/judging/rules.ts')).toEqual({
      isChanged: false,
      minutes: 20,
      named: ['keys', 'core/judging/rules.ts'],
    });
    expect(read('--changed', '--minutes=0')).toMatchObject({ isChanged: true, minutes: 0 });
  });

  it.each(['--change', '--minutes', '--minutes=', '--minutes=soon', 'core/nothing.ts', 'key'])(
    'is refused where nothing is known by it: %s',
    (argument) => {
      expect(() => readWishes([argument], rooms, files)).toThrow(`'${argument}' is neither`);
    },
  );
});

describe('subjects', () => {
  it('are the sources of the rooms, in their order, without tests', () => {
    expect(names(subjects)).toEqual(['core/judging/rules.ts', 'core/encoding.ts']);
    expect(subjects.map((subject) => subject.room.name)).toEqual(['judging', 'keys']);
  });

  it('are narrowed by room and by file', () => {
    expect(names(namedSubjects(subjects, []))).toEqual(names(subjects));
    expect(names(namedSubjects(subjects, ['keys']))).toEqual(['core/encoding.ts']);
    expect(names(namedSubjects(subjects, ['core/judging/rules.ts']))).toEqual(['core/judging/rules.ts']);
  });

  it('are narrowed to lines that changed; a new file is meant whole, one that only lost lines not at all', () => {
    const lines = [
      { from: 3, to: 5 },
      { from: 9, to: 9 },
    ];
    const [rules, ...others] = changedSubjects(subjects, new Map([['core/judging/rules.ts', lines]]));
    expect(others).toEqual([]);
    expect(rules && mutatePatterns(rules)).toEqual(['core/judging/rules.ts:3-5', 'core/judging/rules.ts:9-9']);
    const [isNew] = changedSubjects(subjects, new Map([['core/encoding.ts', null]]));
    expect(isNew && mutatePatterns(isNew)).toEqual(['core/encoding.ts']);
    expect(changedSubjects(subjects, new Map([['core/encoding.ts', []]]))).toEqual([]);
  });
});

it('reads added and rewritten lines of a diff, and leaves out what was only taken away', () => {
  const diff = [
    'diff --git a/core/encoding.ts b/core/encoding.ts',
    '--- a/core/encoding.ts',
    '+++ b/core/encoding.ts',
    '@@ -4 +4,2 @@ export function decode() {',
    '-  return 1;',
    '+  return 2;',
    '+  // @@ -9 +9 @@',
    '@@ -20,3 +21,0 @@',
    '-gone',
    '@@ -30,0 +28 @@',
    '+added',
    '--- a/core/with a blank.ts',
    '+++ b/core/with a blank.ts\t',
    '@@ -1 +1 @@',
    '-a',
    '+b',
    '--- a/core/gone.ts',
    '+++ /dev/null',
    '@@ -1,9 +0,0 @@',
  ].join('\n');
  expect(Object.fromEntries(changedLines(diff))).toEqual({
    'core/encoding.ts': [
      { from: 4, to: 5 },
      { from: 28, to: 28 },
    ],
    'core/with a blank.ts': [{ from: 1, to: 1 }],
  });
});
