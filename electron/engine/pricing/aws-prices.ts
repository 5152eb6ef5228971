import type { PriceSource } from './prices.ts';

/**
 * AWS's list prices, in USD. Regions that are not here (China, the isolated partitions) have no price: they are never
 * guessed from another region's.
 *
 * Storage is a GiB-month in the first band (50 TB a month): AWS calls 2^30 bytes a GB. GLACIER and DEEP_ARCHIVE have no
 * column: their parts are not billed at these classes' prices ({@link deepArchiveStaging}).
 */

/** The order of the columns of {@link awsPrices}; the last one is USD for 1,000 LIST requests, which no class changes. */
export const awsColumns = [
  'STANDARD',
  'INTELLIGENT_TIERING',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER_IR',
  'REDUCED_REDUNDANCY',
] as const;

type Row = readonly [string, string, string, string, string, string, string];

export const awsPrices: Readonly<Record<string, Row>> = {
  'af-south-1': ['0.0274', '0.0274', '0.0149', '0.0119', '0.005', '0.024', '0.006'],
  'ap-east-1': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.024', '0.005'],
  'ap-east-2': ['0.0225', '0.0225', '0.01242', '0.0099', '0.005', '0.02376', '0.00423'],
  'ap-northeast-1': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.0264', '0.0047'],
  'ap-northeast-2': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.0251', '0.0045'],
  'ap-northeast-3': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.0264', '0.0047'],
  'ap-south-1': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.024', '0.005'],
  'ap-south-2': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.024', '0.005'],
  'ap-southeast-1': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.024', '0.005'],
  'ap-southeast-2': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.0264', '0.0055'],
  'ap-southeast-3': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.024', '0.005'],
  'ap-southeast-4': ['0.025', '0.025', '0.0138', '0.011', '0.005', '0.0264', '0.0055'],
  'ap-southeast-5': ['0.0225', '0.0225', '0.01242', '0.0099', '0.0045', '0.0216', '0.0045'],
  'ap-southeast-6': ['0.02625', '0.02625', '0.01449', '0.01155', '0.00525', '0.02772', '0.005775'],
  'ap-southeast-7': ['0.0225', '0.0225', '0.01242', '0.0099', '0.0045', '0.0216', '0.0045'],
  'ca-central-1': ['0.025', '0.025', '0.0138', '0.01104', '0.005', '0.0264', '0.0055'],
  'ca-west-1': ['0.025', '0.025', '0.0138', '0.01104', '0.005', '0.0264', '0.0055'],
  'eu-central-1': ['0.0245', '0.0245', '0.0135', '0.0108', '0.005', '0.026', '0.0054'],
  'eu-central-2': ['0.02695', '0.02695', '0.01485', '0.01188', '0.0055', '0.0286', '0.0054'],
  'eu-north-1': ['0.023', '0.023', '0.0125', '0.01', '0.004', '0.024', '0.005'],
  'eu-south-1': ['0.024', '0.024', '0.0131', '0.0105', '0.005', '0.024', '0.0053'],
  'eu-south-2': ['0.023', '0.023', '0.0125', '0.01', '0.005', '0.024', '0.0053'],
  'eu-west-1': ['0.023', '0.023', '0.0125', '0.01', '0.004', '0.024', '0.005'],
  'eu-west-2': ['0.024', '0.024', '0.0131', '0.01048', '0.005', '0.0252', '0.0053'],
  'eu-west-3': ['0.024', '0.024', '0.0131', '0.01048', '0.005', '0.0252', '0.0053'],
  'il-central-1': ['0.025', '0.025', '0.0138', '0.01104', '0.005', '0.0264', '0.0055'],
  'me-central-1': ['0.025', '0.025', '0.0138', '0.01104', '0.005', '0.0264', '0.0055'],
  'me-south-1': ['0.025', '0.025', '0.0138', '0.01104', '0.005', '0.0264', '0.0055'],
  'mx-central-1': ['0.02415', '0.02415', '0.013125', '0.0105', '0.0042', '0.0252', '0.00525'],
  'sa-east-1': ['0.0405', '0.0405', '0.0221', '0.0177', '0.0083', '0.0326', '0.007'],
  'us-east-1': ['0.023', '0.023', '0.0125', '0.01', '0.004', '0.024', '0.005'],
  'us-east-2': ['0.023', '0.023', '0.0125', '0.01', '0.004', '0.024', '0.005'],
  'us-gov-east-1': ['0.039', '0.039', '0.02', '0.016', '0.0064', '0.0312', '0.005'],
  'us-gov-west-1': ['0.039', '0.039', '0.02', '0.016', '0.0064', '0.0312', '0.005'],
  'us-west-1': ['0.026', '0.026', '0.0144', '0.0115', '0.005', '0.0264', '0.0055'],
  'us-west-2': ['0.023', '0.023', '0.0125', '0.01', '0.004', '0.024', '0.005'],
};

/** From AWS's own price list (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/current/), by one reader of it. */
export const awsSource: PriceSource = { name: 'AWS price list', date: '2026' };

/** Regions whose STANDARD price a second reading of the price list, of this date, agrees with. */
export const awsStandardChecked: { readonly date: string; readonly regions: readonly string[] } = {
  date: '2026-07-01',
  regions: [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'ca-central-1',
    'sa-east-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'eu-central-1',
    'eu-north-1',
    'af-south-1',
    'me-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-south-1',
  ],
};

/**
 * What AWS bills for parts of DEEP_ARCHIVE uploads (usage type TimedStorage-GDA-Staging, SKU EXB3YJ6YV5CRH4JN). AWS's prose
 * says "at S3 Standard storage rates"; its price list says this. Only us-east-1's is known; elsewhere, and for GLACIER
 * (TimedStorage-GlacierStaging), STANDARD's price is an upper bound.
 */
export const deepArchiveStaging: Readonly<Record<string, string>> = { 'us-east-1': '0.021' };

/** EXPRESS_ONEZONE, which was not in the price list that was read. */
export const expressOneZone: Readonly<Record<string, string>> = { 'us-east-1': '0.11' };
export const expressSource: PriceSource = { name: 'AWS’s announcement, not confirmed', date: '2025' };

/** Where the first band ends, bytes: what lies beyond it costs less, for STANDARD and INTELLIGENT_TIERING. */
export const awsFirstBandBytes = 50 * 1024 ** 4;
