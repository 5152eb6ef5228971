import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CsvMemory } from './csv-memory.ts';
import { CsvReport } from './csv-report.ts';
import { noRows, RowReader } from './row-reader.ts';
import { LensTally, StagedReport } from './tally.ts';
import { csvReport, documentedColumns, type ReportRow, uploadMetrics } from './testing/make-export.ts';

const names: readonly string[] = uploadMetrics;
const days = ['2026-11-01', '2026-11-02', '2026-11-03'];

/** Reads one day's report in pieces that all lie in the same memory, as files are read. */
function readDay(tally: LensTally, memory: CsvMemory, day: number, text: string, pieceLength = 100) {
  const staged = new StagedReport();
  const counts = noRows();
  const report = new CsvReport(new RowReader(tally, staged, days[day] ?? '', counts), documentedColumns, memory);
  const into = Buffer.alloc(pieceLength);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) {
    report.push(into.subarray(0, bytes.copy(into, 0, at, at + pieceLength)));
  }
  report.end();
  tally.take(day, staged);
  return counts;
}

/** What the tally has, by owner and day. */
function told(tally: LensTally): Record<string, (number | null)[][]> {
  const all = tally.owners.map(({ accountId, region, bucket, storageClass }, series): [string, (number | null)[][]] => [
    [accountId, region, storageClass, bucket].join(' '),
    days.map((_, day) => uploadMetrics.map((_, metric) => tally.get(series, day, metric))),
  ]);
  return Object.fromEntries(all);
}

const row: fc.Arbitrary<ReportRow> = fc.record({
  accountId: fc.constantFrom('111122223333', '444455556666'),
  region: fc.constantFrom('eu-west-1', 'eu-west-2'),
  storageClass: fc.constantFrom('STANDARD', 'GLACIER', ''),
  recordType: fc.constantFrom('BUCKET', 'ACCOUNT', 'PREFIX'),
  // A date where another column has its own.
  recordValue: fc.constantFrom('', '2026-11-01'),
  bucket: fc.constantFrom('logs', 'logs-2', '2026-11-02', '2026-11-03', 'bücket'),
  metric: fc.constantFrom(...uploadMetrics, 'StorageBytes', 'IncompleteMPUStorageBytesOlderThan30Days'),
  value: fc.nat(2 ** 31),
});

it('reads every day as if it were the only one, whatever the days before had, in whatever order', () => {
  const reports = fc.array(fc.array(row, { maxLength: 40 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(reports, fc.integer({ min: 1, max: 300 }), fc.constantFrom('\n', '\r\n'), (rows, pieceLength, end) => {
      const [together, alone] = [new LensTally(days), new LensTally(days)];
      const memory = new CsvMemory();
      for (const [day, ofDay] of rows.entries()) {
        const text = csvReport(days[day] ?? '', 'estate', ofDay).replaceAll('\n', end);
        const counts = readDay(together, memory, day, text, pieceLength);
        expect(counts).toEqual(readDay(alone, new CsvMemory(), day, text, text.length));
        expect(counts.malformed).toBe(0);
      }
      const expected: ReturnType<typeof told> = {};
      for (const [day, ofDay] of rows.entries()) {
        for (const { accountId, region, storageClass, recordType, bucket, metric, value } of ofDay) {
          const at = names.indexOf(metric);
          if (at < 0 || recordType === 'PREFIX') continue;
          const key = [accountId, region, storageClass, recordType === 'BUCKET' ? bucket : null].join(' ');
          expected[key] ??= days.map(() => uploadMetrics.map(() => null));
          const numbers = expected[key][day];
          if (numbers) numbers[at] = value;
        }
      }
      expect(told(together)).toEqual(expected);
      expect(told(alone)).toEqual(expected);
    }),
  );
});

it('does not take rows of another layout, or of another day, for rows that it knows', () => {
  const memory = new CsvMemory();
  const tally = new LensTally(days);
  const line = (day: string, value: number, rest = 'eu-west-1,STANDARD,BUCKET,,logs') =>
    `1.0,estate,${day},111122223333,${rest},IncompleteMultipartUploadStorageBytes,${value}\n`;
  expect(readDay(tally, memory, 0, line('2026-11-01', 1)).malformed).toBe(0);
  // A row of the first day within the second's report.
  const second = readDay(tally, memory, 1, line('2026-11-02', 2) + line('2026-11-01', 7) + line('2026-11-02', 3));
  expect(second).toMatchObject({ rows: 3, read: 2, malformed: 1 });
  // The same fields, and a header that calls them otherwise.
  const swapped = documentedColumns.join(',').replace('aws_region,storage_class', 'storage_class,aws_region');
  readDay(tally, memory, 2, `${swapped}\n${line('2026-11-03', 4)}`);
  expect(told(tally)).toEqual({
    '111122223333 eu-west-1 STANDARD logs': [[1, null, null, null], [3, null, null, null], Array(4).fill(null)],
    '111122223333 STANDARD eu-west-1 logs': [Array(4).fill(null), Array(4).fill(null), [4, null, null, null]],
  });
});
