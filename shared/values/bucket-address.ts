import { isAwsHost, partitionOf, regionOfZone } from './aws-places.ts';
import { type AddressPlace, type BucketAddress, type ParsedAddress, problem } from './bucket-address-kinds.ts';
import { readArn } from './bucket-arn.ts';
import { bucketOfUrl } from './bucket-url.ts';

export type { AddressPlace, BucketAddress, ParsedAddress } from './bucket-address-kinds.ts';

/**
 * Reads what a person entered as a bucket: a name, an ARN, an alias, or a URL that names a bucket. Where it cannot be
 * used at that place, says why, which `addressSaid` makes a sentence that tells what to enter instead.
 *
 * Rules: AWS, "General purpose bucket naming rules", "Directory bucket naming rules", "Referencing access points",
 * "Rules for naming Amazon S3 Multi-Region Access Points", "Using a bucket-style alias for your S3 on Outposts bucket
 * access point". Other stores are freer, and are asked rather than guessed at.
 */
export function parseBucketAddress(entered: string, at: AddressPlace): ParsedAddress {
  const text = entered.trim();
  if (text === '') return problem('empty');
  if (/^https?:\/\//i.test(text)) {
    const bucket = bucketOfUrl(text, at.endpointUrl);
    if (bucket === null) {
      return problem('no bucket in the URL');
    }
    return parseBucketAddress(bucket, at);
  }
  const scheme = /^s3[an]?:\/\//i.exec(text)?.[0];
  if (scheme) {
    const rest = text.slice(scheme.length);
    const bucket = rest.startsWith('arn:') ? rest : (rest.split('/')[0] ?? '');
    return bucket === '' ? problem('no bucket after s3://') : parseBucketAddress(bucket, at);
  }
  if (/^arn:/i.test(text)) return readArn(text, at, (name) => readName(name, at));
  return readName(text, at);
}

/** What a bucket that is known already is. One that breaks the rules for new names exists all the same: a plain bucket. */
export function addressOf(bucket: string, at: AddressPlace): BucketAddress {
  const parsed = parseBucketAddress(bucket, at);
  return parsed.ok && parsed.address.bucket === bucket ? parsed.address : { kind: 'bucket', bucket };
}

/**
 * Whether a bucket follows the rules of directory buckets (S3 Express): listings unsorted, key markers opaque, no upload
 * ID markers, prefixes only up to a `/` (s3-semantics, "Paging ListMultipartUploads").
 */
export function isDirectoryBucket(bucket: string, at: AddressPlace): boolean {
  const { kind } = addressOf(bucket, at);
  return kind === 'directory bucket' || kind === 'directory bucket access point';
}

/** The longest prefix of a key that a directory bucket can be asked for: its folder with the `/`; empty at the top. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

function readName(name: string, at: AddressPlace): ParsedAddress {
  if (/[\s/\\?#]/.test(name) || [...name].some((one) => one < ' ')) {
    return problem('spaces or slashes');
  }
  return at.endpointUrl === null ? readAwsName(name, at) : readForeignName(name, at);
}

function readAwsName(name: string, at: AddressPlace): ParsedAddress {
  const { pathStyle, region } = at;
  // Nothing at AWS has a longer name, and the patterns below take their time with one.
  if (name.length > 255) return tooLong(name, 63);
  if (/--ol-s3$/.test(name)) return problem('Object Lambda');
  if (/\.mrap$/.test(name)) {
    const arn = `arn:${partitionOf(region)}:s3::ACCOUNT-ID:accesspoint/${name}`;
    return problem({ why: 'alias of a multi-region access point', arn });
  }
  if (/--table-s3$/.test(name)) return problem('table bucket');
  const zonal = /^(.*?)--([a-z0-9-]+)--(x|xa)-s3$/.exec(name);
  if (zonal) return readZonal(name, { base: zonal[1] ?? '', zone: zonal[2] ?? '', suffix: zonal[3] ?? '' });
  if (/--xa?-s3$/.test(name)) {
    return problem('no zone');
  }
  if (/--op-s3$/.test(name)) {
    if (name.length > 63 || !label.test(name)) return problem('no alias of Outposts');
    return { ok: true, address: { kind: 'outposts alias', bucket: name } };
  }

  const isLegacy = pathStyle && region === 'us-east-1' && /^[A-Za-z0-9._-]{3,255}$/.test(name);
  if (isLegacy && /[A-Z_]/.test(name)) return { ok: true, address: { kind: 'bucket', bucket: name } };
  if (/[A-Z]/.test(name)) {
    return problem({ why: 'uppercase', lowercase: name.toLowerCase() });
  }
  if (name.length < 3) return problem('too short');
  if (name.length > 63) return tooLong(name, 63);
  const odd = /[^a-z0-9.-]/u.exec(name)?.[0];
  if (odd !== undefined) {
    return problem({ why: 'odd character', character: odd });
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return problem('IP address');
  if (!name.split('.').every((part) => label.test(part))) {
    return problem('part of a name');
  }
  // Where a name has dots the SDK goes path-style by itself: the certificate covers one label only.
  const isAlias = /-s3alias$/.test(name);
  return { ok: true, address: { kind: isAlias ? 'access point alias' : 'bucket', bucket: name } };
}

function tooLong(name: string, most: number): ParsedAddress {
  return problem({ why: 'too long', most, length: name.length });
}

function readZonal(
  name: string,
  { base, zone, suffix }: { base: string; zone: string; suffix: string },
): ParsedAddress {
  const kind = suffix === 'x' ? 'directory bucket' : 'directory bucket access point';
  if (base.length < 1 || name.length > 63 || !label.test(base)) {
    return problem({ why: 'zonal name', of: kind });
  }
  const address = { bucket: name, zone, region: regionOfZone(zone) };
  return { ok: true, address: { kind, ...address } };
}

/** Other stores have their own rules (Ceph takes uppercase letters and `tenant:bucket`), so only what cannot be sent is refused. */
function readForeignName(name: string, { endpointUrl, pathStyle }: AddressPlace): ParsedAddress {
  if (name.length > 255) return tooLong(name, 255);
  // The SDK takes these endings for AWS's own, whatever the endpoint.
  if (/--(xa?|op)-s3$/.test(name)) {
    return problem('ending of AWS');
  }
  if (/^\.+$/.test(name)) return problem('only dots');
  if (pathStyle) return { ok: true, address: { kind: 'bucket', bucket: name } };
  if (name.length > 63 || !name.split('.').every((part) => label.test(part))) {
    return problem('no name of a host');
  }
  if (name.includes('.') && endpointUrl?.startsWith('https:') && !isAwsHost(new URL(endpointUrl).hostname)) {
    return problem('dots and the certificate');
  }
  return { ok: true, address: { kind: 'bucket', bucket: name } };
}
