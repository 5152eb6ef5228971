import { AppError } from '../../../shared/schema/errors.ts';
import type { SavedFile } from '../../../shared/schema/history.ts';
import type { LiveEvent } from '../../../shared/schema/live.ts';
import type {
  AwsProfile,
  BucketSettings,
  CloudWatchSetting,
  Connection,
  ConnectionDraft,
  ConnectionTest,
  ImportedConnections,
} from '../../../shared/schema/model.ts';
import type { OwnPrice } from '../../../shared/schema/own-price.ts';
import { recentSince } from '../../../shared/values/activity.ts';
import { says } from '../../../shared/words/says.ts';
import type { IndexClient } from '../index/client.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { EnginePorts, PracticeEndpoint } from '../ports/ports.ts';
import type { CredentialProvider } from '../store/s3/client-factory.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import type { ServerTime } from '../store/server-time.ts';
import type { Store } from '../store/store.ts';
import { createProxyRoute } from '../store/transport/proxy.ts';
import { createTransport, type RequestHandler, type TransportSettings } from '../store/transport/transport.ts';
import { openConnectionBook } from './connection-book.ts';
import { exportConnections, lacksSecret, readConnectionFile } from './connection-exchange.ts';
import { Credentials } from './credentials/credentials.ts';
import { watchProfiles } from './credentials/profile-watch.ts';
import { listProfiles } from './credentials/profiles.ts';
import { sharedFiles } from './credentials/shared-config.ts';
import { leadsElsewhere } from './leads-elsewhere.ts';
import { offerAuthorities } from './offered-authorities.ts';
import { OpenStores } from './open-stores.ts';
import { Outages, observed } from './outages.ts';
import { testConnection } from './test-connection.ts';

export interface ConnectionDeps {
  ports: EnginePorts;
  index: IndexClient;
  /** Learns the clock of each saved connection's server. */
  serverTime: ServerTime;
  knowledge: Pick<Knowledge, 'learn' | 'hasOpenJob'>;
}

/** Who has to know what becomes of connections. */
export interface ConnectionFollower {
  /** A connection was saved: what waited for that may go on now. */
  saved(connectionId: string): void;
  /** A connection has credentials again. */
  hasCredentials(connectionId: string): void;
  /** The store of a connection answers again. */
  answers(connectionId: string): void;
  /** A connection may lead elsewhere now, or was removed: what was learned of its endpoint no longer holds. */
  leadsElsewhere(connectionId: string): Promise<void>;
}

/** They are asked one call at a time, now and then. */
const serviceSockets = 4;

/** What a service beside the store is asked with. */
export interface WayToServices {
  credentials: CredentialProvider;
  requestHandler: RequestHandler;
  /** Ends idle sockets. */
  close(): void;
}

