import { AppError, type ErrorDetails } from '../../../../shared/schema/errors.ts';
import { inTheirWords, type Said } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { says } from '../../../../shared/words/says.ts';
import { tlsFailure } from '../transport/tls-failure.ts';
import { meaningOfStatus, meaningOfStoreCode } from '../trouble-table.ts';
import { inOtherScheme } from './mended-endpoint.ts';
import { type OtherQuestion, otherThanMissing } from './repeated-question.ts';
import {
  bodyKind,
  callInfo,
  retryAfterMs,
  type StoreAnswer,
  type StoreWords,
  serverTime,
  storeWords,
  wasKept,
} from './store-answer.ts';

/** The S3 operations that the app sends, each with the IAM action that allows it. */
export const operationPermissions = {
  ListBuckets: 's3:ListAllMyBuckets',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListParts: 's3:ListMultipartUploadParts',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  CompleteMultipartUpload: 's3:PutObject',
  HeadObject: 's3:GetObject',
  GetObject: 's3:GetObject',
  ListObjectsV2: 's3:ListBucket',
  /** Sent by the SDK before the first call about a directory bucket. */
  CreateSession: 's3express:CreateSession',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 's3:PutLifecycleConfiguration',
  ListObjectVersions: 's3:ListBucketVersions',
  GetBucketVersioning: 's3:GetBucketVersioning',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  GetObjectRetention: 's3:GetObjectRetention',
  GetObjectLegalHold: 's3:GetObjectLegalHold',
  GetBucketPolicy: 's3:GetBucketPolicy',
} as const;
export type S3Operation = keyof typeof operationPermissions;

/** What was asked, for the details of an error. Nothing of the request itself: it is signed. */
export interface CallContext {
  operation: S3Operation;
  bucket: string | null;
  /** Host and port. */
  endpoint: string;
  /** The connection's own; null or absent: AWS's. */
  endpointUrl?: string | null;
  /** Whose parts are asked for. */
  upload?: { uploadId: string; key: string };
}

/** The same of a call to another service. */
export type AnyCallContext = Omit<CallContext, 'operation'> & { operation: string };

/** Of a text that an answer repeats, so much is shown. */
const longestTold = 100;

const uploadOperations: readonly S3Operation[] = ['ListParts', 'AbortMultipartUpload', 'CompleteMultipartUpload'];
/** Whose good answer is a document that says so. */
const documented: readonly S3Operation[] = [
  'CompleteMultipartUpload',
  'CreateSession',
  'GetBucketVersioning',
  'GetObjectLockConfiguration',
  'GetObjectRetention',
  'GetObjectLegalHold',
];

/** Whether an answer is a small document about a bucket or one version, read whole by `bucket-questions.ts`. */
export function isBucketDocument(operation: S3Operation): boolean {
  return operation !== 'GetObject' && (operation === 'GetBucketVersioning' || operation.startsWith('GetObject'));
}

const lifecycleRoot = 'LifecycleConfiguration';
/**
 * What the answer about a bucket is called. A server that does not find the bucket in the host name lists its buckets
 * instead, and the SDK would read that as a bucket without uploads.
 */
const expectedRoot: Readonly<Partial<Record<S3Operation, string>>> = {
  ListMultipartUploads: 'ListMultipartUploadsResult',
  ListParts: 'ListPartsResult',
  ListObjectsV2: 'ListBucketResult',
  ListBuckets: 'ListAllMyBucketsResult',
  CompleteMultipartUpload: 'CompleteMultipartUploadResult',
  GetBucketLifecycleConfiguration: lifecycleRoot,
  ListObjectVersions: 'ListVersionsResult',
  GetBucketVersioning: 'VersioningConfiguration',
  GetObjectLockConfiguration: 'ObjectLockConfiguration',
  GetObjectRetention: 'Retention',
  GetObjectLegalHold: 'LegalHold',
};
/** What else an answer is called, where all that it holds is the same (s3-semantics, "What stores refuse"): moto. */
const alsoCalled: ReadonlyMap<string, string> = new Map([
  ['ListPartsResponse', 'ListPartsResult'],
  // Linode's newer endpoints.
  ['ListBucketsResponse', 'ListAllMyBucketsResult'],
  ['ListBucketsResult', 'ListAllMyBucketsResult'],
  ['ListAllMyBucketsResponse', 'ListAllMyBucketsResult'],
]);

/**
 * The error that an answer amounts to, or null where it is a good answer to that operation.
 *
 * Goes by the store's code, then by the HTTP status, then by what the body is. A failing gateway's HTML page is a
 * failure of the store (it passes); any other page that is not S3 XML says that something else answers there.
 */
