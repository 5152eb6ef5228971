/** A name in characters that every system takes in a file's, without dots and hyphens at its ends; '' where none is left. */
export function plainFileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|(?<![.-])[.-]+$/g, '');
}
