import { describe, expect, it } from 'vitest';
import { awsColumns, awsPrices, awsStandardChecked } from './aws-prices.ts';
import { type PricePlace, placeOfEndpoint } from './places.ts';
import { currencyOf, minimumPaidDays, requestPrice, storagePrice } from './price-table.ts';
import { vendorPrices } from './vendor-prices.ts';

describe('the table', () => {
  it('has 36 regions, each with a price of every class', () => {
    expect(Object.keys(awsPrices)).toHaveLength(36);
    for (const region of Object.keys(awsPrices)) {
      const place: PricePlace = { kind: 'aws', region };
      const standard = storagePrice(place, 'STANDARD');
      for (const storageClass of [...awsColumns, 'GLACIER', 'DEEP_ARCHIVE']) {
        const found = storagePrice(place, storageClass);
        expect(found, `${region} ${storageClass}`).toMatchObject({
          found: true,
          price: { currency: 'USD', unit: 'GiB' },
        });
        // Nothing that parts are billed at costs more than a tenth of a dollar, or nothing at all.
        if (found.found) expect(found.price.pico > 0n && found.price.pico < 100_000_000_000n).toBe(true);
      }
      // New data of INTELLIGENT_TIERING begins in its frequent tier, at STANDARD's price.
      const tiering = storagePrice(place, 'INTELLIGENT_TIERING');
      expect(tiering.found && standard.found && tiering.price.pico === standard.price.pico).toBe(true);
      expect(requestPrice(place, 'STANDARD').found).toBe(true);
    }
    expect(awsStandardChecked.regions.every((region) => region in awsPrices)).toBe(true);
  });

  it('has a readable price wherever a vendor has one', () => {
    for (const { storage, requests } of Object.values(vendorPrices)) {
      for (const classes of Object.values(storage)) {
        for (const { amount, source } of Object.values(classes)) {
          expect(amount).toMatch(/^\d+(\.\d{1,12})?$/);
          expect(source.name).not.toBe('');
        }
      }
      for (const { amount } of Object.values(requests)) expect(amount).toMatch(/^\d+(\.\d{1,12})?$/);
    }
  });
});

it.each<[string | null, string | null, PricePlace]>([
  [null, 'eu-west-1', { kind: 'aws', region: 'eu-west-1' }],
  ['https://s3.sa-east-1.amazonaws.com', 'sa-east-1', { kind: 'aws', region: 'sa-east-1' }],
  ['https://bucket.vpce-1a-2b.s3.eu-west-1.vpce.amazonaws.com', null, { kind: 'aws', region: null }],
  ['https://s3.cn-north-1.amazonaws.com.cn', 'cn-north-1', { kind: 'aws', region: 'cn-north-1' }],
  ['https://0123abcd.r2.cloudflarestorage.com', 'auto', { kind: 'vendor', vendor: 'Cloudflare R2', region: 'auto' }],
  ['https://0123abcd.eu.r2.cloudflarestorage.com', 'auto', { kind: 'vendor', vendor: 'Cloudflare R2', region: 'auto' }],
  [
    'https://storage.googleapis.com',
    'us-central1',
    { kind: 'vendor', vendor: 'Google Cloud Storage', region: 'us-central1' },
  ],
  ['https://s3.eu-central-1.wasabisys.com', null, { kind: 'vendor', vendor: 'Wasabi', region: null }],
  ['https://s3.us-west-004.backblazeb2.com', null, { kind: 'vendor', vendor: 'Backblaze B2', region: null }],
  ['https://fra1.digitaloceanspaces.com', null, { kind: 'vendor', vendor: 'DigitalOcean Spaces', region: null }],
  ['https://x1y2.fra.idrivee2-12.com', null, { kind: 'vendor', vendor: 'IDrive e2', region: null }],
  ['https://fsn1.your-objectstorage.com', null, { kind: 'vendor', vendor: 'Hetzner', region: null }],
  ['http://127.0.0.1:9000', null, { kind: 'unlisted' }],
  ['https://r2.cloudflarestorage.com.evil.example', null, { kind: 'unlisted' }],
  ['https://notwasabisys.com', null, { kind: 'unlisted' }],
  ['not a URL', null, { kind: 'unlisted' }],
])('%s in %s is %j', (endpointUrl, region, place) => expect(placeOfEndpoint(endpointUrl, region)).toEqual(place));

describe('aborting early', () => {
  it.each<[PricePlace, string, number | null]>([
    [{ kind: 'aws', region: 'us-east-1' }, 'DEEP_ARCHIVE', 0],
    [{ kind: 'aws', region: null }, 'STANDARD_IA', 0],
    [{ kind: 'vendor', vendor: 'Cloudflare R2', region: null }, 'STANDARD', 0],
    [{ kind: 'vendor', vendor: 'Cloudflare R2', region: null }, 'STANDARD_IA', null],
    [{ kind: 'vendor', vendor: 'Wasabi', region: null }, 'STANDARD', 90],
    [{ kind: 'vendor', vendor: 'Storj', region: null }, 'STANDARD', null],
    [{ kind: 'example' }, 'STANDARD_IA', 0],
    [{ kind: 'unlisted' }, 'STANDARD', null],
  ])('%j %s is paid for at least %s days', (place, storageClass, days) => {
    expect(minimumPaidDays(place, storageClass)).toBe(days);
  });
});

it('practice storage has AWS’s prices of us-east-1, said to be an example', () => {
  for (const storageClass of [...awsColumns, 'DEEP_ARCHIVE']) {
    const example = storagePrice({ kind: 'example' }, storageClass);
    const listed = storagePrice({ kind: 'aws', region: 'us-east-1' }, storageClass);
    if (!example.found || !listed.found) throw new Error(`${storageClass} has no price`);
    expect(example.price.pico).toBe(listed.price.pico);
    expect(example.price.source.name).toMatch(/^an example/);
    expect(example.doubts.filter(({ kind }) => kind === 'confidence')).toEqual([
      { kind: 'confidence', confidence: 'example' },
    ]);
  }
  expect(requestPrice({ kind: 'example' }, 'STANDARD').found).toBe(false);
});

it.each<[PricePlace, string | null]>([
  [{ kind: 'aws', region: 'us-east-1' }, 'USD'],
  [{ kind: 'aws', region: 'cn-north-1' }, null],
  [{ kind: 'vendor', vendor: 'OVHcloud', region: null }, 'USD'],
  [{ kind: 'example' }, 'USD'],
  [{ kind: 'unlisted' }, null],
])('%j is paid for in %s', (place, currency) => expect(currencyOf(place)).toBe(currency));
