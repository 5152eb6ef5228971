import { areEqual, columnPlaces, metricWithin, type NeededColumn, unknownColumns } from './metrics.ts';
import type { OwnerFound, RowOwner, RowReader } from './row-reader.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const comma = 44;
const zero = 48;

/** A row has a dozen fields; its names and its tags come to a few KiB. */
const longestLine = 1024 * 1024;

/**
 * Reads a CSV report line by line. Written by hand for speed: a CSV library takes about 5 µs for a row, and an estate has
 * millions of them. Rows of one bucket and class follow each other and differ in their last two fields alone, so only
 * those are looked at, as bytes, where the rest is that of the row before.
 *
 * Fields hold no line breaks: names of buckets, regions and configurations cannot, and record values are URL-encoded.
 */
export class CsvReport {
  readonly #reader: RowReader;
  #columns: readonly string[];
  #places: Record<NeededColumn, number> | null = null;
  /** Metric and value are the last two columns, in this order. */
  #isPlain = false;
  #isFirst = true;
  /** A line's beginning, whose end is in a later piece: as it came, for it may be long. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  /** The row before, up to its metric. */
  #head: Uint8Array = new Uint8Array(0);
  #headStart = 0;
  #headLength = 0;
  #owner: OwnerFound = 'other record';
  #recordType = '';
  /** Whose the row before was, where the bucket is the last column before the metric; and how long the row is up to it. */
  #plainOwner: RowOwner | null = null;
  #beforeBucket = 0;
  #bucketIsLast = false;
  /** Columns that the report lacks, and without which it says nothing. */
  missing: readonly string[] = [];
  unknownColumns: readonly string[] = [];

  /** @param columns as the manifest has them */
  constructor(reader: RowReader, columns: readonly string[]) {
    this.#reader = reader;
    this.#columns = columns;
    this.#findPlaces();
  }

