import type { StoreWait } from '../../../shared/schema/outages.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { askedStore } from './asked-store.ts';
import { Pace } from './pace.ts';
import { pacedStore } from './paced-store.ts';
import type { Store } from './store.ts';

/** Told that a connection's store is given time; null: no more. */
export type TellWait = (connectionId: string, wait: StoreWait | null) => void;

/**
 * The pace of each endpoint, one for whoever calls it: listing, sizing, probes and clean-up, of every bucket and through
 * every connection that leads there. What one of them learns of the endpoint (SlowDown, Retry-After) holds for all.
 */
export class Paces {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #tell: TellWait;
  readonly #paces = new Map<string, Pace>();
  /** By connection: the endpoint that it leads to. */
  readonly #leads = new Map<string, string>();

  constructor(clock: Clock, random: Random, tell: TellWait = () => {}) {
    this.#clock = clock;
    this.#random = random;
    this.#tell = tell;
  }

  /** The pace of a store's endpoint, by host and port. What it waits for is told for the store's connection from now on. */
  of(store: Pick<Store, 'endpoint' | 'connection'>): Pace {
    const { endpoint } = store;
    const pace =
      this.#paces.get(endpoint) ?? new Pace(this.#clock, this.#random, (wait) => this.#tellAll(endpoint, wait));
    this.#paces.set(endpoint, pace);
    this.#joins(store, pace);
    return pace;
  }

  /** A person wants the store of this connection asked now, whatever it asked to wait for. */
  knock(connectionId: string): void {
    const endpoint = this.#leads.get(connectionId);
    if (endpoint !== undefined) this.#paces.get(endpoint)?.knock();
  }

  /**
   * The same store for work in the background: each of its calls waits for its turn.
   *
   * @param isAwaited asked at every call: whether a person waits for this one, so that it leaves at once
   */
  inTurn(store: Store, isAwaited: () => boolean = () => false): Store {
    return pacedStore(store, { pace: this.of(store), clock: this.#clock, isAwaited });
  }

  /**
   * The same store for what a person has asked for: its calls never wait behind work in the background, and a read that failed by
   * accident is tried once more ({@link askedStore}).
   */
  atOnce(store: Store): Store {
    return askedStore(
      this.inTurn(store, () => true),
      { clock: this.#clock, random: this.#random },
    );
  }

  /** The connection leads elsewhere now, or was removed: what its endpoint is given no longer concerns it. */
  forget(connectionId: string): void {
    const endpoint = this.#leads.get(connectionId);
    if (endpoint === undefined) return;
    this.#leads.delete(connectionId);
    if (this.#paces.get(endpoint)?.wait) this.#tell(connectionId, null);
  }

  /** Forgets every timer. Calls that wait are left to their signals. */
  close(): void {
    for (const pace of this.#paces.values()) pace.close();
  }

  #joins({ connection: { id }, endpoint }: Pick<Store, 'endpoint' | 'connection'>, pace: Pace): void {
    if (this.#leads.get(id) === endpoint) return;
    this.forget(id);
    this.#leads.set(id, endpoint);
    if (pace.wait) this.#tell(id, pace.wait);
  }

  #tellAll(endpoint: string, wait: StoreWait | null): void {
    for (const [connectionId, leads] of this.#leads) if (leads === endpoint) this.#tell(connectionId, wait);
  }
}
