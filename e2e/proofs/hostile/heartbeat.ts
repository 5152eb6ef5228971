import { parentPort, workerData } from 'node:worker_threads';

// A thread of its own, so that nothing else of the test delays it: asks the app something small again and again, and notes
// how long it was without an answer.

const { url, token }: { url: string; token: string } = workerData;

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
let isOver = false;
parentPort?.on('message', () => {
  isOver = true;
});
while (!isOver) {
  const begun = performance.now();
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
  parentPort?.postMessage({ ms: performance.now() - begun, isAnswered });
  await new Promise((resolve) => setTimeout(resolve, 25));
}
process.exit(0);
