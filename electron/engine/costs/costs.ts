import type {
  BucketStanding,
  ConnectionCosts,
  CostForecast,
  CostPair,
  PlanCosts,
  PriceTable,
  ScanCost,
} from '../../../shared/schema/costs.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Bucket, UploadRef } from '../../../shared/schema/model.ts';
import type { Grouping, GroupName } from '../../../shared/schema/upload-groups.ts';
import { says } from '../../../shared/words/says.ts';
import type { IndexClient } from '../index/client.ts';
import type { HeldRow } from '../index/cost-queries.ts';
import type { UploadScope } from '../index/upload-rows.ts';
import type { PricePlace } from '../pricing/places.ts';
import { minimumPaidDays, requestPrice } from '../pricing/price-table.ts';
import { scanCost } from '../pricing/request-cost.ts';
import type { ServerTime } from '../store/server-time.ts';
import { forecastBucket } from './bucket-forecast.ts';
import { writePico, writeScanCost } from './cost-json.ts';
import { joinPairs, pairOf, sumOf } from './held-costs.ts';
import { type PricedConnection, placeOf, priceTable } from './prices.ts';

export interface CostDeps {
  index: IndexClient;
  serverTime: Pick<ServerTime, 'now'>;
  connections: {
    /** @throws AppError NOT_FOUND */
    get(connectionId: string): PricedConnection;
    activeSince(connectionId: string): number;
  };
}

