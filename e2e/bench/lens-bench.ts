import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadataAsync, parquetScan } from 'hyparquet';
import { findExports, type LensExport } from '../../electron/engine/lens/manifest.ts';
import { neededColumns } from '../../electron/engine/lens/metrics.ts';
import { readExport } from '../../electron/engine/lens/read-export.ts';
import { bucketsOn, lastTold } from '../../electron/engine/lens/summary.ts';
import {
  bucketRows,
  type DayToWrite,
  type ReportRow,
  writeDay,
} from '../../electron/engine/lens/testing/make-export.ts';
import {
  filesInFolder,
  passingPieces,
  pieceBuffer,
  type SourceFile,
} from '../../electron/engine/source-files/source-files.ts';
import { type BenchGroup, type Measure, ratioOf, under } from './report.ts';
import { type Used, used } from './used.ts';

const [buckets, days] = [5000, 400];
const mib = 1024 ** 2;
/** At most so long by the clock, so much of processors, so much memory beyond the start, and so long without an answer. */
const [mostSeconds, mostCpuSeconds, mostMib, mostHeldMs] = [10, 6, 400, 1000];

interface Way {
  name: string;
  format: NonNullable<DayToWrite['format']>;
  /** The least that anyone has to do. */
  rivalName: string;
  rival(files: readonly SourceFile[]): Promise<void>;
}

const ways: readonly Way[] = [
  { name: 'CSV', format: 'CSV', rivalName: 'reading the files and their MD5 alone', rival: readAndHash },
  {
    name: 'Parquet',
    format: { parquet: 'SNAPPY' },
    rivalName: 'MD5 and the columns as hyparquet reads them',
    rival: readColumns,
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
        const files: SourceFile[] = [];
        for await (const file of filesInFolder(folder)) if (/\.(csv|par)$/.test(file.path)) files.push(file);
        const rival = await used(() => way.rival(files));
        const ours = await used((seen) => read(folder, rows.length * days, seen));
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

/** As the app does: which exports there are, the rows, and the worst buckets of the last day. */
async function read(folder: string, expected: number, seen: () => void): Promise<void> {
  const found: LensExport | undefined = (await findExports(filesInFolder(folder))).exports[0];
  if (!found) throw new Error('No export was found');
  const { tally, counts, problems } = await readExport(found, { onProgress: seen });
  const worst = bucketsOn(tally, lastTold(tally) ?? -1);
  if (problems.length > 0 || counts.read !== expected || worst[0]?.bucket !== `bucket-${buckets - 1}`) {
    throw new Error(`Read ${counts.read} rows of ${expected}, with ${problems.length} problems`);
  }
}

function judged({ name, rivalName }: Way, ours: Used<void>, rival: Used<void>): Omit<Measure, 'group'>[] {
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
    under(`memory for it beyond the start, ${name}`, ours.mib, mostMib, 'MiB'),
    under(`longest time without an answer meanwhile, ${name}`, ours.heldMs, mostHeldMs, 'ms'),
  ];
}

async function readAndHash(files: readonly SourceFile[]): Promise<void> {
  const into = pieceBuffer();
  for (const file of files) {
    const hash = createHash('md5');
    for await (const piece of passingPieces(file, into)) hash.update(piece);
    hash.digest('hex');
  }
}

async function readColumns(files: readonly SourceFile[]): Promise<void> {
  for (const source of files) {
    const bytes = await source.read(0, source.size);
    createHash('md5').update(bytes).digest('hex');
    const file = new Uint8Array(bytes).buffer;
    const scan = await parquetScan({ file, metadata: await parquetMetadataAsync(file), columns: [...neededColumns] });
    for (const range of scan.ranges) for (const column of neededColumns) await scan.readColumn({ ...range, column });
  }
}
