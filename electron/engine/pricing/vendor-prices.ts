import type { BilledUnit, Confidence, PriceSource } from './prices.ts';

/** Vendors other than AWS that have a place in the table. One without prices is known by name, and by nothing else. */
export type Vendor =
  | 'Cloudflare R2'
  | 'Google Cloud Storage'
  | 'Wasabi'
  | 'Tigris'
  | 'Backblaze B2'
  | 'IBM Cloud Object Storage'
  | 'IDrive e2'
  | 'Storj'
  | 'Vultr'
  | 'DigitalOcean Spaces'
  | 'Scaleway'
  | 'Linode'
  | 'Hetzner'
  | 'OVHcloud'
  | 'Impossible Cloud';

/** A vendor's list price of a storage class. */
export interface ListPrice {
  /** Of the currency's unit, for each {@link BilledUnit} and month. */
  amount: string;
  unit: BilledUnit;
  /** Whether the vendor says what its unit is; where it does not, it is read as the one that is usual. */
  unitKnown: boolean;
  confidence: Exclude<Confidence, 'own' | 'example'>;
  source: PriceSource;
}

/** A vendor's list price of requests that list. */
export interface RequestListPrice {
  /** Of the currency's unit, for each request. */
  amount: string;
  /** Requests are billed in whole packs of so many. */
  pack: number;
  /** Requests a month that cost nothing, for the whole account. */
  freeAMonth: number;
  confidence: ListPrice['confidence'];
  source: PriceSource;
}

/** How a vendor bills. */
export interface VendorPrices {
  currency: string;
  /** By region where the price depends on it, else under `*`; then by storage class. */
  storage: Readonly<Record<string, Readonly<Record<string, ListPrice>>>>;
  /** What a request that lists costs, by the class of what is listed; where many are listed, as STANDARD. */
  requests: Readonly<Record<string, RequestListPrice>>;
  /** Average of each day's peak, in whole units, after so many free ones; of the whole account. null: by the hour. */
  dailyPeak: { freeUnits: number; classesWithAllowance: readonly string[] } | null;
  /** Days that a part is paid for even if it is aborted sooner, by class; 0: none. A class that is not here: not known. */
  minimumDays: Readonly<Record<string, number>>;
  /** The least the account pays for, bytes; null: none. */
  accountMinimumBytes: number | null;
  /**
   * After how many days the vendor itself removes an upload that was never finished, without any rule; null: never, or not
   * known.
   */
  keepsDays: number | null;
}

const plain = {
  currency: 'USD',
  requests: {},
  dailyPeak: null,
  minimumDays: {},
  accountMinimumBytes: null,
  keepsDays: null,
} as const;

const cloudflareDocs: PriceSource = { name: 'developers.cloudflare.com/r2/pricing', date: '2026' };
const googlePricing: PriceSource = { name: 'cloud.google.com/storage/pricing', date: '2026-09-20' };
const wasabiPrices: PriceSource = { name: 'Wasabi’s prices, second-hand', date: '2026-07-01' };
const tigrisPrices: PriceSource = { name: 'Tigris’s prices, second-hand', date: '2026-06-20' };
const gist: PriceSource = { name: 'a comparison that somebody published', date: '2024-07-16' };

/** A price whose vendor calls 2^30 bytes a unit, or does not say. */
function perGiB(
  amount: string,
  confidence: ListPrice['confidence'],
  source: PriceSource,
  unitKnown = false,
): ListPrice {
  return { amount, unit: 'GiB', unitKnown, confidence, source };
}

/** R2's class A requests, ListMultipartUploads and ListParts among them: billed in whole millions. */
function classA(amount: string, freeAMonth: number): RequestListPrice {
  return { amount, pack: 1_000_000, freeAMonth, confidence: 'high', source: cloudflareDocs };
}

/** Everywhere the same. */
function everywhere(standard: ListPrice): VendorPrices['storage'] {
  return { '*': { STANDARD: standard } };
}

