import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parquetMetadataAsync, parquetScan } from 'hyparquet';
import { z } from 'zod';
import { readLogs } from '../../electron/engine/access-logs/read-logs.ts';
import { findExports } from '../../electron/engine/lens/manifest.ts';
import { neededColumns } from '../../electron/engine/lens/metrics.ts';
import { readExport } from '../../electron/engine/lens/read-export.ts';
import { bucketsOn, lastTold } from '../../electron/engine/lens/summary.ts';
import {
  filesInFolder,
  passingPieces,
  pieceBuffer,
  type SourceFile,
} from '../../electron/engine/source-files/source-files.ts';
import { wantedUploads } from './logs-to-read.ts';
import { type Reading, readings, type Used } from './used.ts';

// One reading of a folder: `node reading-process.ts READING FOLDER`. Says what it took as one line of JSON, and ends.

const works: Record<Reading, (folder: string) => Promise<number>> = {
  /** As the app does: which exports there are, the rows, and the worst buckets of the last day. */
  async lens(folder) {
    const [found] = (await findExports(filesInFolder(folder))).exports;
    if (!found) throw new Error('No export was found');
    const { tally, counts, problems } = await readExport(found);
    const worst = bucketsOn(tally, lastTold(tally) ?? -1);
    if (problems.length > 0 || worst[0]?.bucket !== `bucket-${worst.length - 1}`) {
      throw new Error(`${problems.length} problems, and the worst bucket is ${worst[0]?.bucket}`);
    }
    return counts.read;
  },

  async 'lens: read and MD5'(folder) {
    const into = pieceBuffer();
    for await (const file of reportsIn(folder)) {
      const hash = createHash('md5');
      for await (const piece of passingPieces(file, into)) hash.update(piece);
      hash.digest('hex');
    }
    return 0;
  },

  async 'lens: hyparquet'(folder) {
    let rows = 0;
    for await (const source of reportsIn(folder)) {
      const bytes = await source.read(0, source.size);
      createHash('md5').update(bytes).digest('hex');
      const file = new Uint8Array(bytes).buffer;
      const scan = await parquetScan({ file, metadata: await parquetMetadataAsync(file), columns: [...neededColumns] });
      for (const range of scan.ranges) {
        for (const column of neededColumns) await scan.readColumn({ ...range, column });
        rows += range.rowEnd - range.rowStart;
      }
    }
    return rows;
  },

  async logs(folder) {
    const wanted = wantedUploads();
    const { counts, traces } = await readLogs(filesInFolder(folder), wanted);
    if (counts.malformed > 0 || traces.size !== wanted.length) {
      throw new Error(`${counts.malformed} lines malformed, and ${traces.size} uploads found of ${wanted.length}`);
    }
    return counts.lines;
  },

  async 'logs: readline'(folder) {
    let lines = 0;
    for (const name of await readdir(folder)) {
      const reader = createInterface({ input: createReadStream(join(folder, name)).pipe(createGunzip()) });
      reader.on('line', () => lines++);
      await once(reader, 'close');
    }
    return lines;
  },
};

async function* reportsIn(folder: string): AsyncGenerator<SourceFile> {
  for await (const file of filesInFolder(folder)) if (/\.(csv|par)$/.test(file.path)) yield file;
}

const [reading, folder] = z.tuple([z.enum(readings), z.string()]).parse(process.argv.slice(2));
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const counted = await works[reading](folder);
const { user, system } = process.cpuUsage(cpuBefore);
const used: Used = {
  counted,
  seconds: (performance.now() - startedAt) / 1000,
  cpuSeconds: (user + system) / 1e6,
  // maxRSS is in KiB.
  peakMib: process.resourceUsage().maxRSS / 1024,
  heldMs: delay.max / 1e6,
};
console.log(JSON.stringify(used));
