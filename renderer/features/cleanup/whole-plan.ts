import type { Plan, PlanPart, PlanPlace } from '../../../shared/schema/model.ts';

interface Asking {
  plans: { get: (at: { planId: string; from: PlanPlace }) => Promise<PlanPart> };
}

/** All of a plan, of which an answer carries a part. @throws as `plans.get` */
export async function wholePlan(client: Asking, { next, ...plan }: PlanPart): Promise<Plan> {
  const [items, leftOut] = [[...plan.items], [...plan.leftOut]];
  for (let from = next; from !== null; ) {
    const part = await client.plans.get({ planId: plan.id, from });
    // One by one: as many arguments as a long plan has are more than a call takes.
    for (const item of part.items) items.push(item);
    for (const left of part.leftOut) leftOut.push(left);
    from = part.next;
  }
  return { ...plan, items, leftOut };
}
