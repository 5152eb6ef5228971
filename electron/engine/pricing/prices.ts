import { readDecimal } from './decimal.ts';
import type { Money } from './money.ts';
import { ticksPerMonth } from './months.ts';

/**
 * How far a price can be trusted: `own` was entered by the person, `high` stands in two independent sources or in the
 * vendor's own documents, `medium` in one good source, `low` in blogs and old lists. Nobody pays an `example`.
 */
export type Confidence = 'own' | 'example' | 'high' | 'medium' | 'low';

/** Where a price comes from, to be shown beside it. */
export interface PriceSource {
  /** What was read. */
  name: string;
  /** When it was read or from when on it holds, as precisely as is known: `2026-07-01`, `2026`. null: never changes by itself. */
  date: string | null;
}

/** What vendors call a gigabyte or terabyte on the bill. */
export type BilledUnit = 'GiB' | 'GB' | 'TiB' | 'TB';

const bytesOf: Readonly<Record<BilledUnit, bigint>> = {
  GiB: 2n ** 30n,
  GB: 10n ** 9n,
  TiB: 2n ** 40n,
  TB: 10n ** 12n,
};

/** What one unit stored for one calendar month costs. */
export interface StoragePrice {
  /** ISO 4217. */
  currency: string;
  /** Trillionths of the currency's unit for each {@link BilledUnit} and month. */
  pico: bigint;
  unit: BilledUnit;
  confidence: Confidence;
  source: PriceSource;
}

/** What requests that list (ListMultipartUploads, ListParts) cost. */
export interface RequestPrice {
  currency: string;
  /** Trillionths of the currency's unit for each request. */
  pico: bigint;
  /** Requests are billed in whole packs of so many; 1 where each one counts. */
  pack: number;
  /** Requests a month that cost nothing, for the whole account. */
  freeAMonth: number;
  confidence: Confidence;
  source: PriceSource;
}

const picoDigits = 12;
const picoPerNano = 1000n;

/** @throws RangeError where the text is not a non-negative decimal number of at most 12 digits after the point */
export function readPico(text: string): bigint {
  return readDecimal(text, picoDigits);
}

/** How many bytes a unit stands for. */
export function bytesPerUnit(unit: BilledUnit): bigint {
  return bytesOf[unit];
}

/**
 * What a sum of bytes × {@link ticksPerMonth ticks} costs. Cut off once, below a billionth: who rounds that to cents rounds
 * for the first time.
 *
 * @param byteTicks `bytes * ticksPerMonth` for a whole month
 */
export function priceOf(byteTicks: bigint, { currency, pico, unit }: StoragePrice): Money {
  return { currency, nano: (byteTicks * pico) / (bytesOf[unit] * ticksPerMonth * picoPerNano) };
}
