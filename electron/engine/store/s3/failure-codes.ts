import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { meaningOfStatus, meaningOfStoreCode } from '../trouble-table.ts';
import type { CallContext, S3Operation } from './call-context.ts';
import { namesItsPlace } from './mended-endpoint.ts';
import { bodyKind, hasHeaderOfS3, type StoreAnswer, type StoreWords } from './store-answer.ts';

const uploadOperations: readonly S3Operation[] = ['ListParts', 'AbortMultipartUpload', 'CompleteMultipartUpload'];

/** What a failure is, by the store's code, then by the HTTP status, then by what the body is. */
export function failureCode(answer: StoreAnswer, words: StoreWords, { operation }: CallContext): ErrorCode {
  const ofUpload = uploadOperations.includes(operation);
  if (words.code === 'AuthorizationHeaderMalformed' && !words.region && /access key/i.test(words.message ?? '')) {
    return 'ACCESS_KEY_UNKNOWN';
  }
  const { status } = answer;
  const known = meaningOfStoreCode(words.code, operation);
  if (known?.code === 'ACCESS_DENIED') {
    if (namesItsPlace(words)) return 'REDIRECTED';
    const code = denialOf(words.message);
    // 401 asks who is there (RFC 9110): what nobody was asked for, no permission is missing for.
    return code === 'ACCESS_DENIED' && status === 401 ? 'KEYS_REFUSED' : code;
  }
  // Who fails says nothing of what there is.
  if (known?.code === 'NO_SUCH_UPLOAD' && status >= 500) return meaningOfStatus(status)?.code ?? 'STORE_FAILED';
  if (known && known.code !== 'REDIRECTED') return known.code;
  // Redirects and HEAD answers carry no body; the header alone says where the bucket is.
  // 304 is a cache's: it leads nowhere, and nobody asked whether anything had changed.
  if (status === 304) return 'NOT_S3';
  const isRedirect = status >= 300 && status < 400;
  const body = bodyKind(answer.body).kind;
  if ((isRedirect || status === 400) && words.region && body !== 'foreign') return 'WRONG_REGION';
  if (known || isRedirect) return 'REDIRECTED';
  const ofStatus = meaningOfStatus(status);
  // Whoever answers so, a page or nothing at all: it passes, or it is the proxy's.
  if (status >= 500) return ofStatus?.code ?? 'STORE_FAILED';
  if (ofStatus?.fate === 'again soon' || ofStatus?.code === 'PROXY_FAILED') return ofStatus.code;
  if (body === 'foreign') return 'NOT_S3';
  // An answer without an error proves something only where its headers are S3's: any web server can say an empty 404.
  if (body !== 'error' && operation !== 'HeadObject' && !hasHeaderOfS3(answer)) return 'NOT_S3';
  if (ofStatus) return ofStatus.code;
  // An unknown code must not prove that an upload is gone, and neither must an error that names none.
  if (status === 404 && body === 'empty' && operation !== 'HeadObject') {
    return ofUpload ? 'NO_SUCH_UPLOAD' : 'NO_SUCH_BUCKET';
  }
  return 'STORE_REFUSED';
}

const ofKeys: readonly RegExp[] = [
  /no such (?:access )?key|(?:unknown|invalid|wrong|bad) (?:access )?key|invalid (?:signature|credentials?)/i,
  /(?:(?:access|application|api) key|token|credentials?) (?:\S+ ){0,3}(?:disabled|expired|inactive|revoked|deleted)/i,
  /\banonymous/i,
];
const ofAccount: readonly RegExp[] = [
  /\bcaps?\b|quota|suspend|arrear|overdue|unpaid|invoice|billing|payment|not signed up/i,
  /account (?:\S+ ){0,3}(?:locked|disabled|closed|frozen)|limit (?:\S+ ){0,2}(?:exceeded|reached)/i,
];

/**
 * What AccessDenied means by its own sentence: some stores say so of keys that they do not know (Garage), and of an account
 * that has come to a limit (Backblaze).
 */
function denialOf(message: string | null): ErrorCode {
  const words = message ?? '';
  if (ofKeys.some((pattern) => pattern.test(words))) return 'KEYS_REFUSED';
  return ofAccount.some((pattern) => pattern.test(words)) ? 'ACCOUNT_BLOCKED' : 'ACCESS_DENIED';
}
