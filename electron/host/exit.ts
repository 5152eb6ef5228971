/** How a process of ours ends: 0 as asked, 1 for a failure told in one sentence, 2 for a command line it cannot follow. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** A failure at the start that the person can do something about. `message` is the one sentence that they are shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The system's error code (EACCES, EADDRINUSE, …), or null where it is not a system error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
