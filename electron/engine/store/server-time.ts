import type { Clocks } from '../../../shared/values/activity.ts';
import type { Clock } from '../ports/ports.ts';

/**
 * What time it is at each connection's server, by its Date header. A laptop that runs an hour fast must not call a live
 * upload stale, and neither must a header that does: what is active goes by both clocks ({@link ../../../shared/values/activity.ts}).
 */
export class ServerTime {
  readonly #offsets = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Learns the time on an answer that has just come in, ms UTC. */
  learn(connectionId: string, serverTime: number): void {
    this.#offsets.set(connectionId, serverTime - this.#clock.now());
  }

  /** ms UTC by that server's clock; by the local one until the server has answered. */
  now(connectionId: string): number {
    const { local, server } = this.clocks(connectionId);
    return server ?? local;
  }

  /** Both clocks. */
  clocks(connectionId: string): Clocks {
    const local = this.#clock.now();
    const offset = this.#offsets.get(connectionId);
    return { local, server: offset === undefined ? null : local + offset };
  }
}
