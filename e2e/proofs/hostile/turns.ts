import { isMainThread } from 'node:worker_threads';

// Loaded into the watched app before all else (`--import`): measures how long its main thread worked on one thing, and tells
// its parent whenever that was longer than ever before. By CPU time, which others that share the processor do not lengthen:
// between two ticks that were due 20 ms apart, there is one long piece of work, or 20 ms of short ones.

/** ms. */
const every = 20;

if (isMainThread && process.send) {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    const heldMs = (user + system) / 1000;
    if (heldMs <= longestMs) return;
    longestMs = heldMs;
    process.send?.({ heldMs });
  };
  setInterval(look, every).unref();
  // Whoever asks for it begins anew, and hears when.
  process.on('message', () => {
    look();
    longestMs = 0;
    process.send?.({ heldMs: 0 });
  });
  process.channel?.unref();
}
