import { z } from 'zod';

/** What is read here of a mutant that was tried, in Stryker's own words. */
const triedSchema = z.object({
  mutatorName: z.string(),
  replacement: z.string(),
  status: z.string(),
  location: z.object({ start: z.object({ line: z.number() }) }),
});
export type TriedMutant = z.infer<typeof triedSchema>;

const reportSchema = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(triedSchema) })) });

/**
 * Reads one file's mutants.
 *
 * @param report the text of Stryker's JSON report
 * @throws ZodError where it is no such report
 */
export function mutantsOf(report: string, file: string): TriedMutant[] {
  return reportSchema.parse(JSON.parse(report)).files[file]?.mutants ?? [];
}

/** A mutant that no test can notice, or none should. */
export interface NamedSurvivor {
  /** From the root. */
  file: string;
  /** The line as it stands in the source, without its indent. */
  line: string;
  /** What Stryker puts in the place of a piece of it; with several such mutants on equal lines, all are meant. */
  becomes: string;
  /** Why that is no fault that a test could find. */
  because: string;
}

/** A mutant that lived, where, and as what. */
export interface Survivor {
  /** Counted from 1. */
  at: number;
  line: string;
  becomes: string;
  /** Whether no test so much as runs the place. */
  isUncovered: boolean;
}

/** What became of one file's mutants. */
export interface FileScore {
  file: string;
  /** Noticed by a test, by its failing or by its never ending. */
  killed: number;
  /** Survivors that are named with a reason. */
  named: number;
  survivors: Survivor[];
  /** What is named, though no such mutant lived. */
  stale: NamedSurvivor[];
}

/** Least share of mutants that are killed or named, in percent. */
export const goal = 90;

/**
 * Counts one file's mutants.
 *
 * @param source the file's text
 * @param isWhole whether all of the file was mutated: only then can a name be stale
 */
export function scoreOf(
  file: string,
  source: string,
  mutants: readonly TriedMutant[],
  list: readonly NamedSurvivor[],
  isWhole: boolean,
): FileScore {
  const lines = source.split('\n');
  const own = list.filter((entry) => entry.file === file);
  const met = new Set<NamedSurvivor>();
  const score: FileScore = { file, killed: 0, named: 0, survivors: [], stale: [] };
  for (const mutant of mutants) {
    switch (mutant.status) {
      case 'Killed':
      case 'Timeout':
        score.killed += 1;
        break;
      case 'Survived':
      case 'NoCoverage': {
        const at = mutant.location.start.line;
        const survivor: Survivor = {
          at,
          line: lines[at - 1]?.trim() ?? '',
          becomes: mutant.replacement,
          isUncovered: mutant.status === 'NoCoverage',
        };
        const entry = own.find(({ line, becomes }) => line === survivor.line && becomes === survivor.becomes);
        if (entry) {
          met.add(entry);
          score.named += 1;
        } else score.survivors.push(survivor);
        break;
      }
      // Ignored, or not to be run at all: neither is a test's business.
      default:
    }
  }
  if (isWhole) score.stale = own.filter((entry) => !met.has(entry));
  return score;
}

/** Share of mutants that were killed or are named, percent, rounded down; null where there was none. */
export function percentOf(scores: readonly FileScore[]): number | null {
  const good = scores.reduce((sum, { killed, named }) => sum + killed + named, 0);
  const all = scores.reduce((sum, { survivors }) => sum + survivors.length, good);
  return all === 0 ? null : Math.floor((good / all) * 100);
}

/** Whether so few live that the tests can be trusted, and nothing is named in vain. */
export function isGood(scores: readonly FileScore[]): boolean {
  return (percentOf(scores) ?? 100) >= goal && scores.every(({ stale }) => stale.length === 0);
}

/** A file's closing line, with one line for each survivor that is not named. */
export function scoreLines(score: FileScore): string[] {
  const { file, killed, named, survivors, stale } = score;
  const percent = percentOf([score]);
  if (percent === null) return [`${file}: nothing to mutate`];
  const others = named === 0 ? '' : `, ${named} named`;
  return [
    `${file}: ${percent} %: ${killed} killed${others}, ${survivors.length} survived`,
    ...survivors.map(
      ({ at, line, becomes, isUncovered }) =>
        `  ${at}: ${line} → ${onOneLine(becomes)}${isUncovered ? ' (no test runs it)' : ''}`,
    ),
    ...stale.map(({ line, becomes }) => `  named, and did not live: ${line} → ${onOneLine(becomes)}`),
  ];
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
