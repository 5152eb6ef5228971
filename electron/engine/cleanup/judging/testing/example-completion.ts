import type { CompletionPlan } from '../../../../../shared/schema/completion.ts';
import type { Look, Part } from '../../../../../shared/schema/model.ts';
import {
  type CompletionObservation,
  type CompletionState,
  initialCompletion,
  stepCompletion,
} from '../completion-machine.ts';
import type { SeenObject } from '../rules.ts';

/** An upload of two parts that is to be completed, and what looks may show of it: what tests tell the machine. */

/** When the upload was begun, ms UTC. */
export const begun = 1_000_000;
export const parts: Part[] = [1, 2].map((partNumber) => ({
  partNumber,
  size: 100,
  etag: `e${partNumber}`,
  lastModified: begun + 5000,
  checksum: null,
}));
/** Into a key that holds nothing. */
export const plan: CompletionPlan = {
  id: 'p',
  createdAt: begun + 10_000,
  item: {
    ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
    initiatedAt: begun,
    activityAt: begun + 5000,
    parts: 2,
    bytes: 200,
    storageClass: null,
    active: false,
  },
  parts,
  bytes: 200,
  object: { outcome: 'absent' },
};
/** What completing it makes. */
export const product: SeenObject = { outcome: 'present', lastModified: begun + 60_000, bytes: 200, etag: 'abc-2' };
/** Another writer's, older than the upload. */
export const other: SeenObject = { outcome: 'present', lastModified: begun - 60_000, bytes: 7, etag: 'f'.repeat(32) };
export const denied = { outcome: 'denied', code: 'AccessDenied', permission: 's3:X' } as const;
export const failed = { outcome: 'failed', error: { code: 'TIMEOUT', message: '', details: {} } } as const;

/** What a look shows of it while it is there, and once it was completed. */
export const open: Look = {
  at: begun + 20_000,
  parts: { outcome: 'present', parts: 2, bytes: 200, newestPartAt: begun + 5000 },
  listing: { outcome: 'listed', initiatedAt: begun },
  object: { outcome: 'absent' },
};
export const gone: Look = {
  ...open,
  parts: { outcome: 'gone', code: 'NoSuchUpload' },
  listing: { outcome: 'absent' },
  object: product,
};

/** A look before the call, which finds it as planned, or after it, which finds the product; but for what is given. */
export const lookAt = (
  purpose: 'before' | 'after',
  look: Partial<Look> = {},
  more: Partial<Extract<CompletionObservation, { type: 'look' }>> = {},
): CompletionObservation => {
  const whole = { ...(purpose === 'before' ? open : gone), ...look };
  const seen = whole.parts.outcome === 'present' ? parts : null;
  return { type: 'look', purpose, look: whole, parts: seen, endedAt: begun + 20_000, late: false, ...more };
};
export const accepted: CompletionObservation = { type: 'accepted', etag: 'abc-2' };
/** Tells a new machine all of them, one after the other. */
export const run = (observations: CompletionObservation[], of = plan): CompletionState =>
  observations.reduce((state, observation) => stepCompletion(of, state, observation), initialCompletion(of));
export const repeat = (times: number, observation: CompletionObservation) =>
  Array.from({ length: times }, () => observation);
