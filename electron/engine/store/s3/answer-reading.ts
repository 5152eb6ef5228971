import { AppError, type ErrorShape } from '../../../../shared/schema/errors.ts';
import type { ListedUpload } from '../store.ts';
import { longestAnswer, longestForSdk, tooLong } from './answer-limits.ts';
import type { ListEnd } from './list-end.ts';
import type { ListPage } from './list-pages.ts';
import { redirectedTo, withoutBucket } from './mended-endpoint.ts';
import { type SecretValue, withoutValues } from './own-secrets.ts';
import { readList } from './read-list.ts';
import { type AnswerHead, bodyKind, type StoreAnswer, withWideReferences } from './store-answer.ts';
import { answerError, type CallContext, isBucketDocument } from './store-errors.ts';
import type { ListedPart } from './store-results.ts';

/** One answer as it came, with all that its reading depends on. Plain data: it crosses to a thread as it is. */
export interface WireAnswer {
  context: CallContext;
  head: AnswerHead;
  bytes: Uint8Array;
  /** Whether it went on: no more of it was read. */
  isCut: boolean;
  /** What the call was signed with. */
  own: readonly SecretValue[];
}

/** An answer to what was asked. Plain data as well. */
export interface GoodAnswer {
  kind: 'good';
  /** What the SDK is to read: the answer without its long list. */
  forSdk: string;
  /** As it came: a lifecycle configuration, to be sent back with its own words, or what `bucket-questions.ts` reads; else null. */
  document: string | null;
  /** What was read here; null: it is left to the SDK. */
  /** A name that an upload lacks is empty. */
  uploads: ListedUpload[] | null;
  parts: ListedPart[] | null;
  /** Whether a page of a list says that more follows; null where the answer is no such page. */
  listEnd: ListEnd | null;
  /** A list as it was read; null: the answer is none. */
  page: ListPage | null;
}

/** What is made of an answer. */
export type ReadAnswer = GoodAnswer | { kind: 'bad'; error: ErrorShape };

/**
 * All that is done with an answer's text before the SDK has it: decoded, rid of the call's own secrets, judged, and its long
 * list taken out. Pure, so that a thread may do it ({@link ./answer-thread.ts}).
 */
export function readAnswer({ context, head, bytes, isCut, own }: WireAnswer): ReadAnswer {
  const text = new TextDecoder().decode(bytes);
  const isError = head.status >= 300 || bodyKind(text).kind !== 'result';
  const body = withoutValues(text, own, { isError });
  // The beginning of an error tells what it is. A good answer that is not whole is none.
  const isTooLong = isCut && head.status < 300;
  const error = isTooLong
    ? tooLong(context, longestAnswer(context, head.status))
    : answerError({ ...head, body }, context);
  if (error) return { kind: 'bad', error: withPlace(error, { ...head, body }, context).toShape() };
  if (context.operation === 'HeadObject') return nothingTaken;
  const list = readList(context, body);
  if (list instanceof AppError) return { kind: 'bad', error: list.toShape() };
  if (list) return { ...nothingTaken, ...list, forSdk: `<${list.page.root}/>` };
  if (isReadWhole(context.operation)) return { ...nothingTaken, forSdk: emptyOf(body), document: body };
  const forSdk = withWideReferences(body);
  if (forSdk.length > longestForSdk) return { kind: 'bad', error: tooLong(context, longestForSdk).toShape() };
  const document = context.operation === 'GetBucketLifecycleConfiguration' ? body : null;
  return { ...nothingTaken, forSdk, document };
}

/** Read by `bucket-questions.ts`, to the end and without the SDK, which gives an answer up over a date in another form. */
function isReadWhole(operation: CallContext['operation']): boolean {
  return operation === 'GetBucketPolicy' || operation === 'ListObjectVersions' || isBucketDocument(operation);
}

/** For the SDK: the same document with nothing in it. */
function emptyOf(body: string): string {
  const kind = bodyKind(body);
  return kind.kind === 'result' ? `<${kind.root}/>` : '';
}

/** A failure, with the address that it speaks for. */
function withPlace(
  error: AppError,
  answer: StoreAnswer,
  { operation, bucket, endpointUrl = null }: CallContext,
): AppError {
  const listed = operation === 'ListBuckets' ? /<Name>([^<]+)<\/Name>/.exec(answer.body.slice(0, 10_000))?.[1] : null;
  const held = withoutBucket({ endpointUrl, bucket: bucket ?? listed ?? null }, error.code);
  const mended = { ...held, ...redirectedTo({ endpointUrl, bucket }, answer) };
  if (Object.keys(mended).length === 0) return error;
  return new AppError(error.code, error.message, { ...error.details, ...mended });
}

/** A good answer of which nothing is left to be read. */
export const nothingTaken: GoodAnswer = {
  kind: 'good',
  forSdk: '',
  document: null,
  uploads: null,
  parts: null,
  listEnd: null,
  page: null,
};
