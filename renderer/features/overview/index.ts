import { late } from '../../ui/late.tsx';

/** The buckets of all connections. */
export const AllConnections = late(async () => (await import('./all-connections.tsx')).AllConnections);

/** One connection, and its buckets. */
export const Overview = late(async () => (await import('./overview.tsx')).Overview);
