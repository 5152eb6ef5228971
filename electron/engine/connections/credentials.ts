import { fromIni } from '@aws-sdk/credential-providers';
import { AppError } from '../../../shared/errors.ts';
import { assertNever } from '../../../shared/exhaustive.ts';
import type { Connection } from '../../../shared/model.ts';
import type { StaticSecret } from '../ports.ts';
import type { CredentialSource } from './client-factory.ts';
import { listProfiles, type ProfileEnvironment, sharedFiles } from './profiles.ts';

export interface CredentialPorts {
  /** The secret of a connection with static keys; null where none is kept. */
  readSecret: (connectionId: string) => Promise<StaticSecret | null>;
  environment: ProfileEnvironment;
  /** Local clock, ms UTC; the machine's if left out. */
  now?: () => number;
}

/**
 * The SDK keeps credentials without an expiry for ever and asks anew five minutes before one; with this, an edited
 * profile is noticed within ten minutes.
 */
const rereadAfterMs = 15 * 60_000;

/**
 * Where a connection's requests get their credentials from.
 *
 * @returns a function that throws AppError CREDENTIALS_MISSING (nothing stored, or a profile that yields none),
 *   PROFILE_INVALID (no such profile, a file that cannot be read) or TOKEN_EXPIRED (a single sign-on that has ended)
 */
export function createCredentialSource(connection: Connection, ports: CredentialPorts): CredentialSource {
  const { credentials } = connection;
  switch (credentials.kind) {
    case 'static':
      return async () => {
        const secret = await ports.readSecret(connection.id);
        if (!secret) {
          throw new AppError(
            'CREDENTIALS_MISSING',
            `The secret access key of “${connection.name}” is not kept on this computer. Edit the connection and enter it again.`,
          );
        }
        return {
          accessKeyId: credentials.accessKeyId,
          secretAccessKey: secret.secretAccessKey,
          ...(secret.sessionToken ? { sessionToken: secret.sessionToken } : {}),
        };
      };
    case 'profile':
      return profileSource(credentials.profile, connection.region, ports);
    case 'environment':
    case 'metadata':
    case 'webIdentity':
    case 'anonymous':
      return async () => {
        throw new AppError('CREDENTIALS_MISSING', 'This source of credentials is not built yet.');
      };
    default:
      return assertNever(credentials);
  }
}

function profileSource(
  profile: string,
  region: string,
  { environment, now = Date.now }: CredentialPorts,
): CredentialSource {
  const files = sharedFiles(environment);
  // fromIni and not the whole chain: a profile that yields nothing must not end at the machine's own role.
  const provider = fromIni({
    profile,
    filepath: files.credentials,
    configFilepath: files.config,
    // Files are edited and sessions renewed while the app runs.
    ignoreCache: true,
    clientConfig: { region },
  });
  return async () => {
    const known = await listProfiles(environment);
    if (!known.some(({ name }) => name === profile)) {
      throw new AppError(
        'PROFILE_INVALID',
        `There is no profile “${profile}” in ${files.config} or ${files.credentials}.`,
        { profile },
      );
    }
    try {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken ? { sessionToken } : {}),
        expiration: expiration ?? new Date(now() + rereadAfterMs),
      };
    } catch (error) {
      throw profileFailure(error, profile);
    }
  };
}

/**
 * A profile that yields no credentials. The SDK's message is only looked at, never passed on: that of a
 * credential_process repeats the command line, which may hold a secret.
 */
function profileFailure(error: unknown, profile: string): AppError {
  const [name, message] = error instanceof Error ? [error.name, error.message] : ['', ''];
  if (/sso|login/i.test(message) && /expired|invalid|refresh/i.test(message)) {
    return new AppError(
      'TOKEN_EXPIRED',
      `The sign-in of profile “${profile}” has ended. Run: aws sso login --profile ${profile}`,
      { profile },
    );
  }
  if (/multi-factor|MFA/i.test(message)) {
    return new AppError('CREDENTIALS_MISSING', `Profile “${profile}” asks for an MFA code, which is not supported.`, {
      profile,
    });
  }
  const why = name === 'CredentialsProviderError' || name === '' ? '' : ` (${name})`;
  return new AppError('CREDENTIALS_MISSING', `Profile “${profile}” yields no credentials${why}.`, { profile });
}
