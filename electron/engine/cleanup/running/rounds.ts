/** Work that is done in rounds, one at a time. Asked for while a round is under way, one more follows it. */
export class Rounds {
  readonly #round: () => Promise<void>;
  #running: Promise<void> | null = null;
  #again = false;

  /** @param round never fails */
  constructor(round: () => Promise<void>) {
    this.#round = round;
  }

  /** Resolves once no round is under way or asked for; null: so it is. */
  get running(): Promise<void> | null {
    return this.#running;
  }

  go(): void {
    this.#again = true;
    this.#running ??= Promise.resolve().then(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#round();
      }
    } finally {
      // In the same step as the last look at what was asked: whoever asks a moment later begins anew. Where it came a moment
      // later, what was asked in between was forgotten, and a job stood still, cancelled and never finished.
      this.#running = null;
    }
  }
}
