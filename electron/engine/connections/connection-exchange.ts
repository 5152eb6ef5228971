import { z } from 'zod';
import { AppError } from '../../../shared/schema/errors.ts';
import type { SavedFile } from '../../../shared/schema/history.ts';
import { type Connection, connectionSchema, type LeftOutSetting } from '../../../shared/schema/model.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import { defaultSettings } from '../../../shared/values/connection-defaults.ts';
import { knownSentence, says } from '../../../shared/words/says.ts';
import { requireUsableEndpoint } from '../store/s3/endpoint-host.ts';
import { requireUsableProxy } from './way-settings.ts';

/**
 * Connections as a file to keep or to share. It is made of named settings only, never of what the vault holds, and it is
 * read the same way: whatever else stands in a file is left there.
 *
 * A file may come from anybody. What would lead requests past the person (a proxy, a certificate to trust, a CA file), or
 * have a file of this computer read and sent (a token file), is left out of what is read, and told.
 */

/**
 * A connection without what belongs to one computer: its ID. The practice store's is never in a file. That CloudWatch may be
 * asked costs money, and is for each person to switch on.
 */
const sharedSchema = connectionSchema.omit({ id: true, practice: true, cloudWatch: true });
const fileKind = 'loose-parts connections';
const headSchema = z.object({ kind: z.literal(fileKind), version: z.number().int().positive() });
const version = 1;
const mostConnections = 500;

/** The saved connections without their secrets and without trusted certificates. `now`: ms UTC, for the name of the file. */
export function exportConnections(connections: readonly Connection[], now: number): SavedFile {
  const shared = connections
    .filter(({ practice }) => !practice)
    .map((connection) => withoutPin(withoutSecrets(connection)));
  return {
    fileName: `loose-parts-connections-${new Date(now).toISOString().slice(0, 10)}.json`,
    mediaType: 'application/json;charset=utf-8',
    text: `${JSON.stringify({ kind: fileKind, version, connections: shared }, null, 2)}\n`,
  };
}

/** Whom to trust is for each person to look at. */
function withoutPin(shared: z.infer<typeof sharedSchema>): z.infer<typeof sharedSchema> {
  return { ...shared, tls: { ...shared.tls, pinned: null } };
}

function withoutSecrets(connection: Connection): z.infer<typeof sharedSchema> {
  const shared = sharedSchema.parse(connection);
  const { credentials } = shared;
  return credentials.kind === 'static'
    ? { ...shared, credentials: { ...credentials, hasSessionToken: false } }
    : shared;
}

/** A connection as it came out of a file. */
export interface ReadConnection {
  connection: Connection;
  /** What the file has of settings that no file may set. */
  leftOut: LeftOutSetting[];
}

/**
 * The connections of a file, as new ones. Names that are taken get a number.
 *
 * @throws AppError INVALID_INPUT with a sentence that says what is wrong, and with which connection
 */
export function readConnectionFile(text: string, taken: readonly string[], newId: () => string): ReadConnection[] {
  const names = new Set(taken);
  return connectionsIn(text).map((given, index) => {
    const parsed = sharedSchema.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const connection = called(given, index);
      const why = issue && knownSentence(issue.message);
      if (why) throw unusable(says('importedUnusable', { connection, why }));
      const field = issue?.path.join('.');
      throw unusable(field ? says('importedField', { connection, field }) : says('importedInvalid', { connection }));
    }
    try {
      requireUsableEndpoint(parsed.data);
      requireUsableProxy(parsed.data.proxy);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw unusable(says('importedUnusable', { connection: called(given, index), why: error.said }));
    }
    const id = newId();
    const name = freeName(parsed.data.name, names);
    names.add(name);
    return withoutRisks({ ...withoutSecrets({ ...parsed.data, id, practice: false }), name, id, practice: false });
  });
}

function withoutRisks(connection: Connection): ReadConnection {
  const { proxy, tls, credentials } = connection;
  const leftOut: LeftOutSetting[] = [];
  if (proxy.kind === 'manual') leftOut.push({ setting: 'proxy', value: proxy.url });
  if (tls.pinned) leftOut.push({ setting: 'trusted certificate', value: tls.pinned.fingerprint256 });
  if (tls.caFile !== null) leftOut.push({ setting: 'CA file', value: tls.caFile });
  const namesToken = credentials.kind === 'webIdentity' && credentials.tokenFile !== '';
  if (namesToken) leftOut.push({ setting: 'token file', value: credentials.tokenFile });
  return {
    connection: {
      ...connection,
      proxy: proxy.kind === 'manual' ? defaultSettings.proxy : proxy,
      tls: defaultSettings.tls,
      credentials: namesToken ? { ...credentials, tokenFile: '' } : credentials,
    },
    leftOut,
  };
}

/** Whether a connection that came without secrets lacks one. */
export function lacksSecret({ credentials }: Connection): boolean {
  return credentials.kind === 'static';
}

function connectionsIn(text: string): unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw unusable(text.trim() === '' ? says('importEmpty') : says('importNotJson'));
  }
  const head = headSchema.safeParse(content);
  if (!head.success) throw unusable(says('importForeign'));
  if (head.data.version > version) {
    throw unusable(says('importNewer'));
  }
  const list = z.object({ connections: z.array(z.unknown()) }).safeParse(content);
  if (!list.success) throw unusable(says('importWithoutList'));
  const { connections } = list.data;
  if (connections.length === 0) throw unusable(says('importWithoutAny'));
  if (connections.length > mostConnections) throw unusable(says('importTooMany', { most: mostConnections }));
  return connections;
}

function called(given: unknown, index: number): Said {
  const named = z.object({ name: z.string() }).safeParse(given);
  const number = index + 1;
  if (!named.success) return says('connectionAt', { number });
  return says('connectionCalled', { number, name: named.data.name.slice(0, 100) });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    const ending = ` (${number})`;
    const free = `${name.slice(0, 100 - ending.length)}${ending}`;
    if (!taken.has(free)) return free;
  }
}

function unusable(said: Said): AppError {
  return new AppError('INVALID_INPUT', said);
}
