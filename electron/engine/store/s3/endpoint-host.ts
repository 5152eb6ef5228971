import { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';

type Endpoint = Pick<Connection, 'endpointUrl' | 'dualStack' | 'fips'>;

let resolver: S3Client['config']['endpointProvider'] | undefined;

/** AWS's own rules, which the SDK carries: partitions, dual-stack and FIPS differ in more than a suffix. */
function awsEndpoint({ dualStack, fips }: Endpoint, region: string): URL {
  resolver ??= new S3Client({ region: 'us-east-1', credentials: { accessKeyId: '', secretAccessKey: '' } }).config
    .endpointProvider;
  return resolver({ Region: region, UseDualStack: dualStack, UseFIPS: fips }).url;
}

/** Host and port of a connection, for sentences: no user info, path, query or bucket. */
export function endpointHost(connection: Endpoint, region: string): string {
  if (connection.endpointUrl !== null) return new URL(connection.endpointUrl).host;
  try {
    return awsEndpoint(connection, region).host;
  } catch {
    // A region that is not one; saving refuses it, and a call fails by itself.
    return 'AWS';
  }
}

/**
 * Refuses settings of the endpoint that cannot be.
 *
 * @throws AppError INVALID_INPUT in words: a secret in the URL, a port that is none, AWS's variants beside a URL, a
 *   region that AWS cannot have or that lacks the variant
 */
export function requireUsableEndpoint(connection: Endpoint & Pick<Connection, 'region'>): void {
  const { endpointUrl, dualStack, fips, region } = connection;
  // The SDK signs for no other, whatever the endpoint.
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(region)) {
    throw refusal('region', says('regionSpelling'));
  }
  if (endpointUrl === null) {
    try {
      awsEndpoint(connection, region);
    } catch (error) {
      // The rules' own words: “FIPS is enabled but this partition does not support FIPS”.
      const why = error instanceof Error ? error.message : String(error);
      throw refusal('region', says('noEndpointInRegion', { region, why }));
    }
    return;
  }
  const { username, password, search, hash, port } = new URL(endpointUrl);
  // The endpoint is shown and saved as it is: a password in it would be, too.
  if (username || password || search || hash) {
    throw refusal('endpointUrl', says('endpointWithLogin'));
  }
  if (port === '0') throw refusal('endpointUrl', says('portZero'));
  if (dualStack) throw refusal('dualStack', says('dualStackOfAws'));
  if (fips) throw refusal('fips', says('fipsOfAws'));
}

function refusal(path: string, said: Said): AppError {
  return new AppError('INVALID_INPUT', said, { issues: [{ path, message: said.english }] });
}
