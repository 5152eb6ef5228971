import type { LensBucketView, LensNumbersView, LensProblem, LensReport } from '../../../shared/schema/lens.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { FoundExports } from '../lens/manifest.ts';
import { lensMetrics } from '../lens/metrics.ts';
import type { LensReading, ReportProblem } from '../lens/read-export.ts';
import { bucketsOn, explain, type LensBucket, type LensNumbers, lastTold, trend } from '../lens/summary.ts';
import { writeMoney } from '../pricing/money.ts';
import { monthCost } from '../pricing/storage-cost.ts';

/** A bucket of a connection, as the index has it. */
export interface KnownBucket {
  bucket: Bucket;
  connectionName: string;
}

/** Buckets that are told one by one, and problems. */
const mostBuckets = 500;
const mostProblems = 100;

/** A reading as it crosses the contract. */
export function reportOf(
  reading: LensReading,
  found: FoundExports,
  others: LensReport['others'],
  known: ReadonlyMap<string, KnownBucket>,
): LensReport {
  const { tally, counts } = reading;
  const at = lastTold(tally);
  const total = trend(tally, null).get('') ?? [];
  const second = reading.unreadManifests.map((one) => ({ kind: 'day twice' as const, ...one }));
  const problems = [...found.problems, ...second, ...reading.problems.map(problemOf)];
  return {
    accountId: reading.accountId,
    configId: reading.configId,
    others,
    days: [...tally.days],
    incompleteDays: [...reading.incompleteDays],
    day: at === null ? null : (tally.days[at] ?? null),
    trend: total.map((numbers) => ({ ...numbers })),
    groups: {
      account: groupsOn(reading, 'account', at),
      region: groupsOn(reading, 'region', at),
      storageClass: groupsOn(reading, 'storageClass', at),
    },
    buckets: bucketOf(reading, known),
    bucketCount: at === null ? 0 : bucketsOn(tally, at).length,
    problems: problems.slice(0, mostProblems),
    moreProblems: Math.max(0, problems.length - mostProblems),
    missingMetrics: lensMetrics.filter((metric) => total.every((numbers) => numbers[metric] === null)),
    unknownColumns: [...reading.unknownColumns],
    unknownMetrics: [...counts.unknownMetrics.keys()],
    rows: { read: counts.read, otherMetrics: counts.otherMetrics, malformed: counts.malformed },
    reports: reading.reports,
    unlisted: found.unlisted.length,
  };
}

/** The worst buckets of the last day that tells any, each with what is known of it here. */
export function bucketOf({ tally }: LensReading, known: ReadonlyMap<string, KnownBucket>): LensBucketView[] {
  const at = lastTold(tally);
  if (at === null) return [];
  const worst = bucketsOn(tally, at).slice(0, mostBuckets);
  const names = new Set(worst.map(({ bucket }) => bucket));
  // One walk for all: a trend of each by itself would walk over every series each time.
  const days = new Map<string, (number | null)[]>();
  for (const [series, { bucket }] of tally.owners.entries()) {
    if (bucket === null || !names.has(bucket)) continue;
    const sums = days.get(bucket) ?? tally.days.map(() => null);
    days.set(bucket, sums);
    for (const day of sums.keys()) {
      const told = tally.get(series, day, lensMetrics.indexOf('bytes'));
      if (told !== null) sums[day] = (sums[day] ?? 0) + told;
    }
  }
  return worst.map((row) => bucketView(row, days.get(row.bucket) ?? [], known.get(row.bucket)));
}

function bucketView(row: LensBucket, days: readonly (number | null)[], known: KnownBucket | undefined): LensBucketView {
  const { accountId, region, bucket, bytes, uploads, olderBytes, olderUploads, bytesByClass } = row;
  return {
    accountId,
    region,
    bucket,
    ...{ bytes, uploads, olderBytes, olderUploads },
    cost: bytes === null ? null : costOf(region, bytesByClass),
    trend: [...days],
    known: known ? knownView(bytes, known) : null,
  };
}

/** Storage Lens names classes as S3 does, some with a word more (`GlacierStagingStorage` is none of them). */
function costOf(region: string, bytesByClass: Readonly<Record<string, number>>): LensBucketView['cost'] {
  const whole = Object.entries(bytesByClass).map(([name, bytes]): [string, bigint] => [
    name === '' ? 'STANDARD' : name,
    BigInt(Math.round(bytes)),
  ]);
  const { money, exactness } = monthCost({ place: { kind: 'aws', region }, bytesByClass: whole });
  return money === null ? null : { ...writeMoney(money), least: exactness === 'incomplete' };
}

function knownView(told: number | null, { bucket, connectionName }: KnownBucket): LensBucketView['known'] {
  const { scan, totals, connectionId } = bucket;
  const explained =
    totals === null ? null : explain(told, { bytes: totals.bytes, unsized: totals.uploads - totals.sized });
  return { connectionId, connectionName, scan: scanOf(scan.status), explained };
}

function scanOf(status: Bucket['scan']['status']): 'never' | 'under way' | 'complete' | 'incomplete' {
  switch (status) {
    case 'never':
    case 'complete':
      return status;
    case 'listing':
    case 'sizing':
      return 'under way';
    case 'stopped':
    case 'failed':
      return 'incomplete';
  }
}

function groupsOn(
  { tally }: LensReading,
  by: 'account' | 'region' | 'storageClass',
  day: number | null,
): (LensNumbersView & { name: string })[] {
  if (day === null) return [];
  const groups = [...trend(tally, by)].flatMap(([name, days]) => {
    const numbers: LensNumbers | undefined = days[day];
    return numbers && lensMetrics.some((metric) => numbers[metric] !== null) ? [{ name, ...numbers }] : [];
  });
  return groups.sort((a, b) => (b.bytes ?? -1) - (a.bytes ?? -1));
}

function problemOf(problem: ReportProblem): LensProblem {
  const { day, key } = problem;
  switch (problem.kind) {
    case 'missing file':
    case 'bad checksum':
      return { kind: problem.kind, day, key };
    case 'missing columns':
      return { kind: problem.kind, day, key, columns: [...problem.columns] };
    case 'unreadable':
      return { kind: problem.kind, day, key, issue: problem.issue };
  }
}
