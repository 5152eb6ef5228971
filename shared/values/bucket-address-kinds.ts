/** What a connection's requests are sent to, as far as it decides which addresses can be used. */
export interface AddressPlace {
  /** null: AWS itself. */
  endpointUrl: string | null;
  region: string;
  pathStyle: boolean;
  dualStack: boolean;
  fips: boolean;
}

/**
 * What stands where a bucket is asked for. `bucket` is what requests carry: the name, alias or ARN without blanks, without
 * `s3://` and without a key behind it.
 */
export type BucketAddress =
  | { kind: 'bucket'; bucket: string }
  | { kind: 'access point'; bucket: string; region: string; account: string }
  | { kind: 'access point alias'; bucket: string }
  | { kind: 'multi-region access point'; bucket: string; account: string }
  | { kind: 'outposts access point'; bucket: string; region: string; account: string; outpost: string }
  | { kind: 'outposts alias'; bucket: string }
  /** `region` is that of its zone; null where the zone's name does not tell. */
  | { kind: 'directory bucket'; bucket: string; zone: string; region: string | null }
  | { kind: 'directory bucket access point'; bucket: string; zone: string; region: string | null };

/** Reasons that say all by themselves. */
export type PlainReason =
  | 'empty'
  | 'no bucket in the URL'
  | 'no bucket after s3://'
  | 'spaces or slashes'
  | 'table bucket'
  | 'no zone'
  | 'no alias of Outposts'
  | 'too short'
  | 'IP address'
  | 'part of a name'
  | 'Object Lambda'
  | 'ending of AWS'
  | 'only dots'
  | 'no name of a host'
  | 'dots and the certificate'
  | 'ARN cut off'
  | 'access point elsewhere'
  | 'directory bucket by ARN'
  | 'no access point'
  | 'object behind it'
  | 'name of an access point'
  | 'no multi-region access point'
  | 'ARN without a region'
  | 'multi-region partition'
  | 'account'
  | 'no Outposts access point'
  | 'Outposts bucket'
  | 'Outpost ID';

/** What is wrong with what was entered. */
export type AddressProblem =
  | { why: PlainReason }
  | { why: 'alias of a multi-region access point'; arn: string }
  | { why: 'uppercase'; lowercase: string }
  | { why: 'too long'; most: number; length: number }
  | { why: 'odd character'; character: string }
  | { why: 'zonal name'; of: 'directory bucket' | 'directory bucket access point' }
  | { why: 'another service'; service: string }
  | { why: 'no such endpoint'; of: 'multi-region access point' | 'Outposts'; kind: 'dual-stack' | 'FIPS' }
  | { why: 'no region'; region: string }
  | { why: 'region of another partition'; region: string; partition: string }
  | { why: 'another partition'; partition: string; connection: string };

/** What was entered, or what is wrong with it. */
export type ParsedAddress = { ok: true; address: BucketAddress } | { ok: false; problem: AddressProblem };

/** A refusal. A reason that says it all is enough. */
export function problem(it: AddressProblem | PlainReason): ParsedAddress {
  return { ok: false, problem: typeof it === 'string' ? { why: it } : it };
}
