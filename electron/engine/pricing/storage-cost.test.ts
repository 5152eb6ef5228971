import { describe, expect, it } from 'vitest';
import { ownPriceSchema } from '../../../shared/schema/own-price.ts';
import { toDigits } from './money.ts';
import type { PricePlace } from './places.ts';
import { monthCost } from './storage-cost.ts';

const gib = 1024 ** 3;
const aws = (region: string | null): PricePlace => ({ kind: 'aws', region });
const r2: PricePlace = { kind: 'vendor', vendor: 'Cloudflare R2', region: 'auto' };
const cents = (cost: ReturnType<typeof monthCost>) => cost.money && toDigits(cost.money, 2);

// Each amount was worked out by hand: GiB × price of the region and class.
it.each<[string | null, string, number, string]>([
  ['us-east-1', 'STANDARD', 100, '2.30'],
  ['us-east-1', 'INTELLIGENT_TIERING', 100, '2.30'],
  ['us-east-1', 'STANDARD_IA', 100, '1.25'],
  ['us-east-1', 'ONEZONE_IA', 100, '1.00'],
  ['us-east-1', 'GLACIER_IR', 100, '0.40'],
  ['us-east-1', 'REDUCED_REDUNDANCY', 100, '2.40'],
  ['us-east-1', 'GLACIER', 100, '2.30'],
  ['us-east-1', 'DEEP_ARCHIVE', 100, '2.10'],
  ['us-east-1', 'EXPRESS_ONEZONE', 100, '11.00'],
  ['sa-east-1', 'STANDARD', 100, '4.05'],
  ['sa-east-1', 'GLACIER_IR', 100, '0.83'],
  ['sa-east-1', 'DEEP_ARCHIVE', 100, '4.05'],
  ['us-gov-west-1', 'STANDARD', 100, '3.90'],
  ['us-gov-west-1', 'ONEZONE_IA', 100, '1.60'],
  ['eu-central-2', 'STANDARD', 100, '2.70'],
  ['eu-central-2', 'STANDARD_IA', 100, '1.49'],
  ['mx-central-1', 'STANDARD_IA', 100, '1.31'],
  ['ap-southeast-6', 'REDUCED_REDUNDANCY', 1000, '27.72'],
])('%s %s: %d GiB cost %s a month', (region, storageClass, size, amount) => {
  const cost = monthCost({ place: aws(region), bytesByClass: [[storageClass, size * gib]] });
  expect(cents(cost)).toBe(amount);
  expect(cost.money?.currency).toBe('USD');
  expect(cost.missing).toEqual([]);
});

describe('how sure a cost is', () => {
  const of = (place: PricePlace, storageClass: string, bytes = gib) =>
    monthCost({ place, bytesByClass: [[storageClass, bytes]] });

  it('is exact where two sources agree on the price, and names them', () => {
    expect(of(aws('us-east-1'), 'STANDARD')).toMatchObject({
      exactness: 'exact',
      assumptions: [],
      prices: [
        { storageClass: 'STANDARD', pico: 23_000_000_000n, source: { name: 'AWS price list', date: '2026-07-01' } },
      ],
    });
  });

  it.each<[string, string, object[]]>([
    ['us-east-1', 'STANDARD_IA', [{ kind: 'confidence', confidence: 'medium' }]],
    ['eu-south-2', 'STANDARD', [{ kind: 'confidence', confidence: 'medium' }]],
    ['us-east-1', 'EXPRESS_ONEZONE', [{ kind: 'confidence', confidence: 'low' }]],
    ['us-east-1', 'GLACIER', [{ kind: 'staging upper bound' }]],
    ['us-east-1', 'DEEP_ARCHIVE', [{ kind: 'confidence', confidence: 'medium' }]],
    ['eu-west-1', 'DEEP_ARCHIVE', [{ kind: 'staging upper bound' }]],
  ])('is an estimate for %s %s', (region, storageClass, doubts) => {
    const cost = of(aws(region), storageClass);
    expect(cost.exactness).toBe('estimate');
    expect(cost.assumptions).toEqual(doubts.map((doubt) => ({ storageClass, ...doubt })));
  });

  it('is an estimate beyond the first band', () => {
    expect(of(aws('us-east-1'), 'STANDARD', 50 * 1024 * gib).exactness).toBe('exact');
    expect(of(aws('us-east-1'), 'STANDARD', 50 * 1024 * gib + 1).assumptions).toEqual([
      { kind: 'volume', storageClass: 'STANDARD' },
    ]);
  });

  it('is zero, and exact, of nothing', () => {
    expect(monthCost({ place: aws('us-east-1'), bytesByClass: [] })).toMatchObject({
      money: { currency: 'USD', nano: 0n },
      exactness: 'exact',
    });
    expect(of(aws('us-east-1'), 'MYSTERY', 0)).toMatchObject({ money: { nano: 0n }, exactness: 'exact' });
    expect(of({ kind: 'unlisted' }, 'STANDARD', 0)).toMatchObject({ money: null, exactness: 'exact' });
  });
});

