import type { UploadOrigin } from '../../../shared/schema/leaks.ts';
import { words } from '../../../shared/words/words.ts';

/** What may have begun an upload: a line for each client that is likely enough to be named. */
export function originLines({ guesses, unknown }: UploadOrigin): string[] {
  if (guesses.length === 0) return ['unknown: the evidence is thin'];
  const lines = guesses.map(
    ({ name, odds, reasons }) =>
      `${name}, ${Math.round(odds * 100)} %: ${reasons.map((reason) => words.leak.reason(reason)).join('; ')}`,
  );
  const rest = Math.round(unknown * 100);
  return rest < 1 ? lines : [...lines, `something else, or told otherwise, ${rest} %`];
}
