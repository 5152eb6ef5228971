import type { RefusedOpening } from '../../../shared/schema/openings.ts';
import { largestPlanFile } from '../../../shared/values/plan-file.ts';

/** The text of a plan's file, or why it is not read. What is in it, the engine judges. */
export async function readPlanText(
  file: Pick<File, 'name' | 'size' | 'text'>,
): Promise<{ ok: true; text: string } | { ok: false; refusal: RefusedOpening }> {
  const { name } = file;
  if (file.size > largestPlanFile) return { ok: false, refusal: { why: 'too large', name } };
  try {
    return { ok: true, text: await file.text() };
  } catch {
    return { ok: false, refusal: { why: 'unreadable', name } };
  }
}
