import type { Clock } from '../ports/ports.ts';
import type { CallInfo } from './store.ts';

/**
 * What time it is at each connection's server. Ages are measured against the server's Date header, not the local clock
 * (s3-semantics, "Paging"): a laptop that runs an hour fast must not call a live upload stale.
 */
export class ServerTime {
  readonly #offsets = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Learns from an answer that has just come in; one without a Date header teaches nothing. */
  note(connectionId: string, { serverTime }: CallInfo): void {
    if (serverTime !== null) this.#offsets.set(connectionId, serverTime - this.#clock.now());
  }

  /** ms UTC by that server's clock; by the local one until the server was heard. */
  now(connectionId: string): number {
    return this.#clock.now() + (this.#offsets.get(connectionId) ?? 0);
  }
}
