import type { JobOrigin } from '../../../../shared/schema/history.ts';
import type { Plan } from '../../../../shared/schema/model.ts';
import { planJsonPiece } from '../plan-export.ts';

/** The whole file of a plan, as JSON in one piece. */
export function planToJson(plan: Plan, origin: JobOrigin | null): string {
  return planJsonPiece({ ...plan, next: null }, null, origin).text;
}
