import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bucketRows,
  type DayToWrite,
  type ReportRow,
  writeDay,
} from '../../electron/engine/lens/testing/make-export.ts';
import { type BenchGroup, type Measure, ratioOf, under } from './report.ts';
import { type Reading, type Used, usedBy } from './used.ts';

const [buckets, days] = [5000, 400];
const mib = 1024 ** 2;
/** At most so long by the clock, so much of processors, so much memory all told, and so long without an answer. */
const [mostSeconds, mostCpuSeconds, mostMib, mostHeldMs] = [10, 6, 400, 1000];

interface Way {
  name: string;
  format: NonNullable<DayToWrite['format']>;
  /** The least that anyone has to do. */
  rival: Reading;
  rivalName: string;
}

const ways: readonly Way[] = [
  { name: 'CSV', format: 'CSV', rival: 'lens: read and MD5', rivalName: 'reading the files and their MD5 alone' },
  {
    name: 'Parquet',
    format: { parquet: 'SNAPPY' },
    rival: 'lens: hyparquet',
    rivalName: 'MD5 and the columns as hyparquet reads them',
  },
];

/** A Storage Lens export of 5,000 buckets and 400 days, 8 million rows, in the documented schema. */
export const lensGroup: BenchGroup = {
  name: 'lens',
  async run() {
    const rows = Array.from({ length: buckets }, (_, at) => bucketRows(`bucket-${at}`, [at * mib, at, at, 1])).flat();
    const measures: Omit<Measure, 'group'>[] = [];
    for (const way of ways) {
      const folder = await mkdtemp(join(tmpdir(), 'loose-parts-lens-'));
      try {
        await write(folder, rows, way.format);
        const rival = await usedBy(way.rival, folder);
        const ours = await usedBy('lens', folder);
        if (ours.counted !== rows.length * days) throw new Error(`Read ${ours.counted} rows of ${rows.length * days}`);
        measures.push(...judged(way, ours, rival));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return measures;
  },
};

async function write(folder: string, rows: readonly ReportRow[], format: Way['format']): Promise<void> {
  const first = Date.UTC(2025, 9, 1);
  for (let at = 0; at < days; at++) {
    await writeDay(folder, { day: new Date(first + at * 86_400_000).toISOString().slice(0, 10), rows, format });
  }
}

function judged({ name, rivalName }: Way, ours: Used, rival: Used): Omit<Measure, 'group'>[] {
  const what = `Storage Lens export of 5,000 buckets and 400 days, ${name}`;
  return [
    under(what, ours.seconds, mostSeconds, 's'),
    under(`processor time for it, ${name}`, ours.cpuSeconds, mostCpuSeconds, 's'),
    {
      measure: `the same beside the least there is to do, ${name}`,
      ours: Math.round(ours.cpuSeconds * 10) / 10,
      rival: Math.round(rival.cpuSeconds * 10) / 10,
      rivalName,
      unit: 's',
      ratio: ratioOf(rival.cpuSeconds, ours.cpuSeconds),
      goal: null,
      reached: null,
    },
    under(`most memory of the process meanwhile, ${name}`, ours.peakMib, mostMib, 'MiB'),
    under(`longest time without an answer meanwhile, ${name}`, ours.heldMs, mostHeldMs, 'ms'),
  ];
}
