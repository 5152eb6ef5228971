import { addressOf, type Place, placeAt } from './page-address.ts';

/** The scheme of links that open a place in the desktop app. */
export const linkScheme = 'loose-parts';

/** A bucket of a connection of this computer. */
export type LinkedBucket = Omit<Extract<Place, { screen: 'bucket' }>, 'screen'>;

/** No link of ours is longer: a connection's ID and the longest name of a bucket, each character escaped. */
const longestLink = 8192;

/** Links hold an address and nothing else: whatever more there is in one makes it none of ours. */
const shape = /^loose-parts:\/\/open(\/[^?#\s]*)$/i;

/** The link that opens a bucket: a place, and nothing that is done there. Pure. */
export function bucketLink({ connectionId, bucket }: LinkedBucket): string {
  return `${linkScheme}://open${addressOf({ screen: 'bucket', connectionId, bucket })}`;
}

/** Whether a text is meant as one of our links, well made or not: by its scheme. Pure. */
export function isLink(text: string): boolean {
  return text.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`;
}

/** Where a link leads; null where it is no link to a bucket. Whether the place is there it does not say. Pure. */
export function readBucketLink(text: string): LinkedBucket | null {
  if (text.length > longestLink) return null;
  const address = shape.exec(text)?.[1];
  // Some systems end a link with a slash.
  const place = address === undefined ? null : placeAt(address.replace(/\/$/, ''));
  return place?.screen === 'bucket' ? { connectionId: place.connectionId, bucket: place.bucket } : null;
}
