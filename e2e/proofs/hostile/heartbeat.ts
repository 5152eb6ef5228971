import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

// A thread of its own, so that nothing else of the test delays it: asks the app something small again and again, and notes
// how long it was without an answer, and how much of that its main thread or this one was ready to run and got no processor:
// that is the computer's, and other work's beside.

const { url, token, pid }: { url: string; token: string; pid: number } = workerData;

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
/** How long the app's main thread and this one have waited for a processor until now, ms; 0 where the system does not tell. */
function waitedMs(): number {
  if (process.platform !== 'linux') return 0;
  const waits = [`/proc/${pid}/task/${pid}/schedstat`, '/proc/thread-self/schedstat'].map((path) =>
    Number(readFileSync(path, 'latin1').split(' ')[1]),
  );
  return waits.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

let isOver = false;
parentPort?.on('message', () => {
  isOver = true;
});
while (!isOver) {
  const [begun, waited] = [performance.now(), waitedMs()];
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
  // It may be gone by now.
  if (isOver) break;
  const ms = performance.now() - begun;
  parentPort?.postMessage({ ms, ownMs: Math.max(0, ms - (waitedMs() - waited)), isAnswered });
  await new Promise((resolve) => setTimeout(resolve, 25));
}
process.exit(0);
