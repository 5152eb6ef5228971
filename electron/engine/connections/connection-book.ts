import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/schema/errors.ts';
import {
  type BucketSettings,
  type CheckedDraft,
  type CloudWatchSetting,
  type Connection,
  type ConnectionDraft,
  connectionDraftSchema,
} from '../../../shared/schema/model.ts';
import type { OwnPrice } from '../../../shared/schema/own-price.ts';
import type { StartWarning } from '../../../shared/schema/start-warnings.ts';
import { defaultActiveWindowMs, defaultSettings } from '../../../shared/values/connection-defaults.ts';
import { says } from '../../../shared/words/says.ts';
import { inEnglish } from '../../../shared/words/words.ts';
import type { Clock, Log, PracticeEndpoint, Secrets, StaticSecret, Vault } from '../ports/ports.ts';
import { requireUsableEndpoint } from '../store/s3/endpoint-host.ts';
import { readConnections, writeConnections } from './connection-file.ts';
import { leadsElsewhere } from './leads-elsewhere.ts';
import { requireUsableProxy, requireUsableTls } from './way-settings.ts';

/** The practice store's connection has the same ID each time: there is one, and it is never on disk. */
const practiceConnectionId = 'practice';

export interface ConnectionBookPorts {
  dataDir: string;
  vault: Vault;
  log: Log;
  clock: Pick<Clock, 'now'>;
}

/** A draft as a connection, with its secret, before or without being saved. */
export interface ResolvedDraft {
  connection: Connection;
  /** null where credentials come from a profile. */
  secret: StaticSecret | null;
  /** Of its own proxy; null where it has none, or that asks for none. */
  proxyPassword: string | null;
}

export interface ConnectionBook {
  /** What became of a broken file on opening, for the person; null where all is well. */
  readonly warning: StartWarning | null;
  /** In the order in which they were saved; the practice connection last. */
  list(): Connection[];
  /** undefined where it is not in the book. */
  find(connectionId: string): Connection | undefined;
  /** @throws AppError NOT_FOUND */
  get(connectionId: string): Connection;
  /**
   * What a draft amounts to: for trying it, and for saving it.
   * @throws AppError INVALID_INPUT where a static secret is needed and neither sent nor stored, or where its endpoint,
   *   proxy or certificates cannot be; NOT_FOUND for an ID that is not in the book; CONFLICT for the practice connection
   */
  resolve(draft: ConnectionDraft): Promise<ResolvedDraft>;
  /**
   * Adds or replaces a connection: the secret to the vault, the rest to disk. Leaves both as they were where it fails.
   * @throws as resolve; also VAULT_UNAVAILABLE, DATA_FOLDER_UNWRITABLE, DISK_FULL
   */
  save(draft: ConnectionDraft): Promise<Connection>;
  /**
   * Adds connections that came without secrets, under the IDs they have.
   * @throws AppError DATA_FOLDER_UNWRITABLE, DISK_FULL; none is added then
   */
  add(connections: readonly Connection[]): Promise<void>;
  /**
   * What differs for one bucket; forgotten where nothing does. Practice storage keeps it as long as it runs.
   * @throws AppError NOT_FOUND; also DATA_FOLDER_UNWRITABLE, DISK_FULL
   */
  configureBucket(connectionId: string, bucket: string, settings: BucketSettings): Promise<void>;
  /** What the person pays there; null: the lists' prices. @throws AppError as {@link ConnectionBook.configureBucket} */
  setOwnPrice(connectionId: string, price: OwnPrice | null): Promise<void>;
  /** Whether CloudWatch may be asked; null: not. @throws AppError as {@link ConnectionBook.configureBucket} */
  setCloudWatch(connectionId: string, setting: CloudWatchSetting | null): Promise<void>;
  /** Forgets a connection and its secret. Harmless where it is not there. */
  remove(connectionId: string): Promise<void>;
  /** The practice store's connection: kept in memory, with its secret. Replaces an earlier one. */
  addPractice(
    endpoint: Pick<PracticeEndpoint, 'endpointUrl' | 'region' | 'accessKeyId' | 'secretAccessKey'>,
  ): Connection;
  /** null where nothing is kept for it. */
  readSecret(connectionId: string): Promise<StaticSecret | null>;
  /** The password of a connection's own proxy; null where none is kept. */
  readProxyPassword(connectionId: string): Promise<string | null>;
}

