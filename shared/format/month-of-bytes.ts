import type { MoneyJson, PriceTable } from '../schema/costs.ts';

const bytesOf: Readonly<Record<string, bigint>> = { GiB: 2n ** 30n, GB: 10n ** 9n, TiB: 2n ** 40n, TB: 10n ** 12n };
/** Digits of a price after the point, at most, and of an amount. */
const [priceDigits, amountDigits] = [12, 9];

/**
 * What so many bytes cost for a whole month at a table's prices, for sums that are made on the page.
 *
 * @returns null where no class of them has a price; `isWhole` false where one has none
 */
export function monthOfBytes(
  { place, classes }: PriceTable,
  bytesByClass: Readonly<Record<string, number>>,
): { money: MoneyJson; isWhole: boolean } | null {
  const prices = new Map(classes.map((one) => [one.storageClass, one]));
  let nano = 0n;
  let currency: string | null = null;
  let isWhole = true;
  for (const [storageClass, bytes] of Object.entries(bytesByClass)) {
    // The person's one price holds for every class that has none of its own.
    const found = prices.get(storageClass) ?? (place.kind === 'own' ? prices.get('STANDARD') : undefined);
    const unit = found && bytesOf[found.unit];
    if (!found || unit === undefined) {
      isWhole &&= bytes === 0;
      continue;
    }
    currency = found.price.currency;
    nano +=
      (BigInt(Math.round(bytes)) * scaled(found.price.amount)) / (unit * 10n ** BigInt(priceDigits - amountDigits));
  }
  if (currency === null) return null;
  const digits = nano.toString().padStart(amountDigits + 1, '0');
  const amount = `${digits.slice(0, -amountDigits)}.${digits.slice(-amountDigits)}`;
  return { money: { currency, amount }, isWhole };
}

function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.slice(0, priceDigits).padEnd(priceDigits, '0'));
}
