import { AppError } from '../../../../shared/schema/errors.ts';
import type { Plan, Upload, UploadFilter, UploadRef } from '../../../../shared/schema/model.ts';
import { says } from '../../../../shared/words/says.ts';

/** What a plan is made from. */
export type PlanSelection =
  | { kind: 'uploads'; connectionId: string; bucket: string; refs: UploadRef[] }
  | {
      kind: 'filter';
      connectionId: string;
      bucket: string;
      filter: UploadFilter;
      /** Uploads that match, and were taken out by hand. */
      except?: UploadRef[] | undefined;
    };

/** What {@link composePlan} is given: what the index knows now. */
export interface PlanInput {
  id: string;
  createdAt: number;
  selection: PlanSelection;
  /** The selected uploads that the index knows. */
  uploads: readonly Upload[];
  /** Uploads of the bucket that an unfinished job works on. */
  inJobs: readonly UploadRef[];
}

/** The plan for a selection: what will be aborted, and what is left out and why. Pure. */
export function composePlan({ id, createdAt, selection, uploads, inJobs }: PlanInput): Plan {
  const { connectionId, bucket } = selection;
  const busy = new Set(inJobs.map(refKey));
  const known = new Set(uploads.map(({ ref }) => refKey(ref)));
  const plan: Plan = { id, connectionId, bucket, createdAt, items: [], leftOut: [] };
  // What a person has taken out is as if it had been planned already.
  const planned = new Set(selection.kind === 'filter' ? selection.except?.map(refKey) : []);
  for (const upload of uploads) {
    const { ref, initiatedAt, activityAt, storageClass, active, sizing } = upload;
    const name = refKey(ref);
    if (planned.has(name)) continue;
    planned.add(name);
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
        storageClass,
        active,
      });
    }
  }
  if (selection.kind === 'uploads') {
    for (const ref of selection.refs) {
      if (!known.has(refKey(ref))) plan.leftOut.push({ ref, reason: 'not found' });
    }
  }
  return plan;
}

/** Proved gone, and no scan since has found parts in it: one that came back can be planned again. */
export function isOver({ verdict, sizing }: Upload): boolean {
  if (verdict !== 'clear' && verdict !== 'completed') return false;
  return sizing.status !== 'sized' || sizing.parts === 0;
}

/** @throws AppError INVALID_INPUT where an upload is of another bucket or connection than the plan */
export function checkSelection(selection: PlanSelection): void {
  if (selection.kind === 'filter') return;
  const { connectionId, bucket, refs } = selection;
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
