/**
 * USD per GB-month in us-east-1 (s3-semantics, "Limits, rights, money"). GLACIER and DEEP_ARCHIVE parts are billed as
 * STANDARD until the upload is completed.
 */
const usdPerGbMonth: Readonly<Record<string, number>> = {
  STANDARD: 0.023,
  REDUCED_REDUNDANCY: 0.024,
  STANDARD_IA: 0.0125,
  ONEZONE_IA: 0.01,
  INTELLIGENT_TIERING: 0.023,
  GLACIER_IR: 0.004,
  GLACIER: 0.023,
  DEEP_ARCHIVE: 0.023,
  EXPRESS_ONEZONE: 0.11,
};

/** AWS's "GB" on the bill is a binary one: 2^30 bytes. */
const bytesPerBilledGb = 1024 ** 3;

/** What parts cost a month, or why that is not known. An unknown is never zero (design, rule 4). */
export type MonthlyCost =
  | {
      kind: 'known';
      usd: number;
      /** Storage classes without a price: their bytes are not in `usd`. Empty where all are. */
      unpriced: readonly string[];
    }
  | { kind: 'unknown'; why: string };

/**
 * The monthly bill for these bytes.
 * @param endpointUrl the connection's endpoint; prices are AWS's, so any other store's cost is unknown
 * @param bytesByStorageClass bytes by S3 storage class, as in `UploadTotals`
 */
export function monthlyCost(
  endpointUrl: string | null,
  bytesByStorageClass: Readonly<Record<string, number>>,
): MonthlyCost {
  if (endpointUrl !== null) {
    return { kind: 'unknown', why: 'The prices known here are those of AWS. This connection is to another store.' };
  }
  let usd = 0;
  const unpriced: string[] = [];
  let priced = 0;
  for (const [storageClass, bytes] of Object.entries(bytesByStorageClass)) {
    const price = usdPerGbMonth[storageClass];
    if (price === undefined) {
      unpriced.push(storageClass);
      continue;
    }
    priced++;
    usd += (bytes / bytesPerBilledGb) * price;
  }
  if (priced === 0 && unpriced.length > 0) {
    return { kind: 'unknown', why: `There is no price on record for storage class ${unpriced.join(', ')}.` };
  }
  return { kind: 'known', usd, unpriced };
}

/** Dollars as people read them: $0, under 1 cent, $0.42, $18.30, $1,240. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.01) return '< $0.01';
  if (usd < 100) return `$${usd.toFixed(2)}`;
  return `$${Math.round(usd).toLocaleString('en-US')}`;
}