export function answerError(answer: StoreAnswer, context: CallContext): AppError | null {
  const body = bodyKind(answer.body);
  const good = answer.status >= 200 && answer.status < 300 && body.kind !== 'error';
  const hasBody = context.operation.startsWith('List') || documented.includes(context.operation);
  const isLifecycle = context.operation === 'GetBucketLifecycleConfiguration';
  const root = expectedRoot[context.operation];
  // A store that does not know ?lifecycle may list objects instead, and no other answer may pass for a list of parts.
  const isOther =
    body.kind === 'result' &&
    (root === undefined ? body.root === lifecycleRoot : (alsoCalled.get(body.root) ?? body.root) !== root);
  // Nearly every answer.
  if (good && body.kind === 'result' && body.complete && hasBody && !isOther) return null;
  // The one answer that is no XML.
  if (good && context.operation === 'GetBucketPolicy' && answer.body.trimStart().startsWith('{')) return null;
  const words = storeWords(answer);
  if (!good) {
    const code = failureCode(answer, words, context);
    if (code === 'NO_SUCH_UPLOAD' && wasKept(answer)) return keptAnswer(context);
    const { upload } = context;
    const other = code === 'NO_SUCH_UPLOAD' && upload ? otherThanMissing(words, upload) : null;
    if (other) return answerToAnother(context, other);
    return new AppError(code, failureMessage(code, words, answer), failureDetails(code, words, answer, context));
  }
  const brief: ErrorDetails = { ...contextDetails(context), httpStatus: answer.status };
  if (words.requestId) brief.requestId = words.requestId;
  if (body.kind === 'foreign' && body.prefixed !== undefined) {
    return new AppError('NOT_S3', says('answerWithPrefix', { prefix: body.prefixed }), { ...brief, unusable: true });
  }
  if (body.kind === 'foreign') return new AppError('NOT_S3', foreignMessage(answer), brief);
  if (context.operation === 'ListBuckets' && body.kind === 'result' && body.root === 'ListBucketResult') {
    return new AppError('BUCKET_IN_ENDPOINT', says('objectsNotBuckets'), brief);
  }
  brief.unusable = true;
  if (isOther) {
    return new AppError('NOT_S3', says('otherAnswer', { root: body.root }), brief);
  }
  if (hasBody && body.kind === 'empty') return new AppError('NOT_S3', says('answerEmpty'), brief);
  if ((hasBody || isLifecycle) && body.kind === 'result' && !body.complete) {
    return new AppError('CONNECTION_LOST', 'The answer broke off before its end.', brief);
  }
  return null;
}

