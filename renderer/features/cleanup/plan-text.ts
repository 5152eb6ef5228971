import type { PlanPart } from '../../../shared/schema/model.ts';
import type { RefusedOpening } from '../../../shared/schema/openings.ts';
import { largestPlanFile, planTextAtOnce } from '../../../shared/values/plan-file.ts';
import type { Client } from '../../api/client.ts';
import type { BucketPlace } from '../../api/queries.ts';

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

interface Asking {
  plans: Pick<Client['plans'], 'addText' | 'open'>;
}

/**
 * Has a new plan made of a file's text, which goes in pieces where it is long.
 *
 * @param at the bucket that it is to be for, where it is opened in one
 * @throws as `plans.open`
 */
export async function openPlanText({ plans }: Asking, text: string, at?: BucketPlace): Promise<PlanPart> {
  const place = at && { at };
  if (text.length <= planTextAtOnce) return plans.open({ text, ...place });
  const fileId = crypto.randomUUID();
  const last = Math.floor((text.length - 1) / planTextAtOnce) * planTextAtOnce;
  for (let from = 0; from < last; from += planTextAtOnce) {
    await plans.addText({ fileId, text: text.slice(from, from + planTextAtOnce) });
  }
  return plans.open({ fileId, text: text.slice(last), ...place });
}