/**
 * Opens the saved connections of a data folder.
 *
 * @throws AppError DATA_FOLDER_UNWRITABLE
 */
export async function openConnectionBook({ dataDir, vault, log, clock }: ConnectionBookPorts): Promise<ConnectionBook> {
  const { connections: saved, warning } = await readConnections(dataDir, clock.now());
  if (warning) for (const sentence of inEnglish((say) => say.startWarnings([warning]))) log.warn(sentence);
  let connections: readonly Connection[] = saved;
  let practice: { connection: Connection; secret: StaticSecret } | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  /** One change at a time: each reads what the one before has written. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const result = writing.then(change);
    writing = result.catch(() => {});
    return result;
  };
  const write = async (next: readonly Connection[]) => {
    await writeConnections(dataDir, next);
    connections = next;
  };
  /** Changes what is ours alone of a connection. Practice storage keeps it as long as it runs. */
  const alter = (id: string, change: (before: Connection) => Connection) =>
    inTurn(async () => {
      if (practice?.connection.id === id) {
        practice = { ...practice, connection: change(practice.connection) };
        return;
      }
      const index = connections.findIndex((connection) => connection.id === id);
      const before = connections[index];
      if (!before) throw new AppError('NOT_FOUND', says('noSuchConnection'));
      await write(connections.with(index, change(before)));
    });
  const find = (id: string): Connection | undefined =>
    practice?.connection.id === id ? practice.connection : connections.find((connection) => connection.id === id);

  const readSecret = async (id: string): Promise<StaticSecret | null> =>
    practice?.connection.id === id ? practice.secret : staticSecretOf(await vault.read(id));

  const readProxyPassword = async (id: string): Promise<string | null> =>
    practice?.connection.id === id ? null : ((await vault.read(id))?.proxyPassword ?? null);

  const resolve = async (given: ConnectionDraft): Promise<ResolvedDraft> => {
    const draft = connectionDraftSchema.parse(given);
    const before = draft.id === undefined ? undefined : find(draft.id);
    if (draft.id === practiceConnectionId) throw new AppError('CONFLICT', says('practiceNotEdited'));
    if (draft.id !== undefined && !before) throw new AppError('NOT_FOUND', says('connectionRemoved'));
    requireUsableEndpoint(draft);
    requireUsableProxy(draft.proxy);
    await requireUsableTls(draft);
    const secret = await secretOf(draft, before, readSecret);
    const proxyPassword = await proxyPasswordOf(draft, before, readProxyPassword);
    const { id = randomUUID(), credentials, proxyPassword: _, ...settings } = draft;
    const connection: Connection = {
      ...settings,
      id,
      practice: false,
      bucketSettings: before?.bucketSettings ?? {},
      ...(before?.ownPrice && { ownPrice: before.ownPrice }),
      credentials:
        credentials.kind === 'static'
          ? { kind: 'static', accessKeyId: credentials.accessKeyId, hasSessionToken: Boolean(secret?.sessionToken) }
          : credentials,
    };
    // What was allowed of one store is not allowed of another: requests would be signed for a place that nobody named.
    const mayAsk = before?.cloudWatch && !leadsElsewhere(before, connection);
    return {
      connection: mayAsk ? { ...connection, cloudWatch: before.cloudWatch } : connection,
      secret,
      proxyPassword,
    };
  };

  return {
    warning,
    list: () => (practice ? [...connections, practice.connection] : [...connections]),
    find,
    get(id) {
      const connection = find(id);
      if (!connection) throw new AppError('NOT_FOUND', says('noSuchConnection'));
      return connection;
    },
    resolve,
    save: (draft) =>
      inTurn(async () => {
        const { connection, secret, proxyPassword } = await resolve(draft);
        const { id } = connection;
        const secrets = secretsOf(secret, proxyPassword);
        const index = connections.findIndex((other) => other.id === id);
        const secretBefore = index < 0 ? null : await vault.read(id);
        if (secrets) await vault.store(id, secrets);
        try {
          await write(index < 0 ? [...connections, connection] : connections.with(index, connection));
        } catch (error) {
          if (secretBefore) await vault.store(id, secretBefore);
          else if (secrets) await vault.remove(id);
          throw error;
        }
        if (!secrets && secretBefore) await vault.remove(id);
        return connection;
      }),
    add: (added) => inTurn(() => write([...connections, ...added])),
    configureBucket: (id, bucket, settings) => alter(id, (before) => withBucketSettings(before, bucket, settings)),
    setOwnPrice: (id, price) =>
      alter(id, ({ ownPrice: _, ...before }) => (price === null ? before : { ...before, ownPrice: price })),
    setCloudWatch: (id, setting) =>
      alter(id, ({ cloudWatch: _, ...before }) => (setting === null ? before : { ...before, cloudWatch: setting })),
    remove: (id) =>
      inTurn(async () => {
        if (practice?.connection.id === id) {
          practice = null;
          return;
        }
        if (!find(id)) return;
        await write(connections.filter((connection) => connection.id !== id));
        await vault.remove(id);
      }),
    addPractice({ endpointUrl, region, accessKeyId, secretAccessKey }) {
      const connection: Connection = {
        id: practiceConnectionId,
        name: 'Practice storage',
        endpointUrl,
        region,
        pathStyle: true,
        ...defaultSettings,
        bucketSettings: {},
        activeWindowMs: defaultActiveWindowMs,
        // A newcomer should see the proof happen; real stores get the default.
        quietIntervalMs: 5_000,
        credentials: { kind: 'static', accessKeyId, hasSessionToken: false },
        practice: true,
      };
      practice = { connection, secret: { secretAccessKey, sessionToken: null } };
      return connection;
    },
    readSecret,
    readProxyPassword,
  };
}

