import type { CloudWatchClient, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { SizeReading, ToldSizes } from '../../../shared/schema/cloudwatch.ts';
import { AppError, errorShapeOf } from '../../../shared/schema/errors.ts';
import type { CloudWatchSetting, Connection } from '../../../shared/schema/model.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import { leadsToAws } from '../../../shared/values/aws-places.ts';
import { addressOf } from '../../../shared/values/bucket-address.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { ServerTime } from '../store/server-time.ts';
import { bucketsPerRequest, newestFigures, sizeRequest } from './bucket-sizes.ts';
import { metricFailure } from './metric-failure.ts';

export interface CloudWatchDeps {
  index: Pick<IndexClient, 'toldSizes' | 'saveToldSizes' | 'forgetToldSizes' | 'endpointLearned' | 'scanState'>;
  serverTime: Pick<ServerTime, 'clocks'>;
  connections: Pick<Connections, 'get' | 'setCloudWatch' | 'wayToServices'>;
  /** Asks the store about a bucket, so that its region is learned where it is another than the connection's. */
  visit: (connectionId: string, bucket: string, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Pages that one request's answer may have: it holds a few figures of each metric, and comes on one. */
const mostPages = 20;

/** What CloudWatch tells of the size of buckets, once a day. It is asked by a person alone, and proves nothing. */
export function createCloudWatch({ index, serverTime, connections, visit }: CloudWatchDeps) {
  /** Where a bucket is; asks the store once where nothing has shown it yet. */
  async function regionOf(connection: Connection, bucket: string, signal?: AbortSignal): Promise<string> {
    const learned = async () => (await index.endpointLearned(connection.id)).regions;
    const known = await learned();
    // A custom endpoint has one region.
    if (connection.endpointUrl !== null) return known[''] ?? connection.region;
    const scan = await index.scanState(connection.id, bucket);
    if (known[bucket] === undefined && (scan === null || scan.status === 'never' || scan.pages === 0)) {
      await visit(connection.id, bucket, signal);
    }
    return (await learned())[bucket] ?? connection.region;
  }

  /** Figures of buckets of one region. @throws AppError; the signal's reason when aborted */
  async function ask(
    client: CloudWatchClient,
    host: string,
    buckets: readonly string[],
    options: { now: number; timeoutMs: number; signal: AbortSignal | undefined },
  ): Promise<ReturnType<typeof newestFigures>> {
    const { now, timeoutMs, signal } = options;
    const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
    const results: MetricDataResult[] = [];
    let next: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const abortSignal = signal ? AbortSignal.any([signal, deadline]) : deadline;
      const input = { ...sizeRequest(buckets, now), ...(next !== undefined && { NextToken: next }) };
      const answer = await client.send(new GetMetricDataCommand(input), { abortSignal }).catch((error: unknown) => {
        signal?.throwIfAborted();
        if (!deadline.aborted) throw metricFailure(error, host);
        const sentence = `No answer within ${Math.round(timeoutMs / 1000)} s.`;
        throw new AppError('TIMEOUT', sentence, { operation: 'GetMetricData', endpoint: host });
      });
      results.push(...(answer.MetricDataResults ?? []));
      if (!answer.NextToken || answer.NextToken === next) break;
      next = answer.NextToken;
    }
    return newestFigures(results);
  }

  /** Which of them can be asked for, by region. */
  async function byRegion(connection: Connection, buckets: readonly string[], signal?: AbortSignal) {
    const regions = new Map<string, string[]>();
    const failures: SizeReading['failures'] = [];
    for (const bucket of new Set(buckets)) {
      try {
        requireOwnName(connection, bucket);
        const region = await regionOf(connection, bucket, signal);
        regions.set(region, [...(regions.get(region) ?? []), bucket]);
      } catch (error) {
        signal?.throwIfAborted();
        failures.push({ bucket, error: errorShapeOf(error) });
      }
    }
    return { regions, failures };
  }

  return {
    /** @throws AppError NOT_FOUND; INVALID_INPUT in words where there is no CloudWatch to ask, or nobody to ask as */
    async configure(connectionId: string, setting: CloudWatchSetting | null): Promise<void> {
      if (setting !== null) requireUsable(connections.get(connectionId), setting);
      await connections.setCloudWatch(connectionId, setting);
    },

    /** What it told when it was last asked, by bucket. */
    told: (connectionId: string): Promise<ToldSizes[]> => index.toldSizes(connectionId),

    /** The connection may lead elsewhere now, or was removed. */
    forget: (connectionId: string): Promise<void> => index.forgetToldSizes(connectionId),

    /**
     * Asks for the size of buckets, each in its region. A read-only connection may: it changes nothing.
     * @throws AppError INVALID_INPUT where that is not switched on; as the credentials; the signal's reason when aborted
     */
    async read(connectionId: string, buckets: readonly string[], signal?: AbortSignal): Promise<SizeReading> {
      const connection = connections.get(connectionId);
      const { cloudWatch: setting } = connection;
      if (!setting) throw new AppError('INVALID_INPUT', says('cloudWatchOff'));
      requireUsable(connection, setting);
      const { regions, failures } = await byRegion(connection, buckets, signal);
      const way = await connections.wayToServices(connectionId);
      const sizes: ToldSizes[] = [];
      try {
        const { createMetricClient } = await import('./metric-client.ts');
        const { local, server } = serverTime.clocks(connectionId);
        const now = server ?? local;
        for (const [region, all] of regions) {
          const { endpointUrl } = setting;
          const client = createMetricClient({ connection, region, endpointUrl, way, clockOffsetMs: now - local });
          const host = endpointUrl === null ? `CloudWatch in ${region}` : new URL(endpointUrl).host;
          for (let from = 0; from < all.length; from += bucketsPerRequest) {
            const some = all.slice(from, from + bucketsPerRequest);
            const options = { now, timeoutMs: connection.timeouts.requestMs, signal };
            try {
              const figures = await ask(client, host, some, options);
              sizes.push(...some.map((bucket, at) => ({ bucket, region, at: now, figures: figures.get(at) ?? [] })));
            } catch (error) {
              signal?.throwIfAborted();
              failures.push(...some.map((bucket) => ({ bucket, error: errorShapeOf(error) })));
            }
          }
        }
      } finally {
        way.close();
      }
      await index.saveToldSizes(connectionId, sizes);
      return { sizes, failures };
    },
  };
}

export type CloudWatch = ReturnType<typeof createCloudWatch>;

function requireUsable(connection: Connection, { endpointUrl }: CloudWatchSetting): void {
  if (connection.credentials.kind === 'anonymous') {
    throw refusal(says('cloudWatchUnsigned'));
  }
  if (endpointUrl === null && !leadsToAws(connection)) {
    throw refusal(says('cloudWatchElsewhere'));
  }
  if (endpointUrl === null) return;
  const { username, password, search, hash } = new URL(endpointUrl);
  if (username || password || search || hash) throw refusal(says('endpointWithLogin'));
}

/** CloudWatch knows a bucket by its own name, in its owner's account. */
function requireOwnName(connection: Connection, bucket: string): void {
  const { kind } = addressOf(bucket, connection);
  if (kind === 'bucket') return;
  throw refusal(says('cloudWatchOtherBucket'));
}

function refusal(said: Said): AppError {
  return new AppError('INVALID_INPUT', said);
}
