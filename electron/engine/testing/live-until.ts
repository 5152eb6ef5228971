import type { LiveMessage, LiveState } from '../../../shared/schema/live.ts';
import { applyLiveEvent } from '../../../shared/values/live-state.ts';

/** What is needed of a client: any transport will do. */
interface LiveClient {
  live: {
    subscribe(input: undefined, options: { signal: AbortSignal }): Promise<AsyncIterable<LiveMessage>>;
  };
}

/**
 * Follows the live feed until the state satisfies `enough`, as a page would.
 *
 * @throws Error where the feed ends before that
 */
export async function liveUntil(client: LiveClient, enough: (state: LiveState) => boolean): Promise<LiveState> {
  const stop = new AbortController();
  let state: LiveState = { connections: [], buckets: {}, jobs: [] };
  try {
    for await (const message of await client.live.subscribe(undefined, { signal: stop.signal })) {
      state = message.type === 'snapshot' ? message.state : message.events.reduce(applyLiveEvent, state);
      if (enough(state)) return state;
    }
    throw new Error('The feed ended before that');
  } finally {
    stop.abort();
  }
}