describe('what is missing', () => {
  it.each<[string, PricePlace, string, string]>([
    ['China', aws('cn-north-1'), 'STANDARD', 'region'],
    ['an unknown region', aws(null), 'STANDARD', 'region'],
    ['a region called like a property of objects', aws('constructor'), 'STANDARD', 'region'],
    ['a class that the region has no price for', aws('eu-west-1'), 'EXPRESS_ONEZONE', 'class'],
    ['a class of Outposts', aws('us-east-1'), 'OUTPOSTS', 'class'],
    ['a class called like a property of objects', aws('us-east-1'), 'toString', 'class'],
    ['a store of one’s own', { kind: 'unlisted' }, 'STANDARD', 'place'],
    ['a vendor without prices', { kind: 'vendor', vendor: 'Hetzner', region: 'fsn1' }, 'STANDARD', 'vendor'],
    [
      'Google outside us-central1',
      { kind: 'vendor', vendor: 'Google Cloud Storage', region: 'auto' },
      'STANDARD',
      'region',
    ],
    ['a class that a vendor lacks', r2, 'GLACIER', 'class'],
  ])('names %s, and never calls it zero', (_, place, storageClass, why) => {
    const cost = monthCost({ place, bytesByClass: [[storageClass, 7]] });
    expect(cost).toMatchObject({ money: null, exactness: 'incomplete' });
    expect(cost.missing).toEqual([{ kind: 'no price', why, storageClass, bytes: 7n }]);
  });

  it('sums the rest, as at least so much', () => {
    const cost = monthCost({
      place: aws('us-east-1'),
      bytesByClass: [
        ['STANDARD', 50 * gib],
        ['SNOW', gib],
        ['STANDARD', 50 * gib],
      ],
      unsized: 3,
    });
    expect(cents(cost)).toBe('2.30');
    expect(cost.exactness).toBe('incomplete');
    expect(cost.missing).toEqual([
      { kind: 'no price', why: 'class', storageClass: 'SNOW', bytes: BigInt(gib) },
      { kind: 'unsized', uploads: 3 },
    ]);
  });

  it('says nothing of a sum where nothing was sized', () => {
    expect(monthCost({ place: aws('us-east-1'), bytesByClass: [], unsized: 9 })).toMatchObject({
      money: null,
      exactness: 'incomplete',
    });
  });
});

describe('one’s own price', () => {
  const own: PricePlace = {
    kind: 'own',
    price: ownPriceSchema.parse({ currency: 'EUR', perGiBMonth: '0.0119', byClass: { STANDARD_IA: '0.005' } }),
  };

  it('holds for every class that has none of its own, in its currency, exactly', () => {
    const cost = monthCost({
      place: own,
      bytesByClass: [
        ['STANDARD', 1000 * gib],
        ['WHATEVER', 1000 * gib],
        ['STANDARD_IA', 1000 * gib],
      ],
    });
    expect(cost.money).toEqual({ currency: 'EUR', nano: 28_800_000_000n });
    expect(cost).toMatchObject({ exactness: 'exact', prices: [{ source: { date: null } }, {}, {}] });
  });

  it.each([
    { currency: 'EURO', perGiBMonth: '1' },
    { currency: 'XYZ', perGiBMonth: '1' },
    { currency: 'EUR', perGiBMonth: '' },
    { currency: 'EUR', perGiBMonth: '-1' },
    { currency: 'EUR', perGiBMonth: '1,5' },
    { currency: 'EUR', perGiBMonth: '1e9' },
    { currency: 'EUR', perGiBMonth: '0.0000000000001' },
    { currency: 'EUR', perGiBMonth: '1', byClass: { STANDARD: 'x' } },
    { currency: 'EUR', perGiBMonth: '1', perThousandLists: '0.0000000001' },
  ])('refuses %j', (price) => expect(ownPriceSchema.safeParse(price).success).toBe(false));
});

describe('vendors', () => {
  it('bills Cloudflare R2 in whole GB of 10^9 bytes, above the 10 GB that are free', () => {
    const bill = (bytes: number, others: number | null, storageClass = 'STANDARD') =>
      cents(
        monthCost({
          place: r2,
          bytesByClass: [[storageClass, bytes]],
          others: others === null ? null : new Map([[storageClass, BigInt(others)]]),
        }),
      );
    expect(bill(10e9, 0)).toBe('0.00');
    expect(bill(10e9 + 1, 0)).toBe('0.02');
    expect(bill(1000e9, 0)).toBe('14.85');
    // 21 GB are begun and 10 of them free; without these, all 10 would have been.
    expect(bill(10.1e9, 10e9)).toBe('0.17');
    // The second half of a GB that was begun costs nothing more.
    expect(bill(0.5e9, 20.5e9)).toBe('0.00');
    expect(bill(0.6e9, 20.5e9)).toBe('0.02');
    expect(bill(1000e9, null)).toBe('15.00');
    // The free GBs are not for Infrequent Access.
    expect(bill(1000e9, 0, 'STANDARD_IA')).toBe('10.00');
  });

  it('says that the allowance may be there', () => {
    expect(monthCost({ place: r2, bytesByClass: [['STANDARD', 5e9]] })).toMatchObject({
      exactness: 'estimate',
      assumptions: [{ kind: 'allowance used', units: 10 }],
    });
    expect(monthCost({ place: r2, bytesByClass: [['STANDARD', 5e9]], others: new Map() }).exactness).toBe('exact');
  });

  it('bills Wasabi by the TiB, and says that an account pays for one at least', () => {
    const place: PricePlace = { kind: 'vendor', vendor: 'Wasabi', region: 'us-east-1' };
    const cost = monthCost({ place, bytesByClass: [['STANDARD', 512 * gib]] });
    expect(cost.money).toEqual({ currency: 'USD', nano: 3_995_000_000n });
    expect(cost.assumptions).toContainEqual({ kind: 'account minimum', bytes: 1024 * gib });
  });

  it('says where a vendor’s unit is not known', () => {
    const place: PricePlace = { kind: 'vendor', vendor: 'Backblaze B2', region: 'us-west-004' };
    expect(monthCost({ place, bytesByClass: [['STANDARD', 100 * gib]] })).toMatchObject({
      money: { nano: 600_000_000n },
      assumptions: [{ kind: 'confidence', confidence: 'low' }, { kind: 'unit' }],
    });
  });
});
