import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** One row of a report, in the documented schema. */
export interface ReportRow {
  accountId: string;
  region: string;
  storageClass: string;
  recordType: string;
  recordValue?: string;
  bucket: string;
  metric: string;
  value: number;
}

/** The documented columns (user guide, "Understanding the Amazon S3 Storage Lens export schema"). */
export const documentedColumns = [
  'version_number',
  'configuration_id',
  'report_date',
  'aws_account_number',
  'aws_region',
  'storage_class',
  'record_type',
  'record_value',
  'bucket_name',
  'metric_name',
  'metric_value',
];

/** The same columns in Parquet: every one of them has a value. */
const parquetSchema = `message s3.storage.lens { ${documentedColumns
  .map((name) => `required ${name === 'metric_value' ? 'long' : 'string'} ${name};`)
  .join(' ')} }`;

export const uploadMetrics = [
  'IncompleteMultipartUploadStorageBytes',
  'IncompleteMultipartUploadObjectCount',
  'IncompleteMPUStorageBytesOlderThan7Days',
  'IncompleteMPUObjectCountOlderThan7Days',
] as const;

export type ParquetCodec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'ZSTD' | 'BROTLI';

export interface DayToWrite {
  day: string;
  rows: readonly ReportRow[];
  /** `nullable`: its columns need not have a value, as some tools that rewrite reports make them. */
  format?: 'CSV' | { parquet: ParquetCodec; rowGroupSize?: number; nullable?: boolean };
  /** Into how many report files the rows are split. */
  files?: number;
  accountId?: string;
  configId?: string;
  header?: boolean;
}

const compressors = {
  GZIP: (input: Uint8Array) => zlib.gzipSync(input),
  ZSTD: (input: Uint8Array) => zlib.zstdCompressSync(input),
  BROTLI: (input: Uint8Array) => zlib.brotliCompressSync(input),
};

/** The rows of a day as a CSV report. */
export function csvReport(day: string, configId: string, rows: readonly ReportRow[], header = false): string {
  const lines = rows.map(({ accountId, region, storageClass, recordType, recordValue = '', bucket, metric, value }) =>
    ['1.0', configId, day, accountId, region, storageClass, recordType, recordValue, bucket, metric, value].join(','),
  );
  return `${[...(header ? [documentedColumns.join(',')] : []), ...lines].join('\n')}\n`;
}

function parquetReport(
  day: string,
  configId: string,
  rows: readonly ReportRow[],
  { parquet: codec, rowGroupSize, nullable = false }: Exclude<DayToWrite['format'], 'CSV' | undefined>,
): Uint8Array {
  const text = (name: string, of: (row: ReportRow) => string) => ({
    name,
    type: 'STRING' as const,
    data: rows.map(of),
    nullable,
  });
  return new Uint8Array(
    parquetWriteBuffer({
      codec,
      compressors,
      ...(rowGroupSize === undefined ? {} : { rowGroupSize }),
      columnData: [
        text('version_number', () => '1.0'),
        text('configuration_id', () => configId),
        text('report_date', () => day),
        text('aws_account_number', ({ accountId }) => accountId),
        text('aws_region', ({ region }) => region),
        text('storage_class', ({ storageClass }) => storageClass),
        text('record_type', ({ recordType }) => recordType),
        text('record_value', ({ recordValue = '' }) => recordValue),
        text('bucket_name', ({ bucket }) => bucket),
        text('metric_name', ({ metric }) => metric),
        { name: 'metric_value', type: 'INT64', data: rows.map(({ value }) => BigInt(value)), nullable },
      ],
    }),
  );
}

/**
 * Writes one day of an export below a folder, laid out as AWS does: `StorageLens/<account>/<config>/V_1/reports/dt=…/` and
 * `…/manifests/dt=…/manifest.json`.
 *
 * @returns the paths of the report files, relative to the folder
 */
export async function writeDay(folder: string, options: DayToWrite): Promise<string[]> {
  const { day, rows, format = 'CSV', files = 1, accountId = '111122223333', configId = 'estate', header } = options;
  const base = `StorageLens/${accountId}/${configId}/V_1`;
  const each = Math.ceil(rows.length / files);
  const reports: { key: string; size: number; md5Checksum: string }[] = [];
  const paths: string[] = [];
  for (let file = 0; file < files; file++) {
    const part = rows.slice(file * each, (file + 1) * each);
    const bytes =
      format === 'CSV'
        ? Buffer.from(csvReport(day, configId, part, header))
        : parquetReport(day, configId, part, format);
    const id = createHash('sha1').update(`${accountId}${configId}${day}${file}`).digest('hex');
    const path = `${base}/reports/dt=${day}/${id}.${format === 'CSV' ? 'csv' : 'par'}`;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    const md5Checksum = createHash('md5').update(bytes).digest('hex');
    reports.push({ key: `Destination/${path}`, size: bytes.length, md5Checksum });
    paths.push(path);
  }
  const manifest = join(folder, base, 'manifests', `dt=${day}`, 'manifest.json');
  await mkdir(dirname(manifest), { recursive: true });
  await writeFile(
    manifest,
    JSON.stringify({
      sourceAccountId: accountId,
      configId,
      destinationBucket: 'arn:aws:s3:::destination',
      reportVersion: 'V_1',
      reportDate: day,
      reportFormat: format === 'CSV' ? 'CSV' : 'Parquet',
      reportSchema: format === 'CSV' ? documentedColumns.join(',') : parquetSchema,
      reportFiles: reports,
    }),
  );
  return paths;
}

/** The four metrics of a bucket in a class, on one day. */
export function bucketRows(
  bucket: string,
  values: readonly [bytes: number, uploads: number, olderBytes: number, olderUploads: number],
  rest: Partial<ReportRow> = {},
): ReportRow[] {
  return uploadMetrics.map((metric, index) => ({
    accountId: '111122223333',
    region: 'eu-west-1',
    storageClass: 'STANDARD',
    recordType: 'BUCKET',
    bucket,
    metric,
    value: values[index] ?? 0,
    ...rest,
  }));
}