  /** The next piece of the file. */
  push(piece: Uint8Array): void {
    if (piece.indexOf(lineFeed) < 0) {
      this.#keep(piece.slice());
      return;
    }
    const bytes = this.#restLength > 0 ? Buffer.concat([...this.#rest, piece]) : piece;
    [this.#rest, this.#restLength] = [[], 0];
    let at = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, at);
      if (end < 0) break;
      this.#line(bytes, at, end);
      at = end + 1;
    }
    this.#keep(bytes.slice(at));
    // The piece may be used again by whoever reads it.
    this.#head = this.#head.slice(this.#headStart, this.#headStart + this.#headLength);
    this.#headStart = 0;
  }

  #keep(piece: Uint8Array): void {
    this.#rest.push(piece);
    this.#restLength += piece.length;
    if (this.#restLength <= longestLine) return;
    // No line is that long: it is let go, so that no file can fill the memory.
    this.#reader.counts.rows++;
    this.#reader.counts.malformed++;
    [this.#rest, this.#restLength] = [[], 0];
  }

  /** The last line may have no end. */
  end(): void {
    const line = Buffer.concat(this.#rest);
    [this.#rest, this.#restLength] = [[], 0];
    if (line.length > 0) this.#line(line, 0, line.length);
  }

  #line(bytes: Uint8Array, start: number, lineEnd: number): void {
    const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
    if (end === start) return;
    if (this.#isFirst) {
      this.#isFirst = false;
      if (this.#isHeader(textOf(bytes, start, end))) return;
    }
    this.#reader.counts.rows++;
    const valueAt = commaBefore(bytes, start, end);
    const nameAt = commaBefore(bytes, start, valueAt);
    if (!this.#isPlain || nameAt < start || bytes[end - 1] === quote || bytes[valueAt - 1] === quote) {
      this.#fields(splitCsv(textOf(bytes, start, end)));
      return;
    }
    const metric = metricWithin(bytes, nameAt + 1, valueAt) ?? this.#reader.metric(textOf(bytes, nameAt + 1, valueAt));
    if (metric === null) return;
    const length = nameAt - start;
    if (length !== this.#headLength || !areEqual(this.#head, this.#headStart, bytes, start, length)) {
      this.#nextHead(bytes, start, length);
    }
    this.#reader.add(this.#owner, this.#recordType, metric, wholeNumber(bytes, valueAt + 1, end));
  }

  /** The row speaks of another bucket; where that is all that is new, nothing else is read again. */
  #nextHead(bytes: Uint8Array, start: number, length: number): void {
    const bucketAt = commaBefore(bytes, start, start + length) + 1;
    const isBucketAlone =
      this.#plainOwner !== null &&
      bytes[start + length - 1] !== quote &&
      bucketAt - start === this.#beforeBucket &&
      areEqual(this.#head, this.#headStart, bytes, start, this.#beforeBucket);
    [this.#head, this.#headStart, this.#headLength] = [bytes, start, length];
    if (isBucketAlone && this.#plainOwner) {
      this.#plainOwner = { ...this.#plainOwner, bucket: textOf(bytes, bucketAt, start + length) };
      this.#owner = this.#reader.owner(this.#plainOwner);
      return;
    }
    const fields = splitCsv(textOf(bytes, start, start + length));
    const owner = this.#remember(fields, fields.length === this.#columns.length - 2);
    this.#plainOwner = this.#bucketIsLast ? owner : null;
    this.#beforeBucket = bucketAt - start;
  }

  /** The columns may stand in the file as well, and then they are right. */
  #isHeader(line: string): boolean {
    const fields = splitCsv(line.replace(/^\ufeff/, ''));
    if (!fields.includes('metric_name')) return false;
    this.#columns = fields;
    this.#findPlaces();
    return true;
  }

  /** A row whose columns are in another order, or quoted. */
  #fields(fields: readonly string[]): void {
    const places = this.#places;
    if (places === null || fields.length !== this.#columns.length) {
      this.#reader.counts.malformed++;
      return;
    }
    const metric = this.#reader.metric(fields[places.metric_name] ?? '');
    if (metric === null) return;
    this.#headLength = 0;
    this.#plainOwner = null;
    this.#remember(fields, true);
    const value = Buffer.from(fields[places.metric_value] ?? '');
    this.#reader.add(this.#owner, this.#recordType, metric, wholeNumber(value, 0, value.length));
  }

  #remember(fields: readonly string[], isWhole: boolean): RowOwner | null {
    const places = this.#places;
    if (places === null || !isWhole) {
      this.#owner = 'other day';
      return null;
    }
    this.#recordType = fields[places.record_type] ?? '';
    const owner: RowOwner = {
      reportDate: fields[places.report_date] ?? '',
      accountId: fields[places.aws_account_number] ?? '',
      region: fields[places.aws_region] ?? '',
      storageClass: fields[places.storage_class] ?? '',
      recordType: this.#recordType,
      bucket: fields[places.bucket_name] ?? '',
    };
    this.#owner = this.#reader.owner(owner);
    return owner;
  }

  #findPlaces(): void {
    const places = columnPlaces(this.#columns);
    this.unknownColumns = unknownColumns(this.#columns);
    this.missing = 'missing' in places ? places.missing : [];
    this.#places = 'missing' in places ? null : places;
    const { length } = this.#columns;
    this.#isPlain = this.#places?.metric_name === length - 2 && this.#places.metric_value === length - 1;
    this.#bucketIsLast = this.#isPlain && this.#places?.bucket_name === length - 3;
  }
}

/** Where the last comma before `end` is; less than `start` where there is none. */
function commaBefore(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at >= start && bytes[at] !== comma) at--;
  return at;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** The digits from `start` to `end`; NaN where there is anything else, or nothing. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The fields of one line, quotes resolved (RFC 4180). */
function splitCsv(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  for (let at = 0; ; ) {
    const close = line[at] === '"' ? closingQuote(line, at + 1) : -1;
    const isQuoted = close > 0 && (close + 1 === line.length || line[close + 1] === ',');
    const comma = isQuoted ? close + 1 : line.indexOf(',', at);
    const end = comma < 0 ? line.length : comma;
    fields.push(isQuoted ? line.slice(at + 1, close).replaceAll('""', '"') : line.slice(at, end));
    if (end === line.length) return fields;
    at = end + 1;
  }
}

/** The place of the quote that ends a field; two in a row are one of its own. -1: there is none. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) if (line[at + 1] !== '"') return at;
  return -1;
}
