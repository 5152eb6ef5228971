/** What there is one of for each connection while it is used, and what ends it. */
interface Closable {
  close(): void;
}

/** One open store for each connection that was used. */
export class OpenStores<S extends Closable> {
  readonly #open: (connectionId: string) => Promise<S>;
  readonly #stores = new Map<string, Promise<S>>();

  constructor(open: (connectionId: string) => Promise<S>) {
    this.#open = open;
  }

  /**
   * The store of a connection; the first call opens it, and all who ask meanwhile get the same one.
   * @throws as `open`; the next call tries again then
   */
  storeFor(connectionId: string): Promise<S> {
    const known = this.#stores.get(connectionId);
    if (known) return known;
    const opening = this.#open(connectionId);
    this.#stores.set(connectionId, opening);
    opening.catch(() => {
      // Edited meanwhile, the connection may have another store by now, and that one stays.
      if (this.#stores.get(connectionId) === opening) this.#stores.delete(connectionId);
    });
    return opening;
  }

  /** Ends the store of a connection that is edited or removed. Calls under way keep their sockets until they end. */
  async forget(connectionId: string): Promise<void> {
    const store = this.#stores.get(connectionId);
    this.#stores.delete(connectionId);
    // A store that never opened has nothing to close, and its failure was its caller's to hear of.
    await store?.then((opened) => opened.close()).catch(() => {});
  }

  /** Ends every store. */
  async forgetAll(): Promise<void> {
    await Promise.all([...this.#stores.keys()].map((connectionId) => this.forget(connectionId)));
  }
}
