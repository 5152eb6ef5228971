import { isKnownTime } from '../../../shared/format/time.ts';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import type { AppError } from '../../../shared/schema/errors.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import type { Unknown } from '../../../shared/schema/unknowns.ts';
import { OrderWatch } from '../store/key-order.ts';
import type { InitiationTimes, KeyWriting, ListedUpload, UploadsPage } from '../store/store.ts';
import { isFinal, isForeignTo } from '../store/trouble-table.ts';

/**
 * What a probe's answers say about an endpoint: pure, and only what the answers bear out. Where they do not tell, a fact
 * says why.
 */

/** What became of one question: its answer, or how it failed. */
export type Asked<T> = { ok: true; answer: T } | { ok: false; error: AppError };

/** What a listing from a key on, without an upload ID, looked like beside a page that holds that key. */
export type MarkerAnswer =
  | { kind: 'exclusive' | 'inclusive' }
  /** It began somewhere else. */
  | { kind: 'elsewhere' }
  /** It showed nothing, though more was to come. */
  | { kind: 'nothing' }
  | { kind: 'failed'; error: AppError };

/** This many keys are in order by chance once in 120 times; fewer prove nothing. */
export const fewestForOrder = 5;
/** A page of two can only be asked for; that it is kept shows where there are more. */
export const fewestForLimit = 3;
/** Where a listing goes on after a key shows where a key stands before it and one behind. */
const fewestForMarkers = 3;

const unknown = (because: Unknown) => ({ known: false as const, unknown: because });

/** A failure as the reason why something is not known. */
export function becauseOf(error: AppError): Unknown {
  return { why: 'failed', error: error.toShape() };
}

export function keyEncodingFact({ echoed, keys, marker }: KeyWriting): EndpointFacts['keyEncoding'] {
  if (echoed) return { known: true, value: 'as documented' };
  if (keys === null) {
    return unknown({ why: 'no telling key' });
  }
  if (keys === marker) return { known: true, value: keys };
  if (marker === null) {
    return unknown({ why: 'no telling marker', keys });
  }
  if (keys === 'encoded') return { known: true, value: 'keys encoded, markers plain' };
  return unknown({ why: 'plain keys, encoded markers' });
}

/** An inversion on one page is proof; order is taken for proved from {@link fewestForOrder} different keys on. */
export function orderFact(uploads: readonly Pick<ListedUpload, 'key'>[]): EndpointFacts['order'] {
  if (!new OrderWatch().see(uploads)) return { known: true, value: 'unsorted' };
  if (new Set(uploads.map(({ key }) => key)).size < fewestForOrder) {
    return unknown({ why: 'too few keys', for: 'order', fewest: fewestForOrder });
  }
  return { known: true, value: 'sorted' };
}

/** @param answers one, or two where the first began elsewhere: the bucket may have changed in between */
export function keyMarkerFact(answers: readonly MarkerAnswer[]): EndpointFacts['keyMarker'] {
  const last = answers.at(-1);
  if (!last) {
    return unknown({ why: 'too few keys', for: 'markers', fewest: fewestForMarkers });
  }
  switch (last.kind) {
    case 'exclusive':
    case 'inclusive':
      return { known: true, value: last.kind };
    case 'nothing':
      return unknown({ why: 'empty page' });
    case 'elsewhere':
      if (answers.filter(({ kind }) => kind === 'elsewhere').length < 2) {
        return unknown({ why: 'listing changed', while: 'compared' });
      }
      return { known: true, value: 'opaque' };
    case 'failed':
      // The same listing works without the marker, so it is the marker that is refused.
      return isRefusal(last.error) ? { known: true, value: 'opaque' } : unknown(becauseOf(last.error));
  }
}

/** What a listing narrowed to a prefix was asked for, and showed. */
export interface PrefixAnswer {
  prefix: string;
  /** The beginning of a listed key, and no key itself. */
  narrowed: Asked<UploadsPage>;
  /** The whole of that key as the prefix; null where its beginning told enough. */
  whole: Asked<UploadsPage> | null;
}

