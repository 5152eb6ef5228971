import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import type { Clock } from '../../ports/ports.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import type { Asker } from './sso-sign-in.ts';

/** How the newest attempt to get credentials ended. */
export type SessionState = { kind: 'held'; expiresAt: number | null } | { kind: 'failed'; error: AppError };

export interface CredentialSessionDeps {
  clock: Clock;
  /** Gets credentials. `asker` null: without the person. @throws AppError */
  fetch: (asker: Asker | null) => Promise<StoreCredentials>;
  changed: (state: SessionState) => void;
}

/** What has no end is got anew after this long, ms: an edited file, a vault, a command may say something else by then. */
export const rereadAfterMs = 10 * 60_000;
/** Before its end, new ones are got while the old ones still serve, ms; of short-lived ones the last quarter. */
const refreshAheadMs = 5 * 60_000;
/**
 * Not used in their last minute, ms; of short-lived ones in their last tenth: a request that is signed in time and arrives
 * too late is refused.
 */
const unusedMs = 60_000;
/** After a refresh that failed while the old ones serve, ms. */
const retryAfterMs = 30_000;
/** Credentials that are younger than this are not got again because a store refused them, ms. */
const refusableAfterMs = 30_000;

interface Held {
  credentials: StoreCredentials;
  fetchedAt: number;
  refreshAt: number;
  endsAt: number;
}

/**
 * Credentials of one origin, shared by every connection that has it, kept until they end and renewed before that without
 * anybody waiting. Only who may ask the person ever waits for the person.
 */
export class CredentialSession {
  readonly #deps: CredentialSessionDeps;
  #held: Held | null = null;
  #retryAt = 0;
  /** Counts what was forgotten: what was asked for before that is not kept. */
  #generation = 0;
  #silent: Promise<StoreCredentials> | null = null;
  #asking: Promise<StoreCredentials> | null = null;
  #state: SessionState | null = null;

  constructor(deps: CredentialSessionDeps) {
    this.#deps = deps;
  }

  /** null: nobody has asked. */
  get state(): SessionState | null {
    return this.#state;
  }

  /** Whether it holds credentials that have not ended. */
  get isHeld(): boolean {
    return this.#held !== null && this.#deps.clock.now() < this.#held.endsAt;
  }

  /**
   * The credentials, from here where they have not ended.
   * @param asker null: at once SIGN_IN_NEEDED where only the person can help
   */
  async get(asker: Asker | null): Promise<StoreCredentials> {
    const now = this.#deps.clock.now();
    if (this.#held && now < this.#held.endsAt) {
      if (now >= this.#held.refreshAt && now >= this.#retryAt) {
        this.#retryAt = now + retryAfterMs;
        this.#fetchSilently().catch(() => {});
      }
      return this.#held.credentials;
    }
    try {
      return await this.#fetchSilently();
    } catch (error) {
      if (!asker || !(error instanceof AppError) || error.code !== 'SIGN_IN_NEEDED') throw error;
      return this.renew(asker);
    }
  }

  /** Gets them anew, whatever is held; that goes on serving until there are others. Several callers share one asking. */
  renew(asker: Asker): Promise<StoreCredentials> {
    this.#asking ??= this.#fetch(asker).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** What is held is not used any more. */
  forget(): void {
    this.#generation++;
    this.#held = null;
    this.#silent = null;
  }

  /** A store says that what is held has ended. */
  refused(): void {
    if (this.#held && this.#deps.clock.now() - this.#held.fetchedAt >= refusableAfterMs) this.forget();
  }

  #fetchSilently(): Promise<StoreCredentials> {
    if (this.#silent) return this.#silent;
    const fetching = this.#fetch(null).finally(() => {
      if (this.#silent === fetching) this.#silent = null;
    });
    this.#silent = fetching;
    return fetching;
  }

  async #fetch(asker: Asker | null): Promise<StoreCredentials> {
    const generation = this.#generation;
    try {
      const credentials = await this.#deps.fetch(asker);
      if (generation === this.#generation) {
        const held = holding(credentials, this.#deps.clock.now());
        this.#held = held;
        this.#retryAt = 0;
        this.#settle({ kind: 'held', expiresAt: credentials.expiration?.getTime() ?? null });
      }
      return credentials;
    } catch (error) {
      const failure = error instanceof AppError ? error : new AppError('INTERNAL', says('credentialsNotHad'));
      // What is held still serves.
      if (generation === this.#generation && !this.isHeld) this.#settle({ kind: 'failed', error: failure });
      throw failure;
    }
  }

  #settle(state: SessionState): void {
    this.#state = state;
    this.#deps.changed(state);
  }
}

function holding(credentials: StoreCredentials, now: number): Held {
  const expiresAt = credentials.expiration?.getTime() ?? null;
  if (expiresAt === null) {
    return { credentials, fetchedAt: now, refreshAt: now + rereadAfterMs, endsAt: now + rereadAfterMs };
  }
  const lastsMs = Math.max(0, expiresAt - now);
  return {
    credentials,
    fetchedAt: now,
    refreshAt: expiresAt - Math.min(refreshAheadMs, lastsMs / 4),
    endsAt: expiresAt - Math.min(unusedMs, lastsMs / 10),
  };
}
