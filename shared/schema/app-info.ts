import { z } from 'zod';
import { saidSchema } from './saying.ts';
import { startWarningSchema } from './start-warnings.ts';

/** What the page is told of the app itself. */

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  platform: z.string(),
  /** What happens to secrets that are entered: encrypted by the system, in memory only, or refused. */
  vault: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('system'), backend: z.string() }),
    z.object({ kind: z.literal('memory') }),
    z.object({ kind: z.literal('unavailable'), reason: saidSchema }),
  ]),
  /** What went wrong while it started and a person should know. */
  warnings: z.array(startWarningSchema).default([]),
});
export type AppInfo = z.infer<typeof appInfoSchema>;
