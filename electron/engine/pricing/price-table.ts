import { assertNever } from '../../../shared/values/exhaustive.ts';
import {
  awsColumns,
  awsPrices,
  awsSource,
  awsStandardChecked,
  deepArchiveStaging,
  expressOneZone,
  expressSource,
} from './aws-prices.ts';
import type { PricePlace } from './places.ts';
import { type Confidence, type PriceSource, type RequestPrice, readPico, type StoragePrice } from './prices.ts';
import { type Vendor, vendorPrices } from './vendor-prices.ts';

/** What about a price is not quite what the bill will say; each makes a cost an estimate. */
export type PriceDoubt =
  /** Where the price comes from does not make it certain. */
  | { kind: 'confidence'; confidence: Confidence }
  /** Parts for an archive class are staged at up to STANDARD's price; the staging price here is not on record. */
  | { kind: 'staging upper bound' }
  /** The vendor does not say whether its unit is binary; it is read as binary. */
  | { kind: 'unit' };

export type PriceFound =
  | { found: true; price: StoragePrice; doubts: readonly PriceDoubt[] }
  /** Which of them is not in the table. `place`: neither AWS nor a vendor that is listed. */
  | { found: false; why: 'place' | 'vendor' | 'region' | 'class' };

export type RequestPriceFound = { found: true; price: RequestPrice } | { found: false };

const ownSource: PriceSource = { name: 'entered for this connection', date: null };
/** What practice storage would cost there. */
const exampleRegion = 'us-east-1';
const columns: readonly string[] = awsColumns;
const stagedClasses: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** The price of a storage class, as S3 names it, in a place. For the archive classes: what their *parts* cost. */
export function storagePrice(place: PricePlace, storageClass: string): PriceFound {
  switch (place.kind) {
    case 'own': {
      const { currency, perGiBMonth, byClass } = place.price;
      const amount = Object.hasOwn(byClass, storageClass) ? byClass[storageClass] : undefined;
      const pico = readPico(amount ?? perGiBMonth);
      return found({ currency, pico, unit: 'GiB', confidence: 'own', source: ownSource });
    }
    case 'aws':
      return awsPrice(place.region, storageClass);
    case 'example':
      return examplePrice(storageClass);
    case 'vendor':
      return vendorPrice(place.vendor, place.region, storageClass);
    case 'unlisted':
      return { found: false, why: 'place' };
    default:
      return assertNever(place);
  }
}

/**
 * The price of one request that lists.
 * @param storageClass of the upload whose parts are listed; STANDARD for a listing of uploads
 */
export function requestPrice(place: PricePlace, storageClass: string): RequestPriceFound {
  switch (place.kind) {
    case 'own': {
      const { currency, perThousandLists } = place.price;
      if (perThousandLists === null) return { found: false };
      const pico = readPico(perThousandLists) / 1000n;
      return { found: true, price: { currency, pico, pack: 1, freeAMonth: 0, confidence: 'own', source: ownSource } };
    }
    case 'aws': {
      const row = rowOf(awsPrices, place.region);
      if (!row) return { found: false };
      const pico = readPico(row[awsColumns.length]) / 1000n;
      const price = { currency: 'USD', pico, pack: 1, freeAMonth: 0, confidence: 'medium', source: awsSource } as const;
      return { found: true, price };
    }
    case 'vendor': {
      const { currency, requests } = vendorPrices[place.vendor];
      const listed = rowOf(requests, storageClass);
      if (!listed) return { found: false };
      const { amount, pack, freeAMonth, confidence, source } = listed;
      return { found: true, price: { currency, pico: readPico(amount), pack, freeAMonth, confidence, source } };
    }
    case 'example':
    case 'unlisted':
      return { found: false };
    default:
      return assertNever(place);
  }
}

/** What a place's prices are in; null where that is not known. */
export function currencyOf(place: PricePlace): string | null {
  switch (place.kind) {
    case 'own':
      return place.price.currency;
    case 'aws':
      return rowOf(awsPrices, place.region) ? 'USD' : null;
    case 'example':
      return 'USD';
    case 'vendor':
      return vendorPrices[place.vendor].currency;
    case 'unlisted':
      return null;
    default:
      return assertNever(place);
  }
}

