import type { Look, PlanItem } from '../../../../../shared/schema/model.ts';
import type { ItemContext } from '../machine-state.ts';
import type { LookObservation } from '../observation.ts';

/** One upload of a plan, and what looks may show of it: what tests of judging tell a machine. */

/** Now, ms UTC. */
export const t0 = Date.UTC(2030, 0, 10);
export const day = 86_400_000;
/** Between two looks that prove it gone, ms. */
export const quiet = 30_000;

/** Begun nine days ago, written to last a day later, with three parts of a hundred bytes. */
export const planned: PlanItem = {
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  initiatedAt: t0 - 9 * day,
  activityAt: t0 - 8 * day,
  parts: 3,
  bytes: 300,
  storageClass: null,
  active: false,
};

/** The same, never sized. */
export const unsized: PlanItem = { ...planned, parts: null, bytes: null };

/** The terms of its job: planned a minute ago, nothing confirmed. */
export const context: ItemContext = {
  planned,
  plannedAt: t0 - 60_000,
  confirmed: false,
  quietIntervalMs: quiet,
  activeWindowMs: day,
};

/** Those of the item that was never sized, under a key. */
export function contextOf(key: string): ItemContext {
  return { ...context, planned: { ...unsized, ref: { ...unsized.ref, key } } };
}

export const gone: Look['parts'] = { outcome: 'gone', code: 'NoSuchUpload' };
export const none: Look['parts'] = { outcome: 'none' };
export const listed: Extract<Look['listing'], { outcome: 'listed' }> = {
  outcome: 'listed',
  initiatedAt: planned.initiatedAt,
};
export const absent: Look['listing'] = { outcome: 'absent' };
export const noObject: Look['object'] = { outcome: 'absent' };

/** Its parts as they were planned, but for what is given. */
export function present(
  more: Partial<Extract<Look['parts'], { outcome: 'present' }>> = {},
): Extract<Look['parts'], { outcome: 'present' }> {
  return { outcome: 'present', parts: 3, bytes: 300, newestPartAt: planned.activityAt, ...more };
}

/** A view that a missing permission keeps from being seen. */
export function denied(permission: string) {
  return { outcome: 'denied', code: 'AccessDenied', permission } as const;
}

/**
 * A look after an abort, of 50 ms, that finds nothing left.
 *
 * @param startedAt by either clock
 */
export function lookAt(startedAt: number, more: Partial<Look> = {}, late = false): LookObservation {
  return {
    type: 'look',
    purpose: 'after',
    look: { at: startedAt, parts: gone, listing: absent, object: noObject, ...more },
    startedAt,
    endedAt: startedAt + 50,
    serverTime: startedAt + 50,
    late,
  };
}
