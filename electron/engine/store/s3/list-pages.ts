import { resolvedText } from './plain-xml.ts';
import { nameAt, tagEnd, xmlMarks } from './xml-tokens.ts';

/**
 * The reader of lists as stores write them: ListMultipartUploads, ListParts, ListBuckets, ListObjectsV2. It takes what XML
 * allows (comments, processing instructions, CDATA, attributes, any order) and is strict about what a list says of itself:
 * what it cannot read is named, and never passed over.
 *
 * Takes time in proportion to the document, whatever is in it.
 */

/** Text by element. Of an element in an element the name is `Owner/ID`; of one that comes twice, the first counts. */
export type Fields = ReadonlyMap<string, string>;

export interface ListPage {
  root: string;
  /** What stands beside the entries. */
  fields: Fields;
  entries: Fields[];
}

/** Deeper than any list of S3. */
const deepest = 16;

/**
 * Reads a list.
 *
 * @param entry what one entry is called, below the root: `Upload`, `Buckets/Bucket`
 * @returns null where it is no well-formed document, or has a DTD of its own
 */
export function readListPage(xml: string, entry: string): ListPage | null {
  const open: string[] = [];
  const fields = new Map<string, string>();
  const entries: Fields[] = [];
  let root: string | null = null;
  let current: Map<string, string> | null = null;
  /** Path of `current`'s element in `open`, as a count. */
  let entryDepth = 0;
  /** Text of the innermost element, as far as nothing stands in it; null: other elements do. */
  const inner: { text: string | null } = { text: null };

  const path = (from: number) => open.slice(from).join('/');
  const begin = (name: string): boolean => {
    if (open.length >= deepest || (open.length === 0 && root !== null)) return false;
    root ??= name;
    open.push(name);
    inner.text = '';
    if (current === null && open.length > 1 && path(1) === entry) {
      current = new Map();
      entryDepth = open.length;
    }
    return true;
  };
  const end = () => {
    if (current !== null && open.length === entryDepth) {
      entries.push(current);
      current = null;
    } else if (inner.text !== null && open.length > 1) {
      const into = current ?? fields;
      const name = path(current ? entryDepth : 1);
      if (!into.has(name)) into.set(name, withoutLayout(inner.text));
    }
    open.pop();
    inner.text = null;
  };

  for (let at = 0; at < xml.length; ) {
    const next = xml.indexOf('<', at);
    const until = next < 0 ? xml.length : next;
    if (inner.text !== null) inner.text += resolvedText(xml.slice(at, until));
    else if (open.length === 0 && xml.slice(at, until).trim() !== '') return null;
    // Entries whose marks were escaped, or words of somebody on the way.
    if (open.length === 1 && xml.slice(at, until).trim() !== '') return null;
    if (next < 0) break;
    const after = xml[next + 1];
    if (after === '!' || after === '?') {
      const mark = xmlMarks.find(({ begins }) => xml.startsWith(begins, next));
      const from = next + (mark?.begins.length ?? 0);
      const to = mark ? xml.indexOf(mark.ends, from) : -1;
      if (!mark || to < 0) return null;
      if (mark.begins === '<![CDATA[' && open.length === 1) return null;
      if (mark.begins === '<![CDATA[' && inner.text !== null) inner.text += xml.slice(from, to);
      // A DTD of the document's own may declare what its references mean; and it stands before the root.
      if (mark.begins === '<!' && (root !== null || xml.slice(from, to).includes('['))) return null;
      at = to + mark.ends.length;
      continue;
    }
    const close = tagEnd(xml, next + 1);
    if (close < 0) return null;
    const isEnd = after === '/';
    const name = nameAt(xml, isEnd ? next + 2 : next + 1);
    if (name === '') return null;
    if (isEnd) {
      if (open.at(-1) !== name) return null;
      end();
    } else {
      if (!begin(name)) return null;
      if (xml[close - 1] === '/') end();
    }
    at = close + 1;
  }
  return root !== null && open.length === 0 ? { root, fields, entries } : null;
}

/** Indentation between elements is no text; a blank of a key is. */
function withoutLayout(text: string): string {
  return text.includes('\n') && text.trim() === '' ? '' : text;
}
