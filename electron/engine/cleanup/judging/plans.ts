import { AppError } from '../../../../shared/schema/errors.ts';
import type { Plan, Upload, UploadRef } from '../../../../shared/schema/model.ts';
import { says } from '../../../../shared/words/says.ts';

/** Some of the uploads that are selected, and what the index knows of them now. */
export interface PlanPiece {
  /** Those that it knows. No two pieces of a plan have one in common. */
  uploads: readonly Upload[];
  /** Those that were asked for by name; null: they come of a filter. */
  named: readonly UploadRef[] | null;
  /** Those that an unfinished job works on. */
  inJobs: readonly UploadRef[];
  /** Names ({@link namesOf}) of uploads that match, and were taken out by hand. */
  except: ReadonlySet<string>;
}

/** A plan's entries of some uploads: what will be aborted, and what is left out and why. Pure. */
export function planEntries({ uploads, named, inJobs, except }: PlanPiece): Pick<Plan, 'items' | 'leftOut'> {
  const busy = namesOf(inJobs);
  const known = new Set<string>();
  const plan: Pick<Plan, 'items' | 'leftOut'> = { items: [], leftOut: [] };
  for (const upload of uploads) {
    const { ref, initiatedAt, activityAt, storageClass, active, sizing } = upload;
    const name = refKey(ref);
    if (known.has(name) || except.has(name)) continue;
    known.add(name);
    if (busy.has(name)) plan.leftOut.push({ ref, reason: 'in a running job' });
    else if (isOver(upload)) plan.leftOut.push({ ref, reason: 'already clear' });
    else {
      const sized = sizing.status === 'sized' ? sizing : null;
      plan.items.push({
        ref,
        initiatedAt,
        activityAt,
        parts: sized?.parts ?? null,
        bytes: sized?.bytes ?? null,
        ...(sized?.partSet !== undefined && { partSet: sized.partSet }),
        storageClass,
        active,
      });
    }
  }
  for (const ref of named ?? []) {
    if (!known.has(refKey(ref))) plan.leftOut.push({ ref, reason: 'not found' });
  }
  return plan;
}

/** Uploads by name: each once, however often it is in a list. */
export function namesOf(refs: readonly UploadRef[] = []): Set<string> {
  return new Set(refs.map(refKey));
}

/** Those uploads that are named here for the first time. @param seen names of those before, and of these afterwards */
export function unseen(refs: readonly UploadRef[], seen: Set<string>): UploadRef[] {
  return refs.filter((ref) => {
    const name = refKey(ref);
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

/** Proved gone, and no scan since has found parts in it: one that came back can be planned again. */
export function isOver({ verdict, sizing }: Upload): boolean {
  if (verdict !== 'clear' && verdict !== 'completed') return false;
  return sizing.status !== 'sized' || sizing.parts === 0;
}

/** @throws AppError INVALID_INPUT where an upload is of another bucket or connection than the plan */
export function checkSelection(
  refs: readonly UploadRef[],
  { connectionId, bucket }: Pick<UploadRef, 'connectionId' | 'bucket'>,
): void {
  if (refs.some((ref) => ref.connectionId !== connectionId || ref.bucket !== bucket)) {
    throw new AppError('INVALID_INPUT', says('oneBucketOnly'));
  }
}

/** What a person confirmed at the start of a plan. */
export interface Confirmation {
  includeActive: readonly UploadRef[];
  /** Uploads that were unticked. */
  leaveOut: readonly UploadRef[];
  typed: string | undefined;
  /** The connection is marked as production. */
  production: boolean;
}

/**
 * Checks what the person confirmed (design, "On screen").
 *
 * @throws AppError INVALID_INPUT where an upload is not on the plan, CONFIRMATION_NEEDED where active ones are included, or
 *   the connection is a production one, without the bucket's name typed exactly
 */
export function checkConfirmation(plan: Plan, { includeActive, leaveOut, typed, production }: Confirmation): void {
  const byName = new Map(plan.items.map((item) => [refKey(item.ref), item]));
  const onPlan = (ref: UploadRef) => {
    const item = byName.get(refKey(ref));
    if (!item || ref.connectionId !== plan.connectionId || ref.bucket !== plan.bucket) {
      throw new AppError('INVALID_INPUT', says('notOnPlan'));
    }
    return item;
  };
  const included = includeActive.map(onPlan);
  leaveOut.forEach(onPlan);
  if (production && typed !== plan.bucket) {
    throw new AppError('CONFIRMATION_NEEDED', says('productionStart'), {
      bucket: plan.bucket,
    });
  }
  if (included.some(({ active }) => active) && typed !== plan.bucket) {
    throw new AppError('CONFIRMATION_NEEDED', says('activeInclude'), { bucket: plan.bucket });
  }
}

/** An upload's identity within a bucket. */
function refKey({ key, uploadId }: Pick<UploadRef, 'key' | 'uploadId'>): string {
  return JSON.stringify([key, uploadId]);
}
