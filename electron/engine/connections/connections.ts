import { AppError } from '../../../shared/errors.ts';
import type { LiveEvent } from '../../../shared/live.ts';
import type { AwsProfile, Connection, ConnectionDraft, ConnectionTest } from '../../../shared/model.ts';
import type { IndexClient } from '../index/client.ts';
import type { EnginePorts, PracticeEndpoint } from '../ports.ts';
import { openConnectionBook } from './connection-book.ts';
import { createCredentialSource } from './credentials.ts';
import { listProfiles } from './profiles.ts';
import { createS3Store } from './s3-store.ts';
import type { Store } from './store.ts';
import { testConnection } from './test-connection.ts';

export interface ConnectionDeps {
  ports: EnginePorts;
  index: IndexClient;
  publish: (event: LiveEvent) => void;
  /** Whether a clean-up of this connection is still under way. */
  hasOpenJob: (connectionId: string) => boolean;
  /** A connection was saved: what waited for its endpoint or its credentials may go on now. */
  onSaved: (connectionId: string) => void;
  /** A connection was saved or removed: what was learned of its endpoint no longer holds. */
  forgetEndpoint: (connectionId: string) => Promise<void>;
}

/** The saved connections, the practice one, and one open store for each that was used. */
export async function createConnections(deps: ConnectionDeps) {
  const { ports, index, publish, hasOpenJob, onSaved, forgetEndpoint } = deps;
  const { clock, vault, log, dataDir, storeTimeouts = {} } = ports;
  const environment = process.env;
  const book = await openConnectionBook({ dataDir, vault, log, clock });
  const stores = new Map<string, Promise<Store>>();
  let practice: Promise<PracticeEndpoint> | null = null;

  const tell = () => publish({ type: 'connections', connections: book.list() });

  const open = async (connection: Connection): Promise<Store> => {
    const { id } = connection;
    const known = await index.keyConvention(id);
    return createS3Store(connection, createCredentialSource(connection, { readSecret: book.readSecret, environment }), {
      ...storeTimeouts,
      now: clock.now,
      encodingMemory: {
        load: () => known,
        save: (convention) => {
          index.saveKeyConvention(id, convention).catch((error) => {
            log.warn('What an endpoint does with keys could not be noted', { error: String(error) });
          });
        },
      },
    });
  };

  /** Ends the store of a connection that is edited or removed. Calls under way keep their sockets until they end. */
  const forgetStore = async (connectionId: string) => {
    const store = stores.get(connectionId);
    stores.delete(connectionId);
    // A store that never opened has nothing to close, and its failure was its caller's to hear of.
    await store?.then((opened) => opened.close()).catch(() => {});
  };

  tell();
  return {
    list: book.list,
    get: book.get,

    /**
     * The open store of a connection.
     * @throws AppError NOT_FOUND for a connection that was removed
     */
    async storeFor(connectionId: string): Promise<Store> {
      const connection = book.get(connectionId);
      const known = stores.get(connectionId);
      if (known) return known;
      const opening = open(connection);
      stores.set(connectionId, opening);
      opening.catch(() => stores.delete(connectionId));
      return opening;
    },

    /** AWS profiles found on this computer; PROFILE_INVALID names a file that cannot be read. */
    profiles: (): Promise<AwsProfile[]> => listProfiles(environment),

    /** Tries a draft without saving it. */
    async test(draft: ConnectionDraft): Promise<ConnectionTest> {
      const { connection, secret } = await book.resolve(draft);
      const readSecret = async () => secret;
      const store = createS3Store(connection, createCredentialSource(connection, { readSecret, environment }), {
        ...storeTimeouts,
        now: clock.now,
      });
      try {
        return await testConnection(store, clock);
      } finally {
        store.close();
      }
    },

    /** Saves a draft. Another endpoint may write keys another way, so what was learned of the old one goes. */
    async save(draft: ConnectionDraft): Promise<Connection> {
      const connection = await book.save(draft);
      await index.forgetKeyConvention(connection.id);
      await forgetEndpoint(connection.id);
      await forgetStore(connection.id);
      tell();
      onSaved(connection.id);
      return connection;
    },

    /**
     * Forgets a connection, its secret and what was indexed of it. Jobs and evidence stay.
     * @throws AppError CONFLICT while a job of it is under way: it would have to go on without credentials
     */
    async remove(connectionId: string): Promise<void> {
      if (hasOpenJob(connectionId)) {
        throw new AppError('CONFLICT', 'A clean-up of this connection is still running. Cancel it first.');
      }
      await book.remove(connectionId);
      await forgetStore(connectionId);
      await forgetEndpoint(connectionId);
      await index.forgetConnection(connectionId);
      tell();
    },

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
      await Promise.all([...stores.keys()].map(forgetStore));
      const endpoint = await practice?.catch(() => null);
      await endpoint?.close();
    },
  };
}

export type Connections = Awaited<ReturnType<typeof createConnections>>;
