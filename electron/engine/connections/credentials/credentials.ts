import { AppError } from '../../../../shared/schema/errors.ts';
import type { LiveEvent } from '../../../../shared/schema/live.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import type { CredentialState } from '../../../../shared/schema/sign-in.ts';
import type { Clock, CredentialEndpoints, Log, StaticSecret, Vault } from '../../ports/ports.ts';
import type { CredentialProvider, StoreCredentials } from '../../store/s3/client-factory.ts';
import type { RequestHandler } from '../../store/transport/transport.ts';
import { planConnection } from './connection-plan.ts';
import {
  asksForCode,
  type CredentialPlan,
  isSameSignIn,
  type SsoPlan,
  signInOf,
  sourceWords,
} from './credential-plan.ts';
import { rereadAfterMs, type SessionState } from './credential-session.ts';
import { CredentialSessions, type SharedSession } from './credential-sessions.ts';
import { Prompts } from './prompts.ts';
import { type ProfileEnvironment, sharedFiles } from './shared-config.ts';
import { SsoCredentials } from './sso-credentials.ts';
import { SsoTokens } from './sso-tokens.ts';

export interface CredentialPorts {
  clock: Clock;
  vault: Vault;
  log: Log;
  publish: (event: LiveEvent) => void;
  environment: ProfileEnvironment;
  /** The secret of a connection with static keys; null where none is kept. */
  readSecret: (connectionId: string) => Promise<StaticSecret | null>;
  /** There are credentials again: what waited for them may go on. */
  wake: (connectionId: string) => void;
  /** Where STS and IAM Identity Center are, for tests. */
  endpoints?: CredentialEndpoints | undefined;
  /** The way to the wire for calls for credentials; a plain one where left out. */
  requestHandlerFor?: ((connection: Connection) => RequestHandler) | undefined;
}

/** What is known of a connection's credentials. */
interface Entry {
  connection: Connection;
  readSecret: CredentialPorts['readSecret'];
  /** null: to be worked out from the connection and the shared files. */
  shared: SharedSession | null;
  finding: Promise<SharedSession> | null;
  lookAgainAt: number;
  state: CredentialState;
}

/** A store answers a request that is not signed too; the SDK wants an identity all the same. */
const nobody: StoreCredentials = { accessKeyId: '', secretAccessKey: '' };
const nothingKnown = { expiresAt: null, source: null, error: null, ownerId: null };
/** Of credentials that the SDK is given: as good as over, so that it asks for each request. What is held is held here. */
const askAgain = new Date(0);

/**
 * The credentials of every connection. Calls to a store never ask the person: they fail at once with SIGN_IN_NEEDED, so
 * that neither another connection nor a clean-up's pace waits for somebody who is at lunch. Who acts for the person asks
 * first ({@link Credentials.ready}).
 */
