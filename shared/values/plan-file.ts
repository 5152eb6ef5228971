/** The ending of an exported plan's file, by which the system knows what opens it. */
export const planFileEnding = 'loose-parts-plan';

/** Bytes and characters; a plan of 100,000 uploads has 30 MB or so. */
export const largestPlanFile = 60_000_000;

/** As much of one as a call carries, characters: read in a few milliseconds. */
export const planTextAtOnce = 1_000_000;

/** Whether a file may be a plan, by its name: the plan's own ending, or JSON's, which earlier versions gave it. Pure. */
export function mayBePlanFile(name: string): boolean {
  return /\.(loose-parts-plan|json)$/i.test(name);
}
