import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../../../shared/schema/model.ts';

/**
 * Whether a connection that was edited may lead to another store, or see another side of it, so that what was seen of the
 * old one no longer holds. Whatever is not known to make no difference does. Pure.
 */
export function leadsElsewhere(before: Connection, after: Connection): boolean {
  return !isDeepStrictEqual(wayOf(before), wayOf(after));
}

/** A connection without what is ours alone, or goes with a call and does not decide where it goes. */
function wayOf(connection: Connection): Partial<Connection> {
  const {
    name,
    colour,
    production,
    readOnly,
    requesterPays,
    expectedBucketOwner,
    bucketSettings,
    ownPrice,
    cloudWatch,
    activeWindowMs,
    quietIntervalMs,
    timeouts,
    ...way
  } = connection;
  return way;
}
