import type { Look, Verification } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import type { KeptLook } from '../../records/kept-look.ts';
import { isPlain } from '../../store/odd-keys.ts';
import {
  isUnsendable,
  type Meeting,
  meets,
  unreachableGhost,
  unsendable,
  unspeakable,
  wasMet,
  whyUnreachable,
} from './meeting.ts';
import { hasPlainEtag, mayBeProduct } from './object-evidence.ts';
import { judgedWithRefusals, withRefusals } from './refused-look.ts';
import { ghostLooks, missingQuietMs, type SeenObject } from './rules.ts';

export interface VerificationPolicy {
  key: string;
  /** Aborts that a job sent. */
  aborts: number;
  /** What a job, or sizing, has shown of it under this key. */
  meeting: Meeting;
  quietIntervalMs: number;
  /** When the upload was begun; null where nobody knows any more. */
  initiatedAt: number | null;
  /** An object that was under the key while the upload was still open. */
  foreign: SeenObject | null;
}

type Judgement = Pick<Verification, 'outcome' | 'reason' | 'lookAgainAt'>;

/** Whether a look that does not find an upload needs a search of the whole listing to say more. */
export function needsSearch(
  look: Look,
  earlier: readonly KeptLook[],
  { key, meeting }: Pick<VerificationPolicy, 'key' | 'meeting'>,
): boolean {
  const { parts, listing } = look;
  const isMissed = (parts.outcome === 'gone' || parts.outcome === 'none') && listing.outcome === 'absent';
  return isMissed && !isUnsendable(key) && !wasMet(metIn(earlier, meeting), key, parts);
}

/** What looks, oldest first, add to what was known. */
function metIn(looks: readonly KeptLook[], meeting: Meeting): Meeting {
  return looks.reduce((known, { look }) => meets(known, look), meeting);
}

/**
 * What looks say of an upload outside a job. Pure.
 *
 * @param looks oldest first, at least one, the newest being the one just taken; earlier ones may be of a job
 * @returns null where the newest look failed: it proves nothing
 */
export function judgeVerification(looks: readonly KeptLook[], policy: VerificationPolicy): Judgement | null {
  const taken = looks.at(-1);
  if (!taken) return null;
  const unnamed = metIn(looks, policy.meeting).hadParts ? null : unspeakable(policy.key, taken.look, policy.aborts);
  if (unnamed !== null) return final('unreachable', unnamed);
  const { look, refusals } = withRefusals(taken.look);
  const judged = judge([...looks.slice(0, -1), { ...taken, look }], policy);
  return judged && judgedWithRefusals(judged, refusals);
}

function judge(looks: readonly KeptLook[], policy: VerificationPolicy): Judgement | null {
  const newest = looks.at(-1);
  if (!newest) return null;
  const { parts, listing, object } = newest.look;
  if (parts.outcome === 'failed' || listing.outcome === 'failed' || object.outcome === 'failed') return null;

  if (parts.outcome === 'present') {
    const held = { parts: parts.parts, bytes: parts.bytes };
    if (listing.outcome !== 'absent') return final('present', { why: 'there', ...held });
    if (isProduct(newest, policy) && object.outcome === 'present' && !hasPlainEtag(object)) return completed(object);
    return final('hidden', { why: 'parts, not listed', ...held });
  }
  if (listing.outcome === 'listed' && parts.outcome !== 'gone') {
    return parts.outcome === 'none'
      ? final('present', { why: 'there, no parts' })
      : final('present', { why: 'there, parts not seen', permission: parts.permission });
  }
  const { key, meeting } = policy;
  const met = metIn(looks, meeting);
  const tried = { key, parts, aborts: policy.aborts };
  if (isUnsendable(key) && !met.hadParts) return final('unreachable', unsendable(tried));
  const isUnmet = needsSearch(newest.look, looks, policy);
  const why = isUnmet && newest.look.search ? whyUnreachable(tried, newest.look.search) : null;
  if (why !== null) return final('unreachable', why);
  if (isProduct(newest, policy) && object.outcome === 'present') return completed(object);
  for (const seen of [parts, listing, object]) {
    if (seen.outcome !== 'denied') continue;
    return final('unverified', { why: 'may not look', permission: seen.permission });
  }
  const againAt = newest.endedAt + policy.quietIntervalMs;
  if (listing.outcome === 'listed') {
    const listedThough = looks.filter(
      ({ look }) => look.parts.outcome === 'gone' && look.listing.outcome === 'listed',
    ).length;
    if (listedThough >= ghostLooks) {
      if (!isPlain(key) && !met.hadParts) {
        return final('unreachable', unreachableGhost(tried, ghostLooks));
      }
      return final('ghost', { why: 'listed in vain' });
    }
    return { outcome: 'clearing', reason: { why: 'listed in this look' }, lookAgainAt: againAt };
  }
  // Where it was never met, a look counts that came with a search of the whole listing.
  const counted = isUnmet ? looks.filter(({ look }) => look.search?.outcome === 'absent') : looks;
  const first = firstOfCleanRun(newest, counted, policy);
  if (first !== newest && isApart(first, newest, policy.quietIntervalMs)) {
    return final('clear', { why: 'two clean looks', beforeAbort: false, searched: isUnmet });
  }
  return {
    outcome: 'clearing',
    reason: { why: 'clean in this look' },
    lookAgainAt: Math.max(newest.endedAt, first.endedAt + policy.quietIntervalMs),
  };
}

function final(outcome: Judgement['outcome'], reason: Reason): Judgement {
  return { outcome, reason, lookAgainAt: null };
}

function completed(object: SeenObject): Judgement {
  return final('completed', { why: 'object there', plain: hasPlainEtag(object) });
}

/** Whether a look shows an object that may be this upload's product. With no initiation time, any object may. */
function isProduct({ look }: KeptLook, { initiatedAt, foreign }: VerificationPolicy): boolean {
  return look.object.outcome === 'present' && mayBeProduct(look.object, initiatedAt ?? 0, foreign);
}

function isClean(kept: KeptLook, policy: VerificationPolicy): boolean {
  const { parts, listing, object } = kept.look;
  const noParts = parts.outcome === 'gone' || parts.outcome === 'none';
  const asked = object.outcome === 'absent' || object.outcome === 'present';
  return noParts && listing.outcome === 'absent' && asked && !isProduct(kept, policy);
}

/** The oldest look of the unbroken run of clean looks that ends with the newest. Failed looks prove nothing and break nothing. */
function firstOfCleanRun(newest: KeptLook, looks: readonly KeptLook[], policy: VerificationPolicy): KeptLook {
  let first = newest;
  for (const kept of looks.toReversed()) {
    if (isClean(kept, policy)) first = kept;
    else if (![kept.look.parts, kept.look.listing, kept.look.object].some(({ outcome }) => outcome === 'failed')) break;
  }
  return first;
}

/** From the end of one look to the start of the other, by the local clock and, where told, by the server's. */
function isApart(first: KeptLook, second: KeptLook, quietIntervalMs: number): boolean {
  const end = { endedAt: first.endedAt, serverEnd: first.serverTime };
  return missingQuietMs(quietIntervalMs, end, { startedAt: second.startedAt, serverStart: second.serverTime }) <= 0;
}
