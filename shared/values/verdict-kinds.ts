/** What the looks prove about an upload (design, "Verdicts"). */
export const verdicts = [
  'clear',
  'clearing',
  'stubborn',
  'hidden',
  'ghost',
  'completed',
  'unreachable',
  'unverified',
  'refused',
  'skipped',
  'gave up',
  'cancelled',
] as const;

export type Verdict = (typeof verdicts)[number];

/** Verdicts after which an item is looked at no more. `clearing`, `stubborn` and `hidden` go on. */
export const finalVerdicts: ReadonlySet<Verdict> = new Set([
  'clear',
  'ghost',
  'completed',
  'unreachable',
  'unverified',
  'refused',
  'skipped',
  'gave up',
  'cancelled',
]);
