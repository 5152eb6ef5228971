import { createHash } from 'node:crypto';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import type { Clock, CredentialEndpoints, Log } from '../../ports/ports.ts';
import type { RequestHandler } from '../../store/transport/transport.ts';
import { nameOf } from './credential-failure.ts';
import { asksForCode, type CredentialPlan } from './credential-plan.ts';
import { CredentialSession, type SessionState } from './credential-session.ts';
import { carryOut } from './credential-steps.ts';
import type { ProfileEnvironment } from './shared-config.ts';
import type { SsoCredentials } from './sso-credentials.ts';

/** A session, and the plan that it carries out. */
export interface SharedSession {
  plan: CredentialPlan;
  session: CredentialSession;
}

export interface CredentialSessionsDeps {
  clock: Clock;
  log: Log;
  environment: ProfileEnvironment;
  endpoints?: CredentialEndpoints | undefined;
  /** The way to the wire for calls for credentials; a plain one where left out. */
  requestHandlerFor?: ((connection: Connection) => RequestHandler) | undefined;
  sso: SsoCredentials;
  changed: (session: CredentialSession, state: SessionState) => void;
}

/** One session for each plan, however many connections have it: a code is typed once for all of them. */
export class CredentialSessions {
  readonly #deps: CredentialSessionsDeps;
  /** By the plan's hash: a plan holds secrets. */
  readonly #sessions = new Map<string, SharedSession>();
  readonly #plainHandler = new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  });

  constructor(deps: CredentialSessionsDeps) {
    this.#deps = deps;
  }

  /** The session of a plan, as a connection reaches the wire: one that goes another way has credentials of its own. */
  of(plan: CredentialPlan, connection: Connection): SharedSession {
    const { proxy, tls, fips } = connection;
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([plan, proxy, tls, fips]))
      .digest('hex');
    const shared = this.#sessions.get(fingerprint) ?? this.#open(plan, connection);
    this.#sessions.set(fingerprint, shared);
    return shared;
  }

  /** A role that took a code is kept: it is found again while the files say the same of it. */
  filesChanged(): void {
    for (const [fingerprint, { plan, session }] of this.#sessions) {
      if (asksForCode(plan) && session.isHeld) continue;
      session.forget();
      this.#sessions.delete(fingerprint);
    }
  }

  close(): void {
    this.#plainHandler.destroy();
  }

  #open(plan: CredentialPlan, connection: Connection): SharedSession {
    const { environment, clock, log, endpoints, requestHandlerFor, sso, changed } = this.#deps;
    const tools = {
      environment,
      now: () => clock.now(),
      requestHandler: requestHandlerFor?.(connection) ?? this.#plainHandler,
      fips: connection.fips,
      stsEndpoint: endpoints?.sts,
      sso,
    };
    const session: CredentialSession = new CredentialSession({
      clock,
      fetch: (asker) =>
        carryOut(plan, tools, asker).catch((error: unknown) => {
          if (error instanceof AppError) throw error;
          // A bug of ours. Its name only: a message may hold anything.
          log.error('A source of credentials stumbled', { kind: plan.kind, error: nameOf(error) });
          throw error;
        }),
      changed: (state) => changed(session, state),
    });
    return { plan, session };
  }
}
