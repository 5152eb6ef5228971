import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { LiveEvent } from '../../../../shared/schema/live.ts';
import type { Prompt } from '../../../../shared/schema/sign-in.ts';
import { says } from '../../../../shared/words/says.ts';

/** A prompt without the ID that it gets here. */
export type NewPrompt = Prompt extends infer One ? (One extends Prompt ? Omit<One, 'id'> : never) : never;

/** A prompt on screen. */
export interface OpenPrompt {
  /**
   * Resolves with what the person typed. Rejects with SIGN_IN_NEEDED once it is dismissed, and where the app closes.
   * Handled already: whoever does not wait for it need not catch it.
   */
  readonly answer: Promise<string>;
  /** Takes it off the screen. Harmless when it is gone. */
  close(): void;
}

interface Waiting {
  prompt: Prompt;
  resolve: (code: string) => void;
  reject: (reason: AppError) => void;
}

/** What credential sources wait for the person to do. Only they wait for it. */
export class Prompts {
  readonly #waiting = new Map<string, Waiting>();
  readonly #publish: (event: LiveEvent) => void;
  #closed = false;

  constructor(publish: (event: LiveEvent) => void) {
    this.#publish = publish;
  }

  /** Shows a prompt. @throws AppError SIGN_IN_NEEDED once the app closes */
  open(given: NewPrompt): OpenPrompt {
    if (this.#closed) throw new AppError('SIGN_IN_NEEDED', says('closing'), { profile: given.profile });
    const prompt: Prompt = { ...given, id: randomUUID() };
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    promise.catch(() => {});
    this.#waiting.set(prompt.id, { prompt, resolve, reject });
    this.#tell();
    return { answer: promise, close: () => this.#take(prompt.id) };
  }

  /**
   * Hands over the code that a prompt asks for.
   * @throws AppError NOT_FOUND where it waits no more; INVALID_INPUT where it asks for none
   */
  answer(promptId: string, code: string): void {
    if (this.#waiting.get(promptId)?.prompt.kind === 'sso') {
      throw new AppError('INVALID_INPUT', says('nothingTyped'));
    }
    const waiting = this.#take(promptId);
    if (!waiting) throw new AppError('NOT_FOUND', says('nothingWaits'));
    waiting.resolve(code);
  }

  /** Whoever waits is told SIGN_IN_NEEDED. Harmless where nobody does. */
  dismiss(promptId: string): void {
    const waiting = this.#take(promptId);
    waiting?.reject(dismissed(waiting.prompt.profile));
  }

  /** Dismisses what a connection asks that is edited or removed. */
  dismissOf(connectionId: string): void {
    for (const { prompt } of [...this.#waiting.values()]) {
      if (prompt.connectionId === connectionId) this.dismiss(prompt.id);
    }
  }

  /** Dismisses everything, and asks nothing more. */
  close(): void {
    this.#closed = true;
    for (const id of [...this.#waiting.keys()]) this.dismiss(id);
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (this.#waiting.delete(id)) this.#tell();
    return waiting;
  }

  #tell(): void {
    this.#publish({ type: 'prompts', prompts: [...this.#waiting.values()].map(({ prompt }) => prompt) });
  }
}

function dismissed(profile: string): AppError {
  return new AppError('SIGN_IN_NEEDED', says('signInDismissed', { profile }), { profile });
}
