import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import { type ReadAnswer, readAnswer, readPlainPage, type WireAnswer } from './answer-reading.ts';
import type { AnswerReply } from './answer-worker.ts';
import { contextDetails } from './call-context.ts';

/**
 * Where answers are read. What is short is read at once, and so is a page as nearly every store writes it. What is longer or
 * written otherwise is read on a thread of its own: the thread that sends calls also serves the window or the browser, and must
 * never be held up by what a store writes.
 */

/** An answer up to this size is read in a millisecond or two, whatever is in it, bytes. */
export const longestAtOnce = 32 * 1024;

/** The thread's own memory, MiB: a page of 8 MiB takes two fifths of it. Whoever needs more loses the thread, not the app. */
const memory = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

/**
 * An answer that nobody waits for any more is read to its end all the same, for so long, ms: to begin another thread costs more
 * time and memory than to finish a page, and what one store does to the thread no other store is to pay for.
 */
export const longestInVainMs = 5_000;

interface Turn {
  answer: WireAnswer;
  resolve: (read: ReadAnswer) => void;
  reject: (reason: unknown) => void;
  /** Takes the turn out of whatever it waits for. */
  leave: () => void;
}

/** One thread, begun when it is first needed, that reads one answer at a time, in the order in which they came. */
export class AnswerThread {
  readonly #waiting = new Set<Turn>();
  #worker: Worker | null = null;
  #turn: Turn | null = null;

  /**
   * @param signal the call's: where it aborts, nobody waits for the reading any more, and a thread that stays at it is ended
   * @throws the signal's reason; AppError NOT_S3 where the thread came to its end over the answer
   */
  read(answer: WireAnswer, signal?: AbortSignal): Promise<ReadAnswer> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#waiting.delete(turn);
        reject(signal?.reason);
        if (this.#turn === turn) this.#giveTime(turn);
      };
      const leave = () => signal?.removeEventListener('abort', onAbort);
      const turn: Turn = { answer, resolve, reject, leave };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(turn);
      this.#next();
    });
  }

  /** Lets a reading in vain go on for a while. */
  #giveTime(turn: Turn): void {
    const timer = setTimeout(() => {
      if (this.#turn === turn) this.#lose();
    }, longestInVainMs);
    timer.unref();
  }

  #next(): void {
    const [turn] = this.#waiting;
    if (this.#turn || !turn) return;
    this.#waiting.delete(turn);
    this.#turn = turn;
    const worker = this.#worker ?? this.#begin();
    worker.ref();
    const { bytes } = turn.answer;
    // Handed over where they are nobody else's: nothing is copied.
    const whole = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength;
    worker.postMessage(turn.answer, whole ? [bytes.buffer] : []);
  }

  #begin(): Worker {
    // Beside this file as TypeScript (Node strips the types) or, bundled, as JavaScript.
    const file = import.meta.url.endsWith('.ts') ? './answer-worker.ts' : './answer-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { resourceLimits: memory });
    this.#worker = worker;
    // Under `node --watch` Node itself tells, in messages of its own, which files a thread has loaded.
    worker.on('message', (reply: AnswerReply | { read?: undefined }) => {
      if (this.#worker === worker && reply.read) this.#end((turn) => turn.resolve(reply.read));
    });
    const fail = () => {
      if (this.#worker !== worker) return;
      this.#lose((turn) => {
        turn.reject(new AppError('NOT_S3', says('answerUnreadable'), contextDetails(turn.answer.context)));
      });
    };
    worker.on('error', fail);
    worker.on('exit', fail);
    return worker;
  }

  /** Ends the turn, and begins the next. */
  #end(settle: (turn: Turn) => void): void {
    const turn = this.#turn;
    this.#turn = null;
    // Idle, it keeps nobody from ending.
    this.#worker?.unref();
    turn?.leave();
    if (turn) settle(turn);
    this.#next();
  }

  /** Gives the thread up, with the turn that it is at. */
  #lose(settle: (turn: Turn) => void = () => {}): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#end(settle);
  }
}

const thread = new AnswerThread();

/** Reads an answer where it holds nobody up. */
export async function readAnswerAside(answer: WireAnswer, signal?: AbortSignal): Promise<ReadAnswer> {
  if (answer.bytes.byteLength <= longestAtOnce) return readAnswer(answer);
  return readPlainPage(answer) ?? thread.read(answer, signal);
}
