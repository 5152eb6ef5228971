import type { EndpointFacts } from '../../../shared/endpoint.ts';

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
