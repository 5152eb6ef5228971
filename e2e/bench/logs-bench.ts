import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesWritten, writeLogs } from './logs-to-read.ts';
import { type BenchGroup, ratioOf, under } from './report.ts';
import { usedBy } from './used.ts';

/** At most so long, so much memory all told, and so long without an answer. */
const [mostSeconds, mostMib, mostHeldMs] = [120, 400, 1000];
/** At most so many times the processor time of a loop that does nothing with the lines. */
const mostTimesRival = 1.5;

/** Ten million lines of server access logs, 5 GB in gzip, in which ten thousand uploads are looked for. */
export const logsGroup: BenchGroup = {
  name: 'logs',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-logs-'));
    try {
      await writeLogs(folder);
      const ours = await usedBy('logs', folder);
      const rival = await usedBy('logs: readline', folder);
      for (const { counted } of [ours, rival]) {
        if (counted !== linesWritten) throw new Error(`Read ${counted} lines of ${linesWritten}`);
      }
      const lines = Math.round(linesWritten / ours.cpuSeconds);
      console.log(`  ${lines.toLocaleString('en-US')} lines a second of processor time`);
      return [
        under('10 million lines of access logs in gzip, 5 GB', ours.seconds, mostSeconds, 's'),
        {
          measure: 'processor time for it',
          ours: Math.round(ours.cpuSeconds * 10) / 10,
          rival: Math.round(rival.cpuSeconds * 10) / 10,
          rivalName: "Node's zlib and readline, lines counted alone",
          unit: 's',
          ratio: ratioOf(rival.cpuSeconds, ours.cpuSeconds),
          goal: `at most ${mostTimesRival} times as much`,
          reached: ours.cpuSeconds <= mostTimesRival * rival.cpuSeconds,
        },
        under('most memory of the process meanwhile', ours.peakMib, mostMib, 'MiB'),
        under('longest time without an answer meanwhile', ours.heldMs, mostHeldMs, 'ms'),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
