/**
 * When each waiting item of a job is due: a binary heap, so that 50,000 waiting items are 50,000 pairs of numbers and one
 * timer. An item set again replaces its earlier time.
 */
export class DueHeap {
  #entries: { at: number; position: number }[] = [];
  readonly #due = new Map<number, number>();

  /** Items that wait. */
  get size(): number {
    return this.#due.size;
  }

  /** When the earliest item is due; null where none waits. */
  get nextAt(): number | null {
    this.#dropStale();
    return this.#entries[0]?.at ?? null;
  }

  has(position: number): boolean {
    return this.#due.has(position);
  }

  set(position: number, at: number): void {
    this.#due.set(position, at);
    const entries = this.#entries;
    entries.push({ at, position });
    let child = entries.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfEarlier(child, parent)) break;
      child = parent;
    }
  }

  /** Takes the earliest items that are due at `now`, at most `limit`. */
  take(now: number, limit: number): number[] {
    const positions: number[] = [];
    while (positions.length < limit) {
      const at = this.nextAt;
      const first = this.#entries[0];
      if (at === null || !first || at > now) break;
      this.#pop();
      this.#due.delete(first.position);
      positions.push(first.position);
    }
    return positions;
  }

  clear(): void {
    this.#entries = [];
    this.#due.clear();
  }

  #dropStale(): void {
    for (let first = this.#entries[0]; first; first = this.#entries[0]) {
      if (this.#due.get(first.position) === first.at) return;
      this.#pop();
    }
  }

  #pop(): void {
    const entries = this.#entries;
    const last = entries.pop();
    if (!last || entries.length === 0) return;
    entries[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const leftAt = entries[left]?.at ?? Number.POSITIVE_INFINITY;
      const rightAt = entries[right]?.at ?? Number.POSITIVE_INFINITY;
      const child = rightAt < leftAt ? right : left;
      if (child >= entries.length || !this.#swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const a = this.#entries[child];
    const b = this.#entries[parent];
    if (!a || !b || a.at >= b.at) return false;
    this.#entries[child] = b;
    this.#entries[parent] = a;
    return true;
  }
}
