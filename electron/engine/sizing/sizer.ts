import { AppError } from '../../../shared/schema/errors.ts';
import type { UploadName } from '../index/scan-operations.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { Clock, Random } from '../ports/ports.ts';
import type { Paces } from '../store/paces.ts';
import { retryTransient } from '../store/retry.ts';
import type { Store } from '../store/store.ts';
import { sizingOf, summariseParts } from './part-summary.ts';

/** Results are written together: one transaction costs more than the rows in it. */
const batchSize = 256;
/** A result waits no longer than this for others, ms. */
const longestWaitMs = 250;
/** Uploads that wait for their turn, for each call at once. Fewer would let calls run dry, more would make late wishes wait. */
const handful = 2;

/**
 * Calls leave in bursts of so many, or of half as many as may be under way. Measured on two cores that the store shares,
 * calls that leave one by one, as each answer makes room, cost both sides more CPU, as every one wakes whoever is next.
 */
const burst = 16;
/** Room for a call is not kept for a burst longer than this, ms. */
const burstWaitMs = 20;

/** What sizing works with. */
export interface SizerPorts {
  store: Store;
  clock: Clock;
  random: Random;
  /** How many calls the endpoint gets at once. */
  paces: Paces;
  bucket: string;
  /** The same store, each of whose calls waits for its turn. */
  inTurn: (store: Store) => Store;
  /** The most uploads that may be sized at once, whatever the pace allows; asked before each. */
  room: () => number;
  /** The next uploads that are not sized yet, the most wanted first; those in hand among them. */
  next: (limit: number) => Promise<UploadName[]>;
  save: (results: SizingResult[]) => Promise<void>;
}

/**
 * Sums the parts of every upload that `next` names, until it names none. A single upload that cannot be sized (denied,
 * gone, failing) is recorded as such and stops nobody.
 *
 * @throws the signal's reason when aborted; what was read so far is saved
 */
export async function sizeUploads(ports: SizerPorts, signal: AbortSignal): Promise<void> {
  const { clock, room, paces } = ports;
  const pace = paces.of(ports.store);
  const store = ports.inTurn(ports.store);
  /** Asked for, being read or read and not yet saved: the index still calls them unsized. */
  const inHand = new Set<string>();
  let queue: UploadName[] = [];
  let results: SizingResult[] = [];
  let savedAt = clock.now();
  let running = 0;
  /** The index has named nothing new since the last save. */
  let isDry = false;
  /** Saved while the index was being asked: its answer may still name them. */
  let saved: SizingResult[] = [];
  const failures: unknown[] = [];
  let wake = () => {};
  /** There was room for so long that what fits leaves, burst or not. */
  let isOverdue = false;
  let takeBack: (() => void) | null = null;
  const overdue = () => {
    takeBack = null;
    isOverdue = true;
    wake();
  };

  /** One at a time of what the index does, beside the calls: none of them waits for it. */
  const beside = (work: () => Promise<void>) => {
    let isRunning = false;
    return {
      isRunning: () => isRunning,
      start: () => {
        isRunning = true;
        void work()
          .catch((error: unknown) => failures.push(error))
          .finally(() => {
            isRunning = false;
            wake();
          });
      },
    };
  };
  const change = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  const forget = () => {
    for (const upload of saved) inHand.delete(idOf(upload));
    saved = [];
  };
  const save = beside(async () => {
    const batch = results;
    results = [];
    savedAt = clock.now();
    await ports.save(batch);
    isDry = false;
    saved.push(...batch);
    if (!refill.isRunning()) forget();
  });
  const width = () => Math.min(room(), pace.limit);
  const refill = beside(async () => {
    isDry = true;
    const named = await ports.next(inHand.size + handful * width());
    // What is wanted first now comes before what was in hand.
    const waiting = new Set(queue.map(idOf));
    const next = new Map<string, UploadName>();
    for (const upload of named) {
      const id = idOf(upload);
      if (!waiting.has(id) && inHand.has(id)) continue;
      if (!waiting.has(id)) isDry = false;
      next.set(id, upload);
      inHand.add(id);
    }
    queue = [...next.values()];
    forget();
  });
  const work = async (upload: UploadName) => {
    try {
      const result = await sizeOne({ ...ports, store }, upload, signal);
      results.push({ ...upload, at: clock.now(), result });
    } catch (error) {
      failures.push(error);
    } finally {
      running--;
      wake();
    }
  };

  try {
    while (failures.length === 0) {
      signal.throwIfAborted();
      const isIdle = queue.length === 0 && running === 0;
      const isDue = results.length >= batchSize || clock.now() - savedAt >= longestWaitMs;
      if (results.length > 0 && (isIdle || isDue) && !save.isRunning()) save.start();
      if (!isDry && queue.length < (handful * width()) / 4 && !refill.isRunning()) refill.start();
      if (isIdle && isDry && results.length === 0 && !save.isRunning() && !refill.isRunning()) return;
      const free = Math.min(queue.length, width() - running);
      if (free > 0 && (free >= Math.min(burst, width() / 2) || isDry || isOverdue)) {
        takeBack?.();
        takeBack = null;
        isOverdue = false;
        for (const upload of queue.splice(0, free)) {
          running++;
          void work(upload);
        }
      } else if (free > 0) {
        takeBack ??= clock.schedule(clock.now() + burstWaitMs, overdue);
      }
      await change();
    }
  } finally {
    takeBack?.();
    while (running > 0 || save.isRunning() || refill.isRunning()) await change();
    if (results.length > 0) await ports.save(results);
  }
  if (failures.length > 0) throw failures[0];
}

function idOf({ key, uploadId }: UploadName): string {
  return `${uploadId}\n${key}`;
}

async function sizeOne(
  { store, clock, random, bucket }: SizerPorts,
  { key, uploadId }: UploadName,
  signal: AbortSignal,
): Promise<SizingResult['result']> {
  const ref = { connectionId: store.connection.id, bucket, key, uploadId };
  const read = () => summariseParts(store, ref, signal);
  try {
    const summary = await retryTransient(read, { clock, random, signal });
    return sizingOf(summary);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { status: 'failed', error: error.toShape() };
  }
}
