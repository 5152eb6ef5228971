import { isIP } from 'node:net';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import type { S3Operation } from './call-context.ts';

/** Where and how a request is sent. */
export interface Place {
  region: string;
  pathStyle: boolean;
}

/** What was learned of an endpoint, as it is kept between sessions. */
export interface EndpointLearned {
  /** null where the entered style was never found wanting. */
  pathStyle: boolean | null;
  /** By bucket, for AWS; of a custom endpoint the one region that it named, under the empty name. */
  regions: Readonly<Record<string, string>>;
}

/** Where it is kept. */
export interface EndpointMemory {
  load(): EndpointLearned | null;
  saveStyle(pathStyle: boolean): void;
  saveRegion(bucket: string, region: string): void;
}

/** A custom endpoint's region, among the buckets: no bucket has an empty name. */
const ofEndpoint = '';

/**
 * Calls that change nothing, by S3's own naming. All others go where these were answered and are never tried elsewhere:
 * what a server makes of a request that it does not understand is not to be found out with an abort.
 */
const reading = /^(List|Get|Head)/;
/** Calls whose good answer is a document about that very bucket, so that they prove that the style is understood. */
const proving: readonly S3Operation[] = ['ListMultipartUploads', 'ListParts', 'ListObjectsV2'];

/** Finds out, call by call, which region and which addressing style an endpoint wants. */
export function createEndpointLearning(
  connection: Pick<Connection, 'endpointUrl' | 'region' | 'pathStyle'>,
  memory?: EndpointMemory,
) {
  const isAws = connection.endpointUrl === null;
  const before = memory?.load() ?? null;
  const regions = new Map(Object.entries(before?.regions ?? {}));
  let pathStyle = before?.pathStyle ?? connection.pathStyle;
  /** The style has been answered by S3 in this session: a failure is no longer the style's. */
  let proved = false;

  const regionOf = (bucket: string | null) =>
    regions.get(isAws ? (bucket ?? ofEndpoint) : ofEndpoint) ?? connection.region;

  const learnStyle = (style: boolean) => {
    proved = true;
    if (style === pathStyle) return;
    pathStyle = style;
    memory?.saveStyle(style);
  };

  /** Sends, and once more to the region that the endpoint names. It has refused to act before it named one. */
  async function inRegion<T>(bucket: string | null, place: Place, attempt: (place: Place) => Promise<T>): Promise<T> {
    try {
      return await attempt(place);
    } catch (error) {
      const region = regionNamedBy(error, isAws);
      if (region === null || region === place.region || (isAws && bucket === null)) throw error;
      const remember = () => {
        const name = isAws ? (bucket ?? ofEndpoint) : ofEndpoint;
        regions.set(name, region);
        memory?.saveRegion(name, region);
      };
      try {
        const result = await attempt({ ...place, region });
        remember();
        return result;
      } catch (second) {
        if (isAnswer(second)) remember();
        throw second;
      }
    }
  }

  return {
    /** Region and style that work, as far as is known. */
    learned: (): Place => ({ region: regionOf(null), pathStyle }),

    /**
     * Makes a call where it belongs. A call that only reads is tried in the other style where the first may be to blame,
     * until a style has proved itself; what S3 answers in it is remembered.
     */
    async send<T>(
      { operation, bucket }: { operation: S3Operation; bucket: string | null },
      attempt: (place: Place) => Promise<T>,
    ): Promise<T> {
      const place = { region: regionOf(bucket), pathStyle };
      try {
        const result = await inRegion(bucket, place, attempt);
        if (proving.includes(operation) && pathStyle === place.pathStyle) proved = true;
        return result;
      } catch (error) {
        const hopeless = proved || bucket === null || !reading.test(operation);
        if (hopeless || !hasTwoStyles(connection.endpointUrl, bucket) || !mayBeTheStyle(error, place.pathStyle)) {
          throw error;
        }
        const other = !place.pathStyle;
        try {
          const result = await inRegion(bucket, { ...place, pathStyle: other }, attempt);
          if (proving.includes(operation)) learnStyle(other);
          return result;
        } catch (second) {
          if (!isAnswer(second)) throw error;
          learnStyle(other);
          throw second;
        }
      }
    },
  };
}

/** AWS takes both. A bucket cannot stand before an IP address, nor where its name is no part of a host name. */
function hasTwoStyles(endpointUrl: string | null, bucket: string): boolean {
  if (endpointUrl === null) return false;
  const host = new URL(endpointUrl).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket);
}

/** What stores without path-style addressing say: Alibaba's, Tencent's and Huawei's, and whoever redirects. */
const wantsHost: ReadonlySet<string> = new Set([
  'SecondLevelDomainForbidden',
  'PathStyleDomainForbidden',
  'VirtualHostDomainRequired',
  'PermanentRedirect',
  'TemporaryRedirect',
  'MovedPermanently',
]);
/** What may be a server's answer to a bucket that it sees in neither the host name nor the path. */
const wantsPath: ReadonlySet<string> = new Set([
  'InvalidBucketName',
  'InvalidURI',
  'MethodNotAllowed',
  'NotImplemented',
  ...['PermanentRedirect', 'TemporaryRedirect', 'MovedPermanently'],
]);
const hostTrouble: ReadonlySet<ErrorCode> = new Set([
  'ENDPOINT_NOT_FOUND',
  'CONNECTION_REFUSED',
  'TLS_FAILED',
  'PROXY_FAILED',
  'NOT_S3',
  'REDIRECTED',
  'NO_SUCH_BUCKET',
]);

function mayBeTheStyle(error: unknown, pathStyle: boolean): boolean {
  if (!(error instanceof AppError)) return false;
  const { storeCode = '' } = error.details;
  if (pathStyle) return error.code === 'NOT_S3' || error.code === 'REDIRECTED' || wantsHost.has(storeCode);
  return hostTrouble.has(error.code) || wantsPath.has(storeCode);
}

const nothingProved: ReadonlySet<ErrorCode> = new Set([
  'NO_SUCH_BUCKET',
  'NOT_S3',
  'WRONG_REGION',
  'REDIRECTED',
  'BUCKET_IN_ENDPOINT',
  'SIGNATURE_MISMATCH',
]);

/** Whether a failure is S3's own word about that bucket. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof AppError) || nothingProved.has(error.code)) return false;
  const { storeCode = '' } = error.details;
  return storeCode !== '' && !wantsHost.has(storeCode) && !wantsPath.has(storeCode);
}

function regionNamedBy(error: unknown, isAws: boolean): string | null {
  if (!(error instanceof AppError) || error.code !== 'WRONG_REGION') return null;
  const { region, storeCode } = error.details;
  // Elsewhere only the signature's scope was wrong; a redirect would lead to another host, which is not ours to choose.
  if (!isAws && storeCode !== 'AuthorizationHeaderMalformed') return null;
  // Of AWS it becomes part of a host name.
  const plausible = isAws ? /^[a-z]{2}[a-z0-9-]{2,40}$/ : /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
  return region && plausible.test(region) ? region : null;
}
