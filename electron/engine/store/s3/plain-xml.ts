/**
 * XML as stores write their long lists: elements with text, no attributes, one after the other. The SDK's parser builds a
 * page of 1,000 character by character and walks it several times, which takes most of the time of a long listing. What is
 * not as plain as this is left to it.
 */

/** What bounds the work of a reader that may not take long, whatever it is given. */
export interface PlainLimits {
  entries: number;
  /** Characters beside the entries. */
  rest: number;
}

const noLimits: PlainLimits = { entries: Number.POSITIVE_INFINITY, rest: Number.POSITIVE_INFINITY };

/** A list that was cut out of a document. */
export interface CutList<T> {
  items: T[];
  /** The document without them, for the SDK to read. */
  rest: string;
}

/**
 * Cuts a run of equal elements out of a document.
 *
 * @param read what one element holds, given what {@link readElements} remembers; null where there is more to it than is known here
 * @returns null where there are none, more than the limits allow, or anything is unusual (attributes, comments, CDATA, a
 *   second run): the general reader reads all of it then
 */
export function cutElements<T>(
  body: string,
  name: string,
  read: (xml: string, order: Order) => T | null,
  limits: PlainLimits = noLimits,
): CutList<T> | null {
  const [begin, end] = [`<${name}>`, `</${name}>`];
  const first = body.indexOf(begin);
  if (first < 0 || first > limits.rest || body.includes('<!')) return null;
  const items: T[] = [];
  const order: Order = [];
  let at = first;
  while (body.startsWith(begin, at)) {
    const close = body.indexOf(end, at);
    if (close < 0 || items.length === limits.entries) return null;
    const item = read(body.slice(at + begin.length, close), order);
    if (item === null) return null;
    items.push(item);
    at = afterSpace(body, close + end.length);
  }
  if (body.length - at > limits.rest) return null;
  const rest = body.slice(0, first) + body.slice(at);
  // More of them elsewhere, or written otherwise.
  return new RegExp(`<${name}[\\s/>]`).test(rest) ? null : { items, rest };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** AWS opened S3 on this day. Stores that do not keep a time write an earlier one: the epoch, or Go's zero time. */
const firstTime = Date.UTC(2006, 2, 14);

/**
 * What the API reference's examples of ListMultipartUploads and ListParts show. Emulators copy them for want of a time (moto:
 * s3-semantics, "Measured on real servers"), and what was begun a minute ago looks fifteen years old.
 */
const exampleTimes: ReadonlySet<number> = new Set(
  ['2010-11-10T20:48:33Z', '2010-11-10T20:48:34Z', '2010-11-10T20:49:33Z', '2010-11-26T19:24:17Z'].map(Date.parse),
);

/** A time that a store told, ms UTC; null where it told none, one from before there was S3, or an example's. */
export function toldTime(time: Date | number | null | undefined): number | null {
  const at = Number(time ?? Number.NaN);
  return at >= firstTime && !exampleTimes.has(at) ? at : null;
}

/** ms UTC; null where it is written in another form. */
export function readIsoTime(text: string | undefined): number | null {
  const time = text !== undefined && isoTime.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** An element's name and its tags. */
interface Tags {
  name: string;
  begin: string;
  end: string;
  /** What is in it are elements. */
  isHolder: boolean;
}

/** Of names that were found to be names: a listing has a dozen, in a million places. */
const known = new Map<string, Tags>();
const mostKnown = 1000;

/** null: it is no name. */
function tagsOf(name: string): Tags | null {
  const before = known.get(name);
  if (before) return before;
  if (!/^\w+$/.test(name)) return null;
  const tags = { name, begin: `<${name}>`, end: `</${name}>`, isHolder: holders.has(name) };
  if (known.size < mostKnown) known.set(name, tags);
  return tags;
}

/**
 * The elements of an entry in their order, as {@link readElements} found it last: nearly always the next entry has the same,
 * and need not be taken apart to see it.
 */
export type Order = (Tags | undefined)[];

/** More than any entry of a list has. */
const mostFields = 64;

/** The elements that hold others. */
const holders: ReadonlySet<string> = new Set(['Initiator', 'Owner']);

/**
 * Text by element, decoded; of Initiator and Owner what is in them, as written. null: there is more to it.
 *
 * Walks by `indexOf`: a regular expression's matches were a third of what a scan of a million uploads left to be collected.
 */
export function readElements(xml: string, order: Order = []): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (let at = afterSpace(xml, 0); at < xml.length; at = afterSpace(xml, at)) {
    if (fields.size === mostFields) return null;
    let tags = order[fields.size];
    let from: number;
    if (tags && xml.startsWith(tags.begin, at)) {
      from = at + tags.begin.length;
    } else {
      const close = xml.indexOf('>', at);
      if (xml[at] !== '<' || close < 0) return null;
      const isEmpty = xml[close - 1] === '/';
      const found = tagsOf(isEmpty ? xml.slice(at + 1, close - 1).trimEnd() : xml.slice(at + 1, close));
      if (!found || fields.has(found.name)) return null;
      from = close + 1;
      if (isEmpty) {
        fields.set(found.name, '');
        at = from;
        continue;
      }
      tags = found;
      order[fields.size] = found;
    }
    const { name, end, isHolder } = tags;
    if (fields.has(name)) return null;
    const textEnd = xml.indexOf(isHolder ? end : '<', from);
    if (textEnd < 0 || !xml.startsWith(end, textEnd)) return null;
    const written = xml.slice(from, textEnd);
    const text = isHolder && written.includes('<') ? written : plainText(written);
    if (text === null) return null;
    fields.set(name, text);
    at = textEnd + end.length;
  }
  return fields;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A key of 8 KiB, each of its bytes a reference, comes to this. What is longer is no name of S3's. */
const longestEscaped = 64 * 1024;

/** Text with its references resolved; null where one is unknown, or the text is longer than any. */
function plainText(text: string): string | null {
  // Indentation, as the SDK sees it.
  if (text.includes('\n') && text.trim() === '') return '';
  if (!text.includes('&')) return text;
  if (text.length > longestEscaped) return null;
  // Every ETag has two of these. What is a call for each reference took a fifth of the time of a page of parts.
  const quoted = text.replaceAll('&quot;', '"');
  if (!quoted.includes('&')) return quoted;
  // Each reference is a call: eight million of them took half a minute.
  let unknown = false;
  const plain = text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w*));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
      if (whole.endsWith(';') && point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
      const character = whole.endsWith(';') && name && Object.hasOwn(named, name) ? named[name] : undefined;
      unknown ||= character === undefined;
      return character ?? '';
    },
  );
  return unknown ? null : plain;
}

/**
 * Text with its references resolved. One that XML does not know, or a bare `&`, is what a server wrote that does not escape:
 * it stays as it is written.
 */
export function resolvedText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x0*([0-9a-f]{1,6})|#0*(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

/** The first place from `at` on that is no blank of XML. */
export function afterSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && isSpace(text.charCodeAt(next))) next++;
  return next;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
