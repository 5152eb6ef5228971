import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExports } from '../../electron/engine/lens/manifest.ts';
import { readExport } from '../../electron/engine/lens/read-export.ts';
import { bucketsOn, lastTold } from '../../electron/engine/lens/summary.ts';
import { bucketRows, writeDay } from '../../electron/engine/lens/testing/make-export.ts';
import { filesInFolder } from '../../electron/engine/source-files/source-files.ts';
import { type BenchGroup, under } from './report.ts';

const [buckets, days] = [5000, 400];
const mib = 1024 ** 2;
/** At most so long, and so much memory beyond what was there before. */
const [mostSeconds, mostMib] = [10, 400];

/** A Storage Lens export of 5,000 buckets and 400 days in CSV, 8 million rows. */
export const lensGroup: BenchGroup = {
  name: 'lens',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-lens-'));
    try {
      const rows = Array.from({ length: buckets }, (_, at) => bucketRows(`bucket-${at}`, [at * mib, at, at, 1])).flat();
      const first = Date.UTC(2025, 9, 1);
      for (let at = 0; at < days; at++) {
        await writeDay(folder, { day: new Date(first + at * 86_400_000).toISOString().slice(0, 10), rows });
      }
      const before = process.memoryUsage().rss;
      let peak = before;
      const startedAt = performance.now();
      const cpuBefore = process.cpuUsage();
      const [found] = (await findExports(filesInFolder(folder))).exports;
      if (!found) throw new Error('No export was found');
      const onProgress = () => {
        peak = Math.max(peak, process.memoryUsage().rss);
      };
      const { tally, counts, problems } = await readExport(found, { onProgress });
      const worst = bucketsOn(tally, lastTold(tally) ?? -1);
      const seconds = (performance.now() - startedAt) / 1000;
      // Beside it: on a computer that others use as well, the clock tells of them.
      const { user, system } = process.cpuUsage(cpuBefore);
      if (problems.length > 0 || counts.read !== rows.length * days || worst[0]?.bucket !== `bucket-${buckets - 1}`) {
        throw new Error(`Read ${counts.read} rows of ${rows.length * days}, with ${problems.length} problems`);
      }
      return [
        under('Storage Lens export of 5,000 buckets and 400 days', seconds, mostSeconds, 's'),
        under('processor time for it', (user + system) / 1e6, mostSeconds, 's'),
        under('memory for it beyond the start', (peak - before) / mib, mostMib, 'MiB'),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
