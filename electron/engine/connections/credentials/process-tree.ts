import { type ChildProcess, spawn } from 'node:child_process';

/**
 * How a command is started so that {@link endWithAllItStarted} finds what it started: in a group of its own. On Windows, where
 * that would open a window, its descendants are found by their parents.
 */
export const ownGroup: { detached: boolean } = { detached: process.platform !== 'win32' };

/**
 * Ends a process that was started with {@link ownGroup}, and all that it started and that did not leave it on purpose. A signal
 * to a shell alone leaves the command that the shell waits for. Never throws; what has ended by itself stays so.
 */
export function endWithAllItStarted({ pid }: Pick<ChildProcess, 'pid'>): void {
  if (pid === undefined) return;
  if (!ownGroup.detached) {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).once(
      'error',
      () => {},
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
