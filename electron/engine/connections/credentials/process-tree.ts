import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/**
 * How a command is started so that {@link endWithAllItStarted} finds what it started: in a group of its own. On Windows, where
 * that would open a window, its descendants are found by their parents.
 */
export const ownGroup: Pick<SpawnOptions, 'detached'> = { detached: process.platform !== 'win32' };

/** Those that end with this process. */
const bound = new Set<ChildProcess>();

/** Ends with this process what was started with {@link ownGroup}, unless it has ended by then. */
export function endWithUs(child: ChildProcess): void {
  // One listener however many there are: Node warns of more than ten.
  if (bound.size === 0) process.on('exit', endBound);
  bound.add(child);
  child.once('close', () => {
    bound.delete(child);
    if (bound.size === 0) process.off('exit', endBound);
  });
}

function endBound(): void {
  for (const child of bound) endWithAllItStarted(child);
}

/**
 * Ends a process that was started with {@link ownGroup}, and all that it started and that did not leave it on purpose. A signal
 * to a shell alone leaves the command that the shell waits for. Never throws; what has ended by itself stays so.
 */
export function endWithAllItStarted({ pid }: Pick<ChildProcess, 'pid'>): void {
  if (pid === undefined) return;
  if (!ownGroup.detached) {
    const ending = spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    // It has ended by itself, or nobody can end it.
    ending.once('error', () => {});
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
