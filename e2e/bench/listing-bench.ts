import { join } from 'node:path';
import { clientOf, create, forEach, listAll, makeBucket } from '../proofs/store-checks/store-under-test.ts';
import { cephHabits } from '../support/servers/habits.ts';
import { type CephStand, median, openCephStand, runRival, timeScan, type Way, withEngine } from './ceph-stand.ts';
import { type BenchGroup, type Measure, ratioOf, seconds } from './report.ts';

/** How many uploads; fewer for a quick try. */
const uploads = Number(process.env.BENCH_LISTED ?? 20_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const bucket = 'bench-listing';

/** Times of one contestant over the rounds, ms. */
type Times = Map<string, number[]>;

/**
 * Listing 20,000 uploads of one bucket. Ours runs from the wish to scan to the last row in the index, in an engine that
 * has made no call before but one; the plain loop over the SDK runs in this process, too. The other rivals are timed from
 * their start to their end, as people run them.
 */
export const listingGroup: BenchGroup = {
  name: 'listing',
  async run() {
    await using stand = await openCephStand();
    await makeBucket(stand.client, bucket);
    await forEach(Array.from({ length: uploads }).keys(), (n) => create(stand.client, bucket, keyOf(n)));
    const measures: Omit<Measure, 'group'>[] = [];
    for (const way of stand.ways) measures.push(...compare(way, await race(stand, way)));
    return measures;
  },
};

/** Twelve months, their days, and numbers: as uneven as such names are. */
function keyOf(n: number): string {
  const [month, day] = [String((n % 12) + 1).padStart(2, '0'), String(((n * n) % 29) + 1).padStart(2, '0')];
  return `photos/2026-${month}/day ${day}/IMG+${String(n).padStart(5, '0')}.jpg`;
}

async function race(stand: CephStand, way: Way): Promise<Times> {
  const contestants: Record<string, (stand: CephStand, way: Way) => Promise<{ count: number; ms: number }>> = {
    ours: listWithEngine,
    rclone: listWithRclone,
    'a plain loop over the SDK': listWithSdk,
    boto3: listWithBoto3,
    'aws cli': listWithAws,
  };
  const times: Times = new Map();
  // In turns, so that what else the machine does meets all alike.
  for (let round = 0; round < rounds; round++) {
    for (const [name, list] of Object.entries(contestants)) {
      const { count, ms } = await list(stand, way);
      if (count !== uploads) throw new Error(`${name} lists ${count} uploads, not ${uploads}`);
      times.set(name, [...(times.get(name) ?? []), ms]);
      console.log(`  ${way.name}: ${name} ${seconds(ms)} s`);
    }
  }
  return times;
}

function compare(way: Way, times: Times): Omit<Measure, 'group'>[] {
  const ours = median(times.get('ours') ?? []);
  const measure = `list ${uploads.toLocaleString('en-US')} uploads, ${way.name}, index written`;
  return [...times].flatMap(([rivalName, taken]) => {
    if (rivalName === 'ours') return [];
    const ratio = ratioOf(median(taken), ours);
    const least = way.isFar ? 2.5 : 1;
    const isGoal = rivalName === 'rclone';
    return {
      measure,
      ours: seconds(ours),
      rival: seconds(median(taken)),
      rivalName,
      unit: 's',
      ratio,
      goal: isGoal ? (way.isFar ? 'at least 2.5 times as fast' : 'no slower') : null,
      reached: isGoal ? ratio >= least : null,
    };
  });
}

function listWithEngine(stand: CephStand, way: Way): Promise<{ count: number; ms: number }> {
  return withEngine(stand, way, bucket, async (engine, place, dataDir) => {
    const ms = await timeScan(engine, place, dataDir, ['sizing', 'complete']);
    await engine.client.scans.stop(place);
    const refs = await engine.uploads({ id: place.connectionId }, bucket);
    const missing = new Set(Array.from({ length: uploads }, (_, n) => keyOf(n)));
    for (const { key } of refs) missing.delete(key);
    if (missing.size > 0) throw new Error(`${missing.size} keys are missing in the index`);
    return { count: new Set(refs.map(({ key, uploadId }) => `${uploadId} ${key}`)).size, ms };
  });
}

async function listWithSdk({ keys }: CephStand, { endpointUrl }: Way): Promise<{ count: number; ms: number }> {
  const client = clientOf({ ...keys, endpointUrl, close: async () => {} });
  const from = performance.now();
  const { places } = await listAll(client, bucket, cephHabits.convention);
  const ms = performance.now() - from;
  client.destroy();
  return { count: new Set(places.map(({ key, uploadId }) => `${uploadId} ${key}`)).size, ms };
}

async function listWithRclone(stand: CephStand, { endpointUrl }: Way): Promise<{ count: number; ms: number }> {
  const remote = `:s3,provider=Ceph,env_auth=true,endpoint="${endpointUrl}":${bucket}`;
  const args = ['--config', '/dev/null', 'backend', 'list-multipart-uploads', remote];
  const { output, ms } = await runRival(stand, 'rclone', args);
  return { count: countIn(output, /"UploadId"\s*:\s*"([^"]+)"/g), ms };
}

async function listWithAws(stand: CephStand, { endpointUrl }: Way): Promise<{ count: number; ms: number }> {
  const { output, ms } = await runRival(stand, '/usr/bin/aws', [
    ...['--endpoint-url', endpointUrl, '--output', 'json'],
    ...['s3api', 'list-multipart-uploads', '--bucket', bucket],
  ]);
  return { count: countIn(output, /"UploadId"\s*:\s*"([^"]+)"/g), ms };
}

async function listWithBoto3(stand: CephStand, { endpointUrl }: Way): Promise<{ count: number; ms: number }> {
  const script = join(import.meta.dirname, 'list-with-boto3.py');
  const { output, ms } = await runRival(stand, '/usr/bin/python3', [script, endpointUrl, bucket]);
  return { count: Number(output), ms };
}

/** How many different matches a text holds. */
function countIn(text: string, pattern: RegExp): number {
  return new Set(Array.from(text.matchAll(pattern), ([, id]) => id)).size;
}
