import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { UploadFilter, UploadRef, UploadSort } from '../../shared/schema/model.ts';
import type { Grouping } from '../../shared/schema/upload-groups.ts';
import type { Client } from './client.ts';
import { type ItemWindow, keepNewerItems } from './item-window.ts';

/** Rows per window of a grid. */
export const windowSize = 100;

/** Bars of the age histogram. */
const ageBins = 48;

/** One bucket, and the connection that it is reached through. */
export type BucketPlace = { connectionId: string; bucket: string };

/** Every query key. Longer keys extend shorter ones, so that a bucket or an upload can be invalidated whole. */
export const keys = {
  appInfo: () => ['app', 'info'] as const,
  profiles: () => ['connections', 'profiles'] as const,
  saved: () => ['saved'] as const,
  bucket: ({ connectionId, bucket }: BucketPlace) => ['bucket', connectionId, bucket] as const,
  /** Sums over every row that matches, which follow changes as slowly as they are to read. */
  sums: ({ connectionId, bucket }: BucketPlace) => ['sums', connectionId, bucket] as const,
  /** How long the slowest of {@link keys.sums} took when it was last read, ms. */
  sumsCost: ({ connectionId, bucket }: BucketPlace) => ['sums cost', connectionId, bucket] as const,
  /** Apart from the bucket's other reads: sums over every row are not read again with each change of one. */
  groups: ({ connectionId, bucket }: BucketPlace) => ['groups', connectionId, bucket] as const,
  upload: ({ connectionId, bucket, key, uploadId }: UploadRef) =>
    ['upload', connectionId, bucket, uploadId, key] as const,
  /** Every upload of a bucket that is read by itself. */
  uploadsOf: ({ connectionId, bucket }: BucketPlace) => ['upload', connectionId, bucket] as const,
  toldSizes: (connectionId: string) => ['connection', connectionId, 'cloudwatch'] as const,
  job: (jobId: string) => ['job', jobId] as const,
  /** All that is read of a connection's uploads, and tells active ones from stale ones. */
  activityOf: (connectionId: string) =>
    (['bucket', 'sums', 'groups', 'upload'] as const).map((of) => [of, connectionId]),
};

