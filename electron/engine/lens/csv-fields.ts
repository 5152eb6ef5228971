/** The fields of one line, quotes resolved (RFC 4180). */
export function splitCsv(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  for (let at = 0; ; ) {
    const close = line[at] === '"' ? closingQuote(line, at + 1) : -1;
    const isQuoted = close > 0 && (close + 1 === line.length || line[close + 1] === ',');
    const comma = isQuoted ? close + 1 : line.indexOf(',', at);
    const end = comma < 0 ? line.length : comma;
    fields.push(isQuoted ? line.slice(at + 1, close).replaceAll('""', '"') : line.slice(at, end));
    if (end === line.length) return fields;
    at = end + 1;
  }
}

/** The place of the quote that ends a field; two in a row are one of its own. -1: there is none. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) if (line[at + 1] !== '"') return at;
  return -1;
}
