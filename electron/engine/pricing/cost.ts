import type { Money } from './money.ts';
import type { PriceDoubt } from './price-table.ts';
import type { PriceSource } from './prices.ts';

/** Why a cost is an estimate. Data: the sentences are made where they are shown. */
export type Assumption =
  | ({ storageClass: string } & PriceDoubt)
  /** More than AWS's first band: what is beyond it costs less. */
  | { kind: 'volume'; storageClass: string }
  /** The account's free allowance is taken to be used by other data already. */
  | { kind: 'allowance used'; units: number }
  /** The vendor bills each day's peak; sums do not tell it, so the time that things were stored is billed instead. */
  | { kind: 'no daily peak' }
  /** The account pays for at least so much, whatever it stores. */
  | { kind: 'account minimum'; bytes: number }
  /** Parts without a date of their own, counted from when their upload was begun. */
  | { kind: 'undated parts'; bytes: bigint }
  /** Lifecycle's abort date has passed: very likely no longer billed since, though still listed. */
  | { kind: 'abort date passed'; uploads: number; bytes: bigint }
  /** How much is added from now on is taken to go on as it did, or (where nothing is known) to be none. */
  | { kind: 'growth'; known: boolean };

/** What is not in the sum: it is at least what it says. */
export type Missing =
  | { kind: 'no price'; why: 'place' | 'vendor' | 'region' | 'class'; storageClass: string; bytes: bigint }
  /** Their parts were not summed. */
  | { kind: 'unsized'; uploads: number };

/** A price that was used. */
export interface PriceUsed {
  storageClass: string;
  /** Trillionths of the currency's unit, per unit and month. */
  pico: bigint;
  currency: string;
  unit: string;
  source: PriceSource;
}

/** What something costs, and how sure that is. */
export interface Cost {
  /**
   * In one currency, as one place has one. null: nothing of it could be priced (unknown is not zero), or there is nothing
   * to price in a place whose currency is not known.
   */
  money: Money | null;
  /**
   * `incomplete`: at least this much, `missing` says what is not in it. `estimate`: about this much, `assumptions` says why.
   * `exact`: what these bytes cost at the prices in `prices`.
   */
  exactness: 'exact' | 'estimate' | 'incomplete';
  assumptions: readonly Assumption[];
  missing: readonly Missing[];
  prices: readonly PriceUsed[];
}

/** Puts a cost together; each assumption and price is kept once. */
export class CostSum {
  readonly #assumptions = new Map<string, Assumption>();
  readonly #missing: Missing[] = [];
  readonly #prices = new Map<string, PriceUsed>();
  #money: Money | null = null;

  add({ currency, nano }: Money): void {
    if (this.#money !== null && this.#money.currency !== currency) {
      throw new RangeError(`${this.#money.currency} and ${currency} in one place`);
    }
    this.#money = { currency, nano: (this.#money?.nano ?? 0n) + nano };
  }

  assume(assumption: Assumption): void {
    const key = JSON.stringify(assumption, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    this.#assumptions.set(key, assumption);
  }

  miss(missing: Missing): void {
    this.#missing.push(missing);
  }

  notePrice(price: PriceUsed): void {
    this.#prices.set(price.storageClass, price);
  }

  /** @param currency what zero is said in where there is nothing to pay for; null: not known */
  finish(currency: string | null): Cost {
    const missing = this.#missing;
    const assumptions = [...this.#assumptions.values()];
    const nothing = currency === null || missing.length > 0 ? null : { currency, nano: 0n };
    return {
      money: this.#money ?? nothing,
      exactness: missing.length > 0 ? 'incomplete' : assumptions.length > 0 ? 'estimate' : 'exact',
      assumptions,
      missing,
      prices: [...this.#prices.values()],
    };
  }
}
