const spelling = /^\s*(\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*$/i;

/** The number that a text spells, as S3 (`1000`) or a tool that rewrote a report does (`1000.0`, `1E3`); NaN where it is none. */
export function numberOf(text: string): number {
  const digits = spelling.exec(text)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
}
