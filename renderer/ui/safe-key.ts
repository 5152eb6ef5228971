// The engine's reports show keys in the same way.
export { showKey, showName } from '../../shared/format/shown-key.ts';

/** A shown key in two: the head may be cut short on screen, the tail is always seen. Short keys have no tail. */
export function splitKey(shown: string, tailLength = 12): { head: string; tail: string } {
  const characters = [...shown];
  if (characters.length <= tailLength * 2) return { head: shown, tail: '' };
  return { head: characters.slice(0, -tailLength).join(''), tail: characters.slice(-tailLength).join('') };
}
