import { holdsBytes } from '../../../shared/values/byte-escapes.ts';

/**
 * Which keys may be sent to a store in a query, and arrive there as they are meant. Pure.
 */

/** What a store was seen to do with a key as a marker of its own, without an upload ID. */
export interface MarkerHabit {
  /** The marker's own key is listed again (Ceph), not left out (AWS). */
  inclusive: boolean;
  /** Kinds of characters that were seen to arrive as they were meant. */
  kinds: readonly string[];
}

/** What may be sent to any store, whatever it was seen to do: a key of plain characters alone ({@link canSend}). */
export const plainOnly: MarkerHabit = { inclusive: true, kinds: [] };

/** Every other character reads the same in every encoding; these must be seen to arrive. */
const oddCharacter = /[^\w./~-]/;

/** How much of a text's beginning reads the same in every encoding. */
export function plainBeginning(text: string): string {
  const odd = text.search(oddCharacter);
  return odd < 0 ? text : text.slice(0, odd);
}

/** Whether a key that nobody listed can be sent as a marker and arrives as it is. */
export function canSend(key: string, habit: MarkerHabit): boolean {
  return !holdsBytes(key) && oddKinds(key).every((kind) => habit.kinds.includes(kind));
}

/** Whether a text reads the same in every encoding. */
export function isPlain(text: string): boolean {
  return !oddCharacter.test(text);
}

/** The characters that encodings treat differently; everything beyond ASCII is one kind. */
export function oddKinds(key: string): string[] {
  return [...key].filter((one) => oddCharacter.test(one)).map((one) => (one > '~' ? 'beyond ASCII' : one));
}
