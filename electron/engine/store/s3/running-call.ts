import { AsyncLocalStorage } from 'node:async_hooks';
import type { AppError } from '../../../../shared/schema/errors.ts';
import type { ListedUpload } from '../store.ts';
import type { ListEnd } from './list-end.ts';
import { readBody, type StoreAnswer } from './store-answer.ts';
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
}

/** The call that a client's middleware is working for. */
export const runningCall = new AsyncLocalStorage<RunningCall>();

/** A call that is about to be made. */
export function newCall(context: CallContext): RunningCall {
  return { context, answer: null, error: null, uploads: null, parts: null, listEnd: null };
}

/** An answer as it comes from the wire. */
export interface ReceivedResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Reads an answer whole and notes it in its call.
 *
 * @throws Error where it is not a good S3 answer; `call.error` says what it amounts to. Whatever the body throws where it
 *   breaks off
 */
export async function takeAnswer(
  call: RunningCall,
  { statusCode: status, headers, body: sent }: ReceivedResponse,
  now: () => number,
): Promise<StoreAnswer> {
  const body = await readBody(sent);
  call.answer = { status, headers: lowerCased(headers), body, receivedAt: now() };
  call.error = answerError(call.answer, call.context);
  if (call.error) throw new Error(call.error.code);
  return call.answer;
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
