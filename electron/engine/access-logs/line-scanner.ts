import { decoded, type LogLine, readLogLine, readLogTime, type UploadOperation, uploadOperation } from './log-line.ts';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const ampersand = 38;
const zero = 48;
const questionMark = 63;
const openingBracket = 91;
const closingBracket = 93;

/** What was met in the logs, besides what concerns uploads. */
export interface LineCounts {
  lines: number;
  /** Lines that are none of the documented form, as far as they were looked at. */
  malformed: number;
}

/** Who is told of the lines that concern uploads. */
export interface LineVisitor {
  /** Of every one of them: what was done, and when (ms UTC). */
  request(operation: UploadOperation, at: number): void;
  /** Whether a line that names this upload is to be read as a whole. */
  wants(uploadId: string): boolean;
  /** Whether a create of this key, as it stands there, may have begun an upload that is wanted. */
  wantsCreate(bucket: string, key: string): boolean;
  /** A whole line: of an upload that is wanted, or without an upload ID and no create of another key. */
  line(line: LogLine): void;
}

/**
 * Cuts logs into lines and reads those that are wanted. Most are not: of them only the operation and the upload ID are
 * looked at, as bytes, because ten million lines are to be read in seconds.
 */
export class LineScanner {
  readonly counts: LineCounts = { lines: 0, malformed: 0 };
  readonly #visitor: LineVisitor;
  /** A line's beginning, whose end is in a later piece: as it came, for it may be long. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  /** Many lines share a minute: the time but for its seconds, and when that minute began. */
  #minute = { start: '', zone: '', at: 0 };

  /** The first closing bracket after the places that were looked at. */
  #bracket: { within: Buffer | null; at: number } = { within: null, at: -1 };

  constructor(visitor: LineVisitor) {
    this.#visitor = visitor;
  }

  /** The next piece of a file; a line may end in a later one. */
  push(piece: Uint8Array): void {
    let at = 0;
    if (this.#restLength > 0) {
      at = piece.indexOf(lineFeed) + 1;
      this.#keep(piece.subarray(0, at > 0 ? at : piece.length));
      if (at === 0) return;
      this.endFile();
    }
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (;;) {
      const end = bytes.indexOf(lineFeed, at);
      if (end < 0) break;
      this.#line(bytes, at, end);
      at = end + 1;
    }
    this.#keep(bytes.subarray(at));
  }

