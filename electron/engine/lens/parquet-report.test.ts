import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readParquetReport, TextMemory } from './parquet-report.ts';
import { noRows, RowReader } from './row-reader.ts';
import { bucketsOn } from './summary.ts';
import { LensTally, StagedReport } from './tally.ts';
import { documentedColumns, uploadMetrics } from './testing/make-export.ts';

/** As the writer has it. */
type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

const day = '2026-11-01';
const values = [2_000_000_000, 57, 2900, 3];

/** A column of the report below, its values as its type has them. */
interface OtherColumn {
  element: Omit<SchemaElement, 'name'>;
  data: readonly unknown[];
}

/** Reads the four metrics of one bucket, some of whose columns are of another type. */
async function read(others: Record<string, OtherColumn>) {
  const texts: Record<string, readonly string[]> = {
    report_date: uploadMetrics.map(() => day),
    aws_account_number: uploadMetrics.map(() => '011122223333'),
    aws_region: uploadMetrics.map(() => 'eu-west-1'),
    storage_class: uploadMetrics.map(() => 'STANDARD'),
    record_type: uploadMetrics.map(() => 'BUCKET'),
    bucket_name: uploadMetrics.map(() => 'a'),
    metric_name: uploadMetrics,
  };
  const columns = documentedColumns.map((name) => {
    const text: OtherColumn = {
      element: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      data: texts[name] ?? uploadMetrics.map(() => ''),
    };
    return { name, ...(others[name] ?? text) };
  });
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(({ name, element }) => ({ name, ...element })),
      ],
      columnData: columns.map(({ name, data }) => ({ name, data: [...data] })),
    }),
  );
  const file = {
    path: 'report.par',
    size: bytes.length,
    read: async (start: number, end: number) => bytes.subarray(start, end),
  };
  const tally = new LensTally([day]);
  const staged = new StagedReport();
  const counts = noRows();
  const findings = await readParquetReport(file, new RowReader(tally, staged, day, counts), new TextMemory());
  tally.take(0, staged);
  return { tally, counts, findings };
}

const all = {
  accountId: '011122223333',
  bucket: 'a',
  bytes: values[0],
  uploads: 57,
  olderBytes: 2900,
  olderUploads: 3,
};
const element = (rest: Omit<SchemaElement, 'name'>): Omit<SchemaElement, 'name'> => ({
  repetition_type: 'OPTIONAL',
  ...rest,
});

describe('Parquet of other types than S3 writes', () => {
  const big = values.map((value) => BigInt(value));
  it.each<[string, Record<string, OtherColumn>]>([
    ['values of 32 bits', { metric_value: { element: element({ type: 'INT32' }), data: values } }],
    ['values of 64 bits', { metric_value: { element: element({ type: 'INT64' }), data: big } }],
    ['floating values', { metric_value: { element: element({ type: 'DOUBLE' }), data: values } }],
    [
      'decimal values',
      {
        metric_value: {
          element: element({ type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 }),
          data: values,
        },
      },
    ],
    [
      'decimal values of many digits',
      {
        metric_value: {
          element: element({
            type: 'FIXED_LEN_BYTE_ARRAY',
            type_length: 16,
            converted_type: 'DECIMAL',
            precision: 38,
            scale: 0,
          }),
          data: big,
        },
      },
    ],
    [
      'values as texts',
      {
        metric_value: {
          element: element({ type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
          data: ['2E9', '57', '2900.0', ' 3 '],
        },
      },
    ],
    [
      'dates',
      {
        report_date: {
          element: element({ type: 'INT32', converted_type: 'DATE' }),
          data: values.map(() => new Date(`${day}T00:00:00Z`)),
        },
        metric_value: { element: element({ type: 'INT64' }), data: big },
      },
    ],
    [
      'moments',
      {
        report_date: {
          element: element({ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }),
          data: values.map(() => new Date(`${day}T00:00:00Z`)),
        },
        metric_value: { element: element({ type: 'INT64' }), data: big },
      },
    ],
    [
      'accounts as numbers',
      {
        aws_account_number: { element: element({ type: 'INT64' }), data: values.map(() => 11_122_223_333n) },
        metric_value: { element: element({ type: 'INT64' }), data: big },
      },
    ],
  ])('%s', async (_, others) => {
    const { tally, counts, findings } = await read(others);
    expect(findings).toEqual({ missing: [], unknownColumns: [] });
    expect(counts).toMatchObject({ rows: 4, read: 4, malformed: 0 });
    expect(bucketsOn(tally, 0)).toMatchObject([all]);
  });

  it.each<[string, OtherColumn]>([
    ['none', { element: element({ type: 'DOUBLE' }), data: [undefined, 57, 2900, 3] }],
    ['a fraction', { element: element({ type: 'DOUBLE' }), data: [0.5, 57, 2900, 3] }],
    ['below zero', { element: element({ type: 'INT32' }), data: [-1, 57, 2900, 3] }],
    ['no number', { element: element({ type: 'DOUBLE' }), data: [Number.NaN, 57, 2900, 3] }],
  ])('a value that is %s is unknown, and counted', async (_, metric_value) => {
    const { tally, counts } = await read({ metric_value });
    expect(counts).toMatchObject({ read: 3, malformed: 1 });
    expect(bucketsOn(tally, 0)).toMatchObject([{ ...all, bytes: null }]);
  });
});
