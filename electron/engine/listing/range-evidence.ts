import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';

/**
 * Whether a walk in key ranges is worth a try, by what was seen of the endpoint: not where keys come in no order, nor where
 * a key of our own making leads nowhere. An inclusive marker is no hindrance: what it lists again is left out. Where
 * nothing is known the walk finds out by itself, and it keeps checking every page in any case.
 */
export function mayWalkInRanges(facts: Pick<EndpointFacts, 'order' | 'keyMarker'> | null): boolean {
  const isUnsorted = facts?.order.known === true && facts.order.value === 'unsorted';
  const isOpaque = facts?.keyMarker.known === true && facts.keyMarker.value === 'opaque';
  return !isUnsorted && !isOpaque;
}

/** Whether a listing without a prefix is known to show less than one with it: then what it does not show may be there. */
export function listsInParts(facts: Pick<EndpointFacts, 'prefix'> | null): boolean {
  return facts?.prefix.known === true && facts.prefix.value === 'exact key';
}

/**
 * Whether a page that begins at a key of our own making is known to show every upload between there and its end: keys
 * come in order, from any key on, and what is listed without a prefix is not less than with one (MinIO lists what one node
 * remembers; a prefix is a whole key there: s3-semantics, "Looking"). Then what is missing on the page is not listed.
 */
export function showsAbsence(facts: Pick<EndpointFacts, 'order' | 'keyMarker' | 'prefix'> | null): boolean {
  if (!facts?.order.known || !facts.keyMarker.known || !facts.prefix.known) return false;
  return facts.order.value === 'sorted' && facts.keyMarker.value !== 'opaque' && !listsInParts(facts);
}