/**
 * For how many days a part is paid for even if it is aborted sooner. AWS charges nothing for aborting early, whatever the
 * class (user guide, "Uploading and copying objects using multipart upload"). null: not known.
 */
export function minimumPaidDays(place: PricePlace, storageClass: string): number | null {
  if (place.kind === 'aws' || place.kind === 'example') return 0;
  if (place.kind !== 'vendor') return null;
  return rowOf(vendorPrices[place.vendor].minimumDays, storageClass) ?? null;
}

/** After how many days a place removes an upload by itself, without any rule; null: never, or not known. */
export function keptDays(place: PricePlace): number | null {
  return place.kind === 'vendor' ? vendorPrices[place.vendor].keepsDays : null;
}

function awsPrice(region: string | null, storageClass: string): PriceFound {
  const row = rowOf(awsPrices, region);
  if (region === null || !row) return { found: false, why: 'region' };
  if (stagedClasses.has(storageClass)) {
    const staging = storageClass === 'DEEP_ARCHIVE' ? rowOf(deepArchiveStaging, region) : undefined;
    return staging === undefined
      ? usd(row[0], standardConfidence(region), [{ kind: 'staging upper bound' }])
      : usd(staging, 'medium');
  }
  const express = storageClass === 'EXPRESS_ONEZONE' ? rowOf(expressOneZone, region) : undefined;
  if (express !== undefined) return usd(express, 'low', [], expressSource);
  const column = columns.indexOf(storageClass);
  const amount = column < 0 ? undefined : row[column];
  if (amount === undefined) return { found: false, why: 'class' };
  return usd(amount, storageClass === 'STANDARD' ? standardConfidence(region) : 'medium');
}

function examplePrice(storageClass: string): PriceFound {
  const like = awsPrice(exampleRegion, storageClass);
  if (!like.found) return like;
  const { name, date } = like.price.source;
  const doubts = like.doubts.filter(({ kind }) => kind !== 'confidence');
  const source = { name: `an example, ${name} of ${exampleRegion}`, date };
  return found({ ...like.price, confidence: 'example', source }, doubts);
}

function standardConfidence(region: string): Confidence {
  return awsStandardChecked.regions.includes(region) ? 'high' : 'medium';
}

function usd(
  amount: string,
  confidence: Confidence,
  doubts: readonly PriceDoubt[] = [],
  from: PriceSource = awsSource,
): PriceFound {
  const source = confidence === 'high' ? { ...from, date: awsStandardChecked.date } : from;
  return found({ currency: 'USD', pico: readPico(amount), unit: 'GiB', confidence, source }, doubts);
}

function vendorPrice(vendor: Vendor, region: string | null, storageClass: string): PriceFound {
  const { currency, storage } = vendorPrices[vendor];
  if (Object.keys(storage).length === 0) return { found: false, why: 'vendor' };
  const classes = rowOf(storage, '*') ?? rowOf(storage, region);
  if (!classes) return { found: false, why: 'region' };
  const listed = rowOf(classes, storageClass);
  if (!listed) return { found: false, why: 'class' };
  const { amount, unit, unitKnown, confidence, source } = listed;
  return found({ currency, pico: readPico(amount), unit, confidence, source }, unitKnown ? [] : [{ kind: 'unit' }]);
}

function found(price: StoragePrice, doubts: readonly PriceDoubt[] = []): PriceFound {
  const { confidence } = price;
  const sure = confidence === 'own' || confidence === 'high';
  return { found: true, price, doubts: sure ? doubts : [{ kind: 'confidence', confidence }, ...doubts] };
}

/** What a table holds under a name that came from outside; never what every object has. */
function rowOf<T>(table: Readonly<Record<string, T>>, name: string | null): T | undefined {
  return name !== null && Object.hasOwn(table, name) ? table[name] : undefined;
}
