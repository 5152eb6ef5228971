import { describe, expect, it } from 'vitest';
import { ownPriceSchema } from '../../../shared/schema/own-price.ts';
import { toDigits } from './money.ts';
import type { PricePlace } from './places.ts';
import { partPages, type ScanSize, scanCost, scanRequests } from './request-cost.ts';

const aws = (region: string | null): PricePlace => ({ kind: 'aws', region });
const r2: PricePlace = { kind: 'vendor', vendor: 'Cloudflare R2', region: null };
const known = (uploads: number, pages: number, storageClass = 'STANDARD'): ScanSize => ({
  uploads,
  partPagesByClass: new Map([[storageClass, pages]]),
});

describe('requests', () => {
  it.each<[string, ScanSize, number, number]>([
    ['an empty bucket', { uploads: 0 }, 1, 0],
    ['a page', { uploads: 1000 }, 1, 1000],
    ['a page and one', { uploads: 1001 }, 2, 1001],
    ['many pages of parts', known(2, 20), 1, 20],
  ])('%s', (_, size, listUploads, listParts) => {
    const requests = scanRequests(size);
    expect(requests?.listUploads).toBe(listUploads);
    expect(requests?.listParts.get('STANDARD') ?? 0).toBe(listParts);
  });

  it.each([
    [0, 1],
    [1, 1],
    [1000, 1],
    [1001, 2],
    [10_000, 10],
  ])('of an upload with %d parts: %d', (parts, pages) => expect(partPages(parts)).toBe(pages));

  it('are not known where the uploads are not', () => {
    expect(scanCost(aws('us-east-1'), { uploads: null })).toEqual({ known: false, why: 'size', requests: null });
  });
});

describe('cost', () => {
  it.each<[PricePlace, number, string]>([
    [aws('us-east-1'), 1_000_000, '5.005'],
    [aws('sa-east-1'), 1_000_000, '7.007'],
    [aws('ap-southeast-6'), 1_000_000, '5.781'],
    [{ kind: 'vendor', vendor: 'Wasabi', region: null }, 1_000_000, '0.000'],
    [{ kind: 'vendor', vendor: 'Tigris', region: null }, 1_000_000, '5.005'],
    [
      { kind: 'own', price: ownPriceSchema.parse({ currency: 'EUR', perGiBMonth: '1', perThousandLists: '0.01' }) },
      1_000_000,
      '10.010',
    ],
  ])('%j: %d uploads cost %s', (place, uploads, amount) => {
    const cost = scanCost(place, known(uploads, uploads));
    expect(cost.known && toDigits(cost.money, 3)).toBe(amount);
    expect(cost).toMatchObject({ known: true, atLeast: false, mayBeFree: false, requests: 1_001_000 });
  });

  it('is at least so much where the parts are not known', () => {
    expect(scanCost(aws('us-east-1'), { uploads: 999 })).toMatchObject({
      atLeast: true,
      requests: 1000,
      matters: false,
    });
    expect(scanCost(aws('us-east-1'), { uploads: 0 })).toMatchObject({ atLeast: false, requests: 1, matters: false });
    expect(scanCost(aws('us-east-1'), { uploads: 1999 })).toMatchObject({ requests: 2001, matters: true });
  });

  it('counts R2’s begun millions, free ones and dearer class', () => {
    const cost = (size: ScanSize) => {
      const found = scanCost(r2, size);
      return found.known && [toDigits(found.money, 4), toDigits(found.upTo, 2), found.mayBeFree];
    };
    expect(cost(known(999, 999))).toEqual(['0.0045', '4.50', true]);
    expect(cost(known(1_000_000, 1_000_000))).toEqual(['4.5045', '9.00', false]);
    // One page of the listing, and 1,000 in Infrequent Access, where nothing is free.
    expect(cost(known(1000, 1000, 'STANDARD_IA'))).toEqual(['0.0090', '13.50', false]);
  });

  it.each<PricePlace>([
    aws('cn-north-1'),
    aws(null),
    { kind: 'unlisted' },
    { kind: 'vendor', vendor: 'Backblaze B2', region: null },
    { kind: 'own', price: ownPriceSchema.parse({ currency: 'EUR', perGiBMonth: '1' }) },
  ])('is not known for %j', (place) => {
    expect(scanCost(place, known(5, 5))).toEqual({ known: false, why: 'no price', requests: 6 });
  });
});
