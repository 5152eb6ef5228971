import { createHash } from 'node:crypto';
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import type { RequestHandler } from '../../store/transport/transport.ts';
import { cliSsoToken, tokenMarginMs } from './cli-tokens.ts';
import { credentialFailure, statusOf } from './credential-failure.ts';
import type { SsoPlan } from './credential-plan.ts';
import { type Asker, refreshSso, type SsoSignInDeps, signInBySso, ssoSignInNeeded } from './sso-sign-in.ts';
import type { SsoSession, SsoTokens } from './sso-tokens.ts';

export interface SsoCredentialsDeps extends Omit<SsoSignInDeps, 'requestHandler'> {
  tokens: SsoTokens;
  /** The AWS CLI's folder of tokens. */
  cliCache: () => string;
  /** Where the portal is, for tests; AWS's own by region where left out. */
  portalEndpoint?: string | undefined;
}

/**
 * Roles of IAM Identity Center. The token is, in this order: the AWS CLI's, ours, ours refreshed, one that the person signs
 * in for. Profiles of one session share it, and one sign-in.
 */
export class SsoCredentials {
  readonly #deps: SsoCredentialsDeps;
  /** Sign-ins under way, by session. */
  readonly #signingIn = new Map<string, Promise<string>>();
  readonly #refreshing = new Map<string, Promise<string | null>>();
  /** Hashes of the CLI's tokens that the portal did not accept: it knows better than the file. */
  readonly #rejected = new Set<string>();

  constructor(deps: SsoCredentialsDeps) {
    this.#deps = deps;
  }

  /**
   * @param asker null: the person is not asked, and SIGN_IN_NEEDED says that they have to be
   * @throws AppError SIGN_IN_NEEDED; as {@link credentialFailure}
   */
  async credentials(plan: SsoPlan, asker: Asker | null, requestHandler: RequestHandler): Promise<StoreCredentials> {
    const find = async () =>
      (await this.#silentToken(plan, requestHandler)) ?? (await this.#signIn(plan, asker, requestHandler));
    // The CLI's token and our own may both have been taken back; the third is the one that was just signed in for.
    for (let tokens = 0; tokens < 3; tokens++) {
      const token = await find();
      const given = await this.#roleCredentials(plan, token, requestHandler);
      if (given !== 'unauthorized') return given;
      await this.#reject(plan, token);
    }
    throw ssoSignInNeeded(plan);
  }

  /** The sign-in made here is over. The AWS CLI's own stays. */
  forget(plan: SsoPlan): Promise<void> {
    return this.#deps.tokens.forget(plan);
  }

  async #silentToken(plan: SsoPlan, requestHandler: RequestHandler): Promise<string | null> {
    const { clock, tokens, cliCache } = this.#deps;
    const cli = await cliSsoToken(cliCache(), plan.session ?? plan.startUrl, plan.startUrl, clock.now());
    if (cli && !this.#rejected.has(hash(cli.accessToken))) return cli.accessToken;
    const own = await tokens.find(plan);
    if (!own) return null;
    if (own.expiresAt > clock.now() + tokenMarginMs) return own.accessToken;
    return this.#refresh(plan, own, requestHandler);
  }

  /** One at a time for a session: a refresh token may be good for one use only. */
  #refresh(plan: SsoPlan, session: SsoSession, requestHandler: RequestHandler): Promise<string | null> {
    return shared(this.#refreshing, sessionKey(plan), async () => {
      const renewed = await refreshSso(plan, session, { ...this.#deps, requestHandler });
      if (renewed) await this.#deps.tokens.keep(plan, renewed);
      return renewed?.accessToken ?? null;
    });
  }

  async #signIn(plan: SsoPlan, asker: Asker | null, requestHandler: RequestHandler): Promise<string> {
    if (!asker) throw ssoSignInNeeded(plan);
    return shared(this.#signingIn, sessionKey(plan), async () => {
      const { tokens } = this.#deps;
      const session = await signInBySso(plan, await tokens.find(plan), asker, {
        ...this.#deps,
        requestHandler,
      });
      await tokens.keep(plan, session);
      return session.accessToken;
    });
  }

  async #reject(plan: SsoPlan, token: string): Promise<void> {
    this.#rejected.add(hash(token));
    const own = await this.#deps.tokens.find(plan);
    if (own?.accessToken === token) await this.#deps.tokens.forget(plan);
  }

  async #roleCredentials(
    plan: SsoPlan,
    accessToken: string,
    requestHandler: RequestHandler,
  ): Promise<StoreCredentials | 'unauthorized'> {
    const { portalEndpoint } = this.#deps;
    const client = new SSOClient({
      region: plan.ssoRegion,
      requestHandler,
      ...(portalEndpoint === undefined ? {} : { endpoint: portalEndpoint }),
      ignoreConfiguredEndpointUrls: true,
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      maxAttempts: 3,
      retryMode: 'standard',
      defaultsMode: 'standard',
      userAgentAppId: 'loose-parts',
    });
    const { accountId, roleName, profile, file } = plan;
    const what = says('roleOfAccount', { role: roleName, account: accountId, profile, file });
    try {
      const { roleCredentials } = await client.send(
        new GetRoleCredentialsCommand({ accountId, roleName, accessToken }),
      );
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
      if (!accessKeyId || !secretAccessKey || !sessionToken) {
        throw new AppError('CREDENTIALS_MISSING', says('withoutKeys', { what }), { profile, file });
      }
      return {
        accessKeyId,
        secretAccessKey,
        sessionToken,
        ...(expiration ? { expiration: new Date(expiration) } : {}),
      };
    } catch (error) {
      if (statusOf(error) === 401) return 'unauthorized';
      throw credentialFailure(error, {
        operation: 'GetRoleCredentials',
        what,
        endpoint: (portalEndpoint && URL.parse(portalEndpoint)?.host) || `portal.sso.${plan.ssoRegion}.amazonaws.com`,
        details: { profile, file },
      });
    }
  }
}

/** Runs `work`, or joins the one that is under way for the same key. */
function shared<T>(running: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const known = running.get(key);
  if (known) return known;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

function sessionKey({ session, startUrl, ssoRegion }: SsoPlan): string {
  return JSON.stringify([session, startUrl, ssoRegion]);
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
