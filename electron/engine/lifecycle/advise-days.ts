/** An upload that is no longer there, and how old it was when it was last seen, or seen to have ended. */
export interface EndedUpload {
  /** From its initiation, ms. */
  ageMs: number;
  /** `finished`: its object appeared. `vanished`: it was gone, and nobody knows how. `aborted`: by somebody, or a rule. */
  how: 'finished' | 'vanished' | 'aborted';
}

export interface DaysAdvice {
  /** The shortest rule that would have taken nothing that was finished here, with room to spare. null: see `why`. */
  days: number | null;
  /** `few`: too few uploads were seen to end to say anything. `long`: some took longer than any sensible rule waits. */
  why: 'few' | 'long' | null;
  /** Uploads that may have been finished: those that were, and those that vanished. */
  seen: number;
  /** The oldest of them, ms; null where there are none. */
  longestMs: number | null;
  /** For each of the usual rules: how many of them were older than that when they ended, and so would have been lost. */
  choices: readonly { days: number; lost: number }[];
}

/** Rules that people choose. */
const usualDays = [1, 3, 7, 14, 30] as const;
/** Fewer ends say nothing about the next one. */
const fewestEnds = 20;
const mostDays = 90;
const dayMs = 86_400_000;

/**
 * How many days a rule should wait, by what uploads of this bucket did. Twice the longest time that one took, at least a
 * day: a rule costs nothing by waiting longer, and a lost upload much. Aborted ones say nothing about how long work takes.
 */
export function adviseDays(ended: Iterable<EndedUpload>): DaysAdvice {
  const ages: number[] = [];
  for (const { ageMs, how } of ended) if (how !== 'aborted') ages.push(Math.max(0, ageMs));
  const longestMs = ages.length === 0 ? null : ages.reduce((most, age) => Math.max(most, age), 0);
  const choices = usualDays.map((days) => ({ days, lost: ages.filter((age) => age >= days * dayMs).length }));
  const result = { seen: ages.length, longestMs, choices };
  if (longestMs === null || ages.length < fewestEnds) return { days: null, why: 'few', ...result };
  const days = Math.max(1, Math.ceil((2 * longestMs) / dayMs));
  return days > mostDays ? { days: null, why: 'long', ...result } : { days, why: null, ...result };
}
