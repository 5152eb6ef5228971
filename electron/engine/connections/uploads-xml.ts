import type { Principal } from '../../../shared/model.ts';
import type { ListedUpload } from './store.ts';

/** A page of a listing with its uploads taken out. */
export interface CutListing {
  /** Keys as they are written, not decoded yet. */
  uploads: ListedUpload[];
  /** The document without its uploads, for the SDK to read. */
  rest: string;
}

const begin = '<Upload>';
const end = '</Upload>';

/**
 * Reads the uploads out of a ListMultipartUploads answer. The SDK's parser builds a page of 1,000 character by character
 * and walks it several times, which takes most of the time of a long listing; it still reads everything else.
 *
 * Reads only what it knows to the last character: elements with text, and Initiator and Owner around some.
 *
 * @returns null for anything unusual (attributes, comments, CDATA, an element twice, a time in another form): the SDK
 *   reads all of it then
 */
export function cutUploads(body: string): CutListing | null {
  const first = body.indexOf(begin);
  if (first < 0 || body.includes('<!')) return null;
  const uploads: ListedUpload[] = [];
  const principals: Principals = new Map();
  let at = first;
  while (body.startsWith(begin, at)) {
    const close = body.indexOf(end, at);
    if (close < 0) return null;
    const upload = readUpload(body.slice(at + begin.length, close), principals);
    if (!upload) return null;
    uploads.push(upload);
    at = afterSpace(body, close + end.length);
  }
  const rest = body.slice(0, first) + body.slice(at);
  // More of them elsewhere, or written otherwise.
  return /<Upload[\s/>]/.test(rest) ? null : { uploads, rest };
}

function readUpload(xml: string, principals: Principals): ListedUpload | null {
  const fields = readElements(xml);
  if (!fields) return null;
  const { Key: key, UploadId: uploadId, Initiated: initiated = '' } = fields;
  const initiatedAt = isoTime.test(initiated) ? Date.parse(initiated) : Number.NaN;
  const initiator = readPrincipal(fields.Initiator, principals);
  const owner = readPrincipal(fields.Owner, principals);
  if (!key || !uploadId || Number.isNaN(initiatedAt) || initiator === undefined || owner === undefined) return null;
  return { key, uploadId, initiatedAt, initiator, owner, storageClass: fields.StorageClass || null };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** By how they are written: a page names few different ones, and a thousand copies of each would be a waste. */
type Principals = Map<string, Principal | null>;

/** undefined: it could not be read. */
function readPrincipal(xml: string | undefined, known: Principals): Principal | null | undefined {
  if (xml === undefined) return null;
  const before = known.get(xml);
  if (before !== undefined) return before;
  const fields = readElements(xml);
  if (!fields) return undefined;
  const { ID, DisplayName } = fields;
  const id = ID || DisplayName;
  const principal = id ? { id, displayName: DisplayName || null } : null;
  known.set(xml, principal);
  return principal;
}

/** An element with text alone; one that is empty; or one of the two that hold others. */
const element = /\s*(?:<(\w+)>([^<]*)<\/\1>|<(\w+)\s*\/>|<(Initiator|Owner)>([\s\S]*?)<\/\4>)/y;

/** Text by element, decoded; of Initiator and Owner what is in them. null: there is more to it. */
function readElements(xml: string): Record<string, string> | null {
  const fields: Record<string, string> = Object.create(null);
  let at = 0;
  while (at < xml.length) {
    element.lastIndex = at;
    const found = element.exec(xml);
    if (!found) return afterSpace(xml, at) === xml.length ? fields : null;
    at = element.lastIndex;
    const name = found[1] ?? found[3] ?? found[4] ?? '';
    const text = found[5] ?? plainText(found[2] ?? '');
    if (text === null || name in fields) return null;
    fields[name] = text;
  }
  return fields;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its references resolved; null where one is unknown. */
function plainText(text: string): string | null {
  // Indentation, as the SDK sees it.
  if (text.includes('\n') && text.trim() === '') return '';
  if (!text.includes('&')) return text;
  let unknown = false;
  const plain = text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w*));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
      if (whole.endsWith(';') && point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
      const character = whole.endsWith(';') && name ? named[name] : undefined;
      unknown ||= character === undefined;
      return character ?? '';
    },
  );
  return unknown ? null : plain;
}

function afterSpace(text: string, at: number): number {
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}
