/**
 * One word for a POSIX shell. Within single quotes nothing is special but the quote itself.
 * @throws RangeError for text with a NUL, which no argument can hold
 */
export function quoteForSh(text: string): string {
  if (text.includes('\0')) throw new RangeError('An argument cannot hold a NUL');
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A string for PowerShell, in single quotes: nothing is expanded in them. PowerShell takes the typographic ones for single
 * quotes too, so each of them is doubled.
 *
 * A string that a *program* is given loses its double quotes before PowerShell 7.3: do not hand such a one over.
 * @throws RangeError as {@link quoteForSh}
 */
export function quoteForPowerShell(text: string): string {
  if (text.includes('\0')) throw new RangeError('An argument cannot hold a NUL');
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

/**
 * JSON of ASCII alone, without a single quote: as it is, it stands between single quotes in any shell, and no encoding of a
 * terminal or a file can change it.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /['\u007f-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
