import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of its own, so that nothing else of the test delays it: asks the app something small again and again, and notes
// how long it was without an answer, and what the app's main thread worked meanwhile.

const { url, token, pid }: { url: string; token: string; pid: number } = workerData;

/** What the main thread of a process has worked, ms; null where the system does not tell. */
function workedMs(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'latin1');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    // In hundredths of a second (proc(5), USER_HZ).
    return ((user ?? 0) + (system ?? 0)) * 10;
  } catch {
    return null;
  }
}

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
let isOver = false;
parentPort?.on('message', () => {
  isOver = true;
});
while (!isOver) {
  const [begun, before] = [performance.now(), workedMs()];
  let isAnswered = false;
  try {
    const answer = await fetch(`${url}/rpc/app/info`, {
      method: 'POST',
      headers,
      body: '{}',
      signal: AbortSignal.timeout(60_000),
    });
    await answer.text();
    isAnswered = answer.ok;
  } catch {
    // Told by isAnswered.
  }
  const ms = performance.now() - begun;
  const [after] = [workedMs()];
  parentPort?.postMessage({
    ms,
    heldMs: before === null || after === null ? ms : Math.min(ms, after - before),
    isAnswered,
    at: begun,
  });
  await new Promise((resolve) => setTimeout(resolve, 25));
}
process.exit(0);
