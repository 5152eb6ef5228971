// The engine's reports show keys in the same way.
export { showKey, showName } from '../../shared/format/shown-key.ts';

/** A shown key in two: the head may be cut short on screen, the tail is always seen. Short keys have no tail. */
export function splitKey(shown: string, tailLength = 12): { head: string; tail: string } {
  const characters = [...shown];
  if (characters.length <= tailLength * 2) return { head: shown, tail: '' };
  return { head: characters.slice(0, -tailLength).join(''), tail: characters.slice(-tailLength).join('') };
}

/** Blanks that a page does not show, or shows as something else: at an end, several in a row, and any but the plain one. */
const unseenBlanks = /^ +| +$| {2,}|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;

/**
 * A piece of a text in parts: which of them are blanks that nobody would see in the whole text. Left out, the piece is the
 * whole.
 */
export function partBlanks(text: string, from = 0, to = text.length): { at: number; text: string; blank: boolean }[] {
  const parts: { at: number; text: string; blank: boolean }[] = [];
  let at = from;
  const take = (until: number, blank: boolean) => {
    const end = Math.min(until, to);
    if (end <= at) return;
    parts.push({ at, text: text.slice(at, end), blank });
    at = end;
  };
  for (const { 0: found, index } of text.matchAll(unseenBlanks)) {
    take(index, false);
    take(index + found.length, true);
  }
  take(text.length, false);
  return parts;
}
