import { splitCsv } from './csv-fields.ts';
import { CsvMemory } from './csv-memory.ts';
import { areEqual, textOf, viewOf } from './known-bytes.ts';
import { columnPlaces, metricMeaning, type NeededColumn, unknownColumns } from './metrics.ts';
import type { OwnerFound, RowReader } from './row-reader.ts';
import { numberOf } from './told-number.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const comma = 44;
const zero = 48;

/** A row has a dozen fields; its names and its tags come to a few KiB. */
const longestLine = 1024 * 1024;

/**
 * Reads a CSV report line by line. Written by hand for speed: a CSV library takes about 5 µs for a row, and an estate has
 * millions of them. Rows of one bucket and class follow each other and differ in their last two fields alone, and the rows
 * of a day are those of the day before with other values: what is known is compared as bytes, and only what is new is cut
 * into fields.
 *
 * Fields hold no line breaks: names of buckets, regions and configurations cannot, and record values are URL-encoded.
 */
export class CsvReport {
  readonly #reader: RowReader;
  readonly #memory: CsvMemory;
  readonly #day: DataView;
  #columns: readonly string[];
  #places: Record<NeededColumn, number> | null = null;
  /** Metric and value are the last two columns, in this order. */
  #isPlain = false;
  #isFirst = true;
  /** A line's beginning, whose end is in a later piece: as it came, for it may be long. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  /** The row before, up to its metric. */
  #head = viewOf(new Uint8Array(0));
  #headStart = 0;
  #headLength = 0;
  #owner: OwnerFound = 'other record';
  #recordType = '';
  /** What is known of the row before: its metric and whose it was, by their numbers in the memory. 0: nothing. */
  #name = 0;
  #known = 0;
  /** Where the date is in rows of this report, from their start; -1: not known yet. */
  #dateAt = -1;
  /** Columns that the report lacks, and without which it says nothing. */
  missing: readonly string[] = [];
  unknownColumns: readonly string[] = [];

  /**
   * @param columns as the manifest has them
   * @param memory of the reports of this export that were read before
   */
  constructor(reader: RowReader, columns: readonly string[], memory = new CsvMemory()) {
    this.#reader = reader;
    this.#memory = memory;
    this.#day = viewOf(Buffer.from(reader.day));
    this.#columns = columns;
    this.#findPlaces();
  }

  /** The next piece of the file. */
  push(piece: Uint8Array): void {
    let at = 0;
    if (this.#restLength > 0) {
      at = piece.indexOf(lineFeed) + 1;
      this.#keep(copyOf(piece, 0, at > 0 ? at : piece.length));
      if (at === 0) return;
      this.end();
    }
    const view = viewOf(piece);
    for (;;) {
      const end = piece.indexOf(lineFeed, at);
      if (end < 0) break;
      this.#line(view, at, end);
      at = end + 1;
    }
    this.#keep(copyOf(piece, at, piece.length));
    // The piece may be used again by whoever reads it.
    if (this.#head === view) {
      this.#head = viewOf(copyOf(piece, this.#headStart, this.#headStart + this.#headLength));
      this.#headStart = 0;
    }
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
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
    const length = line.at(-1) === lineFeed ? line.length - 1 : line.length;
    if (length > 0) this.#line(viewOf(line), 0, length);
  }

  #line(view: DataView, start: number, lineEnd: number): void {
    const end = lineEnd > start && view.getUint8(lineEnd - 1) === carriageReturn ? lineEnd - 1 : lineEnd;
    if (end === start) return;
    if (this.#isFirst) {
      this.#isFirst = false;
      if (this.#isHeader(textOf(view, start, end))) return;
    }
    this.#reader.counts.rows++;
    const valueAt = this.#isPlain ? commaBefore(view, start, end) : -1;
    const likely = this.#likelyName(view, start, valueAt);
    const nameAt = likely > 0 ? valueAt - 1 - this.#memory.names.lengthOf(likely) : commaBefore(view, start, valueAt);
    if (nameAt < start || view.getUint8(end - 1) === quote || view.getUint8(valueAt - 1) === quote) {
      this.#fields(splitCsv(textOf(view, start, end)));
      return;
    }
    const metric = this.#metric(view, nameAt + 1, valueAt, likely);
    if (metric === null) return;
    const length = nameAt - start;
    if (length !== this.#headLength || !areEqual(this.#head, this.#headStart, view, start, length)) {
      this.#nextHead(view, start, length);
    }
    this.#reader.add(this.#owner, this.#recordType, metric, wholeNumber(view, valueAt + 1, end));
  }

  /** @returns the number of the metric that most likely comes next, where it is the row's; else 0 */
  #likelyName(view: DataView, start: number, valueAt: number): number {
    const { names } = this.#memory;
    const likely = names.likelyAfter(this.#name);
    const length = names.lengthOf(likely);
    const at = valueAt - length;
    const isIt =
      likely > 0 && at > start && view.getUint8(at - 1) === comma && names.isAt(likely, view, at, length, 0, 0);
    return isIt ? likely : 0;
  }

