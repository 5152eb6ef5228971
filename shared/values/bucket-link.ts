/** The scheme of links that open a place in the desktop app. */
export const linkScheme = 'loose-parts';

/** A bucket of a connection of this computer. */
export interface LinkedBucket {
  connectionId: string;
  bucket: string;
}

/** No link of ours is longer: a connection's ID and the longest name of a bucket, each character escaped. */
const longestLink = 8192;

/** Links name nothing but a place: whatever more there is in one makes it none of ours. */
const shape = /^loose-parts:\/\/bucket\/([^/?#]+)\/([^/?#]+)\/?$/i;

/** The link that opens a bucket: a place and nothing that is done there. */
export function bucketLink({ connectionId, bucket }: LinkedBucket): string {
  return `${linkScheme}://bucket/${encodeURIComponent(connectionId)}/${encodeURIComponent(bucket)}`;
}

/** Whether a text is meant as one of our links, well made or not: by its scheme. Pure. */
export function isLink(text: string): boolean {
  return text.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`;
}

/** Where a link leads; null where it is no link to a bucket. Whether the place is there it does not say. Pure. */
export function readBucketLink(text: string): LinkedBucket | null {
  if (text.length > longestLink) return null;
  const [, connectionId, bucket] = shape.exec(text) ?? [];
  if (connectionId === undefined || bucket === undefined) return null;
  try {
    return { connectionId: decodeURIComponent(connectionId), bucket: decodeURIComponent(bucket) };
  } catch {
    return null;
  }
}
