import type { Connection } from '../../../shared/schema/model.ts';
import { type BucketTerms, bucketTerms } from '../store/s3/bucket-terms.ts';

/** What a command of the AWS CLI needs to reach a bucket; null: what is set up for it. Never a secret. */
export interface CliTarget {
  endpointUrl: string | null;
  region: string | null;
  profile: string | null;
  /** Who pays, and who must own the bucket: a command goes by them as this app's own calls do. */
  terms?: BucketTerms;
}

/** How the CLI reaches a bucket as this connection does. */
export function cliTarget(connection: Connection, bucket: string): CliTarget {
  const { endpointUrl, region, credentials } = connection;
  return {
    endpointUrl,
    region,
    profile: credentials.kind === 'profile' ? credentials.profile : null,
    terms: bucketTerms(bucket, connection, connection),
  };
}

/** The options that every command of one target has. */
export function targetOptions({ endpointUrl, region, profile }: CliTarget, quote: (text: string) => string): string {
  return optionsOf({ '--endpoint-url': endpointUrl, '--region': region, '--profile': profile }, quote);
}

/** Those of who must own the bucket, and, where a call knows it, of who pays. */
export function termOptions(
  { terms: { ExpectedBucketOwner, RequestPayer } = {} }: CliTarget,
  quote: (text: string) => string,
): { owner: string; all: string } {
  const owner = optionsOf({ '--expected-bucket-owner': ExpectedBucketOwner ?? null }, quote);
  return { owner, all: owner + optionsOf({ '--request-payer': RequestPayer ?? null }, quote) };
}

function optionsOf(options: Readonly<Record<string, string | null>>, quote: (text: string) => string): string {
  return Object.entries(options)
    .map(([name, value]) => (value === null ? '' : ` ${name} ${quote(value)}`))
    .join('');
}
