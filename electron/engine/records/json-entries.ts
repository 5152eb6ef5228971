/** Entries of an array of a JSON file, one to a line. @param isFirst none came before them */
export function jsonEntries(entries: readonly object[], isFirst: boolean): string {
  if (entries.length === 0) return '';
  return `${isFirst ? '' : ','}\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}`;
}
