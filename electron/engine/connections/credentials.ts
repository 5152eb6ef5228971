import { createHash } from 'node:crypto';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AppError } from '../../../shared/errors.ts';
import type { LiveEvent } from '../../../shared/live.ts';
import type { Connection } from '../../../shared/model.ts';
import type { CredentialState } from '../../../shared/sign-in.ts';
import type { Clock, CredentialEndpoints, Log, StaticSecret, Vault } from '../ports.ts';
import type { CredentialSource, RequestHandler, StoreCredentials } from './client-factory.ts';
import { planConnection } from './connection-plan.ts';
import { asksForCode, type CredentialPlan, sourceWords } from './credential-plan.ts';
import { CredentialSession, rereadAfterMs, type SessionState } from './credential-session.ts';
import { carryOut } from './credential-steps.ts';
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

interface Shared {
  plan: CredentialPlan;
  session: CredentialSession;
}

/** What is known of a connection's credentials. */
interface Entry {
  connection: Connection;
  readSecret: CredentialPorts['readSecret'];
  /** null: to be worked out from the connection and the shared files. */
  shared: Shared | null;
  finding: Promise<Shared> | null;
  lookAgainAt: number;
  state: CredentialState;
}

/** A store answers a request that is not signed too; the SDK wants an identity all the same. */
const nobody: StoreCredentials = { accessKeyId: '', secretAccessKey: '' };
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
  readonly #sessions = new Map<string, Shared>();
  readonly #sso: SsoCredentials;
  readonly #plainHandler = new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  });

  constructor(ports: CredentialPorts) {
    this.#ports = ports;
    this.prompts = new Prompts(ports.publish);
    this.#sso = new SsoCredentials({
      clock: ports.clock,
      tokens: new SsoTokens(ports.vault, ports.log),
      cliCache: () => sharedFiles(ports.environment).ssoCache,
      endpoint: ports.endpoints?.oidc,
      portalEndpoint: ports.endpoints?.sso,
    });
  }

  /**
   * What a connection's requests are signed with; for its store.
   * The source throws an AppError and asks nobody.
   */
  sourceFor(connection: Connection): CredentialSource {
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
  ): { source: CredentialSource; ready: () => Promise<void> } {
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
    this.#entries.delete(connectionId);
    this.prompts.dismissOf(connectionId);
    if (entry?.shared && !asksForCode(entry.shared.plan)) entry.shared.session.forget();
  }

  /**
   * The shared files or the AWS CLI's sign-ins changed. A role that took a code is kept while the files say the same of it.
   * What failed is tried again, without asking.
   */
  filesChanged(): void {
    for (const [fingerprint, { plan, session }] of this.#sessions) {
      if (asksForCode(plan) && session.isHeld) continue;
      session.forget();
      this.#sessions.delete(fingerprint);
    }
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
    this.#plainHandler.destroy();
  }

  #entry(connection: Connection): Entry {
    const known = this.#entries.get(connection.id);
    if (known) return known;
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

  #find(entry: Entry): Promise<Shared> {
    if (entry.shared && this.#ports.clock.now() < entry.lookAgainAt) return Promise.resolve(entry.shared);
    entry.finding ??= this.#workOut(entry).finally(() => {
      entry.finding = null;
    });
    return entry.finding;
  }

  async #workOut(entry: Entry): Promise<Shared> {
    const { connection, readSecret } = entry;
    let plan: CredentialPlan;
    try {
      plan = await planConnection(connection, { readSecret, environment: this.#ports.environment });
    } catch (error) {
      if (error instanceof AppError) this.#tellState(entry, { kind: 'failed', error });
      throw error;
    }
    const { proxy, tls, fips } = connection;
    // A connection that goes another way to the wire has credentials of its own.
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([plan, proxy, tls, fips]))
      .digest('hex');
    const shared = this.#sessions.get(fingerprint) ?? this.#open(plan, connection);
    this.#sessions.set(fingerprint, shared);
    entry.shared = shared;
    entry.lookAgainAt = this.#ports.clock.now() + rereadAfterMs;
    if (shared.session.state) this.#tellState(entry, shared.session.state);
    return shared;
  }

  #open(plan: CredentialPlan, connection: Connection): Shared {
    const { environment, clock, endpoints, requestHandlerFor } = this.#ports;
    const requestHandler = requestHandlerFor?.(connection) ?? this.#plainHandler;
    const tools = {
      environment,
      now: clock.now,
      requestHandler,
      fips: connection.fips,
      stsEndpoint: endpoints?.sts,
      sso: this.#sso,
    };
    const session = new CredentialSession({
      clock,
      fetch: (asker) => carryOut(plan, tools, asker),
      changed: (state) => {
        for (const entry of this.#entries.values()) {
          if (entry.shared?.session === session) this.#tellState(entry, state);
        }
      },
    });
    return { plan, session };
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
  const state = { connectionId: connection.id, expiresAt: null, source: null, error: null, ownerId: null };
  return { connection, readSecret, shared: null, finding: null, lookAgainAt: 0, state };
}
