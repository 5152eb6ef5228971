import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import {
  clientOf,
  create,
  forEach,
  listAll,
  makeBucket,
  partsOf,
  putPart,
} from '../proofs/store-checks/store-under-test.ts';
import { cephHabits } from '../support/servers/habits.ts';
import {
  type CephStand,
  firstLine,
  median,
  openCephStand,
  runRival,
  timeScan,
  type Way,
  withEngine,
} from './ceph-stand.ts';
import { type BenchGroup, type Measure, ratioOf, seconds } from './report.ts';

/** How many uploads; fewer for a quick try. */
const uploads = Number(process.env.BENCH_SIZED ?? 2_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const bucket = 'bench-sizing';
const loopWidth = 64;
const goal = 3;

/** Bytes of the one part of upload number `n`. */
const sizeOf = (n: number) => (n % 97) + 1;
const bytesInAll = Array.from({ length: uploads }, (_, n) => sizeOf(n)).reduce((sum, size) => sum + size, 0);

/** Parts of each upload on practice storage. */
const partsOfEach = 3;

const storeSchema = z.object({
  endpointUrl: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  bucket: z.string(),
});

/** Listing and sizing 2,000 uploads of one bucket. Timed as the listing is. */
export const sizingGroup: BenchGroup = {
  name: 'sizing',
  async run() {
    await using stand = await openCephStand();
    const { client } = stand;
    await makeBucket(client, bucket);
    await forEach(Array.from({ length: uploads }).keys(), async (n) => {
      await putPart(client, await create(client, bucket, `backup/${n % 40}/part ${n}`), 1, 'x'.repeat(sizeOf(n)));
    });
    const measures: Omit<Measure, 'group'>[] = [];
    for (const way of stand.ways) {
      const times: Record<string, number[]> = { ours: [], boto3: [], sdk: [] };
      for (let round = 0; round < rounds; round++) {
        times.ours?.push(await sizeWithEngine(stand, way));
        times.boto3?.push(await sizeWithBoto3(stand, way));
        times.sdk?.push(await sizeWithSdk(stand, way));
        console.log(
          `  ${way.name}: ${Object.entries(times).map(([name, all]) => `${name} ${seconds(all.at(-1) ?? 0)} s`)}`,
        );
      }
      const ours = median(times.ours ?? []);
      for (const [rivalName, taken] of [
        ['boto3, 32 threads', times.boto3 ?? []],
        [`a plain loop over the SDK, ${loopWidth} at once`, times.sdk ?? []],
      ] as const) {
        const ratio = ratioOf(median(taken), ours);
        const isGoal = rivalName.startsWith('boto3');
        measures.push({
          measure: `list and size ${uploads.toLocaleString('en-US')} uploads, ${way.name}`,
          ours: seconds(ours),
          rival: seconds(median(taken)),
          rivalName,
          unit: 's',
          ratio,
          goal: isGoal ? `at least ${goal} times as fast` : null,
          reached: isGoal ? ratio >= goal : null,
        });
      }
    }
    return [...measures, await measureChecksums()];
  },
};

/**
 * What checksums cost: CPU of an engine that sizes uploads whose parts carry them, beside the same without. Ceph 16.2 lists
 * none, so this is practice storage; it is a process of its own and not counted.
 */
async function measureChecksums(): Promise<Omit<Measure, 'group'>> {
  const taken = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    taken.with.push(await cpuOfSizing('present'));
    taken.without.push(await cpuOfSizing('none'));
    console.log(
      `  checksums: with ${taken.with.at(-1)?.toFixed(2)} ms, without ${taken.without.at(-1)?.toFixed(2)} ms`,
    );
  }
  const [ours, rival] = [median(taken.with), median(taken.without)];
  return {
    measure: `CPU of listing and sizing an upload of ${partsOfEach} parts with checksums, practice storage`,
    ours: Number(ours.toFixed(2)),
    rival: Number(rival.toFixed(2)),
    rivalName: 'the same without checksums',
    unit: 'ms',
    ratio: ratioOf(rival, ours),
    goal: null,
    reached: null,
  };
}

/** @returns CPU of this process for each upload, ms */
async function cpuOfSizing(checksums: 'present' | 'none'): Promise<number> {
  const args = [join(import.meta.dirname, 'practice-process.ts'), String(uploads), String(partsOfEach), checksums];
  const store = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const { bucket: name, ...keys } = storeSchema.parse(JSON.parse(await firstLine(store)));
    return await withEngine({ keys }, keys, name, async (engine, place, dataDir) => {
      const before = process.cpuUsage();
      await timeScan(engine, place, dataDir, ['complete']);
      const { user, system } = process.cpuUsage(before);
      const totals = await engine.client.uploads.totals({ ...place, filter: {} });
      const bytes = uploads * partsOfEach * (8 << 20);
      if (totals.sized !== uploads || totals.bytes !== bytes) {
        throw new Error(`Not all are sized: ${JSON.stringify(totals)}`);
      }
      return (user + system) / 1000 / uploads;
    });
  } finally {
    store.stdin?.end();
  }
}

function sizeWithEngine(stand: CephStand, way: Way): Promise<number> {
  return withEngine(stand, way, bucket, async (engine, place, dataDir) => {
    const ms = await timeScan(engine, place, dataDir, ['complete']);
    const totals = await engine.client.uploads.totals({ ...place, filter: {} });
    check('ours', totals.sized, totals.bytes);
    if (totals.uploads !== uploads || totals.unsizable > 0)
      throw new Error(`Not all are sized: ${JSON.stringify(totals)}`);
    return ms;
  });
}

async function sizeWithBoto3(stand: CephStand, { endpointUrl }: Way): Promise<number> {
  const script = join(import.meta.dirname, 'size-with-boto3.py');
  const { output, ms } = await runRival(stand, '/usr/bin/python3', [script, endpointUrl, bucket]);
  const [count = 0, bytes = 0] = output.trim().split(' ').map(Number);
  check('boto3', count, bytes);
  return ms;
}

async function sizeWithSdk({ keys }: CephStand, { endpointUrl }: Way): Promise<number> {
  const client = clientOf({ ...keys, endpointUrl, close: async () => {} });
  const from = performance.now();
  const { places } = await listAll(client, bucket, cephHabits.convention);
  let bytes = 0;
  const queue = places.values();
  const work = async () => {
    for (const place of queue) {
      const parts = await partsOf(client, place);
      if (typeof parts === 'string') throw new Error(`A plain loop over the SDK: ${parts}`);
      for (const { Size = 0 } of parts) bytes += Size;
    }
  };
  await Promise.all(Array.from({ length: loopWidth }, work));
  const ms = performance.now() - from;
  client.destroy();
  check('the SDK', places.length, bytes);
  return ms;
}

/** @throws Error where a contestant did not find everything */
function check(name: string, count: number, bytes: number): void {
  if (count === uploads && bytes === bytesInAll) return;
  throw new Error(`${name}: ${count} uploads with ${bytes} bytes, not ${uploads} with ${bytesInAll}`);
}
