import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import type { BucketRights } from '../../../shared/schema/rights.ts';
import { says } from '../../../shared/words/says.ts';
import type { Buckets } from '../buckets/buckets.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { listAllBuckets } from '../store/bucket-pages.ts';
import type { Paces } from '../store/paces.ts';
import type { Store } from '../store/store.ts';
import { probeEndpoint } from './probe.ts';
import { fewestForOrder } from './probe-facts.ts';
import { findRights } from './rights.ts';

export interface EndpointDeps {
  index: Pick<IndexClient, 'endpointFacts' | 'saveEndpointFacts' | 'forgetEndpointFacts'>;
  clock: Clock;
  random: Random;
  log: Log;
  paces: Paces;
  knowledge: Pick<Knowledge, 'learn' | 'endpointFacts' | 'ownerId'>;
  connections: Pick<Connections, 'storeFor' | 'attendedStoreFor'>;
  buckets: Pick<Buckets, 'known'>;
}

/** Buckets that are tried where none is named. */
const mostTried = 2;

type OpenStore = (connectionId: string) => Promise<Store>;

interface RunningProbe {
  stop: AbortController;
  ended: Promise<EndpointFacts>;
}

/** What endpoints do, learned by a probe, kept in the index per connection and told to whoever watches. */
export function createEndpoints(deps: EndpointDeps) {
  const { index, clock, random, log, paces, knowledge, connections } = deps;
  const running = new Map<string, RunningProbe>();

  /** The buckets to try, the one with the most uploads first: it shows the most. */
  async function candidates(connectionId: string, store: Store, signal: AbortSignal): Promise<string[]> {
    const known = await deps.buckets.known(connectionId);
    if (known.length > 0) {
      const uploads = ({ totals }: Bucket) => totals?.uploads ?? -1;
      return known.toSorted((a, b) => uploads(b) - uploads(a)).map(({ name }) => name);
    }
    const { buckets } = await listAllBuckets(store, { clock, random, signal });
    return buckets.map(({ name }) => name);
  }

  async function learn(
    connectionId: string,
    bucket: string | null,
    open: OpenStore,
    signal: AbortSignal,
  ): Promise<EndpointFacts> {
    const store = await open(connectionId);
    const names = bucket === null ? await candidates(connectionId, store, signal) : [bucket];
    let failure = new AppError('NOT_FOUND', says('noBucketToLearnFrom'));
    for (const name of names.slice(0, mostTried)) {
      try {
        const facts = await probeEndpoint(store, name, {
          clock,
          random,
          signal,
          asker: knowledge.ownerId(connectionId),
        });
        signal.throwIfAborted();
        await index.saveEndpointFacts(connectionId, facts);
        signal.throwIfAborted();
        knowledge.learn({ type: 'endpoint', connectionId, facts });
        return facts;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  function start(connectionId: string, bucket: string | null, open: OpenStore): Promise<EndpointFacts> {
    const stop = new AbortController();
    const before = running.get(connectionId)?.ended;
    const ended = (async () => {
      // One at a time: what was learned last is what stays.
      await before?.catch(() => {});
      stop.signal.throwIfAborted();
      return learn(connectionId, bucket, open, stop.signal);
    })();
    const probe = { stop, ended };
    running.set(connectionId, probe);
    const done = () => {
      if (running.get(connectionId) === probe) running.delete(connectionId);
    };
    ended.then(done, done);
    return ended;
  }

  /** Whether what the store writes into Initiated is no longer what the facts say. */
  async function hasNewTimes(connectionId: string, { initiated }: EndpointFacts): Promise<boolean> {
    try {
      const times = (await connections.storeFor(connectionId)).initiationTimes();
      return (times === 'time of the answer') !== (initiated.known && initiated.value === 'time of the answer');
    } catch {
      // No store, no news of it.
      return false;
    }
  }

  async function stop(connectionId: string): Promise<void> {
    const probe = running.get(connectionId);
    probe?.stop.abort(new AppError('CONFLICT', says('connectionChangedAsked')));
    await probe?.ended.catch(() => {});
  }

  return {
    /** Tells what an earlier run learned, without asking the endpoint. */
    async recall(connectionId: string): Promise<void> {
      const facts = await index.endpointFacts(connectionId);
      if (facts) knowledge.learn({ type: 'endpoint', connectionId, facts });
    },

    /**
     * Learns what the endpoint does, on one bucket; where none is named, on the one with the most uploads that can be
     * listed. Writes nothing to it.
     *
     * @throws AppError where no bucket can be listed; CONFLICT where the connection was made to lead elsewhere or removed meanwhile
     */
    probe: (connectionId: string, bucket?: string): Promise<EndpointFacts> =>
      start(connectionId, bucket ?? null, async (id) => paces.atOnce(await connections.attendedStoreFor(id))),

    /**
     * Finds out who may do what in a bucket, without aborting anything.
     * @throws AppError where the connection has no credentials or no longer exists; the signal's reason when aborted
     */
    async rights(connectionId: string, bucket: string, signal?: AbortSignal): Promise<BucketRights> {
      const store = paces.atOnce(await connections.attendedStoreFor(connectionId));
      return findRights(store, bucket, { clock, random, signal });
    },

    /**
     * A scan has come to its end: learns, in the background, what is not known yet. Also on another bucket than the one
     * that had too few uploads to show anything.
     */
    async scanned(connectionId: string, bucket: string, uploads: number): Promise<void> {
      if (running.has(connectionId)) return;
      const facts = knowledge.endpointFacts(connectionId);
      const isKnown = facts && (facts.order.known || facts.bucket === bucket || uploads < fewestForOrder);
      // What only several listings together show may have come to light since.
      if (isKnown && !(await hasNewTimes(connectionId, facts))) return;
      if (running.has(connectionId)) return;
      const inTurn = async (id: string) => paces.inTurn(await connections.storeFor(id));
      start(connectionId, bucket, inTurn).catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : String(error);
        log.info('What an endpoint does could not be learned after a scan', { bucket, code });
      });
    },

    /** The connection may lead elsewhere now, or was removed. */
    async forget(connectionId: string): Promise<void> {
      await stop(connectionId);
      await index.forgetEndpointFacts(connectionId);
      knowledge.learn({ type: 'endpoint', connectionId, facts: null });
    },

    /** Ends every probe that is under way. */
    async close(): Promise<void> {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;
