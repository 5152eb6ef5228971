import type { Clock, Random } from '../ports/ports.ts';
import { Pace } from './pace.ts';
import { pacedStore } from './paced-store.ts';
import type { Store } from './store.ts';

/**
 * The pace of each endpoint, one for whoever calls it: listing, sizing, probes and clean-up, of every bucket and through
 * every connection that leads there. What one of them learns of the endpoint (SlowDown, Retry-After) holds for all.
 */
export class Paces {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #paces = new Map<string, Pace>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The pace of a store's endpoint, by host and port. */
  of({ endpoint }: Pick<Store, 'endpoint'>): Pace {
    const pace = this.#paces.get(endpoint) ?? new Pace(this.#clock, this.#random);
    this.#paces.set(endpoint, pace);
    return pace;
  }

  /**
   * The same store for work in the background: each of its calls waits for its turn.
   *
   * @param isAwaited asked at every call: whether a person waits for this one, so that it leaves at once
   */
  inTurn(store: Store, isAwaited: () => boolean = () => false): Store {
    return pacedStore(store, { pace: this.of(store), clock: this.#clock, isAwaited });
  }

  /** The same store for what a person has asked for: its calls never wait behind work in the background. */
  atOnce(store: Store): Store {
    return this.inTurn(store, () => true);
  }

  /** Forgets every timer. Calls that wait are left to their signals. */
  close(): void {
    for (const pace of this.#paces.values()) pace.close();
  }
}
