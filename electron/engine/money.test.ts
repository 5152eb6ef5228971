import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { formatMoney } from '../../shared/format/money.ts';
import { type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { createEngine, type Engine } from './engine.ts';
import { enginePorts } from './testing/engine-ports.ts';
import { liveUntil } from './testing/live-until.ts';

/** Money over the whole way: parts in a store, ListParts, the index, the contract. */

const gib = 1024 ** 3;
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-money-'));
  // Every clock stands at the first of March, and goes on from there.
  const ahead = Date.now() - at('2026-03-01');
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now() - ahead);
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket('media');
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
});

afterEach(async () => {
  await engine.close();
  await practice.close();
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

it('parts of a store cost what was worked by hand, once there is a price, and again after a restart', async () => {
  // Two pages of ListParts would be 1,000 parts each: 1,500 parts of 100 MiB, half of them a month later.
  practice.seedUpload({
    bucket: 'media',
    key: 'paged.bin',
    initiatedAt: at('2026-01-01'),
    parts: Array.from({ length: 1500 }, (_, n) => ({
      partNumber: n + 1,
      size: 100 * 1024 ** 2,
      lastModified: n % 2 === 0 ? at('2026-01-01') : at('2026-02-01'),
    })),
  });
  practice.seedUpload({
    bucket: 'media',
    key: 'january.bin',
    initiatedAt: at('2026-01-15'),
    parts: [{ partNumber: 1, size: 100 * gib, lastModified: at('2026-01-15') }],
  });
  practice.seedUpload({ bucket: 'media', key: 'empty.bin', initiatedAt: at('2026-01-15'), parts: [] });
  const { endpointUrl, region, accessKeyId, secretAccessKey } = practice;
  const { id: connectionId } = await client.connections.save({
    name: 'Test',
    endpointUrl,
    region,
    pathStyle: true,
    activeWindowMs: 86_400_000,
    quietIntervalMs: 50,
    credentials: { kind: 'static', accessKeyId, secretAccessKey },
  });
  await client.buckets.refresh({ connectionId });
  await client.scans.start({ connectionId, bucket: 'media' });
  await liveUntil(client, (state) => state.buckets[connectionId]?.items.at(0)?.scan.status === 'complete');

  const bucket = { connectionId, bucket: 'media', filter: {} };
  expect(await client.costs.uploads(bucket)).toMatchObject({
    month: { money: null, missing: [{ kind: 'no price', why: 'place' }] },
    soFar: { money: null },
  });
  const price = { currency: 'USD', perGiBMonth: '0.023', byClass: {}, perThousandLists: null };
  await client.costs.setOwnPrice({ connectionId, price });
  const shown = async () => {
    const { month, soFar } = await client.costs.uploads(bucket);
    return [month, soFar].map(({ money }) => money && formatMoney(money));
  };
  // paged.bin is 146.484375 GiB: 3.369140625 a month; half of it for two months, half for one: 5.0537109375 so far.
  // january.bin: 2.30 a month, 3.56129032… so far (48 of 31 days).
  expect(await shown()).toEqual(['$5.67', '$8.62']);

  await engine.close();
  engine = await createEngine(enginePorts(dataDir));
  client = clientOf(engine);
  expect((await shown())[0]).toBe('$5.67');
  await client.costs.setOwnPrice({ connectionId, price: null });
  expect((await client.costs.uploads(bucket)).month.money).toBeNull();
});