/** Whether a query is of costs: a price that is changed makes all of them stale. */
export function isOfCosts({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey.includes('costs');
}

/** The page's cache. One per page. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The engine is on this machine: the system being "offline" says nothing about it, and must not pause a call.
        networkMode: 'always',
        // Nothing grows old by itself. The live stream says what changed, and only that is fetched again.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The engine has its own retries, with backoff; asking again from here would multiply them.
        retry: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Every query of the page, over one client. */
export function createQueries(client: Client) {
  return {
    appInfo: () =>
      queryOptions({ queryKey: keys.appInfo(), queryFn: ({ signal }) => client.app.info(undefined, { signal }) }),
    profiles: () =>
      queryOptions({
        queryKey: keys.profiles(),
        queryFn: ({ signal }) => client.connections.profiles(undefined, { signal }),
      }),
    saved: () =>
      queryOptions({ queryKey: keys.saved(), queryFn: ({ signal }) => client.saved.list(undefined, { signal }) }),
    totals: (at: BucketPlace, filter: UploadFilter) =>
      queryOptions({
        // The engine keeps running sums of whole buckets; those of a filter it reads from the rows.
        queryKey: [...(isEmpty(filter) ? keys.bucket(at) : keys.sums(at)), 'totals', filter],
        queryFn: ({ signal, client: cache }) =>
          timed(cache, at, () => client.uploads.totals({ ...at, filter }, { signal })),
      }),
    ages: (at: BucketPlace, filter: UploadFilter) =>
      queryOptions({
        queryKey: [...keys.sums(at), 'ages', filter],
        queryFn: ({ signal, client: cache }) =>
          timed(cache, at, () => client.uploads.ages({ ...at, filter, bins: ageBins }, { signal })),
      }),
    groups: (at: BucketPlace, filter: UploadFilter, by: Grouping, prefix: string) =>
      queryOptions({
        queryKey: [...keys.groups(at), filter, by, prefix],
        queryFn: ({ signal }) => client.uploads.groups({ ...at, filter, by, prefix }, { signal }),
      }),
    /** The folders in a folder that hold most bytes, where there are more than one answer holds. */
    largestFolders: (at: BucketPlace, filter: UploadFilter, prefix: string) =>
      queryOptions({
        queryKey: [...keys.groups(at), 'most bytes', filter, prefix],
        queryFn: ({ signal }) =>
          client.uploads.groups({ ...at, filter, by: 'prefix', prefix, kept: 'most bytes' }, { signal }),
      }),
    logSummary: (connectionId: string) =>
      queryOptions({
        queryKey: ['connection', connectionId, 'logs'],
        queryFn: ({ signal }) => client.accessLogs.summary({ connectionId }, { signal }),
      }),
    trace: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'logs'],
        queryFn: ({ signal }) => client.accessLogs.upload(ref, { signal }),
      }),
    /** What CloudWatch told when it was last asked. */
    toldSizes: (connectionId: string) =>
      queryOptions({
        queryKey: keys.toldSizes(connectionId),
        queryFn: ({ signal }) => client.cloudWatch.told({ connectionId }, { signal }),
      }),
    leaks: (at: BucketPlace, filter: UploadFilter) =>
      queryOptions({
        queryKey: [...keys.sums(at), 'leaks', filter],
        queryFn: ({ signal }) => client.leaks.report({ ...at, filter }, { signal }),
      }),
    origin: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'origin'],
        queryFn: ({ signal }) => client.leaks.upload(ref, { signal }),
      }),
    costs: (at: BucketPlace, filter: UploadFilter) =>
      queryOptions({
        queryKey: [...keys.sums(at), 'costs', filter],
        queryFn: ({ signal, client: cache }) =>
          timed(cache, at, () => client.costs.uploads({ ...at, filter }, { signal })),
      }),
    groupCosts: (at: BucketPlace, filter: UploadFilter, by: Grouping, prefix: string) =>
      queryOptions({
        queryKey: [...keys.groups(at), 'costs', filter, by, prefix],
        queryFn: ({ signal }) => client.costs.groups({ ...at, filter, by, prefix }, { signal }),
      }),
    uploadCosts: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'costs'],
        queryFn: ({ signal }) => client.costs.upload(ref, { signal }),
      }),
    /** @param changed tells one state of the buckets from another: the same one is not read again */
    connectionCosts: (connectionId: string, changed: string) =>
      queryOptions({
        queryKey: ['connection', connectionId, 'costs', changed],
        queryFn: ({ signal }) => client.costs.connection({ connectionId }, { signal }),
      }),
    planCosts: (planIds: string[]) =>
      queryOptions({
        queryKey: ['plans', planIds, 'costs'],
        queryFn: ({ signal }) => client.costs.plans({ planIds }, { signal }),
        enabled: planIds.length > 0,
      }),
    prices: (connectionId: string, bucket: string | null) =>
      queryOptions({
        queryKey: ['connection', connectionId, 'costs', 'prices', bucket],
        queryFn: ({ signal }) => client.costs.prices({ connectionId, ...(bucket !== null && { bucket }) }, { signal }),
      }),
    forecast: (at: BucketPlace, ruleDays: number) =>
      queryOptions({
        queryKey: [...keys.sums(at), 'costs', 'forecast', ruleDays],
        queryFn: ({ signal }) => client.costs.forecast({ ...at, ruleDays }, { signal }),
      }),
    facets: (at: BucketPlace) =>
      queryOptions({
        queryKey: ['facets', at.connectionId, at.bucket],
        queryFn: ({ signal }) => client.uploads.facets(at, { signal }),
        // Counts beside choices may be this old; they are read over every row.
        staleTime: 10_000,
      }),
    uploads: (at: BucketPlace, filter: UploadFilter, sort: UploadSort, offset: number) =>
      queryOptions({
        queryKey: [...keys.bucket(at), 'window', filter, sort, offset],
        queryFn: ({ signal }) => client.uploads.window({ ...at, filter, sort, offset, limit: windowSize }, { signal }),
      }),
    upload: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'row'],
        queryFn: ({ signal }) => client.uploads.get(ref, { signal }),
      }),
    parts: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'parts'],
        queryFn: ({ signal }) => client.uploads.parts(ref, { signal }),
      }),
    evidence: (ref: UploadRef) =>
      queryOptions({
        queryKey: [...keys.upload(ref), 'evidence'],
        queryFn: ({ signal }) => client.uploads.evidence(ref, { signal }),
      }),
    jobItems: (jobId: string, offset: number) =>
      queryOptions({
        queryKey: [...keys.job(jobId), 'items', offset],
        queryFn: async ({ signal, client: cache, queryKey }) => {
          const fetched = await client.jobs.items({ jobId, offset, limit: windowSize }, { signal });
          return keepNewerItems(cache.getQueryData<ItemWindow>(queryKey), fetched);
        },
      }),
  };
}
function isEmpty(filter: UploadFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

/** Notes how long a sum took to read. A slower one noted a moment ago stands: one answer comes out of another's cache. */
async function timed<T>(cache: QueryClient, at: BucketPlace, read: () => Promise<T>): Promise<T> {
  const before = performance.now();
  const answer = await read();
  const ms = performance.now() - before;
  cache.setQueryData<number>(keys.sumsCost(at), (known = 0) => Math.max(ms, known / 2));
  return answer;
}

export type Queries = ReturnType<typeof createQueries>;
