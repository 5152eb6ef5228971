import { verdicts } from '../../shared/values/verdict-kinds.ts';
import { words } from '../../shared/words/words.ts';

/** A letter of a badge and its share of the badge's edges, px, measured on the longest names of both languages. */
const letterPx = 8;

/** How wide a column of verdicts is, so that the longest name of this language fits: a CSS length. */
export function verdictColumnWidth(): string {
  return `${letterPx * Math.max(...verdicts.map((verdict) => words.stateNames[verdict].length))}px`;
}
