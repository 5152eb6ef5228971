import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { hostFlags } from '../support/host-flags.ts';
import { run } from '../support/servers/processes.ts';
import { firstLine } from './ceph-stand.ts';
import { type BenchGroup, type Measure, ratioOf, within } from './report.ts';

/** How many uploads; fewer for a quick try. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const patienceMs = 1_800_000;

const takenSchema = z.object({
  rows: z.number(),
  ms: z.number(),
  firstRowsMs: z.number().nullable(),
  cpuMs: z.number(),
  memoryMib: z.number(),
  delayP99Ms: z.number(),
  delayMaxMs: z.number(),
});

/** Listing a million uploads of practice storage into the index. Store and engine are a process each. */
export const millionGroup: BenchGroup = {
  name: 'million',
  async run() {
    const store = spawn(process.execPath, [join(import.meta.dirname, 'practice-process.ts'), String(rows)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const said = await run(
        process.execPath,
        [...hostFlags(), join(import.meta.dirname, 'scan-process.ts'), await firstLine(store)],
        patienceMs,
      );
      const taken = takenSchema.parse(JSON.parse(said));
      if (taken.rows !== rows) throw new Error(`The index holds ${taken.rows} uploads, not ${rows}`);
      return measuresOf(taken);
    } finally {
      store.stdin?.end();
    }
  },
};

function measuresOf(taken: z.infer<typeof takenSchema>): Omit<Measure, 'group'>[] {
  const rate = Math.round((taken.rows / taken.ms) * 1000);
  const cpuRate = Math.round((taken.rows / taken.cpuMs) * 1000);
  console.log(
    `  ${rate} rows/s; ${cpuRate} for each second of CPU that the engine took; longest delay ${taken.delayMaxMs} ms`,
  );
  const named = `${rows.toLocaleString('en-US')} uploads on practice storage`;
  return [
    {
      measure: `${named}: indexed`,
      ours: rate,
      rival: 15_000,
      rivalName: 'limit',
      unit: 'rows/s',
      ratio: ratioOf(rate, 15_000),
      goal: 'at least 15,000 rows/s',
      reached: rate >= 15_000,
    },
    within(`${named}: most memory of the engine's process`, taken.memoryMib, 400, 'MiB', 'under 400 MiB'),
    within(`${named}: event-loop delay, p99`, taken.delayP99Ms, 50, 'ms', 'under 50 ms'),
    within(`${named}: first rows`, taken.firstRowsMs ?? Number.POSITIVE_INFINITY, 500, 'ms', 'within half a second'),
  ];
}
