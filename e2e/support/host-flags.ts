import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { leanEnvironment } from '../../electron/browser/lean-allocator.ts';

/** The flags of Node that `npm start` runs the engine's process with. */
export function hostFlags(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(manifest);
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** The environment that launchers of the browser host give it on Linux. */
export function hostEnvironment(): NodeJS.ProcessEnv {
  return (process.platform === 'linux' && leanEnvironment(process.env)) || process.env;
}
