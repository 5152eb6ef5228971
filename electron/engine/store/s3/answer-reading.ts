import { AppError, type ErrorShape } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import type { ListedUpload } from '../store.ts';
import { wantsTls } from '../transport/wants-tls.ts';
import { answerError } from './answer-errors.ts';
import { longestAnswer, longestForSdk, longestPlainPage, tooLong } from './answer-limits.ts';
import type { CallContext, S3Operation } from './call-context.ts';
import type { ListEnd } from './list-end.ts';
import { type ListPage, readListPage } from './list-pages.ts';
import { inOtherScheme, redirectedTo, withoutBucket } from './mended-endpoint.ts';
import { type SecretValue, withoutValues } from './own-secrets.ts';
import { notWellFormed, type ReadList, readList, readPlainList } from './read-list.ts';
import { type AnswerHead, bodyKind, type StoreAnswer, withWideReferences } from './store-answer.ts';
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

/** A bucket's lifecycle configuration. */
export interface Lifecycle {
  /** As it came, to be sent back with its own words. */
  xml: string;
  /** How many rules it holds. */
  rules: number;
}

/** An answer to what was asked. Plain data as well. */
export interface GoodAnswer {
  kind: 'good';
  /** What the SDK is to read: the answer without what is read here. */
  forSdk: string;
  /** As it came: what `bucket-questions.ts` reads; else null. */
  document: string | null;
  /** A lifecycle configuration; null for every other answer. */
  lifecycle: Lifecycle | null;
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
  const body = textOf(bytes, head, own);
  // The beginning of an error tells what it is. A good answer that is not whole is none.
  const isTooLong = isCut && head.status < 300;
  const error = isTooLong
    ? tooLong(context, longestAnswer(context, head.status))
    : answerError({ ...head, body }, context);
  if (error) return { kind: 'bad', error: withPlace(error, { ...head, body }, context).toShape() };
  if (context.operation === 'HeadObject') return nothingTaken;
  const list = readList(context, body);
  if (list instanceof AppError) return { kind: 'bad', error: list.toShape() };
  if (list) return listed(list);
  if (readWhole.has(context.operation)) return { ...nothingTaken, forSdk: emptyOf(body), document: body };
  if (context.operation === 'GetBucketLifecycleConfiguration') {
    const lifecycle = readLifecycle(context, body);
    if (lifecycle instanceof AppError) return { kind: 'bad', error: lifecycle.toShape() };
    return { ...nothingTaken, forSdk: '<LifecycleConfiguration/>', lifecycle };
  }
  // A store that works long on a complete sends blanks meanwhile.
  const forSdk = withWideReferences(body).trim();
  if (forSdk.length > longestForSdk) return { kind: 'bad', error: tooLong(context, longestForSdk).toShape() };
  return { ...nothingTaken, forSdk };
}

/** Read by `bucket-questions.ts`, to the end and without the SDK, which gives an answer up over a date in another form. */
const readWhole: ReadonlySet<S3Operation> = new Set([
  'GetBucketPolicy',
  'ListObjectVersions',
  'GetBucketVersioning',
  'GetObjectLockConfiguration',
  'GetObjectRetention',
  'GetObjectLegalHold',
]);

/** For the SDK: the same document with nothing in it. */
function emptyOf(body: string): string {
  const kind = bodyKind(body);
  return kind.kind === 'result' ? `<${kind.root}/>` : '';
}

/** More references than a page has: each ETag is written with two. */
const mostReferences = 8_192;

/**
 * The same for a page of uploads or parts as nearly every store writes it: in a few milliseconds, so that it need not be carried
 * to another thread and its thousand entries back, which takes longer than to read it.
 *
 * @returns null for anything else; it takes no longer to tell than to read such a page
 */
export function readPlainPage({ context, head, bytes, isCut, own }: WireAnswer): GoodAnswer | null {
  if (isCut || head.status !== 200 || bytes.byteLength > longestPlainPage) return null;
  const body = textOf(bytes, head, own);
  if (hasMore(body, '&', mostReferences)) return null;
  const list = readPlainList(context, body);
  return list && !answerError({ ...head, body }, context) ? listed(list) : null;
}

function textOf(bytes: Uint8Array, { status }: AnswerHead, own: readonly SecretValue[]): string {
  const text = new TextDecoder().decode(bytes);
  return withoutValues(text, own, { isError: status >= 300 || bodyKind(text).kind !== 'result' });
}

/** Whether a text holds a character more often than so. */
function hasMore(text: string, character: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
    count++;
    if (count > most) return true;
  }
  return false;
}

function listed(list: ReadList): GoodAnswer {
  return { ...nothingTaken, ...list, forSdk: `<${list.page.root}/>` };
}

function readLifecycle(context: CallContext, xml: string): Lifecycle | AppError {
  // Some stores say so that there are no rules.
  if (xml.trim() === '') return { xml, rules: 0 };
  const page = readListPage(xml, 'Rule');
  return page ? { xml, rules: page.entries.length } : notWellFormed(context);
}

/** A failure, with the address that it speaks for. */
function withPlace(
  error: AppError,
  answer: StoreAnswer,
  { operation, bucket, endpointUrl = null }: CallContext,
): AppError {
  if (endpointUrl?.startsWith('http:') && wantsTls(answer.status, answer.body)) {
    return new AppError('WRONG_SCHEME', says('tlsIsThere'), { ...error.details, ...inOtherScheme(endpointUrl) });
  }
  const listed = operation === 'ListBuckets' ? /<Name>([^<]+)<\/Name>/.exec(answer.body.slice(0, 10_000))?.[1] : null;
  const held = withoutBucket({ endpointUrl, bucket: bucket ?? listed ?? null }, error.code);
  const mended = { ...held, ...redirectedTo({ endpointUrl, bucket }, answer) };
  if (Object.keys(mended).length === 0) return error;
  return new AppError(error.code, error.said, { ...error.details, ...mended });
}

/** A good answer of which nothing is left to be read. */
export const nothingTaken: GoodAnswer = {
  kind: 'good',
  forSdk: '',
  document: null,
  lifecycle: null,
  uploads: null,
  parts: null,
  listEnd: null,
  page: null,
};
