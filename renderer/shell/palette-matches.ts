/** Something that the command palette can lead to. */
export type PaletteEntry = {
  id: string;
  label: string;
  /** What it belongs to: a bucket's connection, a command's screen. It is found by that as well. */
  of: string;
  /** Why it does nothing now; null where it does. */
  off: string | null;
  run: () => void;
};

/** The entries that match, the best first, as many as are shown, and how many there are in all. */
export type PaletteMatches = { shown: readonly PaletteEntry[]; count: number };

/**
 * Finds entries by the words that were typed, in any order: each must be in the label or in what it belongs to. First those
 * whose label begins with what was typed, then those with a word that does, then the rest; of these, what can be done before
 * what cannot; alike, in the order given. Pure.
 */
export function paletteMatches(entries: readonly PaletteEntry[], typed: string, most: number): PaletteMatches {
  const query = typed.trim().toLowerCase();
  const words = query.split(/\s+/);
  const ranks: PaletteEntry[][] = [[], [], [], [], [], []];
  for (const entry of entries) {
    const label = entry.label.toLowerCase();
    const of = entry.of.toLowerCase();
    if (!words.every((word) => label.includes(word) || of.includes(word))) continue;
    const rank = label.startsWith(query) ? 0 : beginsAWord(label, query) ? 1 : 2;
    ranks[2 * rank + (entry.off === null ? 0 : 1)]?.push(entry);
  }
  const all = ranks.flat();
  return { shown: all.slice(0, most), count: all.length };
}

/** Names of buckets are made of words parted by all sorts of characters. */
function beginsAWord(label: string, query: string): boolean {
  for (let at = label.indexOf(query); at > 0; at = label.indexOf(query, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(label[at - 1] ?? '')) return true;
  }
  return false;
}
