import { AsyncLocalStorage } from 'node:async_hooks';
import type { AppError } from '../../../../shared/schema/errors.ts';
import type { ListedUpload } from '../store.ts';
import { longestAnswer, readBody, tooLong } from './answer-limits.ts';
import type { ListEnd } from './list-end.ts';
import type { ListPage } from './list-pages.ts';
import type { OwnSecrets } from './own-secrets.ts';
import { bodyKind, type StoreAnswer } from './store-answer.ts';
import { answerError, type CallContext } from './store-errors.ts';
import type { ListedPart } from './store-results.ts';

/** One call while it runs: what is asked, then what was answered. */
export interface RunningCall {
  readonly context: CallContext;
  answer: StoreAnswer | null;
  /** What a bad answer amounts to. Kept beside the thrown error, which the SDK decorates on its way out. */
  error: AppError | null;
  /** Uploads or parts that were read already, and taken out of what the SDK is given. */
  uploads: ListedUpload[] | null;
  /** Whether a page of a list says that more follows; null where the answer is no such page. */
  listEnd: ListEnd | null;
  parts: ListedPart[] | null;
  /** Uploads that the page shows, and that lack a key or an ID: there is nothing to address them by. */
  nameless: number;
  /** A list as it was read; null: the answer is none. */
  page: ListPage | null;
  /** Gives back what its answer takes of the memory for answers. To be called when it has ended. */
  release: () => void;
  /** Ends the wait for its answer. */
  readonly signal?: AbortSignal;
}

/** The call that a client's middleware is working for. */
export const runningCall = new AsyncLocalStorage<RunningCall>();

/** A call that is about to be made. */
export function newCall(context: CallContext, signal?: AbortSignal): RunningCall {
  const nothing = { answer: null, error: null, uploads: null, parts: null, listEnd: null, page: null, nameless: 0 };
  return { context, ...nothing, release: () => {}, ...(signal ? { signal } : {}) };
}

/** An answer as it comes from the wire. */
export interface ReceivedResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Reads an answer whole, takes the call's own secrets out of it before anything else sees it, and notes it in its call.
 *
 * @throws Error where it is not a good S3 answer, or too long for one; `call.error` says what it amounts to. Whatever the body
 *   throws where it breaks off
 */
export async function takeAnswer(
  call: RunningCall,
  { statusCode: status, headers: sentHeaders, body: sent }: ReceivedResponse,
  { now, own }: { now: () => number; own: OwnSecrets },
): Promise<StoreAnswer> {
  const { context, signal } = call;
  const headers = lowerCased(sentHeaders, own);
  const most = longestAnswer(context, status);
  const announced = Number(headers['content-length'] ?? Number.NaN);
  const options = { most, announced: Number.isSafeInteger(announced) && announced >= 0 ? announced : null };
  const read = await readBody(sent, { ...options, ...(signal ? { signal } : {}) });
  const earlier = call.release;
  call.release = () => {
    earlier();
    read.release();
  };
  const isError = status >= 300 || bodyKind(read.body).kind !== 'result';
  call.answer = { status, headers, body: own.without(read.body, { isError }), receivedAt: now() };
  // The beginning of an error tells what it is. A good answer that is not whole is none.
  call.error = read.isCut && status < 300 ? tooLong(context, most) : answerError(call.answer, context);
  if (call.error) throw new Error(call.error.code);
  return call.answer;
}

function lowerCased(headers: Record<string, string>, own: OwnSecrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), own.without(value, { isError: true })]),
  );
}
