/** What the logs say of a request that concerns an upload. */
export interface LogLine {
  bucket: string;
  /** When the request came, ms UTC; to the second. */
  at: number;
  remoteIp: string | null;
  /** ARN or canonical ID of who asked; null: nobody that is known. */
  requester: string | null;
  operation: UploadOperation;
  /** As it stands there: URL-encoded once, or twice. null: none. */
  key: string | null;
  /** Out of the request's address; null where that has none. */
  uploadId: string | null;
  partNumber: number | null;
  /** HTTP status; null where none is told. */
  status: number | null;
  errorCode: string | null;
  userAgent: string | null;
}

/** Operations that concern uploads (user guide, "Amazon S3 server access log format"). */
const operations = {
  'REST.POST.UPLOADS': 'create',
  'REST.PUT.PART': 'put part',
  'REST.COPY.PART': 'copy part',
  'REST.POST.UPLOAD': 'complete',
  'REST.DELETE.UPLOAD': 'abort',
  'S3.DELETE.UPLOAD': 'lifecycle abort',
  'REST.GET.UPLOADS': 'list uploads',
  'REST.GET.UPLOAD': 'list parts',
} as const;
export type UploadOperation = (typeof operations)[keyof typeof operations];

const operationByName = new Map<string, UploadOperation>(Object.entries(operations));

/** @returns null for an operation that does not concern uploads */
export function uploadOperation(name: string): UploadOperation | null {
  return operationByName.get(name) ?? null;
}

/**
 * A line that concerns an upload. Its fields: owner, bucket, time, address, requester, request ID, operation, key, request
 * line, status, error, bytes sent, object size, total time, turn-around time, referrer, user agent; what comes after is not
 * needed. Any of them may be `-`. Read in one pass, field by field: clients choose what stands in some of them, quotes
 * included, and must not be able to make it slow.
 *
 * @returns null where it is malformed, or concerns no upload
 */
export function readLogLine(text: string): LogLine | null {
  const fields = new Fields(text);
  fields.next();
  const bucket = fields.next();
  const time = fields.bracketed();
  const [remoteIp, requester] = [fields.next(), fields.next()];
  fields.next();
  const operation = uploadOperation(fields.next());
  const key = fields.next();
  const request = fields.quoted(afterRequest);
  const status = fields.next();
  const errorCode = fields.next();
  for (let skipped = 0; skipped < 4; skipped++) fields.next();
  // The user agent follows.
  fields.quoted(/^["-]/);
  const userAgent = fields.quoted(afterAgent, 'or any');
  const at = readLogTime(time);
  if (fields.failed || at === null || operation === null) return null;
  return {
    bucket,
    at,
    remoteIp: told(remoteIp),
    requester: told(requester),
    operation,
    key: told(key),
    uploadId: parameter(request, 'uploadId'),
    partNumber: partNumberOf(request),
    status: status === '-' ? null : Number(status),
    errorCode: told(errorCode),
    userAgent: told(userAgent),
  };
}

/** Status, error code, bytes sent, object size, total time, turn-around time, and the referrer's beginning. */
const afterRequest = /^(?:\d{3}|-) (?:[A-Za-z]\w*|-)(?: (?:\d{1,20}|-)){4} ["-]/;
/** Version ID, host ID and signature version; older lines end after the version ID. */
const afterAgent = /^(?:-|[\w.]{1,64})(?:$| (?:-|[A-Za-z0-9+/=]{1,120})(?:$| (?:-|SigV\w{1,4})(?:$| )))/;
/** They are no longer than this. */
const followerLength = 200;

/** Of a field that may end at any quote, no more are looked at: a client may send thousands. */
const mostQuotes = 50;

/** Reads fields one after the other. Once one is missing it has failed, and gives nothing more. */
class Fields {
  readonly #text: string;
  #at = 0;
  failed = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Up to the next space. */
  next(): string {
    const end = this.#text.indexOf(' ', this.#at);
    return this.#take(this.#at, end < 0 ? this.#text.length : end, 1);
  }

  /** What stands in brackets. */
  bracketed(): string {
    const end = this.#text.indexOf('] ', this.#at);
    return this.#text[this.#at] === '[' && end >= 0 ? this.#take(this.#at + 1, end, 2) : this.#fail();
  }

  /**
   * What stands in quotes, up to one that a space and then `follower` come after, or the line's end; or `-`.
   * @param otherwise where nothing of that kind follows: the first that a space comes after, or the field is missing
   */
  quoted(follower: RegExp, otherwise: 'or any' | 'or none' = 'or none'): string {
    if (this.#text[this.#at] !== '"') return this.next();
    let first = -1;
    for (let end = this.#at + 1, quotes = 0; ; end++, quotes++) {
      end = this.#text.indexOf('"', end);
      if (end < 0 || (first >= 0 && quotes > mostQuotes))
        return first < 0 ? this.#fail() : this.#take(this.#at + 1, first, 2);
      const isLast = end + 1 >= this.#text.length;
      if (
        isLast ||
        (this.#text[end + 1] === ' ' && follower.test(this.#text.slice(end + 2, end + 2 + followerLength)))
      ) {
        return this.#take(this.#at + 1, end, 2);
      }
      if (otherwise === 'or any' && first < 0 && this.#text[end + 1] === ' ') first = end;
    }
  }

  #take(start: number, end: number, separator: number): string {
    if (this.failed || start > end || start >= this.#text.length) return this.#fail();
    this.#at = end + separator;
    return this.#text.slice(start, end);
  }

  #fail(): string {
    this.failed = true;
    return '';
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const logTime = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** `06/Feb/2019:00:00:38 +0000`, ms UTC; null where it is none. */
export function readLogTime(text: string): number | null {
  const [, day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = logTime.exec(text) ?? [];
  const monthNumber = months.indexOf(month);
  if (day === undefined || monthNumber < 0) return null;
  const local = Date.UTC(Number(year), monthNumber, Number(day), Number(hour), Number(minute), Number(second));
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return sign === '-' ? local + zone : local - zone;
}

function told(field: string | undefined): string | null {
  return field === undefined || field === '-' || field === '' ? null : field;
}

function partNumberOf(request: string): number | null {
  const text = parameter(request, 'partNumber');
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

/** A parameter out of `PUT /bucket/key?partNumber=1&uploadId=… HTTP/1.1`, decoded. */
function parameter(request: string, name: string): string | null {
  const query = request.indexOf('?');
  if (query < 0) return null;
  const end = request.lastIndexOf(' ');
  for (const pair of request.slice(query + 1, end > query ? end : undefined).split('&')) {
    if (pair.startsWith(`${name}=`)) return decoded(pair.slice(name.length + 1));
  }
  return null;
}

/** The text with its percent-encoding resolved; as it is where that cannot be. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
