import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import type { Connection } from '../../../shared/schema/model.ts';

/** Whether somebody relies on an expected owner, here or for one bucket, that the store was seen to ignore. Pure. */
export function isOwnerGuardAbsent(
  { expectedBucketOwner, bucketSettings }: Pick<Connection, 'expectedBucketOwner' | 'bucketSettings'>,
  facts: Pick<EndpointFacts, 'ownerCheck'> | undefined,
): boolean {
  const relies =
    expectedBucketOwner !== null || Object.values(bucketSettings).some((each) => each.expectedBucketOwner !== null);
  return relies && facts?.ownerCheck.known === true && facts.ownerCheck.value === 'ignored';
}
