import { fromHttp, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import { readNamedFile } from '../../store/transport/named-file.ts';
import type { ProfileEnvironment } from './shared-config.ts';

/** What the machine that the app runs on hands out: its environment, its container's or its instance's role. */

/** For one request to a metadata service, ms. They are on the machine or next to it. */
const metadataTimeoutMs = 1_000;
const metadataRetries = 2;

/** @throws AppError CREDENTIALS_MISSING naming the variables that are not set; TOKEN_EXPIRED */
export function environmentCredentials(environment: ProfileEnvironment, now: () => number): StoreCredentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CREDENTIAL_EXPIRATION } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    const isBoth = !AWS_ACCESS_KEY_ID && !AWS_SECRET_ACCESS_KEY;
    const variable = AWS_ACCESS_KEY_ID ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    const said = isBoth ? says('environmentLacksBoth') : says('environmentLacks', { variable });
    throw new AppError('CREDENTIALS_MISSING', said);
  }
  const expiresAt = Date.parse(AWS_CREDENTIAL_EXPIRATION ?? '');
  if (expiresAt <= now()) {
    const message = says('environmentExpired');
    throw new AppError('TOKEN_EXPIRED', message);
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expiration: new Date(expiresAt) }),
  };
}

/** Whether the environment names a container's endpoint for credentials (ECS, EKS Pod Identity). */
export function isInContainer(environment: ProfileEnvironment): boolean {
  return Boolean(environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || environment.AWS_CONTAINER_CREDENTIALS_FULL_URI);
}

/** The role of the container: ECS, EKS Pod Identity. @throws AppError CREDENTIALS_MISSING */
export async function containerCredentials(environment: ProfileEnvironment): Promise<StoreCredentials> {
  const {
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: full,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
  } = environment;
  if (!relative && !full) {
    const message = says('noContainerRole');
    throw new AppError('CREDENTIALS_MISSING', message);
  }
  // The SDK would read whatever it names.
  const read = tokenFile ? await readNamedFile(tokenFile) : null;
  if (read && !read.ok) {
    const file = tokenFile ?? '';
    const why = read.code === 'ENOENT' ? says('fileUnreadable', { code: read.code }) : read.why;
    throw new AppError('CREDENTIALS_MISSING', says('containerTokenFile', { file, why }), { file });
  }
  try {
    // Of two of a kind only the one that counts: the SDK would write to the console.
    const provider = fromHttp({
      ...(relative ? { awsContainerCredentialsRelativeUri: relative } : { awsContainerCredentialsFullUri: full ?? '' }),
      ...(tokenFile
        ? { awsContainerAuthorizationTokenFile: tokenFile }
        : token
          ? { awsContainerAuthorizationToken: token }
          : {}),
      timeout: metadataTimeoutMs,
      maxRetries: metadataRetries,
    });
    return plain(await provider());
  } catch {
    // The address may carry a token, so it is not repeated.
    throw new AppError('CREDENTIALS_MISSING', says('containerGaveNone'));
  }
}

/**
 * The role of the EC2 instance, by IMDSv2 only: version 1 answers whoever can make this machine send a request. Where the
 * service is, the SDK takes from the process's environment (AWS_EC2_METADATA_SERVICE_ENDPOINT).
 *
 * @throws AppError CREDENTIALS_MISSING
 */
export async function instanceCredentials(environment: ProfileEnvironment): Promise<StoreCredentials> {
  if (environment.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
    const message = says('metadataOff');
    throw new AppError('CREDENTIALS_MISSING', message);
  }
  try {
    const provider = fromInstanceMetadata({
      ec2MetadataV1Disabled: true,
      timeout: metadataTimeoutMs,
      maxRetries: metadataRetries,
    });
    return plain(await provider());
  } catch {
    const message = says('metadataGaveNone');
    throw new AppError('CREDENTIALS_MISSING', message);
  }
}

/** What the SDK found, without what it notes beside it. */
function plain({ accessKeyId, secretAccessKey, sessionToken, expiration }: StoreCredentials): StoreCredentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration ? { expiration } : {}),
  };
}