/** Prices of {@link Vendor vendors}, each with how far it can be trusted. */
export const vendorPrices: Readonly<Record<Vendor, VendorPrices>> = {
  'Cloudflare R2': {
    ...plain,
    // "100,000 objects of 100 KB" are 10 GB in Cloudflare's own example, so its GB is 10^9 bytes.
    storage: {
      '*': {
        STANDARD: { amount: '0.015', unit: 'GB', unitKnown: true, confidence: 'high', source: cloudflareDocs },
        STANDARD_IA: { amount: '0.01', unit: 'GB', unitKnown: true, confidence: 'high', source: cloudflareDocs },
      },
    },
    // Class A, for each million begun; the free million is not for Infrequent Access.
    requests: {
      STANDARD: classA('0.0000045', 1_000_000),
      STANDARD_IA: classA('0.000009', 0),
    },
    dailyPeak: { freeUnits: 10, classesWithAllowance: ['STANDARD'] },
    // Infrequent Access has 30 days for objects; whether parts are meant is not written anywhere.
    minimumDays: { STANDARD: 0 },
  },
  'Google Cloud Storage': {
    ...plain,
    storage: {
      'us-central1': {
        STANDARD: perGiB('0.02', 'medium', googlePricing, true),
        NEARLINE: perGiB('0.01', 'medium', googlePricing, true),
        COLDLINE: perGiB('0.004', 'medium', googlePricing, true),
        ARCHIVE: perGiB('0.0012', 'medium', googlePricing, true),
      },
    },
  },
  Wasabi: {
    ...plain,
    // "1 TB (1024 GB)" (docs.wasabi.com, monthly minimum storage charge).
    storage: everywhere({
      amount: '7.99',
      unit: 'TiB',
      unitKnown: true,
      confidence: 'medium',
      source: wasabiPrices,
    }),
    requests: { STANDARD: { amount: '0', pack: 1, freeAMonth: 0, confidence: 'medium', source: wasabiPrices } },
    // Parts are active storage for 31 days, then deleted storage until the plan's minimum is over: 90 days where one pays
    // as one goes, 30 with reserved capacity (docs.wasabi.com, "How does Wasabi handle multipart uploads").
    minimumDays: { STANDARD: 90 },
    accountMinimumBytes: 1024 ** 4,
    keepsDays: 31,
  },
  Tigris: {
    ...plain,
    storage: {
      '*': {
        STANDARD: perGiB('0.02', 'medium', tigrisPrices),
        STANDARD_IA: perGiB('0.01', 'medium', tigrisPrices),
        GLACIER: perGiB('0.004', 'medium', tigrisPrices),
      },
    },
    requests: { STANDARD: { amount: '0.000005', pack: 1, freeAMonth: 0, confidence: 'medium', source: tigrisPrices } },
  },
  'Backblaze B2': {
    ...plain,
    storage: everywhere(perGiB('0.006', 'low', { name: 'a comparison that somebody published', date: '2026-05' })),
  },
  'IBM Cloud Object Storage': {
    ...plain,
    storage: everywhere({
      amount: '10',
      unit: 'TiB',
      unitKnown: false,
      confidence: 'low',
      source: { name: 'ibm.com: One-Rate, “as low as”', date: '2026-09-20' },
    }),
  },
  'IDrive e2': { ...plain, storage: everywhere(perGiB('0.004', 'low', gist)) },
  Storj: { ...plain, storage: everywhere(perGiB('0.004', 'low', gist)) },
  Vultr: { ...plain, storage: everywhere(perGiB('0.006', 'low', gist)) },
  'DigitalOcean Spaces': { ...plain, storage: everywhere(perGiB('0.02', 'low', gist)) },
  Scaleway: { ...plain, storage: everywhere(perGiB('0.013', 'low', gist)) },
  Linode: {
    ...plain,
    storage: everywhere(perGiB('0.02', 'low', { name: 'a comparison that somebody published', date: '2021-04' })),
  },
  Hetzner: { ...plain, storage: {} },
  OVHcloud: { ...plain, storage: {} },
  'Impossible Cloud': { ...plain, storage: {}, keepsDays: 30 },
};
