import { z } from 'zod';
import { ticksAt } from './months.ts';

/**
 * What an upload's parts take up, and since when, in four numbers. Cost grows evenly with {@link ticksAt ticks}, so
 * `bytes × ticks(until) − Σ size × ticks(stored)` is what a million parts have used by any time. Holdings of parts,
 * uploads and whole buckets add up, in any order, without a rounding.
 */
export interface Holding {
  readonly bytes: bigint;
  /** Σ over the parts of size × {@link ticksAt ticks} of when it was stored. */
  readonly storedByteTicks: bigint;
  /** Bytes of parts whose date the store did not tell; they count from when their upload was begun. */
  readonly undatedBytes: bigint;
  /** When the newest of the parts was stored, ms UTC; null where there are none. */
  readonly newestAt: number | null;
}

export const emptyHolding: Holding = { bytes: 0n, storedByteTicks: 0n, undatedBytes: 0n, newestAt: null };

/**
 * @param size bytes
 * @param storedAt the part's last-modified, ms UTC; null where the store tells none
 * @param initiatedAt when its upload was begun, ms UTC: no part is older
 */
export function addPart(holding: Holding, size: number, storedAt: number | null, initiatedAt: number): Holding {
  const bytes = BigInt(size);
  const at = storedAt ?? initiatedAt;
  return joinHoldings(holding, {
    bytes,
    storedByteTicks: bytes * ticksAt(at),
    undatedBytes: storedAt === null ? bytes : 0n,
    newestAt: at,
  });
}

export function joinHoldings(a: Holding, b: Holding): Holding {
  return {
    bytes: a.bytes + b.bytes,
    storedByteTicks: a.storedByteTicks + b.storedByteTicks,
    undatedBytes: a.undatedBytes + b.undatedBytes,
    newestAt: a.newestAt === null ? b.newestAt : Math.max(a.newestAt, b.newestAt ?? a.newestAt),
  };
}

/**
 * Bytes × ticks that were used until a time. Clocks that differ by seconds make no cost negative: what was stored after that
 * time, by its date, takes its own seconds off the others and no more. Dates that lie further ahead are none
 * ({@link datesMayLead}).
 */
export function usedByteTicks(holding: Holding, until: number): bigint {
  const used = holding.bytes * ticksAt(until) - holding.storedByteTicks;
  return used > 0n ? used : 0n;
}

/** A part's date may be so much ahead of the server's clock, ms; one further ahead cannot be right. */
export const datesMayLead = 3_600_000;

const wholeNumber = z.string().regex(/^\d{1,60}$/);

/** A holding as JSON. The sums go beyond what a JSON number can hold, so they are text. */
export const holdingSchema = z.object({
  bytes: wholeNumber,
  storedByteTicks: wholeNumber,
  undatedBytes: wholeNumber,
  newestAt: z.number().int().nonnegative().nullable(),
});
export type HoldingJson = z.infer<typeof holdingSchema>;

export function writeHolding({ bytes, storedByteTicks, undatedBytes, newestAt }: Holding): HoldingJson {
  return { bytes: `${bytes}`, storedByteTicks: `${storedByteTicks}`, undatedBytes: `${undatedBytes}`, newestAt };
}

export function readHolding({ bytes, storedByteTicks, undatedBytes, newestAt }: HoldingJson): Holding {
  return {
    bytes: BigInt(bytes),
    storedByteTicks: BigInt(storedByteTicks),
    undatedBytes: BigInt(undatedBytes),
    newestAt,
  };
}
