import { matchesGlob } from 'node:path';
import type { Room } from './rooms.ts';

/** Lines of a file, both included, counted from 1. */
export interface LineRange {
  from: number;
  to: number;
}

/** A source to plant mutants in: all of it, or the lines that changed. */
export interface Subject {
  /** From the root, with `/`. */
  file: string;
  room: Room;
  /** null: everywhere. */
  lines: readonly LineRange[] | null;
}

/** What a command line asks for. */
export interface Wishes {
  /** Only what changed, and for a short while. */
  isChanged: boolean;
  /** Minutes after which no further file is begun. */
  minutes: number;
  /** Rooms or files; none: everything. */
  named: readonly string[];
}

/** Minutes of a run over what changed: what `npm test` has left for it. */
const changedMinutes = 3;

/**
 * Reads the arguments of `npm run test:mutants`: `--changed`, `--minutes=N`, names of rooms and files.
 *
 * @throws Error of one sentence where an argument is none of them
 */
export function readWishes(args: readonly string[], rooms: readonly Room[], files: readonly string[]): Wishes {
  const isChanged = args.includes('--changed');
  let minutes = isChanged ? changedMinutes : Number.POSITIVE_INFINITY;
  const named: string[] = [];
  for (const argument of args) {
    if (argument === '--changed') continue;
    const told = /^--minutes=(\d{1,4})$/.exec(argument)?.[1];
    if (told !== undefined) minutes = Number(told);
    else if (rooms.some(({ name }) => name === argument) || files.includes(argument)) named.push(argument);
    else {
      const all = rooms.map(({ name }) => name).join(', ');
      throw new Error(
        `'${argument}' is neither --changed, --minutes=N, a file that mutants are planted in, nor one of ${all}.`,
      );
    }
  }
  return { isChanged, minutes, named };
}

/** Picks those of `files` that mutants are planted in, each with its room, in the order of the rooms. */
export function subjectsOf(rooms: readonly Room[], files: readonly string[]): Subject[] {
  return rooms.flatMap((room) =>
    files
      .filter((file) => !file.endsWith('.test.ts') && room.sources.some((glob) => matchesGlob(file, glob)))
      .map((file) => ({ file, room, lines: null })),
  );
}

/** Narrows subjects to those that were named, by room or by file. */
export function namedSubjects(subjects: readonly Subject[], named: readonly string[]): Subject[] {
  if (named.length === 0) return [...subjects];
  return subjects.filter(({ file, room }) => named.includes(file) || named.includes(room.name));
}

/** Narrows subjects to lines that changed. Files that are not in `changed` fall out. */
export function changedSubjects(
  subjects: readonly Subject[],
  changed: ReadonlyMap<string, readonly LineRange[] | null>,
): Subject[] {
  return subjects.flatMap((subject) => {
    const lines = changed.get(subject.file);
    if (lines === undefined || lines?.length === 0) return [];
    return [{ ...subject, lines }];
  });
}

/**
 * Reads which lines a change added or rewrote.
 *
 * @param diff what `git diff --unified=0` says
 * @returns lines by file, as they are numbered after the change; none where it only took lines out
 */
export function changedLines(diff: string): Map<string, LineRange[]> {
  const changed = new Map<string, LineRange[]>();
  let lines: LineRange[] | null = null;
  for (const line of diff.split('\n')) {
    const file = /^\+\+\+ b\/(.+?)\t?$/.exec(line)?.[1];
    if (file !== undefined) {
      lines = [];
      changed.set(file, lines);
      continue;
    }
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const [from, count] = [Number(hunk[1]), Number(hunk[2] ?? 1)];
    if (count > 0) lines?.push({ from, to: from + count - 1 });
  }
  return changed;
}

/** What Stryker is told to mutate: a file, or each of its ranges. */
export function mutatePatterns({ file, lines }: Subject): string[] {
  if (lines === null) return [file];
  return lines.map(({ from, to }) => `${file}:${from}-${to}`);
}
