import { type TestContext, test } from 'vitest';
import { type Deviation, failureText, judge } from '../../support/servers/deviations.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What the store did instead, as is written down of it. */
    known?: string;
  }
}

/** Defines a check, as `test` does. */
export type DefineCheck = (name: string, work: (context: TestContext) => Promise<void>, timeoutMs?: number) => void;

/**
 * Checks of a store that may deviate in ways that are written down beside it. A check that meets exactly that counts as
 * known; anything else, a deviation that is gone included, fails.
 *
 * @param deviations what is written down, read once the checks run
 */
export function checksOf(deviations: () => readonly Deviation[]): DefineCheck {
  return (name, work, timeoutMs) =>
    test(
      name,
      async (context) => {
        const known = deviations().find(({ check }) => check === name);
        const error = await work(context).then(
          () => null,
          (reason: unknown) => ({ reason }),
        );
        const judged = judge(known, error && failureText(error.reason));
        switch (judged.kind) {
          case 'passed':
            return;
          case 'known':
            context.task.meta.known = judged.instead;
            return;
          case 'failed':
            // The check's own error tells most; what is written down stands above it.
            if (error && !known) throw error.reason;
            throw new Error(judged.why, { cause: error?.reason });
        }
      },
      timeoutMs,
    );
}
