import { type Reason, reasonSchema } from '../../../shared/schema/reasons.ts';
import { type Row, textOrNull, unlessBroken } from './columns.ts';

/** A reason as a column keeps it. */
export function reasonText(reason: Reason): string {
  return JSON.stringify(reason);
}

/**
 * A reason out of a column. Versions before 10 wrote a sentence there: it is told as it stands, and so is what cannot be
 * read, because it is all that is known.
 */
export function reasonOrNull(row: Row, column: string): Reason | null {
  const kept = textOrNull(row, column);
  if (kept === null) return null;
  const reason = kept.startsWith('{') ? unlessBroken(() => reasonSchema.parse(JSON.parse(kept))) : null;
  return reason ?? { why: 'told', sentence: kept };
}
