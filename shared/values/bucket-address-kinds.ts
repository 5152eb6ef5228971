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

/** What was entered, or a sentence that says what is wrong with it. */
export type ParsedAddress = { ok: true; address: BucketAddress } | { ok: false; problem: string };

/** A refusal, as a sentence. */
export function problem(sentence: string): ParsedAddress {
  return { ok: false, problem: sentence };
}
