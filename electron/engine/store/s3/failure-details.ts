import type { ErrorDetails } from '../../../../shared/schema/errors.ts';
import { inTheirWords, type Said } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { says } from '../../../../shared/words/says.ts';
import { type CallContext, contextDetails, operationPermissions, type S3Operation } from './call-context.ts';
import {
  callInfo,
  hasHeaderOfS3,
  retryAfterMs,
  type StoreAnswer,
  type StoreWords,
  serverTime,
} from './store-answer.ts';

/** What a failure says: the store's own sentence, where it has one. */
export function failureMessage(code: ErrorCode, { message, code: name }: StoreWords, answer: StoreAnswer): Said {
  if (code === 'NOT_S3') return foreignMessage(answer);
  if (message !== null) return inTheirWords(message);
  if (code === 'REDIRECTED') return redirectMessage(answer);
  return name === null ? says('answeredWith', { status: answer.status }) : inTheirWords(name);
}

function titleIn(body: string): string | undefined {
  return /<title[^<>]*>([^<]{1,200})/i.exec(body.slice(0, 20_000))?.[1]?.replace(/\s+/g, ' ').trim();
}

function isPage({ headers, body }: Pick<StoreAnswer, 'headers' | 'body'>): boolean {
  return (
    titleIn(body) !== undefined || /html/i.test(headers['content-type'] ?? '') || /<html/i.test(body.slice(0, 1000))
  );
}

/**
 * Whether an S3 server gave an answer that is none of S3's: JSON or a text, under S3's headers. A page under them may be a
 * website's that S3 serves, where no S3 call is answered.
 */
export function isOfS3(answer: StoreAnswer): boolean {
  return hasHeaderOfS3(answer) && !isPage(answer);
}

/** What answers where no S3 server does, as far as it says so. */
export function foreignMessage({ status, headers, body }: StoreAnswer): Said {
  const title = titleIn(body);
  if (title) return says('answerWasPageCalled', { title, status });
  if (isPage({ headers, body })) return says('answerWasPage', { status });
  return body.trim() === '' ? says('answerWasEmptyWith', { status }) : says('answerWasNotXml', { status });
}

function redirectMessage({ status, headers }: StoreAnswer): Said {
  const to = URL.parse(headers.location ?? '');
  // The place alone: a query may hold what was signed.
  return to ? says('pointsTo', { status, place: `${to.protocol}//${to.host}` }) : says('pointsNowhere', { status });
}

/** What else is known of a failure. */
export function failureDetails(
  code: ErrorCode,
  words: StoreWords,
  answer: StoreAnswer,
  context: CallContext,
): ErrorDetails {
  const details: ErrorDetails = { ...contextDetails(context), httpStatus: answer.status };
  if (words.code) details.storeCode = words.code;
  if (words.message) details.storeMessage = words.message;
  if (words.requestId) details.requestId = words.requestId;
  if (callInfo(answer).requestCharged) details.requestCharged = true;
  if (code === 'NOT_S3' && isOfS3(answer)) details.unusable = true;
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

/** What keeps somebody out by the way that they come, whatever they may do. */
const ofTheWay =
  /\bIP\b|address|network|firewall|refer+er|outside|hours|\bVPC\b|endpoint|countr(?:y|ies)|\bhttps?\b(?!:)|\b(?:tls|ssl|mfa)\b|multi-?factor|maintenance|method/i;

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
