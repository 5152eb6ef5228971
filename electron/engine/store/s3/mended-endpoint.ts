import type { ErrorDetails } from '../../../../shared/schema/errors.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { type StoreAnswer, type StoreWords, storeWords } from './store-answer.ts';

/**
 * The address that a store's answer speaks for, where it is not the one that was asked: offered, never followed. Keys go to
 * another host only when a person says so.
 */

/** Where a call was sent. */
export interface AskedAt {
  /** null: AWS, which names regions and not addresses. */
  endpointUrl: string | null;
  bucket: string | null;
}

/** What is to be told of a failure's place: an endpoint URL to use, and the bucket that the old one held. */
export type Mended = Pick<ErrorDetails, 'mendedEndpoint' | 'heldBucket'>;

const host = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;

/**
 * Whether a denial says where the bucket is to be asked for: Alibaba's 403 AccessDenied "must be addressed using the specified
 * endpoint", beside an Endpoint.
 */
export function namesItsPlace({ code, message, endpoint }: StoreWords): boolean {
  return code === 'AccessDenied' && endpoint !== null && /\bendpoint\b/i.test(message ?? '');
}

/** What a redirect leads to; nothing where it is no place of a store's (a sign-in page, say). */
export function redirectedTo({ endpointUrl, bucket }: AskedAt, answer: StoreAnswer): Mended {
  const words = storeWords(answer);
  const isRedirect = (answer.status >= 300 && answer.status < 400) || namesItsPlace(words);
  if (endpointUrl === null || !isRedirect) return {};
  const asked = new URL(endpointUrl);
  const base = asked.pathname.replace(/\/+$/, '');
  const { endpoint } = words;
  const told = endpoint !== null && host.test(endpoint) ? URL.parse(`${asked.protocol}//${endpoint}`) : null;
  const location = URL.parse(answer.headers.location ?? '', endpointUrl);
  const place = location && keepsCall(location, base, bucket, answer.status) ? location : told;
  if (!place || !/^https?:$/.test(place.protocol)) return {};
  // A host may begin with the bucket's name by chance: a place whose path holds the bucket has it there.
  const isInHost =
    bucket !== null && place.host.startsWith(`${bucket}.`) && !place.pathname.split('/').includes(bucket);
  const authority = isInHost ? place.host.slice(bucket.length + 1) : place.host;
  const path = place === location && base !== '' && place.pathname.startsWith(`${base}/`) ? base : '';
  return different(endpointUrl, `${place.protocol}//${authority}${path}`);
}

/** Whether a redirect keeps the call: the same path elsewhere, and not a page that somebody signs in at. */
function keepsCall({ pathname, host: to }: URL, base: string, bucket: string | null, status: number): boolean {
  if (status === 302 || status === 303) return false;
  if (bucket === null) return pathname === '/' || pathname === `${base}/` || pathname === base;
  return to.startsWith(`${bucket}.`) || pathname.split('/').includes(bucket);
}

/** Failures that an endpoint may give which holds the bucket already, so that its name comes twice. */
const nothingThere: ReadonlySet<ErrorCode> = new Set([
  'NO_SUCH_BUCKET',
  'NOT_S3',
  'STORE_REFUSED',
  'BUCKET_IN_ENDPOINT',
]);

/** The endpoint without the bucket that it holds, where it holds this one. */
export function withoutBucket({ endpointUrl, bucket }: AskedAt, code: ErrorCode): Mended {
  if (endpointUrl === null || bucket === null || bucket === '' || !nothingThere.has(code)) return {};
  const url = new URL(endpointUrl);
  const path = url.pathname.split('/').filter((part) => part !== '');
  if (path.at(-1) === bucket) {
    const rest = path.slice(0, -1).join('/');
    return { ...different(endpointUrl, `${url.protocol}//${url.host}${rest && `/${rest}`}`), heldBucket: bucket };
  }
  if (!url.hostname.startsWith(`${bucket}.`)) return {};
  return { ...different(endpointUrl, `${url.protocol}//${url.host.slice(bucket.length + 1)}`), heldBucket: bucket };
}

/** The same place by the other of `http` and `https`; a port that nobody wrote is written then, for it was the old scheme's. */
export function inOtherScheme(endpointUrl: string | null): Mended {
  if (endpointUrl === null) return {};
  const url = new URL(endpointUrl);
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? '443' : '80') : url.port;
  const path = url.pathname.replace(/\/+$/, '');
  const mended = URL.parse(`${isTls ? 'http' : 'https'}://${url.hostname}:${port}`);
  return mended ? { mendedEndpoint: `${mended.origin}${path}` } : {};
}

function different(endpointUrl: string, mended: string): Mended {
  const isSame = new URL(mended).href === new URL(endpointUrl).href;
  return isSame ? {} : { mendedEndpoint: mended };
}
