import { AppError, type ErrorShape, errorShapeOf } from '../../../../shared/schema/errors.ts';
import type { CleanupChange } from '../../index/cleanup-operations.ts';
import { indexFailure } from '../../index/index-failure.ts';
import type { Clock } from '../../ports/ports.ts';

const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

interface Entry {
  changes: readonly CleanupChange[];
  /** Waits until the index can be written again, instead of failing. */
  patient: boolean;
  written: () => void;
  failed: (error: unknown) => void;
}

interface JournalDeps {
  apply: (changes: readonly CleanupChange[]) => Promise<void>;
  clock: Clock;
  /** The index cannot be written (the shape says why), or can be again (null). */
  onStall: (stalledBy: ErrorShape | null) => void;
}

/**
 * The one way in which running jobs write to the index. Changes keep their order; those that come in while a transaction
 * is under way share the next one, so that many calls pay for one flush to disk.
 *
 * Where the index cannot be written (disk full, read-only), nothing is dropped: the journal keeps what it has, tries again
 * and says so. Every call to the store waits for its own line here, so calls stop by themselves.
 */
export class Journal {
  readonly #deps: JournalDeps;
  #pending: Entry[] = [];
  #flushing: Promise<void> | null = null;
  #stalledBy: ErrorShape | null = null;
  #wake: (() => void) | null = null;
  #closed = false;
  /** What failed while closing: nothing is written after it, so that the record ends there and has no gap. */
  #endedBy: AppError | null = null;

  constructor(deps: JournalDeps) {
    this.#deps = deps;
  }

  /** Why nothing is written now; null where writing works. */
  get stalledBy(): ErrorShape | null {
    return this.#stalledBy;
  }

  /**
   * Resolves once the changes are on disk.
   *
   * @throws AppError where the journal was closed before they were; for an impatient writer (somebody who waits for an
   *   answer) also DISK_FULL or DATA_FOLDER_UNWRITABLE
   */
  write(changes: readonly CleanupChange[], { patient = true } = {}): Promise<void> {
    return new Promise((written, failed) => {
      if (!patient && this.#stalledBy) {
        failed(AppError.fromShape(this.#stalledBy));
        return;
      }
      if (this.#endedBy) {
        failed(this.#endedBy);
        return;
      }
      this.#pending.push({ changes, patient, written, failed });
      this.#flushing ??= this.#flush();
    });
  }

  /** Queues changes that nobody waits for. They are on disk before any later {@link write} resolves. */
  note(changes: readonly CleanupChange[]): void {
    this.write(changes).catch(() => {
      // Only a close with an unwritable index gets here, and onStall has said so.
    });
  }

  /**
   * From now on a write that fails is not tried again: the first failure ends the record. Jobs that wait for a write can
   * then stop; the next start finds them as after a crash.
   */
  beginClose(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Writes what is left, once more where it had failed, and refuses anything further. */
  async close(): Promise<void> {
    this.beginClose();
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    // The changes of this tick go together.
    await Promise.resolve();
    for (let retryMs = firstRetryMs; this.#pending.length > 0; ) {
      const batch = this.#pending;
      this.#pending = [];
      try {
        await this.#deps.apply(batch.flatMap(({ changes }) => changes));
        retryMs = firstRetryMs;
        this.#stall(null);
        for (const { written } of batch) written();
      } catch (error) {
        const shape = indexFailure(error);
        if (!shape || this.#closed) {
          const reason = AppError.fromShape(shape ?? errorShapeOf(error));
          const lost = this.#closed ? [...batch, ...this.#pending] : batch;
          if (this.#closed) {
            this.#endedBy = reason;
            this.#pending = [];
          }
          for (const { failed } of lost) failed(reason);
          continue;
        }
        // Also what came in meanwhile: whoever waits for an answer does not wait for the disk.
        const unwritten = [...batch, ...this.#pending];
        this.#pending = unwritten.filter(({ patient }) => patient);
        for (const { patient, failed } of unwritten) if (!patient) failed(AppError.fromShape(shape));
        this.#stall(shape);
        await this.#pause(retryMs);
        retryMs = Math.min(longestRetryMs, retryMs * 2);
      }
    }
    // Nothing is left to try: whether it can be written again shows with the next write.
    this.#stall(null);
    this.#flushing = null;
  }

  #stall(stalledBy: ErrorShape | null): void {
    if (this.#stalledBy?.code === stalledBy?.code) return;
    this.#stalledBy = stalledBy;
    this.#deps.onStall(stalledBy);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.schedule(this.#deps.clock.now() + ms, () => this.#wake?.());
      this.#wake = () => {
        this.#wake = null;
        cancel();
        resolve();
      };
    });
  }
}

/** A write that somebody waits for. @throws AppError DISK_FULL, DATA_FOLDER_UNWRITABLE */
export async function writing<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const failure = indexFailure(error);
    throw failure ? AppError.fromShape(failure) : error;
  }
}
