import { join } from 'node:path';
import { clientOf, create, forEach, listAll, makeBucket, partsOf, putPart } from '../store-checks/store-under-test.ts';
import { cephHabits } from '../support/servers/habits.ts';
import { type CephStand, median, openCephStand, runRival, timeScan, type Way, withEngine } from './ceph-stand.ts';
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
    return measures;
  },
};

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
