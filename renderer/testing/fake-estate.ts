import type { Bucket, BucketList, Connection } from '../../shared/schema/model.ts';
import { connection } from './fake-access.ts';
import { totals } from './fake-data.ts';

/** As many as a large company has (design: comfortable from one bucket to thousands). */
const connectionCount = 15;
const bucketCount = 300;

const numbered = (count: number, digits: number) =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, '0'));

/** Many connections: `studio-01` and so on. */
export function estateConnections(): Connection[] {
  return numbered(connectionCount, 2).map((number) =>
    connection(`studio-${number}`, `Studio ${number}`, null, { kind: 'profile', profile: `studio-${number}` }),
  );
}

/** Many buckets of each: `studio-01-footage-001` and so on, most of them scanned. */
export function estateLists(now: number): Record<string, BucketList> {
  return Object.fromEntries(
    numbered(connectionCount, 2).map((number) => [
      `studio-${number}`,
      {
        status: 'ready',
        error: null,
        items: numbered(bucketCount, 3).map((bucket) => estateBucket(number, bucket, now)),
      },
    ]),
  );
}

function estateBucket(connectionNumber: string, bucketNumber: string, now: number): Bucket {
  const index = Number(bucketNumber);
  const uploads = (index * 7919) % 3000;
  const counters = { startedAt: now - 60_000, pages: 3, uploads };
  const isScanned = index % 10 !== 0;
  return {
    connectionId: `studio-${connectionNumber}`,
    name: `studio-${connectionNumber}-${index % 2 === 0 ? 'footage' : 'backups'}-${bucketNumber}`,
    createdAt: now - 900 * 86_400_000,
    origin: 'listed',
    scan: isScanned ? { status: 'complete', ...counters, finishedAt: now } : { status: 'never' },
    totals: isScanned ? totals(uploads, now) : null,
  };
}
