import type { LiveEvent, LiveMessage } from '../../shared/schema/live.ts';
import { liveEventKey } from '../../shared/values/live-state.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Clock } from './ports/ports.ts';

/** At most ten batches a second per subscription (design, "The house"). */
const batchEveryMs = 100;

/**
 * Items of one job that a batch tells one by one: more than a screen shows. Of a job of 50,000, hundreds change in the
 * time between two batches, nearly all of them out of view; the page then reads again those it shows.
 */
const mostItems = 24;

/** What one subscriber has not been sent yet, the newest event of each thing only. However slow it is, this stays small. */
class Pending {
  readonly #events = new Map<string, LiveEvent>();
  /** Keys of the `item` events that wait, by job. */
  readonly #items = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.#events.size === 0;
  }

  add(event: LiveEvent, key: string): void {
    if (event.type === 'item') {
      this.#addItem(event, key);
      return;
    }
    // Later than whatever waits: its place is at the end.
    this.#events.delete(key);
    this.#events.set(key, event);
  }

  take(): LiveEvent[] {
    const events = [...this.#events.values()];
    this.#events.clear();
    this.#items.clear();
    return events;
  }

  #addItem(event: Extract<LiveEvent, { type: 'item' }>, key: string): void {
    const { jobId, planned } = event.item;
    const { connectionId, bucket } = planned.ref;
    const all: LiveEvent = { type: 'items', jobId, connectionId, bucket };
    const allKey = liveEventKey(all);
    if (this.#events.has(allKey)) return;
    const waiting = this.#items.get(jobId) ?? new Set();
    this.#items.set(jobId, waiting.add(key));
    if (waiting.size <= mostItems) {
      this.#events.delete(key);
      this.#events.set(key, event);
      return;
    }
    for (const each of waiting) this.#events.delete(each);
    this.#items.delete(jobId);
    this.#events.set(allKey, all);
  }
}

interface Subscriber {
  pending: Pending;
  wake: () => void;
}

/**
 * Publishes what the engine knows to everyone who watches. A subscription starts with a snapshot; what changes after it arrives in
 * batches. Events about the same thing replace each other while they wait, so a slow reader gets fewer events, never an
 * old one last: the newest, which may be terminal, is never dropped. Many items of one job are told as one event.
 */
export class LiveFeed {
  #seq: number;
  #closed = false;
  readonly #subscribers = new Set<Subscriber>();
  readonly #clock: Clock;
  readonly #knowledge: Pick<Knowledge, 'state' | 'follow'>;

  constructor(clock: Clock, knowledge: Pick<Knowledge, 'state' | 'follow'>) {
    this.#clock = clock;
    this.#knowledge = knowledge;
    knowledge.follow((event) => this.#publish(event));
    // Ahead of any engine before this one: a page that outlives its engine must not take new snapshots for old ones.
    this.#seq = clock.now() * 1000;
  }

  /** One snapshot, then batches, until `signal` aborts or the feed closes. */
  async *subscribe(signal?: AbortSignal): AsyncGenerator<LiveMessage, void> {
    let wake = () => {};
    const subscriber: Subscriber = { pending: new Pending(), wake: () => wake() };
    const stop = () => wake();
    signal?.addEventListener('abort', stop);
    this.#subscribers.add(subscriber);
    try {
      yield { type: 'snapshot', seq: this.#seq, state: this.#knowledge.state };
      while (!signal?.aborted && !this.#closed) {
        if (subscriber.pending.isEmpty) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const events = subscriber.pending.take();
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

  #publish(event: LiveEvent): void {
    this.#seq++;
    const key = liveEventKey(event);
    for (const { pending, wake } of this.#subscribers) {
      pending.add(event, key);
      wake();
    }
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
