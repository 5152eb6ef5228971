import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';

/**
 * How the C library of Linux (glibc) is to keep memory for the host. By default it has eight areas for each processor, and
 * raises the size from which memory is mapped by itself, up to 32 MiB: what answers of stores have taken is then kept when
 * they are long gone, some 200 MB of it over a hundred stores. A process can set this only for the one that it starts, or
 * becomes. This is about the browser host alone: Electron's main process has Chromium's allocator, which reads none of it.
 */
const lean: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  // Bytes. To set it keeps it there.
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** The flag of `npm start` for V8's young heap (package.json), for whoever starts the host by another command. */
const youngHeap = '--max-semi-space-size';

/**
 * The environment that the host is to run in; null where it is this one, or a person has set how memory is kept. What is set
 * already stays. LOOSE_PARTS_ALLOCATOR names what was added, and says that there is nothing more to add. Pure.
 */
export function leanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv | null {
  if (env.LOOSE_PARTS_ALLOCATOR !== undefined || env.GLIBC_TUNABLES?.includes('glibc.malloc.')) return null;
  const added = Object.entries(lean).filter(([name]) => env[name] === undefined);
  if (added.length === 0) return null;
  return { ...env, ...Object.fromEntries(added), LOOSE_PARTS_ALLOCATOR: added.map(([name]) => name).join() };
}

/**
 * On Linux, starts Node again in this very process (the same ID, the same input and output, nothing left behind) with the
 * lean environment, which takes some 35 ms: whatever ran until then is forgotten, no exit handler included. Elsewhere, and
 * where the environment is so already, it returns, and the host is to be started here.
 *
 * @param args the script and its arguments
 */
export function becomeLean(args: readonly string[]): void {
  if (process.platform !== 'linux' || !process.execve || !isNode(process.execPath)) return;
  const env = leanEnvironment(process.env);
  if (!env) return;
  const flags = process.execArgv.some((flag) => flag.startsWith(youngHeap)) ? [] : [`${youngHeap}=4`];
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...flags, ...args], env);
}

/** Takes away what was added: programs that the host starts (a web browser, a credential process) are not to have it. */
export function forgetLean(env: NodeJS.ProcessEnv): void {
  const added = env.LOOSE_PARTS_ALLOCATOR?.split(',') ?? [];
  for (const name of added) if (Object.hasOwn(lean, name)) delete env[name];
  delete env.LOOSE_PARTS_ALLOCATOR;
}

/** Whether the file can be executed as Node: where it was replaced while it ran, or run through a loader, it cannot. */
function isNode(path: string): boolean {
  if (!basename(path).startsWith('node')) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
