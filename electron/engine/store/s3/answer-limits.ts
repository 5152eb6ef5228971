import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import { type CallContext, contextDetails } from './call-context.ts';
import { RoomyBytes } from './roomy-bytes.ts';

/**
 * How much of an answer is read. A store, or whoever answers in its place, may send without end: what is read is held in memory
 * and walked on the thread that serves the window.
 */

const KiB = 1024;
const MiB = 1024 * KiB;

/** A page of 1,000 uploads or parts, each with a key of 1,024 bytes in its longest spelling, comes to 4 MB. */
export const longestPage = 8 * MiB;
/** A bucket has up to 1,000 rules, of some 400 bytes each (user guide, "Lifecycle configuration elements"). */
const longestLifecycle = 512 * KiB;
/** Anything else: an error, or an answer that says little. */
export const longestOther = 256 * KiB;
/** All answers that are being read, of all connections. */
export const mostInFlight = 64 * MiB;
/**
 * What the general reader reads ({@link ./list-pages.ts}): a document that is written otherwise than stores write theirs
 * (plain-xml.ts). It takes a fifth of a second for each MiB, on a thread of its own.
 */
export const longestUnusual = 1 * MiB;
/**
 * What the SDK's parser reads, on the thread that serves the window: it takes up to a second for each MiB. No list is left to
 * it, and anything else that it reads comes to a few KiB.
 */
export const longestForSdk = 32 * KiB;
/** What is read at once, where it is written as stores write their pages: 1,000 uploads or parts come to half of that. */
export const longestPlainPage = 1 * MiB;

/** An answer up to this size takes no share of {@link mostInFlight}: the calls that may be under way come to a fifth of it. */
const unshared = 64 * KiB;

/** The most that is read of an answer, bytes. */
export function longestAnswer({ operation }: CallContext, status: number): number {
  if (status >= 300) return longestOther;
  if (operation === 'GetBucketLifecycleConfiguration') return longestLifecycle;
  return operation.startsWith('List') || operation === 'GetObject' ? longestPage : longestOther;
}

/** The failure of a call whose answer is longer than that. */
export function tooLong(context: CallContext, most: number): AppError {
  const size = most >= MiB ? `${most / MiB} MiB` : `${most / KiB} KiB`;
  const said = says('answerTooLong', { size, operation: context.operation });
  return new AppError('NOT_S3', said, { ...contextDetails(context), unusable: true });
}

/** Hands out a bounded number of bytes; who asks for more than is free waits in order. */
export class SharedBytes {
  #free: number;
  readonly #waiting = new Set<{ bytes: number; begin: () => void }>();

  constructor(bytes: number) {
    this.#free = bytes;
  }

  /**
   * Takes so many bytes, once they are free.
   *
   * @returns gives them back; harmless the second time
   * @throws the signal's reason where it aborts before that
   */
  async take(bytes: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#waiting.size === 0 && bytes <= this.#free) this.#free -= bytes;
    else await this.#turn(bytes, signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#free += bytes;
      this.#pass();
    };
  }

  #turn(bytes: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(turn);
        reject(signal?.reason);
        this.#pass();
      };
      const begin = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const turn = { bytes, begin };
      this.#waiting.add(turn);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #pass(): void {
    for (const turn of this.#waiting) {
      if (turn.bytes > this.#free) return;
      this.#free -= turn.bytes;
      this.#waiting.delete(turn);
      turn.begin();
    }
  }
}

const inFlight = new SharedBytes(mostInFlight - 160 * unshared);

/** What was read of a body. */
export interface ReadBody {
  bytes: Uint8Array;
  /** Whether it went on: it was read no further. */
  isCut: boolean;
  /** Gives its share of what is in flight back, and the memory of a long one: `bytes` are gone then. */
  release: () => void;
}

/**
 * Collects a response body, up to `most` bytes.
 *
 * @param announced what `content-length` says; null where it says nothing
 * @param signal the call's: a body that has to wait for others is waited for no longer
 * @throws whatever the stream throws where it breaks off
 */
export async function readBody(
  body: unknown,
  { most, announced, signal }: { most: number; announced: number | null; signal?: AbortSignal },
): Promise<ReadBody> {
  const whole = typeof body === 'string' ? Buffer.from(body) : body;
  if (whole instanceof Uint8Array) {
    return { bytes: whole.subarray(0, most), isCut: whole.byteLength > most, release: () => {} };
  }
  if (!isAsyncIterable(body)) return { bytes: new Uint8Array(), isCut: false, release: () => {} };
  let release = () => {};
  let roomy: RoomyBytes | null = null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isCut = false;
  try {
    for await (const chunk of body) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      if (!(bytes instanceof Uint8Array)) continue;
      isCut = length + bytes.byteLength > most;
      const taken = isCut ? bytes.subarray(0, most - length) : bytes;
      length += taken.byteLength;
      if (length > unshared && !roomy) {
        // All of it at once: two that hold a half and wait for the other would wait for ever.
        const giveBack = await inFlight.take(Math.min(most, announced ?? most), signal);
        const memory = new RoomyBytes(most);
        release = () => {
          memory.free();
          giveBack();
        };
        roomy = memory;
        for (const earlier of chunks.splice(0)) memory.take(earlier);
      }
      if (roomy) roomy.take(taken);
      else chunks.push(taken);
      // Leaving the loop destroys the stream, and with it the connection: nobody waits for the rest.
      if (isCut) break;
    }
    return { bytes: roomy?.bytes() ?? Buffer.concat(chunks), isCut, release };
  } catch (error) {
    release();
    throw error;
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