function failureCode(answer: StoreAnswer, words: StoreWords, { operation }: CallContext): ErrorCode {
  const ofUpload = uploadOperations.includes(operation);
  if (words.code === 'AuthorizationHeaderMalformed' && !words.region && /access key/i.test(words.message ?? '')) {
    return 'ACCESS_KEY_UNKNOWN';
  }
  const { status } = answer;
  const known = meaningOfStoreCode(words.code, operation);
  if (known?.code === 'ACCESS_DENIED') {
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
  const isForeign = bodyKind(answer.body).kind === 'foreign';
  if ((isRedirect || status === 400) && words.region && !isForeign) return 'WRONG_REGION';
  if (known || isRedirect) return 'REDIRECTED';
  const ofStatus = meaningOfStatus(status);
  // Whoever answers so, a page or nothing at all: it passes, or it is the proxy's.
  if (ofStatus && (ofStatus.fate === 'again soon' || ofStatus.code === 'PROXY_FAILED' || status >= 500)) {
    return ofStatus.code;
  }
  if (status >= 500) return 'STORE_FAILED';
  if (isForeign) return 'NOT_S3';
  if (words.code === null && operation !== 'HeadObject' && !speaksS3(answer)) return 'NOT_S3';
  if (ofStatus) return ofStatus.code;
  // An unknown code must not prove that an upload is gone, and neither must an error that names none.
  if (status === 404 && bodyKind(answer.body).kind === 'empty' && operation !== 'HeadObject') {
    return ofUpload ? 'NO_SUCH_UPLOAD' : 'NO_SUCH_BUCKET';
  }
  return 'STORE_REFUSED';
}

/** The failure of an answer that a cache had kept, where it is to prove that something is not there. */
export function keptAnswer(context: AnyCallContext): AppError {
  return new AppError('NOT_S3', says('answerKept'), { ...contextDetails(context), unusable: true });
}

/** The failure of an answer to another question, where it is to prove that something is not there. */
export function answerToAnother(context: AnyCallContext, { name, told }: OtherQuestion): AppError {
  const sentence = says('answerToAnother', { name, told: told.trim().slice(0, longestTold) });
  return new AppError('NOT_S3', sentence, { ...contextDetails(context), unusable: true });
}

/**
 * An answer without a body proves something only where its headers are S3's: any web server can say an empty 404, and
 * CloudFront and API Gateway mark all that they say as AWS's.
 */
function speaksS3(answer: StoreAnswer): boolean {
  return (
    bodyKind(answer.body).kind === 'error' ||
    Object.keys(answer.headers).some((name) => /^x-amz-(?!cf-|apigw-)/.test(name))
  );
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
/** What keeps somebody out by the way that they come, whatever they may do. */
const ofTheWay =
  /\bIP\b|address|network|firewall|countr(?:y|ies)|\bhttps?\b(?!:)|\b(?:tls|ssl|mfa)\b|multi-?factor|maintenance|method/i;

/**
 * What AccessDenied means by its own sentence: some stores say so of keys that they do not know (Garage), and of an account
 * that has come to a limit (Backblaze).
 */
function denialOf(message: string | null): ErrorCode {
  const words = message ?? '';
  if (ofKeys.some((pattern) => pattern.test(words))) return 'KEYS_REFUSED';
  return ofAccount.some((pattern) => pattern.test(words)) ? 'ACCOUNT_BLOCKED' : 'ACCESS_DENIED';
}

/** What answers where no S3 server does, as far as it says so. */
function foreignMessage({ status, headers, body }: StoreAnswer): Said {
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(body.slice(0, 20_000))?.[1]?.replace(/\s+/g, ' ').trim();
  const isPage =
    title !== undefined || /html/i.test(headers['content-type'] ?? '') || /<html/i.test(body.slice(0, 1000));
  if (title) return says('answerWasPageCalled', { title, status });
  if (isPage) return says('answerWasPage', { status });
  return body.trim() === '' ? says('answerWasEmptyWith', { status }) : says('answerWasNotXml', { status });
}

function failureMessage(code: ErrorCode, { message, code: name }: StoreWords, answer: StoreAnswer): Said {
  if (code === 'NOT_S3') return foreignMessage(answer);
  if (message !== null) return inTheirWords(message);
  if (code === 'REDIRECTED') return redirectMessage(answer);
  return name === null ? says('answeredWith', { status: answer.status }) : inTheirWords(name);
}

function redirectMessage({ status, headers }: StoreAnswer): Said {
  const to = URL.parse(headers.location ?? '');
  // The place alone: a query may hold what was signed.
  return to ? says('pointsTo', { status, place: `${to.protocol}//${to.host}` }) : says('pointsNowhere', { status });
}

function failureDetails(code: ErrorCode, words: StoreWords, answer: StoreAnswer, context: CallContext): ErrorDetails {
  const details: ErrorDetails = { ...contextDetails(context), httpStatus: answer.status };
  if (words.code) details.storeCode = words.code;
  if (words.message) details.storeMessage = words.message;
  if (words.requestId) details.requestId = words.requestId;
  if (callInfo(answer).requestCharged) details.requestCharged = true;
  const wait = retryAfterMs(answer);
  if (wait !== null) details.retryAfterMs = wait;
  const permission = code === 'ACCESS_DENIED' ? missingPermission(words, context.operation) : null;
  if (permission !== null) details.permission = permission;
  if (code === 'WRONG_REGION') {
    const region = words.region ?? /expecting '([\w-]+)'/.exec(words.message ?? '')?.[1];
    if (region) details.region = region;
  }
  const time = serverTime(answer);
  if (code === 'CLOCK_SKEW' && time !== null) details.clockSkewMs = time - answer.receivedAt;
  return details;
}

/**
 * The IAM action that is missing, where the evidence is about permissions: the store's own sentence names one, or it says
 * AccessDenied and nothing that tells of another cause. A HEAD has no body, and is denied by nothing else.
 *
 * AWS names the action where it is not the obvious one: kms:Decrypt for an encrypted upload.
 */
function missingPermission({ code, message }: StoreWords, operation: S3Operation): string | null {
  const named = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message ?? '')?.[1];
  if (named) return named;
  const isOfPermissions =
    message === null
      ? code === 'AccessDenied' || (code === null && operation === 'HeadObject')
      : /^(?:access (?:is )?denied|forbidden|permission denied)\b[.!]?$|permission|polic(?:y|ies)\b|privilege|not authorized|not allowed/i.test(
          message,
        ) && !ofTheWay.test(message);
  return isOfPermissions ? operationPermissions[operation] : null;
}

/** What was asked, as every error of a call tells it: the words on screen name the host. */
export function contextDetails({ operation, bucket, endpoint }: AnyCallContext): ErrorDetails {
  return bucket === null ? { operation, endpoint } : { operation, bucket, endpoint };
}

const unreachable: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  ENOTFOUND: { code: 'ENDPOINT_NOT_FOUND', message: 'The host name cannot be resolved.' },
  EAI_AGAIN: { code: 'ENDPOINT_NOT_FOUND', message: 'The host name cannot be resolved now.' },
  ECONNREFUSED: { code: 'CONNECTION_REFUSED', message: 'The connection was refused.' },
  ECONNRESET: { code: 'CONNECTION_LOST', message: 'The connection was reset.' },
  ECONNABORTED: { code: 'CONNECTION_LOST', message: 'The connection was broken off.' },
  EPIPE: { code: 'CONNECTION_LOST', message: 'The connection was closed while sending.' },
  ERR_STREAM_PREMATURE_CLOSE: { code: 'CONNECTION_LOST', message: 'The answer broke off before its end.' },
  ETIMEDOUT: { code: 'TIMEOUT', message: 'The connection timed out.' },
  ESOCKETTIMEDOUT: { code: 'TIMEOUT', message: 'The connection timed out.' },
  EHOSTUNREACH: { code: 'TIMEOUT', message: 'There is no way to that host.' },
  ENETUNREACH: { code: 'TIMEOUT', message: 'There is no way to that network.' },
};

