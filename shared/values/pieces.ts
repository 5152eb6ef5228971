/** A list in pieces of so many entries; the last has what is left. None of an empty list. */
export function* pieces<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
