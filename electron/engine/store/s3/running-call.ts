import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../../../../shared/schema/errors.ts';
import { longestAnswer, readBody } from './answer-limits.ts';
import { type GoodAnswer, nothingTaken } from './answer-reading.ts';
import { readAnswerAside } from './answer-thread.ts';
import type { CallContext } from './call-context.ts';
import { isPacked, unpackedBody } from './content-encoding.ts';
import type { OwnSecrets } from './own-secrets.ts';
import type { AnswerHead } from './store-answer.ts';

/** One call while it runs: what is asked, then what was answered. */
export interface RunningCall {
  readonly context: CallContext;
  answer: AnswerHead | null;
  /** What a bad answer amounts to. Kept beside the thrown error, which the SDK decorates on its way out. */
  error: AppError | null;
  /** What was read of a good one before the SDK. */
  taken: GoodAnswer | null;
  /** Bytes of an object, as they came; null: the answer is none of an object's. */
  content: Uint8Array | null;
  /** Gives back what its answer takes of the memory for answers. To be called when it has ended. */
  release: () => void;
  /** Ends the wait for its answer. */
  readonly signal?: AbortSignal;
}

/** The call that a client's middleware is working for. */
export const runningCall = new AsyncLocalStorage<RunningCall>();

/** A call that is about to be made. */
export function newCall(context: CallContext, signal?: AbortSignal): RunningCall {
  return {
    context,
    answer: null,
    error: null,
    taken: null,
    content: null,
    release: () => {},
    ...(signal ? { signal } : {}),
  };
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
): Promise<GoodAnswer> {
  const { context, signal } = call;
  const headers = lowerCased(sentHeaders, own);
  const most = longestAnswer(context, status);
  // What HEAD says of its content is said of the object's; and what is empty is not packed.
  const isBare = context.operation === 'HeadObject' || status === 204 || headers['content-length'] === '0';
  // An object's bytes are taken as they are kept: a part of what is packed cannot be unpacked.
  const isContent = context.operation === 'GetObject' && status < 300;
  const encoding = isBare || isContent ? undefined : headers['content-encoding'];
  const length = isPacked(encoding) ? Number.NaN : Number(headers['content-length'] ?? Number.NaN);
  const options = { most, announced: Number.isSafeInteger(length) && length >= 0 ? length : null };
  const body = unpackedBody(sent, encoding);
  const { bytes, isCut, release } = await readBody(body, { ...options, ...(signal ? { signal } : {}) });
  call.release = release;
  const head = { status, headers, receivedAt: now() };
  call.answer = head;
  if (isContent && !isCut) {
    // A copy: whoever asked for it has it longer than the call lasts.
    call.content = new Uint8Array(bytes);
    call.taken = nothingTaken;
    return nothingTaken;
  }
  const read = await readAnswerAside({ context: { ...context }, head, bytes, isCut, own: own.values }, signal).catch(
    (error: unknown) => {
      if (error instanceof AppError) call.error = error;
      throw error;
    },
  );
  if (read.kind === 'bad') {
    call.error = AppError.fromShape(read.error);
    throw new Error(call.error.code);
  }
  call.taken = read;
  return read;
}

function lowerCased(headers: Record<string, string>, own: OwnSecrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), own.without(value, { isError: true })]),
  );
}
