/**
 * How a process of ours ends: 0 as asked, 1 for a failure told in one sentence, 2 for a command line it cannot follow.
 * `told` is the desktop app's 1: Chromium uses 1 itself, and `npm start` must tell the two apart.
 */
export const exitCodes = { done: 0, failed: 1, usage: 2, told: 78 } as const;

/** The desktop app's line on stdout once its window is drawn; `npm start` watches for it. */
export const desktopReadyLine = 'Loose Parts is open.';

/** A failure at the start that the person can do something about. `message` is the one sentence that they are shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The system's error code (EACCES, EADDRINUSE, …), or null where it is not a system error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** The one sentence for a start that failed. */
export function startFailure(error: unknown): string {
  if (error instanceof StartError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `Loose Parts could not start: ${reason}`;
}