  /** @param likely its number, where that is known already; else 0 */
  #metric(view: DataView, start: number, end: number, likely: number): number | null {
    const { names } = this.#memory;
    this.#name = likely > 0 ? likely : names.find(view, start, end - start, 0, 0, this.#name);
    if (this.#name > 0) {
      const { text, meaning } = names.value(this.#name);
      return this.#reader.metric(text, meaning);
    }
    const text = textOf(view, start, end);
    this.#name = names.put(view, start, end - start, 0, 0, { text, meaning: metricMeaning(text) });
    return this.#reader.metric(text);
  }

  /** The row speaks of another bucket, region, class or day. */
  #nextHead(view: DataView, start: number, length: number): void {
    [this.#head, this.#headStart, this.#headLength] = [view, start, length];
    const { heads } = this.#memory;
    const dateLength = this.#day.byteLength;
    this.#known = this.#isOfDay(view, start, length)
      ? heads.find(view, start, length, this.#dateAt, dateLength, this.#known)
      : 0;
    if (this.#known > 0) {
      const { series, recordType } = heads.value(this.#known);
      [this.#owner, this.#recordType] = [series, recordType];
      return;
    }
    const text = textOf(view, start, start + length);
    const fields = splitCsv(text);
    this.#remember(fields, fields.length === this.#columns.length - 2);
    if (typeof this.#owner !== 'number' || this.#places === null || text.includes('"')) return;
    if (this.#dateAt < 0) {
      this.#dateAt = fieldStart(view, start, this.#places.report_date) - start;
      this.#memory.startLayout(`${this.#dateAt} ${this.#columns.join(',')}`);
    }
    if (fields[this.#places.report_date] !== this.#reader.day || !this.#isOfDay(view, start, length)) return;
    const head = { series: this.#owner, recordType: this.#recordType };
    this.#known = this.#memory.heads.put(view, start, length, this.#dateAt, dateLength, head);
  }

  /** Whether a row has the report's date, where other rows of the report have theirs. */
  #isOfDay(view: DataView, start: number, length: number): boolean {
    const { byteLength } = this.#day;
    const isWithin = this.#dateAt >= 0 && this.#dateAt + byteLength <= length;
    return isWithin && areEqual(this.#day, 0, view, start + this.#dateAt, byteLength);
  }

  /** The columns may stand in the file as well, and then they are right. */
  #isHeader(line: string): boolean {
    const fields = splitCsv(line.replace(/^\ufeff/, '')).map((name) => name.trim());
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
    this.#remember(fields, true);
    const value = viewOf(Buffer.from(fields[places.metric_value] ?? ''));
    this.#reader.add(this.#owner, this.#recordType, metric, wholeNumber(value, 0, value.byteLength));
  }

  #remember(fields: readonly string[], isWhole: boolean): void {
    const places = this.#places;
    if (places === null || !isWhole) {
      this.#owner = 'other day';
      return;
    }
    this.#recordType = fields[places.record_type] ?? '';
    this.#owner = this.#reader.owner({
      reportDate: fields[places.report_date] ?? '',
      accountId: fields[places.aws_account_number] ?? '',
      region: fields[places.aws_region] ?? '',
      storageClass: fields[places.storage_class] ?? '',
      recordType: this.#recordType,
      bucket: fields[places.bucket_name] ?? '',
    });
  }

  #findPlaces(): void {
    const places = columnPlaces(this.#columns);
    this.unknownColumns = unknownColumns(this.#columns);
    this.missing = 'missing' in places ? places.missing : [];
    this.#places = 'missing' in places ? null : places;
    const { length } = this.#columns;
    this.#isPlain = this.#places?.metric_name === length - 2 && this.#places.metric_value === length - 1;
  }
}

/** A `Buffer` has a `slice` of its own, which does not copy. */
function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end));
}

/** Where the last comma before `end` is; less than `start` where there is none. */
function commaBefore(view: DataView, start: number, end: number): number {
  let at = end - 1;
  while (at >= start && view.getUint8(at) !== comma) at--;
  return at;
}

/** Where the field begins before which there are so many; no field may be quoted. */
function fieldStart(view: DataView, start: number, fields: number): number {
  let at = start;
  for (let field = 0; field < fields; at++) if (view.getUint8(at) === comma) field++;
  return at;
}

/** The number from `start` to `end`; NaN where there is none. */
function wholeNumber(view: DataView, start: number, end: number): number {
  if (start === end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = view.getUint8(at) - zero;
    if (digit < 0 || digit > 9) return numberOf(textOf(view, start, end));
    value = value * 10 + digit;
  }
  return value;
}
