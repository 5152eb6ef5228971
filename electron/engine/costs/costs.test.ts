import { beforeEach, describe, expect, it } from 'vitest';
import { formatMoney } from '../../../shared/format/money.ts';
import type { CostJson } from '../../../shared/schema/costs.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { asClient, type IndexClient } from '../index/client.ts';
import { openDatabase } from '../index/database.ts';
import { createOperations, type IndexOperations } from '../index/operations.ts';
import { addPart, emptyHolding } from '../pricing/holding.ts';
import type { ListedUpload } from '../store/store.ts';
import { type Costs, createCosts } from './costs.ts';
import type { PricedConnection } from './prices.ts';

const gib = 1024 ** 3;
const day = 86_400_000;
const connectionId = 'c1';
const at = (text: string) => Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`);

let operations: IndexOperations;
let connection: PricedConnection;
let now: number;
let costs: Costs;

beforeEach(() => {
  operations = createOperations(openDatabase(':memory:'));
  const index: IndexClient = asClient(async (name, args) =>
    Reflect.apply(Reflect.get(operations, name), operations, args),
  );
  connection = { endpointUrl: null, region: 'us-east-1', practice: false };
  now = at('2026-03-01');
  costs = createCosts({
    index,
    serverTime: { now: () => now },
    connections: {
      get: () => connection,
      activeSince: () => now - day,
    },
  });
  begin('media');
});

const begin = (bucket: string) => {
  operations.addBucket(connectionId, bucket);
  operations.beginScan(connectionId, bucket);
  operations.setScanState(connectionId, bucket, { status: 'sizing', startedAt: now, pages: 1, uploads: 1 });
};

type Part = readonly [gibs: number, storedAt: string | null];
const add = (
  key: string,
  parts: readonly Part[] | null,
  {
    storageClass = 'STANDARD',
    begun = '2026-01-01',
    abortDate = null,
    abortRuleId = null,
    ...rest
  }: Partial<ListedUpload> & {
    begun?: string;
    abortDate?: string | null;
    abortRuleId?: string | null;
  } = {},
  bucket = 'media',
) => {
  const listed = { key, uploadId: `id-${key}`, initiatedAt: at(begun), initiator: null, owner: null, storageClass };
  operations.addUploads(connectionId, bucket, [{ ...listed, ...rest }]);
  if (parts === null) return;
  const dates = parts.map(([, stored]) => (stored === null ? null : at(stored)));
  // As sizing has it: what has no date is left to the index.
  let holding = emptyHolding;
  for (const [gibs, stored] of parts) {
    const bytes = BigInt(gibs * gib);
    holding =
      stored === null
        ? { ...holding, bytes: holding.bytes + bytes, undatedBytes: holding.undatedBytes + bytes }
        : addPart(holding, gibs * gib, at(stored), at(stored));
  }
  operations.saveSizings(connectionId, bucket, [
    {
      key,
      uploadId: `id-${key}`,
      at: now,
      result: {
        status: 'sized',
        parts: parts.length,
        bytes: Number(holding.bytes),
        newestPartAt: parts.length === 0 || dates.includes(null) ? null : Math.max(...dates.map((date) => date ?? 0)),
        storageClass: null,
        abortDate: abortDate === null ? null : at(abortDate),
        abortRuleId,
        holding,
      },
    },
  ]);
};
/** The bucket's rules as they were read last; '' is none. */
const see = (xml: string, state: 'rules' | 'none' | 'empty' | 'not supported' = xml === '' ? 'none' : 'rules') => {
  looks++;
  operations.saveSeenLifecycle(connectionId, 'media', {
    // After the dates were told.
    at: now + looks,
    state,
    document: { xml, transitionDefault: null },
    coversEverything: null,
    aborting: 0,
    drift: null,
  });
};
const rule = (days: number, status = 'Enabled', id = 'weekly') =>
  `<LifecycleConfiguration><Rule><ID>${id}</ID><Filter><Prefix></Prefix></Filter><Status>${status}</Status>
   <AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>
   </Rule></LifecycleConfiguration>`;
let looks = 0;
const noCost: CostJson = { money: null, exactness: 'incomplete', assumptions: [], missing: [], prices: [] };
const scope = (bucket = 'media') => ({ connectionId, bucket, filter: {}, activeSince: now - day });
const shown = ({ money }: CostJson) => money && formatMoney(money);
const figures = async () => {
  const { month, soFar } = await costs.ofUploads(scope());
  return [shown(month), shown(soFar)];
};

describe('worked by hand, to the cent', () => {
  it('one part, from the middle of January to the beginning of March', async () => {
    add('a', [[100, '2026-01-15']]);
    // 100 × 0.023 a month; 17 of January’s 31 days and all of February: 2.30 × 48 ÷ 31.
    expect(await figures()).toEqual(['$2.30', '$3.56']);
  });

  it('three regions', async () => {
    add('a', [[1000, '2026-02-01']]);
    const found: unknown[] = [];
    for (const region of ['us-east-1', 'sa-east-1', 'us-gov-west-1']) {
      connection = { ...connection, region };
      found.push(await figures());
    }
    // 1,000 GiB at 0.023, 0.0405 and 0.039, for the whole of February.
    expect(found).toEqual([
      ['$23.00', '$23.00'],
      ['$40.50', '$40.50'],
      ['$39.00', '$39.00'],
    ]);
  });

  it('a bucket in another region than its connection is billed there', async () => {
    add('a', [[1000, '2026-02-01']]);
    operations.saveBucketRegion(connectionId, 'media', 'sa-east-1');
    expect(await figures()).toEqual(['$40.50', '$40.50']);
  });

  it('each class at its own price, archive classes at what their parts are staged at', async () => {
    add('standard', [[100, '2026-02-01']]);
    add('ia', [[100, '2026-02-01']], { storageClass: 'STANDARD_IA' });
    add('deep', [[100, '2026-02-01']], { storageClass: 'DEEP_ARCHIVE' });
    add('glacier', [[100, '2026-02-01']], { storageClass: 'GLACIER' });
    add('none', [[100, '2026-02-01']], { storageClass: null });
    // 2.30 + 1.25 + 2.10 + 2.30 + 2.30
    expect(await figures()).toEqual(['$10.25', '$10.25']);
    const { month } = await costs.ofUploads(scope());
    expect(month.exactness).toBe('estimate');
    expect(month.assumptions).toContainEqual({ kind: 'staging upper bound', storageClass: 'GLACIER' });
  });

  it('mixed dates in one upload, an empty upload, and months of other lengths', async () => {
    add('mixed', [
      [31, '2026-01-01'],
      [28, '2026-02-15'],
    ]);
    add('empty', []);
    // 31 GiB for two months, 28 GiB for 14 of 28 days: (62 + 14) × 0.023 = 1.748. A month: 59 × 0.023 = 1.357.
    expect(await figures()).toEqual(['$1.36', '$1.75']);
    now = at('2026-04-01');
    // Another whole month, whatever its days.
    expect((await figures())[1]).toBe('$3.11');
  });

  it('parts without a date count from when their upload was begun', async () => {
    add('undated', [[100, null]], { begun: '2026-02-01' });
    expect(await figures()).toEqual(['$2.30', '$2.30']);
    const { soFar } = await costs.ofUploads(scope());
    expect(soFar.assumptions).toEqual([{ kind: 'undated parts', bytes: 100 * gib }]);
  });

  it('nothing after a lifecycle date that has passed, and it says very likely', async () => {
    add('ended', [[100, '2026-01-01']], { abortDate: '2026-02-01' });
    add('open', [[100, '2026-02-01']], { abortDate: '2026-04-01' });
    expect(await figures()).toEqual(['$2.30', '$4.60']);
    const { month, soFar } = await costs.ofUploads(scope());
    const passed = { kind: 'abort date passed', uploads: 1, bytes: 100 * gib };
    expect(month.assumptions).toContainEqual(passed);
    expect(soFar.assumptions).toContainEqual(passed);
    expect(month.exactness).toBe('estimate');
  });

  it('nothing after such a date only while the rule that it named still says so, by the rules last read', async () => {
    add('ended', [[100, '2026-01-01']], { begun: '2026-01-25', abortDate: '2026-02-01', abortRuleId: 'weekly' });
    const ended = ['$0', '$2.30'];
    const billed = ['$2.30', '$4.60'];
    const groups = async () =>
      (await costs.ofGroups(scope(), 'prefix', '')).groups.map(({ costs: { month } }) => shown(month));
    const lifecycle = async () => (await costs.ofConnection(connectionId)).buckets.media?.lifecycle.dated;
    for (const [seen, expected, dated] of [
      [null, ended, 1],
      [rule(7), ended, 1],
      [rule(30), billed, 0],
      [rule(7, 'Disabled'), billed, 0],
      // Another rule of as many days ends it as surely, yet when it was put is not known.
      [rule(7, 'Enabled', 'other'), billed, 0],
      ['', billed, 0],
    ] as const) {
      if (seen !== null) see(seen);
      expect(await figures()).toEqual(expected);
      expect(await groups()).toEqual([expected[0]]);
      expect(
        shown(
          (await costs.ofUpload({ connectionId, bucket: 'media', key: 'ended', uploadId: 'id-ended' }))?.month ??
            noCost,
        ),
      ).toBe(expected[0]);
      expect(await lifecycle()).toBe(dated);
    }
    // Neither answer proves that there are no rules.
    for (const state of ['empty', 'not supported'] as const) {
      see('', state);
      expect(await figures()).toEqual(ended);
    }
  });

  it('a date that lies years ahead tells nothing, and changes nothing of what others cost', async () => {
    add('a', [[100, '2026-01-15']]);
    add('ahead', [[1, '2099-01-01']]);
    // As by itself, 100 × 0.023 × 48 ÷ 31, and 101 × 0.023 a month; since when the other is stored is not known.
    expect(await figures()).toEqual(['$2.32', '$3.56']);
    const { month, soFar } = await costs.ofUploads(scope());
    expect(month.exactness).toBe('exact');
    expect([soFar.exactness, soFar.missing]).toEqual(['incomplete', [{ kind: 'no dates', uploads: 1 }]]);
    const { months } = await costs.forecast(bucketNow(), 365);
    // 101 GiB, of which none waits for 2099.
    expect(shown(months[0]?.asItIs ?? noCost)).toBe('$2.32');
  });

  it('a clock that is seconds behind the store’s makes no cost negative, and none larger', async () => {
    add('a', [[100, '2026-01-15']]);
    add('just now', [[100, '2026-03-01T00:00:20Z']]);
    expect((await figures())[1]).toBe('$3.56');
    expect(
      shown(
        (await costs.ofUpload({ connectionId, bucket: 'media', key: 'just now', uploadId: 'id-just now' }))?.soFar ??
          noCost,
      ),
    ).toBe('$0');
  });

  it('a part that came after the date shows that the rule did not act', async () => {
    add('alive', [[100, '2026-02-15']], { abortDate: '2026-02-01' });
    expect((await figures())[0]).toBe('$2.30');
  });

  it('a hundred thousand uploads are summed without a rounding of each', async () => {
    // One byte each would cost nothing if each were rounded.
    const keys = Array.from({ length: 2000 }, (_, n) => `k${n}`);
    for (const key of keys) add(key, [[1 / 1024, '2026-02-01']]);
    // 2,000 MiB: 1.953125 × 0.023 = 0.0449…
    expect(await figures()).toEqual(['$0.04', '$0.04']);
  });
});

describe('what is not known is no zero', () => {
  it('nothing was sized', async () => {
    add('a', null);
    const { month, soFar } = await costs.ofUploads(scope());
    expect([month.money, soFar.money]).toEqual([null, null]);
    expect(month.missing).toEqual([{ kind: 'unsized', uploads: 1 }]);
  });

  it('one of two was not sized: at least', async () => {
    add('a', null);
    add('b', [[100, '2026-02-01']]);
    const { month } = await costs.ofUploads(scope());
    expect([shown(month), month.exactness]).toEqual(['$2.30', 'incomplete']);
  });

  it('sized by a version that kept no dates: a month is known, so far is not', async () => {
    add('old', [[100, '2026-02-01']]);
    const { month, soFar } = await costs.ofUploads(scope());
    expect(shown(month)).toBe(shown(soFar));
    // A look that saw other parts, and not their dates.
    operations.saveSizings(connectionId, 'media', [
      {
        key: 'old',
        uploadId: 'id-old',
        at: now,
        result: {
          status: 'sized',
          parts: 2,
          bytes: 200 * gib,
          newestPartAt: at('2026-02-02'),
          storageClass: null,
          abortDate: null,
          abortRuleId: null,
        },
      },
    ]);
    const later = await costs.ofUploads(scope());
    expect(shown(later.month)).toBe('$4.60');
    expect(later.soFar).toMatchObject({ money: null, missing: [{ kind: 'no dates', uploads: 1 }] });
  });

  it('a look that saw the same parts takes nothing away', async () => {
    add('a', [[100, '2026-02-01']]);
    operations.saveSizings(connectionId, 'media', [
      {
        key: 'a',
        uploadId: 'id-a',
        at: now,
        result: {
          status: 'sized',
          parts: 1,
          bytes: 100 * gib,
          newestPartAt: at('2026-02-01'),
          storageClass: null,
          abortDate: null,
          abortRuleId: null,
        },
      },
    ]);
    expect(await figures()).toEqual(['$2.30', '$2.30']);
  });

  it('a store without a price, until the person enters one', async () => {
    connection = { ...connection, endpointUrl: 'https://minio.example.com' };
    add('a', [[100, '2026-02-01']]);
    const { month } = await costs.ofUploads(scope());
    expect(month).toMatchObject({ money: null, missing: [{ kind: 'no price', why: 'place' }] });
    connection = {
      ...connection,
      ownPrice: { currency: 'EUR', perGiBMonth: '0.01', byClass: {}, perThousandLists: null },
    };
    expect(await figures()).toEqual(['€1.00', '€1.00']);
  });

  it('practice storage costs as on AWS, as an example, until the person enters a price', async () => {
    connection = { ...connection, endpointUrl: 'http://127.0.0.1:7580', practice: true };
    add('a', [[100, '2026-02-01']]);
    expect(await figures()).toEqual(['$2.30', '$2.30']);
    expect((await costs.prices(connectionId, null)).place.kind).toBe('example');
    connection = {
      ...connection,
      ownPrice: { currency: 'EUR', perGiBMonth: '0.01', byClass: {}, perThousandLists: null },
    };
    expect(await figures()).toEqual(['€1.00', '€1.00']);
  });
});

describe('groups, connections, uploads', () => {
  it('costs of groups make the whole', async () => {
    add('a/1', [[100, '2026-02-01']]);
    add('a/2', [[100, '2026-01-01']]);
    add('b', [[200, '2026-02-01']], { storageClass: 'STANDARD_IA' });
    const { groups } = await costs.ofGroups(scope(), 'prefix', '');
    expect(groups.map(({ name, costs: pair }) => [name, shown(pair.month), shown(pair.soFar)])).toEqual(
      expect.arrayContaining([
        [{ kind: 'folder', prefix: 'a/' }, '$4.60', '$6.90'],
        [{ kind: 'direct', prefix: '' }, '$2.50', '$2.50'],
      ]),
    );
    expect(await figures()).toEqual(['$7.10', '$9.40']);
  });

  it('a connection is the sum of its buckets; one that was never read makes nothing smaller in silence', async () => {
    add('a', [[100, '2026-02-01']]);
    begin('tapes');
    add('t', null, {}, 'tapes');
    const found = await costs.ofConnection(connectionId);
    expect(found.buckets).toMatchObject({
      media: { lifecycle: { dated: 0, sized: 1 }, scans: [] },
      tapes: { lifecycle: { dated: 0, sized: 0 } },
    });
    expect(found.total?.month).toMatchObject({
      money: { currency: 'USD', amount: '2.3' },
      exactness: 'incomplete',
      missing: [{ kind: 'unsized', uploads: 1 }],
    });
  });

  it('one upload', async () => {
    add('a', [[100, '2026-02-01']]);
    const pair = await costs.ofUpload({ connectionId, bucket: 'media', key: 'a', uploadId: 'id-a' });
    expect(pair && [shown(pair.month), shown(pair.soFar)]).toEqual(['$2.30', '$2.30']);
    expect(await costs.ofUpload({ connectionId, bucket: 'media', key: 'b', uploadId: 'x' })).toBeNull();
  });

  it('a plan: what it saves, apart from what it held for active', async () => {
    add('old', [[100, '2026-02-01']]);
    add('new', [[200, '2026-02-28']]);
    const [first, second] = operations.uploadsAfter({ ...scope(), activeSince: at('2026-02-20') }, null, 2);
    expect(first && second).toBeTruthy();
    operations.savePlan({
      id: 'p1',
      connectionId,
      bucket: 'media',
      createdAt: now,
      leftOut: [],
      items: [first, second].flatMap((upload) =>
        upload
          ? [
              {
                ref: upload.ref,
                initiatedAt: upload.initiatedAt,
                activityAt: upload.activityAt,
                parts: 1,
                bytes: 1,
                storageClass: upload.storageClass,
                active: upload.active,
              },
            ]
          : [],
      ),
    });
    const plan = await costs.ofPlans(connectionId, ['p1']);
    expect([shown(plan.stale.month), shown(plan.stale.soFar), shown(plan.active.month)]).toEqual([
      '$2.30',
      '$2.30',
      '$4.60',
    ]);
    expect(plan.minimumDays).toBe(0);
  });
});

it('what a bucket held at the end of each scan is kept, oldest first, a hundred of them', async () => {
  const complete = (finishedAt: number) =>
    operations.setScanState(connectionId, 'media', {
      status: 'complete',
      startedAt: finishedAt - 1,
      pages: 1,
      uploads: 1,
      finishedAt,
    });
  add('a', [[1, '2026-02-01']]);
  complete(now);
  add('b', [[2, '2026-02-01']]);
  add('c', null);
  operations.setScanState(connectionId, 'media', { status: 'sizing', startedAt: now, pages: 1, uploads: 3 });
  complete(now + day);
  const scansOf = async () => (await costs.ofConnection(connectionId)).buckets.media?.scans;
  expect(await scansOf()).toEqual([
    { at: now, uploads: 1, sized: 1, bytes: gib },
    { at: now + day, uploads: 3, sized: 2, bytes: 3 * gib },
  ]);
  for (let n = 2; n <= 120; n++) complete(now + n * day);
  const kept = await scansOf();
  expect([kept?.length, kept?.[0]?.at]).toEqual([100, now + 21 * day]);
});

const bucketNow = () => {
  const bucket = operations.bucket(connectionId, 'media', now - day);
  if (!bucket) throw new AppError('NOT_FOUND', inTheirWords('no bucket'));
  return bucket;
};

describe('requests of a scan', () => {
  it('R2 bills listings in packs of a million: said before the first scan, and with a sum after it', async () => {
    connection = { ...connection, endpointUrl: 'https://0123456789abcdef.r2.cloudflarestorage.com', region: 'auto' };
    expect(await costs.ofScan({ ...bucketNow(), totals: null })).toEqual({
      known: false,
      why: 'size',
      requests: null,
      perThousand: { currency: 'USD', amount: '0.0045' },
    });
    add('a', [[1, '2026-02-01']]);
    add('b', null);
    // One page of uploads, one ListParts of each: 3 × 0.0000045, and a million of them at most.
    expect(await costs.ofScan(bucketNow())).toMatchObject({
      known: true,
      requests: 3,
      money: { amount: '0.0000135' },
      upTo: { amount: '4.5' },
      atLeast: true,
      mayBeFree: true,
      matters: true,
    });
  });

  it('a small bucket of AWS is not worth a word', async () => {
    add('a', [[1, '2026-02-01']]);
    expect(await costs.ofScan(bucketNow())).toMatchObject({ known: true, matters: false });
    expect(await costs.ofScan({ ...bucketNow(), totals: null })).toMatchObject({ known: false, perThousand: null });
  });
});

describe('twelve months', () => {
  it('as it is, after a clean-up, and with a rule', async () => {
    // 280 GiB left behind in the last four weeks: 10 GiB a day.
    for (let n = 1; n <= 28; n++)
      add(`new-${n}`, [[10, '2026-02-10']], { begun: `2026-02-${String(n).padStart(2, '0')}` });
    add('old', [[1000, '2026-01-01']], { begun: '2026-01-01' });
    now = at('2026-03-02') - 1;
    const found = await costs.forecast(bucketNow(), 7);
    expect(found.bytesADay).toBeCloseTo(10 * gib, -3);
    expect(found.months).toHaveLength(12);
    const [april] = found.months;
    expect(new Date(april?.from ?? 0).toISOString()).toBe('2026-04-01T00:00:00.000Z');
    const amounts = [april?.asItIs, april?.cleanedUp, april?.withRule].map((cost) => Number(cost?.money?.amount));
    // 1,280 GiB stay, and 30 to 60 days of growth are there in April: 450 GiB on average.
    expect(amounts[0]).toBeCloseTo(0.023 * (1280 + 450), 0);
    expect(amounts[1]).toBeCloseTo(0.023 * 450, 0);
    // Of the growth no more than 7 days are ever there.
    expect(amounts[2]).toBeCloseTo(0.023 * 70, 1);
    expect(april?.withRule.assumptions).toContainEqual({ kind: 'growth', known: true });
  });

  it('ends what is there by the rules last read, not by a date told under others', async () => {
    add('told', [[1000, '2026-01-25']], { begun: '2026-01-25', abortDate: '2026-02-01', abortRuleId: 'weekly' });
    add('untold', [[1000, '2026-01-25']], { begun: '2026-01-25' });
    const later = async () => {
      const { months } = await costs.forecast(bucketNow(), 365);
      return shown(months[1]?.asItIs ?? noCost);
    };
    expect(await later()).toBe('$23.00');
    see('');
    expect(await later()).toBe('$46.00');
    see(rule(30));
    expect(await later()).toBe('$0');
    see(rule(400));
    expect(await later()).toBe('$46.00');
  });

  it('knows nothing of growth where nothing is sized', async () => {
    add('a', null);
    const found = await costs.forecast(bucketNow(), 7);
    expect(found.bytesADay).toBeNull();
    expect(found.months[0]?.asItIs).toMatchObject({ money: null, exactness: 'incomplete' });
  });

  it('of an empty bucket are nothing, and of one that was never read unknown', async () => {
    const empty = await costs.forecast(bucketNow(), 7);
    expect(empty.bytesADay).toBe(0);
    for (const { asItIs, cleanedUp, withRule } of empty.months) {
      for (const cost of [asItIs, cleanedUp, withRule])
        expect(cost).toMatchObject({ money: { amount: '0' }, missing: [] });
    }
    expect(await costs.forecast({ ...bucketNow(), totals: null }, 7)).toEqual({
      months: [],
      bytesADay: null,
      ruleDays: 7,
    });
  });
});

it('the price table names source and date of each price', async () => {
  const table = await costs.prices(connectionId, 'media');
  expect(table.place).toEqual({ kind: 'aws', vendor: null, region: 'us-east-1' });
  expect(table.classes).toContainEqual({
    storageClass: 'STANDARD',
    price: { currency: 'USD', amount: '0.023' },
    unit: 'GiB',
    source: { name: 'AWS price list', date: '2026-07-01' },
    doubts: [{ kind: 'confidence', confidence: 'high' }],
  });
  expect(table.classes.map(({ storageClass }) => storageClass)).toContain('DEEP_ARCHIVE');
  connection = { ...connection, endpointUrl: 'http://127.0.0.1:9000' };
  expect(await costs.prices(connectionId, null)).toEqual({
    place: { kind: 'unlisted', vendor: null, region: null },
    classes: [],
    lists: null,
  });
});
