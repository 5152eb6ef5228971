import type { LiveEvent, LiveMessage, LiveState } from '../../shared/schema/live.ts';
import { applyLiveEvent } from '../../shared/values/live-state.ts';

/** What the page knows of the live stream. `state` is null until the first snapshot. */
export type LiveView = {
  state: LiveState | null;
  /** `reconnecting` after the stream broke; what is on screen may be old then. */
  link: 'connecting' | 'live' | 'reconnecting';
};

/** The page's copy of the live state, in the shape that `useSyncExternalStore` wants. */
export type LiveStore = {
  get: () => LiveView;
  subscribe: (listener: () => void) => () => void;
};

export type LiveOptions = {
  /** Opens a stream. Its first message is a snapshot. */
  open: (signal: AbortSignal) => Promise<AsyncIterable<LiveMessage>>;
  /** Called with each batch of events that are news, after the state took them in. */
  onEvents: (events: readonly LiveEvent[]) => void;
  /** Called for each snapshot after the first: events were missed, so everything cached may be old. */
  onResync: () => void;
  /** Called when opening failed; return true to stop trying (the key was refused). */
  onFailure: (thrown: unknown) => boolean;
  /** Waits before the next try, ms. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

const firstDelayMs = 500;
const longestDelayMs = 10_000;

/**
 * Follows the engine: one snapshot, then batches. A message whose sequence number is not above the newest one applied is
 * old news and changes nothing, so a late snapshot cannot overwrite a newer event (design, "The house").
 * Returns the store and a function that stops following.
 */
export function followLive(options: LiveOptions): { store: LiveStore; stop: () => void } {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let view: LiveView = { state: null, link: 'connecting' };
  let newestSeq = -1;

  const publish = (next: LiveView) => {
    view = next;
    for (const listener of listeners) listener();
  };

  const take = (message: LiveMessage) => {
    switch (message.type) {
      case 'snapshot': {
        const late = message.seq < newestSeq;
        const isFirst = view.state === null;
        newestSeq = Math.max(newestSeq, message.seq);
        publish({ state: late ? view.state : message.state, link: 'live' });
        if (!isFirst) options.onResync();
        return;
      }
      case 'events': {
        if (message.seq <= newestSeq || view.state === null) return;
        newestSeq = message.seq;
        publish({ ...view, state: message.events.reduce(applyLiveEvent, view.state) });
        options.onEvents(message.events);
      }
    }
  };

  const follow = async () => {
    let delay = firstDelayMs;
    while (!stopping.signal.aborted) {
      try {
        for await (const message of await options.open(stopping.signal)) {
          if (stopping.signal.aborted) return;
          delay = firstDelayMs;
          take(message);
        }
      } catch (thrown) {
        if (stopping.signal.aborted || options.onFailure(thrown)) return;
      }
      if (stopping.signal.aborted) return;
      publish({ ...view, link: view.state === null ? 'connecting' : 'reconnecting' });
      await options.wait(delay, stopping.signal);
      delay = Math.min(delay * 2, longestDelayMs);
    }
  };
  void follow();

  return {
    store: {
      get: () => view,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    stop: () => stopping.abort(),
  };
}