export class Credentials {
  readonly prompts: Prompts;
  readonly #ports: CredentialPorts;
  readonly #entries = new Map<string, Entry>();
  readonly #sessions: CredentialSessions;
  readonly #sso: SsoCredentials;
  constructor(ports: CredentialPorts) {
    this.#ports = ports;
    this.prompts = new Prompts(ports.publish);
    const { clock, environment, endpoints } = ports;
    this.#sso = new SsoCredentials({
      clock,
      tokens: new SsoTokens(ports.vault, ports.log),
      cliCache: () => sharedFiles(environment).ssoCache,
      endpoint: endpoints?.oidc,
      portalEndpoint: endpoints?.sso,
    });
    this.#sessions = new CredentialSessions({
      ...ports,
      sso: this.#sso,
      changed: (session, state) => {
        for (const entry of this.#entries.values()) {
          if (entry.shared?.session === session) this.#tellState(entry, state);
        }
      },
    });
  }

  /**
   * What a connection's requests are signed with; for its store.
   * The source throws an AppError and asks nobody.
   */
  sourceFor(connection: Connection): CredentialProvider {
    const entry = this.#entry(connection);
    return () => this.#credentials(entry);
  }

  /**
   * The same for a draft that is tried: nothing is told of it.
   * @returns the source, and `ready` to be awaited first, which may ask the person
   */
  forDraft(
    connection: Connection,
    secret: StaticSecret | null,
  ): { source: CredentialProvider; ready: () => Promise<void> } {
    const entry = newEntry(connection, async () => secret);
    return { source: () => this.#credentials(entry), ready: () => this.#ready(entry) };
  }

  /**
   * Resolves once there are credentials, asking the person where the source wants it. For what a person has just asked
   * for, before its calls go out.
   * @throws AppError SIGN_IN_NEEDED where they would not; every way in which a source can fail
   */
  ready(connection: Connection): Promise<void> {
    return this.#ready(this.#entry(connection));
  }

  /** Gets credentials anew, asking where the source wants it; what is held serves until then. @throws as ready */
  async signIn(connection: Connection): Promise<void> {
    const entry = this.#entry(connection);
    if (connection.credentials.kind === 'anonymous') return;
    entry.shared = null;
    const { session } = await this.#find(entry);
    await session.renew({ prompts: this.prompts, connectionId: connection.id });
    this.#ports.wake(connection.id);
  }

  /** A store says that a connection's credentials have ended: others are got at the next call. */
  refused(connectionId: string): void {
    this.#entries.get(connectionId)?.shared?.session.refused();
  }

  /** Whose account a connection's buckets are, as ListBuckets told. */
  ownerSeen(connectionId: string, ownerId: string | null): void {
    const entry = this.#entries.get(connectionId);
    if (entry && ownerId !== null) this.#tell(entry, { ownerId });
  }

  /** A connection was edited or removed: whatever it asked or held is gone. */
  forget(connectionId: string): void {
    const entry = this.#entries.get(connectionId);
    this.prompts.dismissOf(connectionId);
    if (!entry) return;
    this.#tell(entry, nothingKnown);
    this.#entries.delete(connectionId);
    if (entry.shared && !asksForCode(entry.shared.plan)) entry.shared.session.forget();
  }

  /**
   * Takes the sign-in of a connection that was removed from the vault, where none of the others has the same.
   * Does nothing where the profile cannot be read: then nobody can tell whose sign-in it was.
   */
  async forgetSignIn(removed: Connection, others: readonly Connection[]): Promise<void> {
    const signIn = await this.#signInOf(removed);
    if (!signIn) return;
    for (const other of others) {
      const kept = await this.#signInOf(other);
      if (kept && isSameSignIn(kept, signIn)) return;
    }
    await this.#sso.forget(signIn);
  }

  /**
   * The shared files or the AWS CLI's sign-ins changed. A role that took a code is kept while the files say the same of it.
   * What failed is tried again, without asking.
   */
  filesChanged(): void {
    this.#sessions.filesChanged();
    for (const entry of this.#entries.values()) {
      const { kind } = entry.connection.credentials;
      if (kind !== 'profile' && kind !== 'webIdentity') continue;
      entry.shared = null;
      if (entry.state.error) this.#credentials(entry).catch(() => {});
    }
  }

  /** Dismisses every prompt; asks nothing more. */
  close(): void {
    this.prompts.close();
    this.#sessions.close();
  }

  async #signInOf(connection: Connection): Promise<SsoPlan | null> {
    if (connection.credentials.kind !== 'profile') return null;
    const { readSecret, environment } = this.#ports;
    try {
      return signInOf(await planConnection(connection, { readSecret, environment }));
    } catch {
      return null;
    }
  }

  #entry(connection: Connection): Entry {
    const known = this.#entries.get(connection.id);
    // One that was edited meanwhile is another.
    if (known && JSON.stringify(known.connection) === JSON.stringify(connection)) return known;
    const entry = newEntry(connection, this.#ports.readSecret);
    this.#entries.set(connection.id, entry);
    return entry;
  }

  async #credentials(entry: Entry): Promise<StoreCredentials> {
    if (entry.connection.credentials.kind === 'anonymous') return nobody;
    const { session } = await this.#find(entry);
    return { ...(await session.get(null)), expiration: askAgain };
  }

  async #ready(entry: Entry): Promise<void> {
    if (entry.connection.credentials.kind === 'anonymous') return;
    const { session } = await this.#find(entry);
    await session.get({ prompts: this.prompts, connectionId: entry.connection.id });
  }

  #find(entry: Entry): Promise<SharedSession> {
    if (entry.shared && this.#ports.clock.now() < entry.lookAgainAt) return Promise.resolve(entry.shared);
    entry.finding ??= this.#workOut(entry).finally(() => {
      entry.finding = null;
    });
    return entry.finding;
  }

  async #workOut(entry: Entry): Promise<SharedSession> {
    const { connection, readSecret } = entry;
    let plan: CredentialPlan;
    try {
      plan = await planConnection(connection, { readSecret, environment: this.#ports.environment });
    } catch (error) {
      if (error instanceof AppError) this.#tellState(entry, { kind: 'failed', error });
      throw error;
    }
    const shared = this.#sessions.of(plan, connection);
    entry.shared = shared;
    entry.lookAgainAt = this.#ports.clock.now() + rereadAfterMs;
    if (shared.session.state) this.#tellState(entry, shared.session.state);
    return shared;
  }

  #tellState(entry: Entry, state: SessionState): void {
    const failedBefore = entry.state.error !== null;
    if (state.kind === 'failed') {
      this.#tell(entry, { expiresAt: null, source: null, error: state.error.toShape() });
      return;
    }
    const source = entry.shared ? sourceWords(entry.shared.plan) : null;
    this.#tell(entry, { expiresAt: state.expiresAt, source, error: null });
    if (failedBefore) this.#ports.wake(entry.connection.id);
  }

  #tell(entry: Entry, change: Partial<CredentialState>): void {
    const state = { ...entry.state, ...change };
    if (JSON.stringify(state) === JSON.stringify(entry.state)) return;
    entry.state = state;
    // Nothing is told of a draft, nor of a connection that was edited or removed meanwhile.
    if (this.#entries.get(entry.connection.id) === entry)
      this.#ports.publish({ type: 'credentials', credentials: state });
  }
}

function newEntry(connection: Connection, readSecret: CredentialPorts['readSecret']): Entry {
  const state = { connectionId: connection.id, ...nothingKnown };
  return { connection, readSecret, shared: null, finding: null, lookAgainAt: 0, state };
}
