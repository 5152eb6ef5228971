/** How often the parent is looked for, ms. */
const lookEveryMs = 500;

/**
 * Ends this process in order (SIGTERM to itself) once the shell that npm put above it is gone: that shell keeps a signal
 * sent to npm to itself, and the app would run on, unseen. Does nothing where npm did not start it, nor on Windows.
 */
export function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  timer.unref();
}
