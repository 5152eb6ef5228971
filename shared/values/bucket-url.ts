import { partitionOf } from './aws-places.ts';

/**
 * The bucket that a pasted URL means: of an object or a bucket at AWS (both addressing styles), of AWS's console, or below
 * the connection's own endpoint. null where it does not tell. Nothing of it is ever requested.
 */
export function bucketOfUrl(text: string, endpointUrl: string | null): string | null {
  const url = asUrl(text);
  if (!url) return null;
  const host = url.hostname;
  // No name of a host is longer (RFC 1035), and the patterns below take their time with one.
  if (host.length > 253) return null;
  const first = (path: string) => decoded(path.split('/').find((part) => part !== '') ?? '') || null;

  const endpoint = endpointUrl === null ? null : asUrl(endpointUrl);
  if (endpoint) {
    const base = endpoint.pathname.slice(0, endpoint.pathname.split('').findLastIndex((one) => one !== '/') + 1);
    if (url.host === endpoint.host && url.pathname.startsWith(`${base}/`))
      return first(url.pathname.slice(base.length));
    if (url.host.endsWith(`.${endpoint.host}`)) return url.host.slice(0, -endpoint.host.length - 1);
    return null;
  }

  if (/(^|\.)console\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(host)) {
    const shown = /^\/s3\/buckets\/([^/]+)/.exec(url.pathname)?.[1];
    return shown === undefined ? null : decoded(shown) || null;
  }
  const accessPoint =
    /^([a-z0-9-]+)-(\d{12})\.s3-accesspoint(?:-fips)?(?:\.dualstack)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(
      host,
    );
  if (accessPoint) {
    const [, name, account, region = ''] = accessPoint;
    return `arn:${partitionOf(region)}:s3:${region}:${account}:accesspoint/${name}`;
  }
  // s3.REGION, s3-REGION, s3.dualstack.REGION, s3-fips.REGION and the like; a bucket may stand before it.
  const ordinary =
    /^(?:(.+)\.)?s3(?:-(?!accesspoint|outposts|object-lambda|control)[a-z0-9-]+)?(?:\.dualstack)?(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;
  const aws = ordinary.exec(host);
  if (aws) return aws[1] ?? first(url.pathname);
  // A directory bucket's zonal endpoint.
  return /^([^.]+--xa?-s3)\.s3express-[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com$/.exec(host)?.[1] ?? null;
}

function asUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
