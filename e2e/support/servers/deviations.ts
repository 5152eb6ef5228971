import { checksumKinds } from '../../../electron/practice/checksums/testing/checksum-kinds.ts';

/** What a store was measured to do instead of what a check wants. */
export interface Deviation {
  /** The check's name. */
  check: string;
  /** What stands in the check's failure: the answer that came instead. */
  instead: string;
}

/** Of a store that keeps no checksum, of parts or of the object, and gives back the type that it was asked for. */
export const checksumTypeAlone: readonly Deviation[] = checksumKinds.map(([algorithm, type]) => {
  const none = [null, null];
  const met = { made: none, parts: [null, null, null], upload: none, completed: none, object: [null, type] };
  return { check: `${algorithm} ${type}`, instead: `met: ${JSON.stringify(met)}` };
});

/** What a check's end means, given what its store is known to do. */
export type Judged =
  | { kind: 'passed' }
  /** It failed in the known way. */
  | { kind: 'known'; instead: string }
  | { kind: 'failed'; why: string };

/**
 * Judges a check's end. A known deviation is no pass for anything else: another failure fails, and so does a check that
 * passes although its store is written down to deviate.
 *
 * @param known what is written down of the store for this check
 * @param failure what the check said as it failed; null where it passed
 */
export function judge(known: Deviation | undefined, failure: string | null): Judged {
  if (!known) return failure === null ? { kind: 'passed' } : { kind: 'failed', why: failure };
  if (failure === null) {
    return { kind: 'failed', why: `It passes: the store no longer does what is written down (${known.instead}).` };
  }
  if (failure.includes(known.instead)) return { kind: 'known', instead: known.instead };
  return { kind: 'failed', why: `Written down is: ${known.instead}. It failed otherwise: ${failure}` };
}

/** What an error says, with the value that an assertion met: that is where a store's answer stands. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const met = 'actual' in error ? `\nmet: ${JSON.stringify(error.actual)}` : '';
  return `${error.name}: ${error.message}${met}`;
}

/** Deviations that are written down for checks that did not run: a name that no check bears, or a check that is gone. */
export function unmet(deviations: readonly Deviation[], ran: ReadonlySet<string>): string[] {
  return deviations.filter(({ check }) => !ran.has(check)).map(({ check }) => check);
}
