import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { draftOf, OpenEngine } from '../support/engine/open-engine.ts';

// The engine as a process of its own, listing one bucket: `node scan-process.ts STORE_AS_JSON`. Says what it took as one
// line of JSON, and ends.

const store = z
  .object({
    endpointUrl: z.string(),
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    bucket: z.string(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
const engine = await OpenEngine.open(dataDir);
try {
  const { id: connectionId } = await engine.client.connections.save(draftOf(store));
  const place = { connectionId, bucket: store.bucket };
  await engine.client.buckets.add(place);

  const delay = monitorEventLoopDelay({ resolution: 5 });
  const cpuBefore = process.cpuUsage();
  delay.enable();
  const from = performance.now();
  let firstRowsMs: number | null = null;
  await engine.client.scans.start(place);
  await engine.until(({ buckets }) => {
    const bucket = buckets[connectionId]?.items.find(({ name }) => name === store.bucket);
    if ((bucket?.totals?.uploads ?? 0) > 0) firstRowsMs ??= performance.now() - from;
    return /sizing|complete|failed|stopped/.test(bucket?.scan.status ?? '');
  });
  const ms = performance.now() - from;
  delay.disable();
  const { user, system } = process.cpuUsage(cpuBefore);
  await engine.client.scans.stop(place);

  const totals = await engine.client.uploads.totals({ ...place, filter: {} });
  console.log(
    JSON.stringify({
      rows: totals.uploads,
      ms,
      firstRowsMs,
      cpuMs: (user + system) / 1000,
      // maxRSS is in KiB.
      memoryMib: process.resourceUsage().maxRSS / 1024,
      delayP99Ms: delay.percentile(99) / 1e6,
      delayMaxMs: delay.max / 1e6,
    }),
  );
} finally {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
}
