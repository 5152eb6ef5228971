/** Uploads that were gone at one scan and had been seen by one before. Whether they were finished or aborted is not known. */
export interface VanishedUploads {
  how: 'vanished';
  /** How old they were, from their initiation, ms: when they were last known to be there, and when they were missed. */
  leastMs: number;
  mostMs: number;
  uploads: number;
  /** Nobody had written to them for a week when they were last seen. */
  still: boolean;
}

/** What is known of uploads that are no longer there. */
export type EndedUploads = FinishedUpload | VanishedUploads;

interface FinishedUpload {
  how: 'finished';
  /** From its initiation to its newest part, ms. */
  ageMs: number;
}

export interface DaysAdvice {
  /** The shortest rule that would have taken nothing that may have been finished here, with room to spare. null: see `why`. */
  days: number | null;
  /** `few`: too few uploads were seen to end to say anything. `long`: some took longer than any sensible rule waits. */
  why: 'few' | 'long' | null;
  /** Uploads whose object appeared: they were finished. */
  finished: number;
  /** Uploads that vanished: finished or aborted. */
  vanished: number;
  /** Vanished ones that say nothing of how long work takes: they had stood still, or the scans lie too far apart. */
  leftOut: { still: number; tooFarApart: number };
  /** How old the oldest of them was when it ended, ms: between these two. null where there are none. */
  longest: { leastMs: number; mostMs: number } | null;
  /**
   * For each of the usual rules: how many were finished when they were older than that, and so would have been lost; and how
   * many of the vanished may have been.
   */
  choices: readonly { days: number; lost: number; mayBeLost: number }[];
}

/** Rules that people choose. */
const usualDays = [1, 3, 7, 14, 30] as const;
/** Fewer ends say nothing about the next one. */
const fewestEnds = 20;
const mostDays = 90;
const dayMs = 86_400_000;
/** An age that is known no better than that says nothing of how long an upload took. */
const widestMs = 14 * dayMs;

/**
 * How many days a rule should wait, by what uploads of this bucket did. Twice the longest time that one may have taken, at
 * least a day: a rule costs nothing by waiting longer, and a lost upload much. Of what vanished the greater age counts.
 */
export function adviseDays(ended: Iterable<EndedUploads>): DaysAdvice {
  const counted: { leastMs: number; mostMs: number; uploads: number; isKnown: boolean }[] = [];
  const leftOut = { still: 0, tooFarApart: 0 };
  for (const one of ended) {
    if (one.how === 'finished') {
      const age = Math.max(0, one.ageMs);
      counted.push({ leastMs: age, mostMs: age, uploads: 1, isKnown: true });
    } else if (one.still) leftOut.still += one.uploads;
    else if (one.mostMs - one.leastMs > widestMs) leftOut.tooFarApart += one.uploads;
    else counted.push({ ...one, isKnown: false });
  }
  const sumOf = (isKnown: boolean, fromMs: number) =>
    counted.reduce((sum, one) => sum + (one.isKnown === isKnown && one.mostMs >= fromMs ? one.uploads : 0), 0);
  const longest = counted.reduce<DaysAdvice['longest']>(
    (most, { leastMs, mostMs }) => (most === null || mostMs > most.mostMs ? { leastMs, mostMs } : most),
    null,
  );
  const choices = usualDays.map((days) => ({
    days,
    lost: sumOf(true, days * dayMs),
    mayBeLost: sumOf(false, days * dayMs),
  }));
  const result = { finished: sumOf(true, 0), vanished: sumOf(false, 0), leftOut, longest, choices };
  if (longest === null || result.finished + result.vanished < fewestEnds) return { days: null, why: 'few', ...result };
  const days = Math.max(1, Math.ceil((2 * longest.mostMs) / dayMs));
  return days > mostDays ? { days: null, why: 'long', ...result } : { days, why: null, ...result };
}
