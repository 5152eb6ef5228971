import * as zlib from 'node:zlib';
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import type { SourceFile } from '../source-files/source-files.ts';
import { KnownBytes, textOf, viewOf } from './known-bytes.ts';
import { columnPlaces, neededColumns, unknownColumns } from './metrics.ts';
import type { OwnerFound, RowReader } from './row-reader.ts';
import { numberOf } from './told-number.ts';

export interface ParquetFindings {
  missing: readonly string[];
  unknownColumns: readonly string[];
}

/** hyparquet brings Snappy, Node the rest. */
const compressors: Compressors = {
  GZIP: (input, length) => zlib.gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => zlib.zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

/** Texts that are kept: more than most estates have buckets. */
const mostTexts = 65_536;

/** The texts of an export's Parquet reports: they are the same on every day, and made once. */
export class TextMemory {
  readonly #texts = new KnownBytes<string>(mostTexts);
  #before = 0;
  #view = viewOf(new Uint8Array(0));

  text(bytes: Uint8Array): string {
    // Many texts lie in one page.
    if (this.#view.buffer !== bytes.buffer) this.#view = new DataView(bytes.buffer);
    const { byteOffset, byteLength } = bytes;
    const known = this.#texts.find(this.#view, byteOffset, byteLength, 0, 0, this.#before);
    if (known > 0) {
      this.#before = known;
      return this.#texts.value(known);
    }
    const text = textOf(this.#view, byteOffset, byteOffset + byteLength);
    this.#before = this.#texts.put(this.#view, byteOffset, byteLength, 0, 0, text);
    return text;
  }
}

/**
 * Reads a Parquet report, one row group at a time, and of it the columns that are needed.
 * @param memory of the reports of this export that were read before
 * @throws what hyparquet says of a file that is none, or compressed in a way that is not known
 */
export async function readParquetReport(
  file: SourceFile,
  reader: RowReader,
  memory: TextMemory,
  signal?: AbortSignal,
): Promise<ParquetFindings> {
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    slice: async (start, end = file.size) => {
      const from = start < 0 ? file.size + start : start;
      return new Uint8Array(await file.read(from, end, signal)).buffer;
    },
  };
  const metadata = await parquetMetadataAsync(buffer);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const findings = { missing: [], unknownColumns: unknownColumns(columns) };
  const places = columnPlaces(columns);
  if ('missing' in places) return { ...findings, missing: places.missing };
  const parsers = { stringFromBytes: (bytes: Uint8Array) => memory.text(bytes) };
  const scan = await parquetScan({ file: buffer, metadata, columns: [...neededColumns], compressors, parsers });
  for (const range of scan.ranges) {
    signal?.throwIfAborted();
    const read = async (column: string): Promise<ArrayLike<unknown>> => scan.readColumn({ ...range, column });
    addRows(reader, {
      dates: await read('report_date'),
      accounts: await read('aws_account_number'),
      regions: await read('aws_region'),
      classes: await read('storage_class'),
      types: await read('record_type'),
      buckets: await read('bucket_name'),
      names: await read('metric_name'),
      values: await read('metric_value'),
    });
  }
  return findings;
}

interface RowGroup {
  dates: ArrayLike<unknown>;
  accounts: ArrayLike<unknown>;
  regions: ArrayLike<unknown>;
  classes: ArrayLike<unknown>;
  types: ArrayLike<unknown>;
  buckets: ArrayLike<unknown>;
  names: ArrayLike<unknown>;
  values: ArrayLike<unknown>;
}

function addRows(reader: RowReader, group: RowGroup): void {
  let owner: OwnerFound = 'other record';
  let recordType = '';
  let before = -1;
  for (let row = 0; row < group.names.length; row++) {
    reader.counts.rows++;
    const metric = reader.metric(text(group.names[row]));
    if (metric === null) continue;
    // Rows of one bucket and class follow each other.
    if (before < 0 || !areOfOne(group, before, row)) {
      recordType = text(group.types[row]);
      owner = reader.owner({
        reportDate: text(group.dates[row]),
        accountId: account(group.accounts[row]),
        region: text(group.regions[row]),
        storageClass: text(group.classes[row]),
        recordType,
        bucket: text(group.buckets[row]),
      });
    }
    before = row;
    reader.add(owner, recordType, metric, number(group.values[row]));
  }
}

function areOfOne({ dates, accounts, regions, classes, types, buckets }: RowGroup, a: number, b: number): boolean {
  return (
    buckets[a] === buckets[b] &&
    classes[a] === classes[b] &&
    types[a] === types[b] &&
    regions[a] === regions[b] &&
    accounts[a] === accounts[b] &&
    dates[a] === dates[b]
  );
}

function text(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'string' ? value : '';
}

/** Its twelve digits. Tools that guess types take it for a number, and lose its first zeros. */
function account(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return `${value}`.padStart(12, '0');
  return text(value);
}

function number(value: unknown): number {
  if (typeof value === 'string') return numberOf(value);
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : Number.NaN;
}
