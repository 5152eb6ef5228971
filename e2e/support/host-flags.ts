import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The flags of Node that `npm start` runs the engine's process with. */
export function hostFlags(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(manifest);
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}