  /** What is kept is a copy: the piece may be used again by whoever reads it. */
  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#rest.push(new Uint8Array(piece));
    this.#restLength += piece.length;
    if (this.#restLength <= longestLine) return;
    // No line is that long: it is let go, so that no file can fill the memory.
    this.counts.lines++;
    this.counts.malformed++;
    [this.#rest, this.#restLength] = [[], 0];
  }

  /** The end of a file: its last line may have no end. */
  endFile(): void {
    const line = Buffer.concat(this.#rest);
    [this.#rest, this.#restLength] = [[], 0];
    const length = line.at(-1) === lineFeed ? line.length - 1 : line.length;
    if (length > 0) this.#line(line, 0, length);
  }

  #line(bytes: Buffer, start: number, lineEnd: number): void {
    const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
    if (end === start) return;
    this.counts.lines++;
    // Address, requester and request ID stand between the time and the operation.
    const timeEnd = this.#bracketFrom(bytes, start);
    const begin = skipFields(bytes, timeEnd + 2, end, 3);
    const operationEnd = skipFields(bytes, begin, end, 1) - 1;
    if (operationEnd >= end) {
      this.counts.malformed++;
      return;
    }
    if (!mayConcernUpload(bytes, operationEnd)) return;
    const operation = uploadOperation(bytes.toString('latin1', begin, operationEnd));
    if (operation === null) return;
    const at = this.#readTime(bytes, start, timeEnd);
    if (at === null) {
      this.counts.malformed++;
      return;
    }
    this.#visitor.request(operation, at);
    if (operation === 'create') {
      // Its ID is in its answer: one that stands in the line is of the page that it was sent from.
      if (!this.#wantsCreate(bytes, start, operationEnd, end)) return;
    } else {
      const uploadId = uploadIdWithin(bytes, operationEnd, end);
      if (uploadId !== null && !this.#visitor.wants(uploadId)) return;
    }
    const line = readLogLine(bytes.toString('utf8', start, end));
    if (line === null) this.counts.malformed++;
    else this.#visitor.line(line);
  }

  #wantsCreate(bytes: Buffer, start: number, operationEnd: number, end: number): boolean {
    const bucketAt = skipFields(bytes, start, operationEnd, 1);
    const bucketEnd = skipFields(bytes, bucketAt, operationEnd, 1) - 1;
    const keyEnd = skipFields(bytes, operationEnd + 1, end, 1) - 1;
    const bucket = bytes.toString('latin1', bucketAt, bucketEnd);
    return this.#visitor.wantsCreate(bucket, bytes.toString('utf8', operationEnd + 1, keyEnd));
  }

  /** Looked for once, however many lines have none: files of another kind hold millions of those. */
  #bracketFrom(bytes: Buffer, start: number): number {
    const { within, at } = this.#bracket;
    if (within === bytes && at >= start) return at;
    const found = bytes.indexOf(closingBracket, start);
    this.#bracket = { within: bytes, at: found < 0 ? Number.POSITIVE_INFINITY : found };
    return this.#bracket.at;
  }

  #readTime(bytes: Buffer, start: number, timeEnd: number): number | null {
    // Owner and bucket stand before it.
    const timeStart = skipFields(bytes, start, timeEnd, 2);
    if (bytes[timeStart] !== openingBracket) return null;
    const text = bytes.toString('latin1', timeStart + 1, timeEnd);
    // `06/Feb/2019:00:00:` and ` +0000`, and the seconds between them.
    const { start: before, zone, at } = this.#minute;
    const seconds = secondsOf(text);
    if (seconds !== null && text.length === before.length + 2 + zone.length) {
      if (text.startsWith(before) && text.endsWith(zone)) return at + seconds * 1000;
    }
    const read = readLogTime(text);
    if (read !== null && seconds !== null) {
      this.#minute = { start: text.slice(0, secondsAt), zone: text.slice(secondsAt + 2), at: read - seconds * 1000 };
    }
    return read;
  }
}

/** Where the seconds are in a time. */
const secondsAt = 18;

/** null: two other characters are where the seconds should be. */
function secondsOf(text: string): number | null {
  const [tens, ones] = [text.charCodeAt(secondsAt) - zero, text.charCodeAt(secondsAt + 1) - zero];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : null;
}

/** A key has 1,024 bytes, encoded six times as many; request line and headers have a few KiB. */
const longestLine = 1024 * 1024;

/** Where the field after so many begins; beyond the end where there is none. */
function skipFields(bytes: Buffer, from: number, end: number, fields: number): number {
  let at = from;
  for (let field = 0; field < fields; field++) {
    while (at < end && bytes[at] !== space) at++;
    at++;
  }
  return at;
}

/** UPLOAD, UPLOADS and PART end as hardly another operation does. */
function mayConcernUpload(bytes: Buffer, end: number): boolean {
  const last = bytes[end - 1];
  const beforeLast = bytes[end - 2];
  // AD, DS, RT
  return (last === 68 && beforeLast === 65) || (last === 83 && beforeLast === 68) || (last === 84 && beforeLast === 82);
}

const parameter = Buffer.from('uploadId=');

/** The first upload ID in the line, decoded; null where there is none. */
function uploadIdWithin(bytes: Buffer, from: number, end: number): string | null {
  const found = bytes.subarray(from, end).indexOf(parameter);
  if (found < 0) return null;
  const before = bytes[from + found - 1];
  if (before !== questionMark && before !== ampersand) return null;
  const start = from + found + parameter.length;
  let at = start;
  while (at < end && bytes[at] !== space && bytes[at] !== ampersand) at++;
  return decoded(bytes.toString('latin1', start, at));
}