/** The saved connections, the practice one, and one open store for each that was used. */
export async function createConnections(deps: ConnectionDeps) {
  const { ports, index, serverTime, knowledge } = deps;
  const publish = (event: LiveEvent) => knowledge.learn(event);
  const followers: ConnectionFollower[] = [];
  const { clock, random, vault, log, dataDir } = ports;
  const { environment = process.env } = ports;
  /** What every store is opened with. */
  const storeOptions = {
    ...ports.storeTimeouts,
    ...(ports.lookup ? { lookup: ports.lookup } : {}),
    now: clock.now,
  };
  const resolveSystem = ports.resolveProxy ?? (async () => null);
  /** Proxy passwords of drafts that are being tried, by connection ID. */
  const draftPasswords = new Map<string, string>();
  const noted = (saving: Promise<void>) => {
    saving.catch((error) => log.warn('What was learned of an endpoint could not be noted', { error: String(error) }));
  };
  const book = await openConnectionBook({ dataDir, vault, log, clock });
  /** The way to what is not the store: services that hand out credentials, CloudWatch. */
  const serviceTransport = ({ id, proxy, tls, timeouts }: Connection): TransportSettings => ({
    sockets: serviceSockets,
    connectMs: timeouts.connectMs,
    idleMs: timeouts.idleMs,
    proxyFor: createProxyRoute(proxy, {
      readPassword: async () => draftPasswords.get(id) ?? (await book.readProxyPassword(id)),
      resolveSystem,
      now: clock.now,
    }),
    // The pinned certificate is the store's, not that of AWS's own services.
    tls: { caFile: tls.caFile, pinned: null },
  });
  let practice: Promise<PracticeEndpoint> | null = null;
  const credentials = new Credentials({
    clock,
    vault,
    log,
    publish,
    environment,
    readSecret: book.readSecret,
    requestHandlerFor: (connection) => createTransport(serviceTransport(connection)).requestHandler,
    wake: (connectionId) => {
      for (const follower of followers) follower.hasCredentials(connectionId);
    },
    endpoints: ports.credentialEndpoints,
  });
  const watching = watchProfiles({
    files: sharedFiles(environment),
    clock,
    log,
    changed: ({ profiles }) => {
      credentials.filesChanged();
      if (profiles) publish({ type: 'profiles' });
    },
  });

  const outages: Outages = new Outages({
    clock,
    random,
    log,
    learn: publish,
    storeFor: (connectionId) => stores.storeFor(connectionId),
    answers: (connectionId) => {
      for (const follower of followers) follower.answers(connectionId);
    },
  });

  const tell = () => publish({ type: 'connections', connections: book.list() });

  const open = async (id: string): Promise<Store> => {
    const connection = book.get(id);
    const known = await index.keyConvention(id);
    const learned = await index.endpointLearned(id);
    const { initiated } = (await index.endpointFacts(id)) ?? {};
    const store = createS3Store(connection, credentials.sourceFor(connection), {
      ...storeOptions,
      proxy: { readPassword: () => book.readProxyPassword(id), resolveSystem },
      onTokenRefused: () => credentials.refused(id),
      onServerTime: (time) => serverTime.learn(id, time),
      // As it is now: an item in work must not write through a connection that has become read-only. One that was removed
      // meanwhile is as it was.
      settings: () => book.find(id) ?? connection,
      encodingMemory: {
        load: () => known,
        save: (convention) => noted(index.saveKeyConvention(id, convention)),
      },
      initiationTimes: initiated?.known && initiated.value === 'time of the answer' ? initiated.value : 'told',
      endpointMemory: {
        load: () => learned,
        saveStyle: (pathStyle) => noted(index.saveEndpointStyle(id, pathStyle)),
        saveRegion: (bucket, region) => noted(index.saveBucketRegion(id, bucket, region)),
      },
    });
    return observed(store, outages);
  };

  const stores = new OpenStores(open);

  /** What was learned of an endpoint no longer holds. */
  const forgetEndpoint = async (connectionId: string) => {
    await index.forgetWholeScans(connectionId);
    for (const follower of followers) await follower.leadsElsewhere(connectionId);
  };

  tell();
  return {
    /** From now on `follower` is told. */
    follow: (follower: ConnectionFollower): void => void followers.push(follower),

    list: book.list,
    get: book.get,
    /** From when on an upload's activity counts as recent, by either clock, ms UTC. @throws AppError NOT_FOUND */
    activeSince: (connectionId: string): number =>
      recentSince(serverTime.clocks(connectionId), book.get(connectionId).activeWindowMs),
    /** Whether stores answer. */
    outages,
    /** What credential sources ask the person. */
    prompts: credentials.prompts,

    /**
     * The open store of a connection. Its calls never ask the person for anything.
     * @throws AppError NOT_FOUND for a connection that was removed
     */
    storeFor: (connectionId: string): Promise<Store> => stores.storeFor(connectionId),

    /**
     * The same for what a person has just asked for: first the person is asked for what the credentials need.
     * @throws AppError SIGN_IN_NEEDED where they would not; every way in which a source of credentials can fail
     */
    async attendedStoreFor(connectionId: string): Promise<Store> {
      await credentials.ready(book.get(connectionId));
      return stores.storeFor(connectionId);
    },

    /** Gets credentials anew, asking the person where the source wants it. @throws as attendedStoreFor */
    signIn: (connectionId: string): Promise<void> => credentials.signIn(book.get(connectionId)),

    /** Whose account a connection's buckets are, where ListBuckets told. */
    ownerSeen: (connectionId: string, ownerId: string | null): void => credentials.ownerSeen(connectionId, ownerId),

    /** AWS profiles found on this computer; PROFILE_INVALID names a file that cannot be read. */
    profiles: (): Promise<AwsProfile[]> => listProfiles(environment),

    /** Tries a draft without saving it. */
    async test(draft: ConnectionDraft): Promise<ConnectionTest> {
      const { connection, secret, proxyPassword } = await book.resolve(draft);
      if (proxyPassword !== null) draftPasswords.set(connection.id, proxyPassword);
      const { source, ready } = credentials.forDraft(connection, secret);
      const store = createS3Store(connection, source, {
        ...storeOptions,
        proxy: { readPassword: async () => proxyPassword, resolveSystem },
      });
      try {
        const tested = await testConnection(store, clock, ready);
        return connection.tls.caFile === null ? await offerAuthorities(tested, environment) : tested;
      } finally {
        draftPasswords.delete(connection.id);
        store.close();
      }
    },

    /**
     * Saves a draft. Another endpoint may do things another way, so what was learned of the old one goes; what a person
     * was shown of it only where this one may be another.
     */
    async save(draft: ConnectionDraft): Promise<Connection> {
      const before = draft.id === undefined ? undefined : book.find(draft.id);
      const connection = await book.save(draft);
      await index.forgetKeyConvention(connection.id);
      await index.forgetEndpoint(connection.id);
      if (!before || leadsElsewhere(before, connection)) await forgetEndpoint(connection.id);
      await stores.forget(connection.id);
      credentials.forget(connection.id);
      outages.forget(connection.id);
      tell();
      for (const follower of followers) follower.saved(connection.id);
      return connection;
    },

    /**
     * What differs for one bucket. Holds for the next call of the open store.
     * @throws AppError NOT_FOUND
     */
    async configureBucket(connectionId: string, bucket: string, settings: BucketSettings): Promise<void> {
      await book.configureBucket(connectionId, bucket, settings);
      tell();
    },

    /** What the person pays there; null: the lists' prices. @throws AppError NOT_FOUND */
    async setOwnPrice(connectionId: string, price: OwnPrice | null): Promise<void> {
      await book.setOwnPrice(connectionId, price);
      tell();
    },

    /** Whether CloudWatch may be asked through it; null: not. @throws AppError NOT_FOUND */
    async setCloudWatch(connectionId: string, setting: CloudWatchSetting | null): Promise<void> {
      await book.setCloudWatch(connectionId, setting);
      tell();
    },

    /**
     * What other services than the store are asked with, as the person who asks for it now: the connection's credentials,
     * and its way there. Whoever takes it closes it.
     * @throws as attendedStoreFor
     */
    async wayToServices(connectionId: string): Promise<WayToServices> {
      const connection = book.get(connectionId);
      await credentials.ready(connection);
      const transport = createTransport(serviceTransport(connection));
      return {
        credentials: credentials.sourceFor(connection),
        requestHandler: transport.requestHandler,
        close: transport.closeIdle,
      };
    },

    /**
     * Forgets a connection, its secret and what was indexed of it. Jobs and evidence stay.
     * @throws AppError CONFLICT while a job of it is under way: it would have to go on without credentials
     */
    async remove(connectionId: string): Promise<void> {
      if (knowledge.hasOpenJob(connectionId)) {
        throw new AppError('CONFLICT', says('connectionBusy'));
      }
      const removed = book.list().find(({ id }) => id === connectionId);
      await book.remove(connectionId);
      await stores.forget(connectionId);
      credentials.forget(connectionId);
      outages.forget(connectionId);
      if (removed) await credentials.forgetSignIn(removed, book.list());
      await forgetEndpoint(connectionId);
      await index.forgetConnection(connectionId);
      await index.forgetEndpoint(connectionId);
      tell();
    },

    /** The saved connections without their secrets, as a file. */
    exportAll: (): SavedFile => exportConnections(book.list(), clock.now()),

    /**
     * Adds the connections of such a file as new ones.
     * @throws AppError INVALID_INPUT in words; DATA_FOLDER_UNWRITABLE, DISK_FULL; none is added then
     */
    async importAll(text: string): Promise<ImportedConnections> {
      const names = book.list().map(({ name }) => name);
      const read = readConnectionFile(text, names, () => crypto.randomUUID());
      const added = read.map(({ connection }) => connection);
      await book.add(added);
      tell();
      return {
        added,
        needSecret: added.filter(lacksSecret).map(({ name }) => name),
        leftOut: read.flatMap(({ connection: { name }, leftOut: settings }) =>
          settings.length > 0 ? [{ name, settings }] : [],
        ),
      };
    },

    /** What became of a broken file of connections, for the person; null where all is well. */
    warning: book.warning,

    /** The practice store's connection; starts the store at the first call. */
    async openPractice(): Promise<Connection> {
      practice ??= ports.startPractice();
      try {
        const endpoint = await practice;
        const known = book.list().find((connection) => connection.practice);
        if (known) return known;
        const connection = book.addPractice(endpoint);
        tell();
        return connection;
      } catch (error) {
        practice = null;
        throw error;
      }
    },

    /** Ends every store, and the practice store with its uploads. */
    async close(): Promise<void> {
      watching.close();
      await outages.close();
      credentials.close();
      await stores.forgetAll();
      const endpoint = await practice?.catch(() => null);
      await endpoint?.close();
    },
  };
}

export type Connections = Awaited<ReturnType<typeof createConnections>>;
