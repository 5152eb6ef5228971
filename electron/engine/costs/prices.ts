import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { awsColumns } from '../pricing/aws-prices.ts';
import { type PricePlace, placeOfEndpoint } from '../pricing/places.ts';
import { requestPrice, storagePrice } from '../pricing/price-table.ts';
import { vendorPrices } from '../pricing/vendor-prices.ts';
import { writePico, writePrice } from './cost-json.ts';

/** What of a connection says whose prices hold. */
export type PricedConnection = Pick<Connection, 'endpointUrl' | 'region' | 'ownPrice' | 'practice'>;

/** Whose prices hold for a bucket: the person's own go before any list. @param region where it is, as far as is known */
export function placeOf({ ownPrice, endpointUrl, practice }: PricedConnection, region: string | null): PricePlace {
  if (ownPrice) return { kind: 'own', price: ownPrice };
  return practice ? { kind: 'example' } : placeOfEndpoint(endpointUrl, region);
}

/** Every price that is known of a place. */
export function priceTable(place: PricePlace): PriceTable {
  const classes = classesOf(place).flatMap((storageClass) => {
    const found = storagePrice(place, storageClass);
    if (!found.found) return [];
    const { pico, currency, unit, source, confidence } = found.price;
    const doubts = [...found.doubts];
    if (!doubts.some(({ kind }) => kind === 'confidence')) doubts.unshift({ kind: 'confidence', confidence });
    return [{ ...writePrice({ storageClass, pico, currency, unit, source }), doubts }];
  });
  const listing = requestPrice(place, 'STANDARD');
  return {
    place: {
      kind: place.kind,
      vendor: place.kind === 'vendor' ? place.vendor : null,
      region: place.kind === 'aws' || place.kind === 'vendor' ? place.region : null,
    },
    classes,
    lists: listing.found
      ? { price: writePico(listing.price.pico * 1000n, listing.price.currency), source: listing.price.source }
      : null,
  };
}

const staged = ['GLACIER', 'DEEP_ARCHIVE', 'EXPRESS_ONEZONE'];

function classesOf(place: PricePlace): string[] {
  switch (place.kind) {
    case 'aws':
    case 'example':
      return [...awsColumns, ...staged];
    case 'own':
      return [...new Set(['STANDARD', ...Object.keys(place.price.byClass)])];
    case 'vendor':
      return [...new Set(Object.values(vendorPrices[place.vendor].storage).flatMap((row) => Object.keys(row)))];
    case 'unlisted':
      return [];
  }
}
