/** What a cell of a table may hold. `null` is an empty cell. */
export type CsvValue = string | number | boolean | null;

/**
 * Text that a spreadsheet might run as a formula: it begins (after white space and control characters, which some
 * programs drop) with one of `= + - @`, their full-width forms, or with a tab or a line break.
 */
const formula = /^[\t\r\n]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;
/** Text that has to stand in quotes (RFC 4180), or that would lose a blank at its ends without them. */
const quoted = /[",\r\n;]|^\s|\s$/u;

/**
 * One cell. Text that a spreadsheet might run as a formula gets an apostrophe in front, and so does text that begins with
 * an apostrophe: taking one leading apostrophe away gives every text back exactly. Numbers are
 * never text, so they carry none.
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = protectCell(value);
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end, CRLF as RFC 4180 has it. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** Text as it stands in a cell, before quoting. */
export function protectCell(text: string): string {
  return text.startsWith("'") || formula.test(text) ? `'${text}` : text;
}
