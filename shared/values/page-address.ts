/** A place of the page that an address leads to. What is open in it (an upload, a dialog) is no part of the place. */
export type Place =
  /** Nothing chosen: the first connection, or the welcome screen where there is none. */
  | { screen: 'start' }
  /** The buckets of all connections. */
  | { screen: 'overview' }
  | { screen: 'connection'; connectionId: string }
  | { screen: 'bucket'; connectionId: string; bucket: string }
  /** Every job there was, or one of them. */
  | { screen: 'history'; jobId: string | null };

/** As the contract has them (shared/schema/connection.ts), characters. */
const longestId = 64;
const longestBucket = 2048;

/**
 * The address of a place: a path in which every name is percent-encoded, as `/connections/c1/buckets/my%20bucket`. The page
 * carries it in its fragment. It never holds a key: address bars and browser histories are read by others. Pure.
 */
export function addressOf(place: Place): string {
  switch (place.screen) {
    case 'start':
      return '/';
    case 'overview':
      return '/connections';
    case 'connection':
      return `/connections/${encode(place.connectionId)}`;
    case 'bucket':
      return `/connections/${encode(place.connectionId)}/buckets/${encode(place.bucket)}`;
    case 'history':
      return place.jobId === null ? '/history' : `/history/${encode(place.jobId)}`;
  }
}

/**
 * The place that an address leads to; null where it is none. Whether the connection, the bucket or the job is there, it does
 * not say: an address may come from anywhere. Pure.
 */
export function placeAt(address: string): Place | null {
  const [root, ...segments] = address.split('/');
  if (root !== '') return null;
  const names = segments.map(decode);
  const [room, id, sub, bucket] = names;
  if (names.length === 1 && room === '') return { screen: 'start' };
  if (room === 'history') {
    if (names.length === 1) return { screen: 'history', jobId: null };
    return names.length === 2 && isName(id, longestId) ? { screen: 'history', jobId: id } : null;
  }
  if (room !== 'connections') return null;
  if (names.length === 1) return { screen: 'overview' };
  if (!isName(id, longestId)) return null;
  if (names.length === 2) return { screen: 'connection', connectionId: id };
  return names.length === 4 && sub === 'buckets' && isName(bucket, longestBucket)
    ? { screen: 'bucket', connectionId: id, bucket }
    : null;
}

function encode(name: string): string {
  // Half of a surrogate pair cannot be encoded; no store can have sent one in UTF-8.
  return encodeURIComponent(name.toWellFormed());
}

/** null: not percent-encoded as it should be. */
function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function isName(name: string | null | undefined, longest: number): name is string {
  return typeof name === 'string' && name.trim() !== '' && name.length <= longest;
}
