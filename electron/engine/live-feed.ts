import type { LiveEvent, LiveMessage, LiveState } from '../../shared/live.ts';
import { applyLiveEvent, liveEventKey } from '../../shared/live-state.ts';
import type { Clock } from './ports.ts';

/** At most ten batches a second per subscription (design, "The house"). */
const batchEveryMs = 100;

interface Subscriber {
  /** What this subscriber has not been sent yet, the newest event of each thing only. */
  pending: Map<string, LiveEvent>;
  wake: () => void;
}

/**
 * The live state and everyone who watches it. A subscription starts with a snapshot; what changes after it arrives in
 * batches. Events about the same thing replace each other while they wait, so a slow reader gets fewer events, never an
 * old one last: the newest, which may be terminal, is never dropped.
 */
export class LiveFeed {
  #state: LiveState = { connections: [], buckets: {}, jobs: [] };
  #seq: number;
  #closed = false;
  readonly #subscribers = new Set<Subscriber>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    // Ahead of any engine before this one: a page that outlives its engine must not take new snapshots for old ones.
    this.#seq = clock.now() * 1000;
  }

  /** The state that a subscriber who came now would be given. */
  get state(): LiveState {
    return this.#state;
  }

  publish(event: LiveEvent): void {
    this.#seq++;
    this.#state = applyLiveEvent(this.#state, event);
    const key = liveEventKey(event);
    for (const { pending, wake } of this.#subscribers) {
      pending.delete(key);
      pending.set(key, event);
      wake();
    }
  }

  /** One snapshot, then batches, until `signal` aborts or the feed closes. */
  async *subscribe(signal?: AbortSignal): AsyncGenerator<LiveMessage, void> {
    let wake = () => {};
    const subscriber: Subscriber = { pending: new Map(), wake: () => wake() };
    const stop = () => wake();
    signal?.addEventListener('abort', stop);
    this.#subscribers.add(subscriber);
    try {
      yield { type: 'snapshot', seq: this.#seq, state: this.#state };
      while (!signal?.aborted && !this.#closed) {
        if (subscriber.pending.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const events = [...subscriber.pending.values()];
        subscriber.pending.clear();
        yield { type: 'events', seq: this.#seq, events };
        await this.#pause(signal);
      }
    } finally {
      this.#subscribers.delete(subscriber);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends every subscription after what it has pending. */
  close(): void {
    this.#closed = true;
    for (const { wake } of this.#subscribers) wake();
  }

  #pause(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(this.#clock.now() + batchEveryMs, () => resolve());
      signal?.addEventListener(
        'abort',
        () => {
          cancel();
          resolve();
        },
        { once: true },
      );
    });
  }
}