/** @param answer null: no listed key could be asked for */
export function prefixFact(answer: PrefixAnswer | null): EndpointFacts['prefix'] {
  if (!answer) return unknown({ why: 'no telling prefix' });
  const { prefix, narrowed, whole } = answer;
  if (!narrowed.ok) return unknown(becauseOf(narrowed.error));
  const { uploads } = narrowed.answer;
  if (uploads.some(({ key }) => !key.startsWith(prefix))) return { known: true, value: 'no prefix' };
  // A key beyond the prefix itself: nothing less shows that one listing can hold several keys.
  if (uploads.some(({ key }) => key !== prefix)) return { known: true, value: 'beginning' };
  const isFound = whole?.ok === true && whole.answer.uploads.length > 0;
  return isFound ? { known: true, value: 'exact key' } : unknown({ why: 'listing changed', while: 'asked for' });
}

/** @param sized what came where `limit` uploads were asked for; null: there were too few to ask */
export function pageLimitFact(limit: number, sized: Asked<UploadsPage> | null): EndpointFacts['pageLimit'] {
  if (!sized) {
    return unknown({ why: 'too few uploads', fewest: fewestForLimit });
  }
  if (!sized.ok) return unknown(becauseOf(sized.error));
  const { uploads, isTruncated } = sized.answer;
  if (uploads.length > limit) return { known: true, value: 'ignored' };
  return isTruncated ? { known: true, value: 'honoured' } : unknown({ why: 'listing changed', while: 'asked for' });
}

/** @param answers to listings for owners who cannot be the bucket's */
export function ownerCheckFact(answers: readonly Asked<unknown>[]): EndpointFacts['ownerCheck'] {
  if (answers.some((asked) => !asked.ok && asked.error.code === 'ACCESS_DENIED')) {
    return { known: true, value: 'honoured' };
  }
  const failed = answers.find((asked) => !asked.ok);
  if (failed && !failed.ok) return unknown(becauseOf(failed.error));
  return answers.length > 0 ? { known: true, value: 'ignored' } : unknown({ why: 'not asked' });
}

/** @param asker the ID of whoever asks, as ListBuckets tells it; null where that is not known */
export function initiatorFact(uploads: readonly ListedUpload[], asker: string | null): EndpointFacts['initiator'] {
  const named = uploads.flatMap(({ initiator }) => (initiator === null ? [] : [initiator.id]));
  // Ceph names whoever asks (s3-semantics, "What stores refuse"): only another's name shows that it is told.
  if (asker !== null && named.length > 0 && named.every((id) => id === asker))
    return unknown({ why: 'all by the asker' });
  return toldFact(uploads.map(({ initiator }) => initiator !== null));
}

/** @param times what the store has seen so far of all its pages */
export function initiatedFact(
  uploads: readonly Pick<ListedUpload, 'initiatedAt'>[],
  times: InitiationTimes,
): EndpointFacts['initiated'] {
  if (times === 'time of the answer') return { known: true, value: times };
  return toldFact(uploads.map(({ initiatedAt }) => isKnownTime(initiatedAt)));
}

export function storageClassFact(uploads: readonly ListedUpload[]): EndpointFacts['storageClass'] {
  return toldFact(uploads.map(({ storageClass }) => storageClass !== null));
}

function toldFact(told: readonly boolean[]): EndpointFacts['initiator'] {
  if (told.length === 0) return unknown({ why: 'no uploads' });
  return { known: true, value: told.includes(true) ? 'told' : 'not told' };
}

/** @param asked how many rules; null where the store says that there is no configuration */
export function lifecycleFact(asked: Asked<number | null>): EndpointFacts['lifecycle'] {
  if (asked.ok) {
    const rules = asked.answer;
    return { known: true, value: rules === null ? 'no rules' : rules === 0 ? 'empty' : 'rules' };
  }
  // The listing of this bucket has worked: whatever else answers here does not know the question.
  return isForeignTo(asked.error) ? { known: true, value: 'not supported' } : unknown(becauseOf(asked.error));
}

/** How a connection's requests name their bucket. The SDK puts it into the path where the host is an IP address. */
export function addressingOf({
  pathStyle,
  endpointUrl,
}: Pick<Connection, 'pathStyle' | 'endpointUrl'>): EndpointFacts['addressing'] {
  const host = endpointUrl === null ? '' : new URL(endpointUrl).hostname;
  const isAddress = host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
  return { known: true, value: pathStyle || isAddress ? 'path' : 'virtual host' };
}

/** Whether it is the request that the store objects to, and not who sends it. */
function isRefusal(error: AppError): boolean {
  return isFinal(error) && error.code !== 'ACCESS_DENIED';
}