/** What uploads cost and have cost, by what the index knows of their parts. Asks no store. */
export function createCosts({ index, serverTime, connections }: CostDeps) {
  /** Prices go by the bucket's own region, where the store has named it. */
  const placeIn = async (connectionId: string, bucket: string | null): Promise<PricePlace> => {
    const connection = connections.get(connectionId);
    const { regions } = await index.endpointLearned(connectionId);
    return placeOf(connection, (bucket === null ? undefined : regions[bucket]) ?? regions[''] ?? connection.region);
  };
  const wholeBucket = (connectionId: string, bucket: string): UploadScope => ({
    connectionId,
    bucket,
    filter: {},
    activeSince: connections.activeSince(connectionId),
  });

  return {
    /** What the uploads of a scope cost. @throws AppError NOT_FOUND for a connection that is not there */
    async ofUploads(scope: UploadScope): Promise<CostPair> {
      const { connectionId, bucket } = scope;
      const now = serverTime.now(connectionId);
      return pairOf(await placeIn(connectionId, bucket), await index.heldUploads(scope, now), now);
    },

    /** The same by group. @param prefix the folder whose folders are asked for; empty for the top */
    async ofGroups(
      scope: UploadScope,
      by: Grouping,
      prefix: string,
    ): Promise<{ groups: { name: GroupName; costs: CostPair }[] }> {
      const { connectionId, bucket } = scope;
      const now = serverTime.now(connectionId);
      const place = await placeIn(connectionId, bucket);
      const groups = await index.heldByGroup(scope, by, prefix, now);
      return { groups: groups.map(({ name, held }) => ({ name, costs: pairOf(place, held, now) })) };
    },

    /** The same of one upload; null where the index does not know it. */
    async ofUpload(ref: UploadRef): Promise<CostPair | null> {
      const now = serverTime.now(ref.connectionId);
      const held = await index.heldUpload(ref, now);
      return held.length === 0 ? null : pairOf(await placeIn(ref.connectionId, ref.bucket), held, now);
    },

    /** The same of each bucket that was read, and of all of them. */
    async ofConnection(connectionId: string): Promise<ConnectionCosts> {
      const now = serverTime.now(connectionId);
      const buckets = await index.buckets(connectionId, connections.activeSince(connectionId));
      const scans = await index.scanSums(connectionId);
      const standings: Record<string, BucketStanding> = {};
      for (const { name, totals } of buckets) {
        if (totals === null) continue;
        const held = await index.heldUploads(wholeBucket(connectionId, name), now);
        standings[name] = {
          costs: pairOf(await placeIn(connectionId, name), held, now),
          lifecycle: { dated: sumOf(held, ({ dated }) => dated), sized: sumOf(held, ({ sized }) => sized) },
          scans: scans[name] ?? [],
        };
      }
      const all = Object.values(standings).map(({ costs }) => costs);
      return { buckets: standings, total: all.length === 0 ? null : joinPairs(all) };
    },

    /**
     * What plans would take away, together; in several currencies nobody can add it up.
     * @throws AppError NOT_FOUND for a plan that is not there
     */
    async ofPlans(planIds: readonly string[]): Promise<PlanCosts> {
      const found: PlanCosts[] = [];
      for (const planId of planIds) {
        const plan = await index.planHead(planId);
        if (plan === null) throw new AppError('NOT_FOUND', says('noSuchPlan'));
        const { connectionId } = plan;
        const now = serverTime.now(connectionId);
        const place = await placeIn(connectionId, plan.bucket);
        const { active, stale } = await index.heldOfPlan(planId, now);
        found.push({
          stale: pairOf(place, stale, now),
          active: pairOf(place, active, now),
          minimumDays: leastPaidDays(place, [...active, ...stale]),
        });
      }
      const days = found.map(({ minimumDays }) => minimumDays);
      return {
        stale: joinPairs(found.map(({ stale }) => stale)),
        active: joinPairs(found.map(({ active }) => active)),
        minimumDays: mostDays(days),
      };
    },

    /** The prices that hold for a bucket, or for its connection's own region. */
    async prices(connectionId: string, bucket: string | null): Promise<PriceTable> {
      return priceTable(await placeIn(connectionId, bucket));
    },

    /** What scanning a bucket and sizing what is found would cost in requests. @param bucket as it is known now */
    async ofScan({ connectionId, name, totals }: Bucket): Promise<ScanCost> {
      const place = await placeIn(connectionId, name);
      const price = requestPrice(place, 'STANDARD');
      // Told without a number of requests only where each begins a pack that is paid for: elsewhere it is next to nothing.
      const perThousand =
        price.found && price.price.pack > 1 ? writePico(price.price.pico * 1000n, price.price.currency) : null;
      if (totals === null) return writeScanCost(scanCost(place, { uploads: null }), perThousand);
      const held = await index.heldUploads(wholeBucket(connectionId, name), serverTime.now(connectionId));
      const pages = new Map<string, number>();
      for (const { storageClass, partPages, uploads, sized } of held) {
        pages.set(storageClass, (pages.get(storageClass) ?? 0) + partPages + (uploads - sized));
      }
      const unsized = sumOf(held, ({ uploads, sized }) => uploads - sized);
      const cost = scanCost(place, { uploads: sumOf(held, ({ uploads }) => uploads), partPagesByClass: pages });
      return writeScanCost(cost.known ? { ...cost, atLeast: cost.atLeast || unsized > 0 } : cost, perThousand);
    },

    /** The next twelve months of a bucket. @param bucket as it is known now */
    async forecast({ connectionId, name: bucket, totals }: Bucket, ruleDays: number): Promise<CostForecast> {
      if (totals === null) return { months: [], bytesADay: null, ruleDays };
      const place = await placeIn(connectionId, bucket);
      const stocks = await index.uploadStocks(wholeBucket(connectionId, bucket));
      return forecastBucket(place, stocks, ruleDays, serverTime.now(connectionId));
    },
  };
}

/** For how many days a place charges for these although they are aborted sooner; null: not known of one of them. */
function leastPaidDays(place: PricePlace, rows: readonly HeldRow[]): number | null {
  const classes = new Set(['STANDARD', ...rows.map(({ storageClass }) => storageClass)]);
  return mostDays([...classes].map((storageClass) => minimumPaidDays(place, storageClass)));
}

function mostDays(days: readonly (number | null)[]): number | null {
  return days.reduce((most, day) => (most === null || day === null ? null : Math.max(most, day)), 0);
}

export type Costs = ReturnType<typeof createCosts>;
