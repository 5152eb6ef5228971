import { AppError, type ErrorDetails } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import { type AnyCallContext, type CallContext, contextDetails, type S3Operation } from './call-context.ts';
import { failureCode } from './failure-codes.ts';
import { failureDetails, failureMessage, foreignMessage, isOfS3 } from './failure-details.ts';
import { type OtherQuestion, otherThanMissing } from './repeated-question.ts';
import { type BodyKind, bodyKind, callInfo, type StoreAnswer, storeWords, wasKept } from './store-answer.ts';

/**
 * What a good answer is a document of; null: it is none of S3's XML. A server that does not find the bucket in the host name
 * lists its buckets instead, and the SDK would read that as a bucket without uploads.
 */
const documents: Readonly<Record<S3Operation, string | null>> = {
  ListBuckets: 'ListAllMyBucketsResult',
  ListMultipartUploads: 'ListMultipartUploadsResult',
  ListParts: 'ListPartsResult',
  AbortMultipartUpload: null,
  CompleteMultipartUpload: 'CompleteMultipartUploadResult',
  HeadObject: null,
  GetObject: null,
  ListObjectsV2: 'ListBucketResult',
  CreateSession: 'CreateSessionResult',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  PutBucketLifecycleConfiguration: null,
  ListObjectVersions: 'ListVersionsResult',
  GetBucketVersioning: 'VersioningConfiguration',
  GetObjectLockConfiguration: 'ObjectLockConfiguration',
  GetObjectRetention: 'Retention',
  GetObjectLegalHold: 'LegalHold',
  GetBucketPolicy: null,
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
  if (body.kind === 'error' || answer.status < 200 || answer.status >= 300) return failure(answer, context);
  return strangeness(answer, body, context);
}

function failure(answer: StoreAnswer, context: CallContext): AppError {
  const words = storeWords(answer);
  const code = failureCode(answer, words, context);
  if (code === 'NO_SUCH_UPLOAD') {
    if (wasKept(answer)) return keptAnswer(context);
    const other = context.upload ? otherThanMissing(words, context.upload) : null;
    if (other) return answerToAnother(context, other);
  }
  return new AppError(code, failureMessage(code, words, answer), failureDetails(code, words, answer, context));
}

/** Why an answer with a good status is none to this operation; null where it is one. */
function strangeness(
  answer: StoreAnswer,
  body: Exclude<BodyKind, { kind: 'error' }>,
  context: CallContext,
): AppError | null {
  const { operation } = context;
  const document = documents[operation];
  switch (body.kind) {
    case 'empty': {
      // Some stores say so that there are no rules.
      const mayBeEmpty = document === null || operation === 'GetBucketLifecycleConfiguration';
      return mayBeEmpty ? null : new AppError('NOT_S3', says('answerEmpty'), unusable(answer, context));
    }
    case 'result': {
      if ((alsoCalled.get(body.root) ?? body.root) === document) {
        if (body.end === 'whole') return null;
        return body.end === 'cut'
          ? new AppError('CONNECTION_LOST', 'The answer broke off before its end.', unusable(answer, context))
          : new AppError('NOT_S3', says('answerFollowed'), unusable(answer, context));
      }
      return operation === 'ListBuckets' && body.root === documents.ListObjectsV2
        ? new AppError('BUCKET_IN_ENDPOINT', says('objectsNotBuckets'), answered(answer, context))
        : new AppError('NOT_S3', says('otherAnswer', { root: body.root }), unusable(answer, context));
    }
    case 'foreign':
      // The one answer that is no XML.
      if (operation === 'GetBucketPolicy' && answer.body.trimStart().startsWith('{')) return null;
      return body.prefixed === undefined
        ? new AppError('NOT_S3', foreignMessage(answer), (isOfS3(answer) ? unusable : answered)(answer, context))
        : new AppError('NOT_S3', says('answerWithPrefix', { prefix: body.prefixed }), unusable(answer, context));
  }
}

function answered(answer: StoreAnswer, context: CallContext): ErrorDetails {
  const { status, requestId } = callInfo(answer);
  const details = { ...contextDetails(context), httpStatus: status };
  return requestId === null ? details : { ...details, requestId };
}

/** Of one answer alone: another may be good. */
function unusable(answer: StoreAnswer, context: CallContext): ErrorDetails {
  return { ...answered(answer, context), unusable: true };
}

/** Of a text that an answer repeats, so much is shown. */
const longestTold = 100;

/** The failure of a call whose answer cannot be used. Of that answer alone: another may be good. */
export function unusableAnswer(context: AnyCallContext, said: Said): AppError {
  return new AppError('NOT_S3', said, { ...contextDetails(context), unusable: true });
}

/** The failure of an answer that a cache had kept, where it is to prove that something is not there. */
export function keptAnswer(context: AnyCallContext): AppError {
  return unusableAnswer(context, says('answerKept'));
}

/** The failure of an answer to another question, where it is to prove that something is not there. */
export function answerToAnother(context: AnyCallContext, { name, told }: OtherQuestion): AppError {
  return unusableAnswer(context, says('answerToAnother', { name, told: told.trim().slice(0, longestTold) }));
}
