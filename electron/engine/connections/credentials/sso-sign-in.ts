import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import type { Clock } from '../../ports/ports.ts';
import type { RequestHandler } from '../../store/transport/transport.ts';
import { tokenMarginMs } from './cli-tokens.ts';
import { credentialFailure, nameOf } from './credential-failure.ts';
import type { SsoPlan } from './credential-plan.ts';
import type { OpenPrompt, Prompts } from './prompts.ts';
import type { SsoSession } from './sso-tokens.ts';

/** Who may be asked, for which connection. */
export interface Asker {
  prompts: Prompts;
  connectionId: string;
}

export interface SsoSignInDeps {
  clock: Clock;
  /** The way to the wire, of the connection that asks. */
  requestHandler: RequestHandler;
  /** Where the token service is, for tests; AWS's own by region where left out. */
  endpoint?: string | undefined;
}

type Registration = Pick<SsoSession, 'clientId' | 'clientSecret' | 'clientExpiresAt'>;

/** What RFC 8628 has a client wait between two questions where the server says nothing, s; and add when told to slow down. */
const defaultIntervalSeconds = 5;
const slowDownSeconds = 5;

/** What asking again may mend: the person is still at it. */
const passing = new Set(['TIMEOUT', 'CONNECTION_LOST', 'SLOW_DOWN', 'STORE_FAILED']);

/**
 * Signs a person in to IAM Identity Center by the device flow (RFC 8628; IAM Identity Center OIDC API reference): they
 * open a page, compare a code and confirm, while we ask for the token.
 *
 * @param registration of an earlier sign-in, used while it is valid
 * @throws AppError SIGN_IN_NEEDED where it was dismissed, denied or not confirmed in time; as {@link credentialFailure}
 */
export async function signInBySso(
  plan: SsoPlan,
  registration: Registration | null,
  asker: Asker,
  deps: SsoSignInDeps,
): Promise<SsoSession> {
  const { clock } = deps;
  const client = oidcClient(plan, deps);
  const registered =
    registration && registration.clientExpiresAt > clock.now() + tokenMarginMs
      ? registration
      : await register(client, plan, deps);
  const { clientId, clientSecret } = registered;
  const started = await asked(plan, deps, 'StartDeviceAuthorization', () =>
    client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: plan.startUrl })),
  );
  const { deviceCode, userCode, expiresIn = 600 } = started;
  const verificationUrl = webAddress(started.verificationUriComplete ?? started.verificationUri);
  if (!deviceCode || !userCode || !verificationUrl) throw unusable(plan, 'StartDeviceAuthorization');
  const expiresAt = clock.now() + expiresIn * 1000;
  const prompt = asker.prompts.open({
    kind: 'sso',
    connectionId: asker.connectionId,
    profile: plan.profile,
    verificationUrl,
    userCode,
    expiresAt,
  });
  try {
    const input = { clientId, clientSecret, grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode };
    return await poll(plan, { client, registered, input, prompt, expiresAt, interval: started.interval }, deps);
  } finally {
    prompt.close();
  }
}

interface Polling {
  client: SSOOIDCClient;
  registered: Registration;
  input: CreateTokenCommandInput;
  prompt: OpenPrompt;
  expiresAt: number;
  interval: number | undefined;
}

async function poll(
  plan: SsoPlan,
  { client, registered, input, prompt, expiresAt, interval }: Polling,
  deps: SsoSignInDeps,
): Promise<SsoSession> {
  let seconds = interval && interval > 0 ? interval : defaultIntervalSeconds;
  for (;;) {
    await waitOrDismissed(deps.clock, seconds * 1000, prompt);
    if (deps.clock.now() >= expiresAt) throw notInTime(plan);
    try {
      return await createToken(client, plan, registered, input, deps);
    } catch (error) {
      switch (nameOf(error)) {
        case 'AuthorizationPendingException':
          break;
        case 'SlowDownException':
          seconds += slowDownSeconds;
          break;
        case 'ExpiredTokenException':
          throw notInTime(plan);
        case 'AccessDeniedException':
          throw signInNeeded(plan, says('signInDenied', { profile: plan.profile }));
        default: {
          const failure = oidcFailure(error, plan, deps, 'CreateToken');
          if (!passing.has(failure.code)) throw failure;
          seconds += slowDownSeconds;
        }
      }
    }
  }
}

/**
 * A new access token for a refresh token, without the person.
 *
 * @returns null where it is not accepted any more
 * @throws AppError as {@link credentialFailure}, where the service could not be asked
 */
