import { isAwsHost } from '../../../shared/values/aws-places.ts';
import { bucketOfUrl } from '../../../shared/values/bucket-url.ts';

/** What was entered as an endpoint, made whole. */
export type EndpointEntry = {
  /** Empty for AWS itself. */
  endpointUrl: string;
  /** The region that the address names. */
  region?: string;
  /** The bucket that the address held, and that is in it no more. */
  bucket?: string;
};

/**
 * Completes what a person entered or pasted as an endpoint: a host without a scheme, the address of a bucket or an object
 * at AWS, an S3 URI. What it cannot read stays as it is.
 */
export function completeEndpoint(entered: string): EndpointEntry {
  const text = entered.trim();
  const s3 = /^s3[an]?:\/\/([^/]+)/i.exec(text)?.[1];
  if (s3 !== undefined) return { endpointUrl: '', bucket: s3 };
  const url = withScheme(text);
  const read = URL.parse(url);
  if (!read || !/^https?:$/.test(read.protocol)) return { endpointUrl: text };
  const bucket = bucketOfUrl(url, null);
  if (bucket === null) return { endpointUrl: url };
  const region = regionOf(read);
  return {
    endpointUrl: special.test(read.hostname) ? serviceOf(read, bucket) : '',
    ...(region !== null && { region }),
    bucket,
  };
}

/** The endpoint without the bucket at the end of its path, on the same host; null where the path holds none. */
export function withoutBucketPath(endpointUrl: string): { endpointUrl: string; bucket: string } | null {
  const url = URL.parse(endpointUrl.trim());
  const parts = url?.pathname.split('/').filter((part) => part !== '') ?? [];
  const bucket = parts.pop();
  if (!url || bucket === undefined) return null;
  return { endpointUrl: [url.origin, ...parts].join('/'), bucket };
}

/** A host with a port, a path, or alone. */
const bareHost = /^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?(\/\S*)?$/i;
/** This computer, to which nobody else listens. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function withScheme(text: string): string {
  const host = bareHost.exec(text)?.[1];
  if (host === undefined) return text;
  return `${loopback.test(host) ? 'http' : 'https'}://${text}`;
}

/** Addresses that AWS itself does not stand for without more ado. */
const special = /(^|[.-])(dualstack|fips|vpce)[.-]/;

function serviceOf(url: URL, bucket: string): string {
  const host = url.host.startsWith(`${bucket}.`) ? url.host.slice(bucket.length + 1) : url.host;
  return `${url.protocol}//${host}`;
}

function regionOf({ hostname, searchParams }: URL): string | null {
  if (!isAwsHost(hostname)) return searchParams.get('region');
  return /[.-]([a-z]{2,4}-(?:[a-z]+-)?[a-z]+-\d)\./.exec(hostname)?.[1] ?? null;
}
