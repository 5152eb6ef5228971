import { z } from 'zod';
import { inTheirWords, type Said, saidSchema } from '../../shared/schema/saying.ts';
import { says } from '../../shared/words/says.ts';

/**
 * How a process of ours ends: 0 as asked, 1 for a failure told in one sentence, 2 for a command line it cannot follow.
 * `told` is the desktop app's 1: Chromium uses 1 itself, and `npm start` must tell the two apart.
 */
export const exitCodes = { done: 0, failed: 1, usage: 2, told: 78 } as const;

/** The desktop app's line on stdout once its window is drawn; `npm start` watches for it. */
export const desktopReadyLine = 'Loose Parts is open.';

/** A failure at the start that the person can do something about. `message` is the one sentence that a terminal is told. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly said: Said;

  /** @param said a text alone where nothing but a terminal is told */
  constructor(said: Said | string, options?: ErrorOptions) {
    const { english, saying } = typeof said === 'string' ? inTheirWords(said) : said;
    super(english, options);
    this.said = { english, saying };
  }
}

/** The system's error code (EACCES, EADDRINUSE, …), or null where it is not a system error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

const withSaid = z.object({ said: saidSchema });

/** The one sentence for a start that failed. What was thrown in a thread has its data, and its class no more. */
export function startFailure(error: unknown): Said {
  if (error instanceof StartError) return error.said;
  const told = withSaid.safeParse(error);
  if (told.success) return says('couldNotStart', { reason: told.data.said });
  return says('couldNotStart', { reason: error instanceof Error ? error.message : String(error) });
}
