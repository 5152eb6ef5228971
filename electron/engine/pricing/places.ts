import type { OwnPrice } from '../../../shared/schema/own-price.ts';
import { isAwsHost } from '../../../shared/values/aws-places.ts';
import type { Vendor } from './vendor-prices.ts';

/** Whose prices hold for a bucket. */
export type PricePlace =
  /** `region` null: not known, and then no price is. */
  | { kind: 'aws'; region: string | null }
  | { kind: 'vendor'; vendor: Vendor; region: string | null }
  /** What the person entered for the connection; goes before any list. */
  | { kind: 'own'; price: OwnPrice }
  /** Practice storage, which costs nothing: shown as if it were on AWS. */
  | { kind: 'example' }
  /** A store of one's own, or a vendor that is not in the table. */
  | { kind: 'unlisted' };

/** Names under which a vendor's endpoints are reached. */
const vendorHosts: readonly (readonly [RegExp, Vendor])[] = [
  [/(^|\.)r2\.cloudflarestorage\.com$/, 'Cloudflare R2'],
  [/(^|\.)storage\.googleapis\.com$/, 'Google Cloud Storage'],
  [/(^|\.)wasabisys\.com$/, 'Wasabi'],
  [/(^|\.)(fly\.storage\.tigris\.dev|t3\.storage\.dev)$/, 'Tigris'],
  [/(^|\.)backblazeb2\.com$/, 'Backblaze B2'],
  [/(^|\.)cloud-object-storage\.appdomain\.cloud$/, 'IBM Cloud Object Storage'],
  [/(^|\.)idrivee2(-\d+)?\.com$/, 'IDrive e2'],
  [/(^|\.)storjshare\.io$/, 'Storj'],
  [/(^|\.)vultrobjects\.com$/, 'Vultr'],
  [/(^|\.)digitaloceanspaces\.com$/, 'DigitalOcean Spaces'],
  [/(^|\.)scw\.cloud$/, 'Scaleway'],
  [/(^|\.)linodeobjects\.com$/, 'Linode'],
  [/(^|\.)your-objectstorage\.com$/, 'Hetzner'],
  [/(^|\.)cloud\.ovh\.(net|us)$/, 'OVHcloud'],
  [/(^|\.)impossibleapi\.net$/, 'Impossible Cloud'],
];

/**
 * Whose list prices hold, by the endpoint's host alone.
 *
 * @param endpointUrl as in the connection; null is AWS itself
 * @param region where the bucket is, as far as is known
 */
export function placeOfEndpoint(endpointUrl: string | null, region: string | null): PricePlace {
  if (endpointUrl === null) return { kind: 'aws', region };
  const host = URL.parse(endpointUrl)?.hostname ?? '';
  if (isAwsHost(host)) return { kind: 'aws', region };
  const found = vendorHosts.find(([pattern]) => pattern.test(host));
  return found ? { kind: 'vendor', vendor: found[1], region } : { kind: 'unlisted' };
}
