import type { Plan, PlanItem } from '../../../shared/schema/model.ts';

/** Sums of what a plan would abort. `bytes` covers the sized items only. */
export type PlanSums = { items: number; sized: number; bytes: number; parts: number };

export function sumItems(items: readonly PlanItem[]): PlanSums {
  const sums = { items: items.length, sized: 0, bytes: 0, parts: 0 };
  for (const { bytes, parts } of items) {
    if (bytes === null) continue;
    sums.sized++;
    sums.bytes += bytes;
    sums.parts += parts ?? 0;
  }
  return sums;
}

/** Items in the order they are shown: those that need a decision first. */
export function orderItems(plan: Plan): { active: PlanItem[]; stale: PlanItem[] } {
  return { active: plan.items.filter((item) => item.active), stale: plan.items.filter((item) => !item.active) };
}

type Exclusion = Plan['leftOut'][number]['reason'];

/** How many uploads are left out, by reason. */
export function countLeftOut(plan: Plan): { reason: Exclusion; count: number }[] {
  const counts = new Map<Exclusion, number>();
  for (const { reason } of plan.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/**
 * Whether the plan may be started: something is on it, and the bucket's name is typed exactly where it is asked for: for
 * active uploads, and on a production connection (design, "On screen" 5).
 */
export function mayStart(items: number, asksForName: boolean, typed: string, bucket: string): boolean {
  return items > 0 && (!asksForName || typed.trim() === bucket);
}
