import { inShort, RawClient, type StoreKeys } from '../stores/raw-client.ts';

/** How long any server may take until it answers, in ms: a JVM on a busy machine takes half a minute. */
const readyMs = 240_000;
const pollMs = 100;

/**
 * Waits until a store takes an object: a gateway answers long before what it writes to does.
 *
 * @throws Error with its last answer after two minutes
 */
export async function untilReady(keys: StoreKeys): Promise<void> {
  const client = new RawClient(keys);
  const deadline = Date.now() + readyMs;
  for (;;) {
    const answer = await ask(client);
    if (answer === '200') return;
    if (Date.now() > deadline) {
      throw new Error(`${keys.endpointUrl} took no object in ${readyMs / 1000} s: ${answer}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function ask(client: RawClient): Promise<string> {
  const bucket = 'ready';
  try {
    await client.send({ method: 'PUT', bucket });
    return inShort(await client.send({ method: 'PUT', bucket, key: 'ready', body: 'x' }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
