/**
 * XML as stores write their long lists: elements with text, no attributes, one after the other. The SDK's parser builds a
 * page of 1,000 character by character and walks it several times, which takes most of the time of a long listing. What is
 * not as plain as this is left to it.
 */

/** A list that was cut out of a document. */
export interface CutList<T> {
  items: T[];
  /** The document without them, for the SDK to read. */
  rest: string;
}

/**
 * Cuts a run of equal elements out of a document.
 *
 * @param read what one element holds; null where there is more to it than is known here
 * @returns null where there are none, or anything is unusual (attributes, comments, CDATA, a second run): the SDK reads
 *   all of it then
 */
export function cutElements<T>(body: string, name: string, read: (xml: string) => T | null): CutList<T> | null {
  const [begin, end] = [`<${name}>`, `</${name}>`];
  const first = body.indexOf(begin);
  if (first < 0 || body.includes('<!')) return null;
  const items: T[] = [];
  let at = first;
  while (body.startsWith(begin, at)) {
    const close = body.indexOf(end, at);
    if (close < 0) return null;
    const item = read(body.slice(at + begin.length, close));
    if (item === null) return null;
    items.push(item);
    at = afterSpace(body, close + end.length);
  }
  const rest = body.slice(0, first) + body.slice(at);
  // More of them elsewhere, or written otherwise.
  return new RegExp(`<${name}[\\s/>]`).test(rest) ? null : { items, rest };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** ms UTC; null where it is written in another form. */
export function readIsoTime(text: string | undefined): number | null {
  const time = text !== undefined && isoTime.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** An element with text alone; one that is empty; or one of the two that hold others. */
const element = /\s*(?:<(\w+)>([^<]*)<\/\1>|<(\w+)\s*\/>|<(Initiator|Owner)>([\s\S]*?)<\/\4>)/y;

/** Text by element, decoded; of Initiator and Owner what is in them, as written. null: there is more to it. */
export function readElements(xml: string): Record<string, string> | null {
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
