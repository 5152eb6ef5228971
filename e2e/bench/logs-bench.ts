import { readLogs } from '../../electron/engine/access-logs/read-logs.ts';
import { logLine } from '../../electron/engine/access-logs/testing/make-logs.ts';
import type { SourceFiles } from '../../electron/engine/source-files/source-files.ts';
import { type BenchGroup, under } from './report.ts';

const mib = 1024 ** 2;
const lines = 10_000_000;
/** Each file holds the same lines: what is measured is the reading, and not a disk. */
const linesPerFile = 20_000;
const wanted = 10_000;
/** At most so long, and so much memory beyond what was there before. */
const [mostSeconds, mostMib] = [120, 300];

/** Ten million lines of server access logs, some 4.5 GB, of which ten thousand uploads are looked for. */
export const logsGroup: BenchGroup = {
  name: 'logs',
  async run() {
    const block = Buffer.from(
      Array.from({ length: linesPerFile }, (_, n) =>
        logLine({ key: `data/${n}.bin`, request: `"PUT /data/${n}.bin?partNumber=1&uploadId=U${n} HTTP/1.1"` }),
      ).join('\n'),
    );
    const uploads = Array.from({ length: wanted }, (_, n) => ({
      bucket: 'amzn-s3-demo-bucket1',
      key: `data/${n}.bin`,
      uploadId: `U${n}`,
      initiatedAt: Date.parse('2019-02-06T00:00:00Z'),
    }));
    const before = process.memoryUsage().rss;
    let peak = before;
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    const { counts, traces } = await readLogs(filesOf(block), uploads, {
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage().rss);
      },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (counts.lines !== lines || counts.malformed > 0 || traces.size !== wanted) {
      throw new Error(`Read ${counts.lines} lines, ${counts.malformed} malformed, and found ${traces.size} uploads`);
    }
    return [
      under('10 million lines of access logs, 4.5 GB', seconds, mostSeconds, 's'),
      under('processor time for it', (user + system) / 1e6, mostSeconds, 's'),
      under('memory for it beyond the start', (peak - before) / mib, mostMib, 'MiB'),
    ];
  },
};

async function* filesOf(block: Buffer): SourceFiles {
  for (let n = 0; n < lines / linesPerFile; n++) {
    yield {
      path: `2019-02-06-${n}`,
      size: block.length,
      read: async (start, end) => new Uint8Array(block.subarray(start, end)),
    };
  }
}
