import { isAwsHost, partitionOf, regionOfZone } from './aws-places.ts';
import { type AddressPlace, type BucketAddress, type ParsedAddress, problem } from './bucket-address-kinds.ts';
import { readArn } from './bucket-arn.ts';
import { bucketOfUrl } from './bucket-url.ts';

export type { AddressPlace, BucketAddress, ParsedAddress } from './bucket-address-kinds.ts';

/**
 * Reads what a person entered as a bucket: a name, an ARN, an alias, or a URL that names a bucket. Where it cannot be
 * used at that place, says why in a sentence that tells what to enter instead.
 *
 * Rules: AWS, "General purpose bucket naming rules", "Directory bucket naming rules", "Referencing access points",
 * "Rules for naming Amazon S3 Multi-Region Access Points", "Using a bucket-style alias for your S3 on Outposts bucket
 * access point". Other stores are freer, and are asked rather than guessed at.
 */
export function parseBucketAddress(entered: string, at: AddressPlace): ParsedAddress {
  const text = entered.trim();
  if (text === '') return problem('Enter a bucket name.');
  if (/^https?:\/\//i.test(text)) {
    const bucket = bucketOfUrl(text, at.endpointUrl);
    if (bucket === null) {
      return problem('This URL does not say which bucket it means. Enter the bucket’s name alone.');
    }
    return parseBucketAddress(bucket, at);
  }
  const scheme = /^s3[an]?:\/\//i.exec(text)?.[0];
  if (scheme) {
    const rest = text.slice(scheme.length);
    const bucket = rest.startsWith('arn:') ? rest : (rest.split('/')[0] ?? '');
    return bucket === ''
      ? problem('No bucket follows the s3://. Enter the bucket’s name.')
      : parseBucketAddress(bucket, at);
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
    return problem(
      'A bucket name has no spaces and no slashes. Leave out what follows it: keys and prefixes are filters.',
    );
  }
  return at.endpointUrl === null ? readAwsName(name, at) : readForeignName(name, at);
}

function readAwsName(name: string, at: AddressPlace): ParsedAddress {
  const { pathStyle, region } = at;
  // Nothing at AWS has a longer name, and the patterns below take their time with one.
  if (name.length > 255) return tooLong(name);
  if (/--ol-s3$/.test(name)) return problem(objectLambda);
  if (/\.mrap$/.test(name)) {
    const arn = `arn:${partitionOf(region)}:s3::ACCOUNT-ID:accesspoint/${name}`;
    return problem(`This is the alias of a multi-region access point. Enter its ARN: ${arn}`);
  }
  if (/--table-s3$/.test(name))
    return problem('This is a table bucket: it has no multipart uploads of its own to list.');
  const zonal = /^(.*?)--([a-z0-9-]+)--(x|xa)-s3$/.exec(name);
  if (zonal) return readZonal(name, { base: zonal[1] ?? '', zone: zonal[2] ?? '', suffix: zonal[3] ?? '' });
  if (/--xa?-s3$/.test(name)) {
    return problem('A directory bucket’s name holds its zone: name--usw2-az1--x-s3.');
  }
  if (/--op-s3$/.test(name)) {
    if (name.length > 63 || !label.test(name)) return problem('This is not an alias as S3 on Outposts gives them out.');
    return { ok: true, address: { kind: 'outposts alias', bucket: name } };
  }

  const isLegacy = pathStyle && region === 'us-east-1' && /^[A-Za-z0-9._-]{3,255}$/.test(name);
  if (isLegacy && /[A-Z_]/.test(name)) return { ok: true, address: { kind: 'bucket', bucket: name } };
  if (/[A-Z]/.test(name)) {
    return problem(
      `Bucket names on AWS have lowercase letters only: try ${name.toLowerCase()}. (Buckets made before March 2018 in us-east-1 may differ: they need path-style addressing.)`,
    );
  }
  if (name.length < 3) return problem('A bucket name has at least 3 characters.');
  if (name.length > 63) return tooLong(name);
  const odd = /[^a-z0-9.-]/u.exec(name)?.[0];
  if (odd !== undefined) {
    return problem(`A bucket name has lowercase letters, digits, dots and hyphens only, and no “${odd}”.`);
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return problem('A bucket name is not an IP address.');
  if (!name.split('.').every((part) => label.test(part))) {
    return problem('Each part of a bucket name, between its dots, begins and ends with a letter or a digit.');
  }
  // Where a name has dots the SDK goes path-style by itself: the certificate covers one label only.
  const isAlias = /-s3alias$/.test(name);
  return { ok: true, address: { kind: isAlias ? 'access point alias' : 'bucket', bucket: name } };
}

function tooLong(name: string): ParsedAddress {
  return problem(`A bucket name has at most 63 characters; this one has ${name.length}.`);
}

const objectLambda =
  'This is an Object Lambda access point: it serves objects, and lists no uploads. Enter the bucket or the access point behind it.';

function readZonal(
  name: string,
  { base, zone, suffix }: { base: string; zone: string; suffix: string },
): ParsedAddress {
  const what = suffix === 'x' ? 'directory bucket' : 'directory bucket access point';
  if (base.length < 1 || name.length > 63 || !label.test(base)) {
    return problem(
      `A ${what}’s name has lowercase letters, digits and hyphens, begins and ends with a letter or a digit, and has at most 63 characters with its ending.`,
    );
  }
  const address = { bucket: name, zone, region: regionOfZone(zone) };
  return {
    ok: true,
    address:
      suffix === 'x' ? { kind: 'directory bucket', ...address } : { kind: 'directory bucket access point', ...address },
  };
}

/** Other stores have their own rules (Ceph takes uppercase letters and `tenant:bucket`), so only what cannot be sent is refused. */
function readForeignName(name: string, { endpointUrl, pathStyle }: AddressPlace): ParsedAddress {
  if (name.length > 255) return problem(`A bucket name has at most 255 characters; this one has ${name.length}.`);
  // The SDK takes these endings for AWS's own, whatever the endpoint.
  if (/--(xa?|op)-s3$/.test(name)) {
    return problem(
      'Names that end so belong to AWS’s directory buckets and Outposts: they cannot be used at this endpoint.',
    );
  }
  if (/^\.+$/.test(name)) return problem('A bucket name has more than dots.');
  if (pathStyle) return { ok: true, address: { kind: 'bucket', bucket: name } };
  if (name.length > 63 || !name.split('.').every((part) => label.test(part))) {
    return problem(
      'With virtual-host addressing the name is part of the host: at most 63 lowercase letters, digits, hyphens and dots. For any other name, turn on path-style addressing.',
    );
  }
  if (name.includes('.') && endpointUrl?.startsWith('https:') && !isAwsHost(new URL(endpointUrl).hostname)) {
    return problem(
      'A name with dots does not fit the endpoint’s certificate with virtual-host addressing. Turn on path-style addressing.',
    );
  }
  return { ok: true, address: { kind: 'bucket', bucket: name } };
}
