/**
 * Waits for `work`, but no longer than `limitMs`.
 *
 * @returns whether the work ended in time; a failure of it counts as ended and goes to `onError`
 */
export async function endsWithin(
  limitMs: number,
  work: Promise<unknown>,
  onError: (error: unknown) => void,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const ended = work.then(
    () => true,
    (error: unknown) => {
      onError(error);
      return true;
    },
  );
  try {
    return await Promise.race([ended, limit]);
  } finally {
    clearTimeout(timer);
  }
}