function withBucketSettings(connection: Connection, bucket: string, settings: BucketSettings): Connection {
  const { [bucket]: _, ...others } = connection.bucketSettings;
  const differs = settings.requesterPays !== null || settings.expectedBucketOwner !== null;
  return { ...connection, bucketSettings: differs ? { ...others, [bucket]: settings } : others };
}

function staticSecretOf(kept: Secrets | null): StaticSecret | null {
  const secretAccessKey = kept?.secretAccessKey;
  return secretAccessKey === undefined ? null : { secretAccessKey, sessionToken: kept?.sessionToken ?? null };
}

/** null where there is nothing to keep. */
function secretsOf(secret: StaticSecret | null, proxyPassword: string | null): Secrets | null {
  if (!secret && proxyPassword === null) return null;
  return {
    ...(secret ? { secretAccessKey: secret.secretAccessKey } : {}),
    ...(secret?.sessionToken ? { sessionToken: secret.sessionToken } : {}),
    ...(proxyPassword === null ? {} : { proxyPassword }),
  };
}

/** The secret that goes with a draft: what was entered, else what is stored, else a clear refusal. */
async function secretOf(
  { credentials }: CheckedDraft,
  before: Connection | undefined,
  readSecret: (id: string) => Promise<StaticSecret | null>,
): Promise<StaticSecret | null> {
  if (credentials.kind !== 'static') return null;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  if (secretAccessKey !== undefined) return { secretAccessKey, sessionToken: sessionToken || null };
  const sameKey = before?.credentials.kind === 'static' && before.credentials.accessKeyId === accessKeyId;
  const stored = before && sameKey ? await readSecret(before.id) : null;
  if (!stored) {
    const said = before && !sameKey ? says('enterSecretOfKey') : says('enterSecret');
    throw new AppError('INVALID_INPUT', said, {
      issues: [{ path: 'credentials.secretAccessKey', message: said.english }],
    });
  }
  return sessionToken === undefined ? stored : { ...stored, sessionToken: sessionToken || null };
}

/** The password that goes with a draft's proxy. What is kept is for one user at one proxy, and is told to no other. */
async function proxyPasswordOf(
  { proxy, proxyPassword }: CheckedDraft,
  before: Connection | undefined,
  readProxyPassword: (id: string) => Promise<string | null>,
): Promise<string | null> {
  if (proxy.kind !== 'manual' || proxy.username === null) return null;
  if (proxyPassword !== undefined) return proxyPassword === '' ? null : proxyPassword;
  const stored = before ? await readProxyPassword(before.id) : null;
  if (stored === null || before?.proxy.kind !== 'manual') return null;
  if (before.proxy.url === proxy.url && before.proxy.username === proxy.username) return stored;
  const said = says('enterProxyPassword');
  throw new AppError('INVALID_INPUT', said, { issues: [{ path: 'proxyPassword', message: said.english }] });
}
