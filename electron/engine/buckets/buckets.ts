import { AppError } from '../../../shared/schema/errors.ts';
import type { Bucket, BucketList } from '../../../shared/schema/model.ts';
import { parseBucketAddress } from '../../../shared/values/bucket-address.ts';
import { addressSaid } from '../../../shared/words/address-said.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { listAllBuckets } from '../store/bucket-pages.ts';
import type { Paces } from '../store/paces.ts';
import type { Store } from '../store/store.ts';

/** A bucket whose rows keep changing is told at most this often. */
const tellEveryMs = 250;

export interface BucketDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  log: Log;
  paces: Paces;
  knowledge: Pick<Knowledge, 'learn' | 'bucketList'>;
  connections: Pick<Connections, 'get' | 'activeSince' | 'storeFor' | 'attendedStoreFor' | 'ownerSeen'>;
}

/** The buckets of connections: asked for at the store, kept in the index, told to whoever watches. */
export function createBuckets(deps: BucketDeps) {
  const { index, clock, random, log, paces, knowledge, connections } = deps;
  const due = new Map<string, () => void>();
  const tryingAgain = new Set<string>();

  /** What the index knows of a connection's buckets. */
  const known = (connectionId: string): Promise<Bucket[]> =>
    index.buckets(connectionId, connections.activeSince(connectionId));

  const tellList = async (connectionId: string, rest: Pick<BucketList, 'status' | 'error'>): Promise<BucketList> => {
    const list = { ...rest, items: await known(connectionId) };
    knowledge.learn({ type: 'buckets', connectionId, list });
    return list;
  };

  const tell = async (
    connectionId: string,
    name: string,
    unkept: Partial<Pick<Bucket, 'scan'>> = {},
  ): Promise<void> => {
    const bucket = await index.bucket(connectionId, name, connections.activeSince(connectionId));
    if (bucket) knowledge.learn({ type: 'bucket', bucket: { ...bucket, ...unkept } });
  };

  /** The store of what a person has just asked for. */
  const askedStore = async (connectionId: string): Promise<Store> =>
    paces.atOnce(await connections.attendedStoreFor(connectionId));

  const list = async (connectionId: string, open: (connectionId: string) => Promise<Store>): Promise<BucketList> => {
    await tellList(connectionId, { status: 'loading', error: null });
    try {
      const store = await open(connectionId);
      const { buckets, ownerId, brokenOff } = await listAllBuckets(store, { clock, random });
      connections.ownerSeen(connectionId, ownerId);
      // What was not read to its end says of no bucket that it is gone.
      await index.saveListedBuckets(connectionId, buckets, { isWhole: brokenOff === null });
      if (brokenOff) return await tellList(connectionId, { status: 'failed', error: brokenOff.toShape() });
      return await tellList(connectionId, { status: 'ready', error: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return tellList(connectionId, { status: 'failed', error: error.toShape() });
    }
  };

  return {
    known,

    /**
     * Tells what the index remembers of a connection, without asking the store. Where it remembers nothing it says
     * nothing: that would look as if there were no buckets.
     */
    async recall(connectionId: string): Promise<void> {
      const items = await known(connectionId);
      if (items.length > 0)
        knowledge.learn({ type: 'buckets', connectionId, list: { status: 'ready', error: null, items } });
    },

    /**
     * Asks the store for its buckets. A store that denies ListBuckets still has those added by name, so its list is
     * `failed` with the reason and not empty-handed.
     */
    refresh: (connectionId: string): Promise<BucketList> => list(connectionId, askedStore),

    /**
     * What was in the way of a connection's list may be gone: asks for it again where it could not be had, in the
     * background, once at a time.
     */
    tryAgain(connectionId: string): void {
      // A list that says why there were no credentials would be wrong now.
      if (knowledge.bucketList(connectionId)?.status !== 'failed') return;
      if (tryingAgain.has(connectionId)) return;
      tryingAgain.add(connectionId);
      list(connectionId, async (id) => paces.inTurn(await connections.storeFor(id)))
        .catch((error: unknown) => log.warn('Buckets could not be listed again', { error: String(error) }))
        .finally(() => tryingAgain.delete(connectionId));
    },

    /**
     * Adds a bucket by name, ARN or alias, for stores that deny ListBuckets.
     * @throws AppError INVALID_INPUT in words where it is no address of a bucket; others where the store says that there
     *   is none of that name, or cannot be reached. A bucket that may not be listed is added all the same: that it is denied
     *   is what its screen then says.
     */
    async add(connectionId: string, entered: string): Promise<Bucket> {
      const parsed = parseBucketAddress(entered, connections.get(connectionId));
      if (!parsed.ok) {
        const said = addressSaid(parsed.problem);
        throw new AppError('INVALID_INPUT', said, { issues: [{ path: 'bucket', message: said.english }] });
      }
      const name = parsed.address.bucket;
      const store = await askedStore(connectionId);
      try {
        await store.listUploads({ bucket: name, maxUploads: 2 });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'ACCESS_DENIED') throw error;
      }
      await index.addBucket(connectionId, name);
      const { items } = await tellList(connectionId, { status: 'ready', error: null });
      const bucket = items.find((item) => item.name === name);
      if (!bucket) throw new AppError('INTERNAL', says('bucketNotShown'));
      return bucket;
    },

    /** @throws AppError NOT_FOUND for a bucket that the index does not know */
    async get(connectionId: string, name: string): Promise<Bucket> {
      const bucket = await index.bucket(connectionId, name, connections.activeSince(connectionId));
      if (!bucket) throw new AppError('NOT_FOUND', says('noBucketOfConnection', { bucket: name }), { bucket: name });
      return bucket;
    },

    /** Publishes the bucket as the index has it now, but for what the index could not be told. */
    tell,

    /** The same a little later, once for many changes. */
    tellSoon(connectionId: string, name: string): void {
      const id = JSON.stringify([connectionId, name]);
      if (due.has(id)) return;
      const cancel = clock.schedule(clock.now() + tellEveryMs, () => {
        due.delete(id);
        // The connection may have been removed while this was due; then there is no one to tell.
        tell(connectionId, name).catch(() => {});
      });
      due.set(id, cancel);
    },

    /** Takes back what is due. */
    close(): void {
      for (const cancel of due.values()) cancel();
      due.clear();
    },
  };
}

export type Buckets = ReturnType<typeof createBuckets>;