/**
 * The error for a call that got no usable answer: the network, TLS, or an answer that could not be read.
 *
 * An AppError passes as it is; one of the way there gets what was asked added. The original error is not kept as a cause: SDK errors carry the request's headers.
 */
export function transportError(error: unknown, context: AnyCallContext): AppError {
  const details = contextDetails(context);
  if (error instanceof AppError) {
    if (error.code === 'WRONG_SCHEME') {
      const mended = inOtherScheme(context.endpointUrl ?? null);
      return new AppError(error.code, error.said, { ...details, ...error.details, ...mended });
    }
    const ofTheWay = error.code === 'PROXY_FAILED' || error.code === 'TLS_FAILED';
    return ofTheWay ? new AppError(error.code, error.said, { ...details, ...error.details }) : error;
  }
  if (!(error instanceof Error)) return new AppError('INTERNAL', says('callFailedSomehow'), details);
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = unreachable[systemCode];
  if (known) return new AppError(known.code, inTheirWords(known.message), details);
  const tls = tlsFailure(error);
  if (tls !== null) return new AppError('TLS_FAILED', tls, details);
  if (error.name === 'TimeoutError') return new AppError('TIMEOUT', 'No connection in time.', details);
  const unusable = { ...details, unusable: true as const };
  if (systemCode.startsWith('HPE_')) return brokenHttp(systemCode, error.message, details);
  if (systemCode === 'Z_BUF_ERROR')
    return new AppError('CONNECTION_LOST', 'The answer broke off before its end.', details);
  // zlib's, and Brotli's own.
  if (/^(?:Z_|ERR__ERROR_)/.test(systemCode)) {
    return new AppError('NOT_S3', says('answerCompressed'), unusable);
  }
  if (error instanceof RangeError) return new AppError('NOT_S3', says('answerFarTooLong'), unusable);
  if (/socket hang up|\baborted\b/i.test(error.message)) {
    return new AppError('CONNECTION_LOST', 'The server closed the connection.', details);
  }
  // The SDK's rules for where a bucket leads: an ARN of another partition, an address that has no such endpoint.
  if (error.name === 'EndpointError') {
    return new AppError('INVALID_INPUT', says('bucketOutOfReach', { why: error.message.replace(/\.+$/, '') }), details);
  }
  if (error.name === 'InvalidBucketName') {
    return new AppError('INVALID_INPUT', says('bucketNameWithSlash'), details);
  }
  if (error instanceof URIError) return new AppError('INVALID_INPUT', says('keyNotUnicode'), details);
  // The SDK's parser: an S3 answer whose fields are not what S3 says (a date that is none, tags that do not match).
  if ('$metadata' in error || error.message.includes('XML parse error')) {
    return new AppError('NOT_S3', says('answerNotS3Xml'), unusable);
  }
  return new AppError('INTERNAL', says('callFailedBy', { name: error.name }), details);
}

/** What no HTTP server begins an answer with: TLS, or another protocol altogether. */
const notHttp: ReadonlySet<string> = new Set(['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION']);

/** An answer that is HTTP and breaks its rules (two lengths, a control character in a header), or none at all. */
function brokenHttp(systemCode: string, message: string, details: ErrorDetails): AppError {
  if (notHttp.has(systemCode)) return new AppError('NOT_S3', says('answerNotHttp'), details);
  const rule = message.replace(/^Parse Error:\s*/, '').replace(/[.\s]+$/, '');
  const said = says('answerBreaksHttp', { rule: rule || systemCode });
  return new AppError('NOT_S3', said, { ...details, unusable: true });
}
