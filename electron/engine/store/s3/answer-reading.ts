import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { ListedUpload } from '../store.ts';
import { longestAnswer, longestForSdk, tooLong } from './answer-limits.ts';
import { withoutEmptyNumbers } from './answer-numbers.ts';
import { type ListEnd, readListEnd } from './list-end.ts';
import { type SecretValue, withoutValues } from './own-secrets.ts';
import { cutParts, readPlainParts } from './parts-xml.ts';
import { type AnswerHead, bodyKind, withWideReferences } from './store-answer.ts';
import { answerError, type CallContext } from './store-errors.ts';
import type { ListedPart, PartsOutput } from './store-results.ts';
import { cutUploads } from './uploads-xml.ts';

/** One answer as it came, with all that its reading depends on. Plain data: it crosses to a thread as it is. */
export interface WireAnswer {
  context: CallContext;
  head: AnswerHead;
  bytes: Uint8Array;
  /** Whether it went on: no more of it was read. */
  isCut: boolean;
  /** What the call was signed with. */
  own: readonly SecretValue[];
  /** A list of parts may be read whole, without the SDK. */
  isDirect: boolean;
}

/** An answer to what was asked. Plain data as well. */
export interface GoodAnswer {
  kind: 'good';
  /** What the SDK is to read: the answer without its long list. */
  forSdk: string;
  /** A lifecycle configuration as it came, to be sent back with its own words; null for every other answer. */
  document: string | null;
  /** What was read here; null: it is left to the SDK. */
  uploads: ListedUpload[] | null;
  parts: ListedPart[] | null;
  /** Whether a page of a list says that more follows; null where the answer is no such page. */
  listEnd: ListEnd | null;
  /** The rest of a list of parts that was read whole. */
  partsOutput: PartsOutput | null;
}

/** What is made of an answer. */
export type ReadAnswer = GoodAnswer | { kind: 'bad'; error: ErrorShape };

/**
 * All that is done with an answer's text before the SDK has it: decoded, rid of the call's own secrets, judged, and its long
 * list taken out. Pure, so that a thread may do it ({@link ./answer-thread.ts}).
 */
export function readAnswer({ context, head, bytes, isCut, own, isDirect }: WireAnswer): ReadAnswer {
  const text = new TextDecoder().decode(bytes);
  const isError = head.status >= 300 || bodyKind(text).kind !== 'result';
  const body = withoutValues(text, own, { isError });
  // The beginning of an error tells what it is. A good answer that is not whole is none.
  const isTooLong = isCut && head.status < 300;
  const error = isTooLong
    ? tooLong(context, longestAnswer(context, head.status))
    : answerError({ ...head, body }, context);
  if (error) return { kind: 'bad', error: error.toShape() };
  const plain = isDirect ? readPlainParts({ body, headers: head.headers }) : null;
  if (plain) {
    const { parts, isTruncated, output } = plain;
    return { ...nothing, parts, listEnd: { kind: 'said', isTruncated }, partsOutput: output };
  }
  const { rest, ...cut } = cutLists(context, body);
  const forSdk = withWideReferences(rest);
  if (forSdk.length > longestForSdk) return { kind: 'bad', error: tooLong(context, longestForSdk).toShape() };
  const document = context.operation === 'GetBucketLifecycleConfiguration' ? body : null;
  return { ...nothing, ...cut, forSdk, document };
}

const nothing: GoodAnswer = {
  kind: 'good',
  forSdk: '',
  document: null,
  uploads: null,
  parts: null,
  listEnd: null,
  partsOutput: null,
};

/** Takes the long list out of an answer, and reads whether more of it follows. `rest` is what the SDK is to read. */
function cutLists(
  { operation }: CallContext,
  body: string,
): Pick<GoodAnswer, 'uploads' | 'parts' | 'listEnd'> & { rest: string } {
  switch (operation) {
    case 'ListMultipartUploads': {
      const cut = cutUploads(body);
      const rest = cut?.rest ?? body;
      return { uploads: cut?.items ?? null, parts: null, rest, listEnd: readListEnd(rest) };
    }
    case 'ListParts': {
      const cut = cutParts(body);
      const rest = cut?.rest ?? withoutEmptyNumbers(body);
      return { uploads: null, parts: cut?.items ?? null, rest, listEnd: readListEnd(rest) };
    }
    case 'ListObjectsV2': {
      const rest = withoutEmptyNumbers(body);
      return { uploads: null, parts: null, rest, listEnd: readListEnd(rest) };
    }
    default:
      return { uploads: null, parts: null, rest: body, listEnd: null };
  }
}
