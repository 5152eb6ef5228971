import type { Look, Verification } from '../../../../shared/schema/model.ts';
import type { Reason, Refusal } from '../../../../shared/schema/reasons.ts';
import { isFinal } from '../../store/trouble-table.ts';

/** A look as it is judged, and what the store refused for good in it. */
export interface JudgedLook {
  look: Look;
  refusals: Refusal[];
}

/**
 * A look in which what the store will never answer (it does not know the call, a lasting 4xx) is a view that is denied:
 * looking again would show as little, so that the verdict is given now. Pure.
 */
export function withRefusals(look: Look): JudgedLook {
  const refusals: Refusal[] = [];
  const denied = (view: Look['parts'] | Look['listing'] | Look['object']) => {
    if (view.outcome !== 'failed' || !isFinal(view.error)) return null;
    const { code, message, details } = view.error;
    const refusal: Refusal = {
      operation: details.operation ?? 'the call',
      status: details.httpStatus ?? null,
      code: details.storeCode ?? null,
      message: details.storeMessage ?? (details.storeCode === undefined ? message : null),
    };
    refusals.push(refusal);
    return { outcome: 'denied', code: refusal.code ?? code, permission: refusal.operation } as const;
  };
  const { parts, listing, object } = look;
  return {
    look: {
      ...look,
      parts: denied(parts) ?? parts,
      listing: denied(listing) ?? listing,
      object: denied(object) ?? object,
    },
    refusals,
  };
}

/** A verdict whose reason would name a permission, told by what the store refused in that look instead. */
export function refusedReason(
  refusals: readonly Refusal[],
  made: { errand: 'abort' | 'complete' | null; sent: boolean; accepted: boolean },
): Reason | null {
  return refusals.length === 0 ? null : { why: 'look refused', ...made, refusals: [...refusals] };
}

/** The same for a verification, outside a job. */
export function judgedWithRefusals<J extends Pick<Verification, 'outcome' | 'reason'>>(
  judged: J,
  refusals: readonly Refusal[],
): J {
  const [first] = refusals;
  if (first === undefined) return judged;
  if (judged.reason.why === 'there, parts not seen') {
    return { ...judged, reason: { why: 'there, parts refused', refusal: first } };
  }
  const reason = refusedReason(refusals, { errand: null, sent: false, accepted: false });
  return judged.outcome === 'unverified' && reason ? { ...judged, reason } : judged;
}