export async function refreshSso(plan: SsoPlan, session: SsoSession, deps: SsoSignInDeps): Promise<SsoSession | null> {
  const { clientId, clientSecret, clientExpiresAt, refreshToken } = session;
  if (refreshToken === null || clientExpiresAt <= deps.clock.now()) return null;
  const client = oidcClient(plan, deps);
  try {
    const input = { clientId, clientSecret, grantType: 'refresh_token', refreshToken };
    const renewed = await createToken(client, plan, session, input, deps);
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  } catch (error) {
    const failure = oidcFailure(error, plan, deps, 'CreateToken');
    if (failure.code === 'CREDENTIALS_MISSING' || failure.code === 'TOKEN_EXPIRED') return null;
    throw failure;
  }
}

/** For who may not ask: what to do. */
export function ssoSignInNeeded(plan: SsoPlan): AppError {
  const { profile, startUrl } = plan;
  const host = URL.parse(startUrl)?.host ?? startUrl;
  return signInNeeded(plan, says('signInNeeded', { profile, host }));
}

function oidcClient({ ssoRegion }: SsoPlan, { requestHandler, endpoint }: SsoSignInDeps): SSOOIDCClient {
  return new SSOOIDCClient({
    region: ssoRegion,
    requestHandler,
    ...(endpoint === undefined ? {} : { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    // The polling has a pace of its own.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'loose-parts',
  });
}

async function register(client: SSOOIDCClient, plan: SsoPlan, deps: SsoSignInDeps): Promise<Registration> {
  const { clientId, clientSecret, clientSecretExpiresAt } = await asked(plan, deps, 'RegisterClient', () =>
    client.send(
      new RegisterClientCommand({
        clientName: 'loose-parts',
        clientType: 'public',
        // Without scopes, as a profile without a session has it, no refresh token is given out.
        ...(plan.session === null ? {} : { scopes: plan.scopes }),
      }),
    ),
  );
  if (!clientId || !clientSecret) throw unusable(plan, 'RegisterClient');
  return { clientId, clientSecret, clientExpiresAt: (clientSecretExpiresAt ?? 0) * 1000 };
}

async function createToken(
  client: SSOOIDCClient,
  plan: SsoPlan,
  { clientId, clientSecret, clientExpiresAt }: Registration,
  input: CreateTokenCommandInput,
  { clock }: SsoSignInDeps,
): Promise<SsoSession> {
  const { accessToken, expiresIn, refreshToken } = await client.send(new CreateTokenCommand(input));
  if (!accessToken || !expiresIn) throw unusable(plan, 'CreateToken');
  return {
    startUrl: plan.startUrl,
    ssoRegion: plan.ssoRegion,
    clientId,
    clientSecret,
    clientExpiresAt,
    accessToken,
    expiresAt: clock.now() + expiresIn * 1000,
    refreshToken: refreshToken ?? null,
  };
}

async function asked<T>(plan: SsoPlan, deps: SsoSignInDeps, operation: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw oidcFailure(error, plan, deps, operation);
  }
}

function oidcFailure(error: unknown, plan: SsoPlan, { endpoint }: SsoSignInDeps, operation: string): AppError {
  return credentialFailure(error, {
    operation,
    what: says('signInOf', { profile: plan.profile }),
    endpoint: (endpoint && URL.parse(endpoint)?.host) || `oidc.${plan.ssoRegion}.amazonaws.com`,
    details: { profile: plan.profile, file: plan.file },
  });
}

/** Resolves after `ms`. @throws AppError SIGN_IN_NEEDED as soon as the prompt is dismissed */
async function waitOrDismissed(clock: Clock, ms: number, prompt: OpenPrompt): Promise<void> {
  let cancel = () => {};
  const waited = new Promise<void>((resolve) => {
    cancel = clock.schedule(clock.now() + ms, resolve);
  });
  try {
    await Promise.race([waited, prompt.answer]);
  } finally {
    cancel();
  }
}

function webAddress(text: string | undefined): string | null {
  const url = URL.parse(text ?? '');
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

function notInTime(plan: SsoPlan): AppError {
  return signInNeeded(plan, says('signInLate', { profile: plan.profile }));
}

function unusable({ profile }: SsoPlan, operation: string): AppError {
  return new AppError('CREDENTIALS_MISSING', says('signInLacking', { profile, operation }), { profile, operation });
}

function signInNeeded({ profile }: SsoPlan, said: Said): AppError {
  return new AppError('SIGN_IN_NEEDED', said, { profile });
}
