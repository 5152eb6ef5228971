import type { CostAssumption, CostJson, CostMissing, MoneyJson, ScanCost } from '../../../shared/schema/costs.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import type { Assumption, Cost, Missing, PriceUsed } from '../pricing/cost.ts';
import { writeDecimal } from '../pricing/decimal.ts';
import { writeMoney } from '../pricing/money.ts';
import type { RequestCost } from '../pricing/request-cost.ts';

/** A cost as it crosses the contract: amounts as text, bytes as numbers. */
export function writeCost({ money, exactness, assumptions, missing, prices }: Cost): CostJson {
  return {
    money: money && writeMoney(money),
    exactness,
    assumptions: assumptions.map(writeAssumption),
    missing: missing.map(writeMissing),
    prices: prices.map(writePrice),
  };
}

function writeAssumption(assumption: Assumption): CostAssumption {
  switch (assumption.kind) {
    case 'undated parts':
      return { kind: assumption.kind, bytes: Number(assumption.bytes) };
    case 'abort date passed':
      return { kind: assumption.kind, uploads: assumption.uploads, bytes: Number(assumption.bytes) };
    case 'confidence':
    case 'staging upper bound':
    case 'unit':
    case 'volume':
    case 'allowance used':
    case 'no daily peak':
    case 'account minimum':
    case 'growth':
      return assumption;
    default:
      return assertNever(assumption);
  }
}

function writeMissing(missing: Missing): CostMissing {
  return missing.kind === 'unsized' ? missing : { ...missing, bytes: Number(missing.bytes) };
}

/** A price of one unit and month. */
export function writePrice({ storageClass, pico, currency, unit, source }: PriceUsed): CostJson['prices'][number] {
  return { storageClass, price: writePico(pico, currency), unit, source };
}

/** A price in trillionths as text. */
export function writePico(pico: bigint, currency: string): MoneyJson {
  return { currency, amount: writeDecimal(pico, 12) };
}

/** @param perThousand what a thousand requests cost, where that is to be told although their number is not known */
export function writeScanCost(cost: RequestCost, perThousand: MoneyJson | null): ScanCost {
  if (!cost.known) return { ...cost, perThousand };
  return { ...cost, money: writeMoney(cost.money), upTo: writeMoney(cost.upTo) };
}
