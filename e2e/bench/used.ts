import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const usedSchema = z.object({
  /** What was counted: rows, or lines. */
  counted: z.number(),
  /** By the clock; on a computer that others use as well, it tells of them too. */
  seconds: z.number(),
  /** User and system, of all threads. */
  cpuSeconds: z.number(),
  /** The most that the process had, all told. */
  peakMib: z.number(),
  /** The longest time in which its main thread served nobody else. */
  heldMs: z.number(),
});
/** What a reading took. */
export type Used = z.infer<typeof usedSchema>;

/** The readings that `reading-process.ts` knows; of each kind of file the app's own, and a rival's. */
export const readings = ['lens', 'lens: read and MD5', 'lens: hyparquet', 'logs', 'logs: readline'] as const;
export type Reading = (typeof readings)[number];

/**
 * Reads a folder in a process of its own, so that what the bench itself holds counts for nothing.
 * @throws Error where the process fails: it checks its own results
 */
export async function usedBy(reading: Reading, folder: string): Promise<Used> {
  const program = join(import.meta.dirname, 'reading-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, reading, folder]);
  return usedSchema.parse(JSON.parse(stdout));
}
