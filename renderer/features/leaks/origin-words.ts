import type { UploadOrigin } from '../../../shared/schema/leaks.ts';
import { words } from '../../../shared/words/words.ts';

/** What may have begun an upload: a line for each client that is likely enough to be named. */
export function originLines({ guesses, unknown }: UploadOrigin): string[] {
  const said = words.page.leaks.origin;
  if (guesses.length === 0) return [said.unknown];
  const lines = guesses.map(({ name, odds, reasons }) =>
    said.guess({ name, percent: Math.round(odds * 100), reasons: reasons.map(words.leak.reason) }),
  );
  const rest = Math.round(unknown * 100);
  return rest < 1 ? lines : [...lines, said.rest(rest)];
}
