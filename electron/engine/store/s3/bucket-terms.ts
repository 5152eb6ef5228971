import type { Connection } from '../../../../shared/schema/model.ts';
import { type AddressPlace, addressOf, isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';

/** What of a connection may change while its store is open. */
export type ChangingSettings = Pick<
  Connection,
  'readOnly' | 'requesterPays' | 'expectedBucketOwner' | 'bucketSettings'
>;

/** Who pays, and who must own the bucket, as the SDK's parameters (x-amz-request-payer, x-amz-expected-bucket-owner). */
export interface BucketTerms {
  RequestPayer?: 'requester';
  ExpectedBucketOwner?: string;
}

/**
 * What goes with every call about a bucket: its own settings where it has some, else the connection's.
 *
 * Directory buckets know no Requester Pays (API reference, AbortMultipartUpload, x-amz-request-payer: "not supported for
 * directory buckets").
 */
export function bucketTerms(bucket: string, at: AddressPlace, settings: ChangingSettings): BucketTerms {
  const own = settings.bucketSettings[bucket];
  const pays = own?.requesterPays ?? settings.requesterPays;
  const owner = own?.expectedBucketOwner ?? settings.expectedBucketOwner;
  return {
    ...(pays && !isDirectoryBucket(bucket, at) ? { RequestPayer: 'requester' } : {}),
    ...(owner === null ? {} : { ExpectedBucketOwner: owner }),
  };
}

/** How a bucket's requests leave. */
export interface Reach {
  region: string;
  pathStyle: boolean;
  /** The store may say that it is in another region; an address that names its region does not move. */
  mayMove: boolean;
}

/**
 * Where a bucket's requests go, by what its address says: ARNs and zones name their region, and only names and aliases of
 * buckets can be part of a path (API reference: directory buckets, "Path-style requests are not supported"; user guide,
 * "Access points support only virtual-host-style addressing").
 *
 * @param bucket null: no bucket, as for ListBuckets
 */
export function reachOf(bucket: string | null, at: AddressPlace): Reach {
  const asSet = { region: at.region, pathStyle: at.pathStyle, mayMove: true };
  if (bucket === null) return asSet;
  const address = addressOf(bucket, at);
  switch (address.kind) {
    case 'bucket':
    case 'access point alias':
      return asSet;
    case 'multi-region access point':
    case 'outposts alias':
      return { ...asSet, pathStyle: false, mayMove: false };
    case 'access point':
    case 'outposts access point':
    case 'directory bucket':
    case 'directory bucket access point':
      return { region: address.region ?? at.region, pathStyle: false, mayMove: false };
  }
}
