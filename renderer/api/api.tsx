import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { LiveState } from '../../shared/schema/live.ts';
import type { Bucket, BucketList, Connection, Job } from '../../shared/schema/model.ts';
import type { Opening } from '../../shared/schema/openings.ts';
import type { Outage, StoreWait } from '../../shared/schema/outages.ts';
import type { Client } from './client.ts';
import type { LiveStore, LiveView } from './live.ts';
import { createQueries, type Queries } from './queries.ts';

/** What every screen needs to ask the engine. */
export type Api = { client: Client; queries: Queries; live: LiveStore };

const ApiContext = createContext<Api | null>(null);

export type ApiProviderProps = { client: Client; queryClient: QueryClient; live: LiveStore; children: ReactNode };

/** Hands the client, the queries and the live state to the page. */
export function ApiProvider({ client, queryClient, live, children }: ApiProviderProps) {
  const api = useMemo(() => ({ client, queries: createQueries(client), live }), [client, live]);
  return (
    <QueryClientProvider client={queryClient}>
      <ApiContext value={api}>{children}</ApiContext>
    </QueryClientProvider>
  );
}

/** The client and its queries. Throws outside an {@link ApiProvider}. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi is used outside of ApiProvider');
  return api;
}

/** The live state and how fresh it is. */
export function useLive(): LiveView {
  const { live } = useApi();
  return useSyncExternalStore(live.subscribe, live.get);
}

/** Some of the live state. Its reader is drawn again only where that changes, and not with every batch of events. */
function useLiveState<T>(pick: (state: LiveState | null) => T): T {
  const { live } = useApi();
  return useSyncExternalStore(live.subscribe, () => pick(live.get().state));
}

const noConnections: readonly Connection[] = [];
const noJobs: readonly Job[] = [];

/** All connections; none before the first snapshot. */
export function useConnections(): readonly Connection[] {
  return useLiveState((state) => state?.connections ?? noConnections);
}

/** One connection, or undefined once it is removed. */
export function useConnection(id: string): Connection | undefined {
  return useLiveState((state) => state?.connections.find((connection) => connection.id === id));
}

/** A connection's buckets; undefined until they were asked for. */
export function useBucketList(connectionId: string): BucketList | undefined {
  return useLiveState((state) => state?.buckets[connectionId]);
}

const noLists: Readonly<Record<string, BucketList>> = {};

/** The buckets of every connection that was asked for them, by its ID. */
export function useBucketLists(): Readonly<Record<string, BucketList>> {
  return useLiveState((state) => state?.buckets ?? noLists);
}

/** One bucket as the live state has it. */
export function useBucket(connectionId: string, name: string): Bucket | undefined {
  return useLiveState((state) => state?.buckets[connectionId]?.items.find((bucket) => bucket.name === name));
}

/** Why and since when a connection's store does not answer; undefined while it does, as far as anybody knows. */
export function useOutage(connectionId: string): Outage | undefined {
  return useLiveState((state) => state?.outages?.[connectionId]);
}

const noOutages: Readonly<Record<string, Outage>> = {};

/** Every connection whose store does not answer, by its ID. */
export function useOutages(): Readonly<Record<string, Outage>> {
  return useLiveState((state) => state?.outages ?? noOutages);
}

/** How many buckets are being scanned, of all connections. */
export function useScanning(): number {
  return useLiveState((state) =>
    Object.values(state?.buckets ?? {}).reduce(
      (sum, { items }) =>
        sum + items.filter(({ scan }) => scan.status === 'listing' || scan.status === 'sizing').length,
      0,
    ),
  );
}

/** Until when and why a connection's store is given time; undefined while it is not. */
export function useStoreWait(connectionId: string): StoreWait | undefined {
  return useLiveState((state) => state?.waits?.[connectionId]);
}

const noWaits: Readonly<Record<string, StoreWait>> = {};

/** Every connection whose store is given time, by its ID. */
export function useStoreWaits(): Readonly<Record<string, StoreWait>> {
  return useLiveState((state) => state?.waits ?? noWaits);
}

/** Running jobs and those finished since the start, newest first. */
export function useJobs(): readonly Job[] {
  return useLiveState((state) => state?.jobs ?? noJobs);
}

const noOpenings: readonly Opening[] = [];

/** What the person asked the system to open here, and no page has taken yet; oldest first. */
export function useWaitingOpenings(): readonly Opening[] {
  return useLiveState((state) => state?.openings ?? noOpenings);
}
